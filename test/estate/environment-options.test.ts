import { parse } from 'yaml';
import { EnvironmentOptions, FeiyueProject, Loosening, PodSecurity, ArgoCd, tencent } from '../../src';
import { emptyProject } from '../default-estate';
import { problemsOf } from '../room';
import { read } from '../synth/test-project';

/** dev, staging behind it, and prod behind that. */
function estate(staging: EnvironmentOptions): FeiyueProject {
  const project = emptyProject();
  project.addEnvironment('dev');
  project.addEnvironment('staging', { promotedFrom: 'dev', ...staging });
  project.addEnvironment('prod', { promotedFrom: 'staging', reviewers: ['platform'] });
  new tencent.CosStorage(project.addRootModule('storage'), 'uploads');
  project.addService('api', { port: 8080 });
  return project;
}

function deployment(project: FeiyueProject, environment: string): any {
  return parse(read(project.outdir, `.github/workflows/deploy-${environment}.yml`));
}

describe('an environment that follows another one without an approval', () => {
  const project = estate({ needsApproval: false });
  beforeAll(() => project.synth());

  test('is started by its predecessor, with the commit that ran there', () => {
    expect(deployment(project, 'dev').jobs.promote.steps[0].env).toMatchObject({ WORKFLOW: 'deploy-staging.yml' });
    const { on, jobs } = deployment(project, 'staging');
    expect(Object.keys(on)).toEqual(['workflow_dispatch']);
    expect(jobs.choose.steps.at(-1).env).toMatchObject({ PREDECESSOR: 'dev' });
  });

  test('asks nobody, and the one behind it does', () => {
    const asks = (environment: string) => deployment(project, environment).jobs.deploy.steps.some(({ name }: { readonly name: string }) => name === 'Check the protection of the environment');
    expect({ staging: asks('staging'), prod: asks('prod') }).toEqual({ staging: false, prod: true });
    const { environments } = JSON.parse(read(project.outdir, 'ops/scripts/declared-settings.json'));
    expect(JSON.stringify(environments)).toContain('prod-plan');
    expect(JSON.stringify(environments)).not.toContain('staging-plan');
  });

  test('is said to go on by itself on the page of the estate', () => {
    expect(read(project.outdir, 'ops/estate.md')).toContain('What ran there goes on to staging by itself, and to prod, behind the approval that you set.');
  });

  test('is as open as one without a predecessor', () => {
    const [dev, staging, prod] = project.environments;
    expect([dev, staging, prod].map(({ isProtected, prunes }) => [isProtected, prunes])).toEqual([[false, true], [false, true], [true, false]]);
  });
});

test('an approval may be asked for where nobody is named and nothing goes before', () => {
  const project = emptyProject();
  expect(project.addEnvironment('prod', { needsApproval: true }).isProtected).toBe(true);
});

test('reviewers whom nobody would ask are a problem', () => {
  expect(problemsOf(estate({ needsApproval: false, reviewers: ['qa'] })))
    .toEqual(['environment "staging" has reviewers, and needsApproval: false, so that nobody would ask them: drop one of the two']);
});

describe('the Pod Security Standard of an environment', () => {
  const WHY = 'it changes its own user';

  test('admits what runs as root, also where Argo CD brings the services', () => {
    const project = emptyProject();
    project.addEnvironment('dev', { podSecurity: PodSecurity.BASELINE });
    project.addService('pdf', { port: 8080, loosening: [Loosening.runAsRoot(WHY)] });
    project.addService('api', { port: 8080 });
    new ArgoCd(project, 'argo-cd');
    project.synth();
    expect(parse(read(project.outdir, 'k8s/overlays/dev/namespace.yaml')).metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'baseline' });
    expect(read(project.outdir, 'k8s/base/api/deployment.yaml')).toContain('runAsNonRoot: true');
  });

  test('is one, where environments share a namespace', () => {
    const project = emptyProject();
    project.addEnvironment('dev', { overlay: 'all', podSecurity: PodSecurity.BASELINE });
    project.addEnvironment('test', { overlay: 'all' });
    expect(problemsOf(project)).toContain(
      'environments "dev" and "test" share the overlay "all", but not the Pod Security Standard (baseline, restricted): give one of them another overlay, such as overlay: \'test\'',
    );
  });
});
