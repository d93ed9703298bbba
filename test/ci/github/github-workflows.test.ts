import { parse } from 'yaml';
import { environment, MANY, named, SAMPLE, scriptSteps, synthesise } from './sample-estate';
import type { Job, Workflow } from '../../../src/ci/github/workflow';

const sample = synthesise(SAMPLE, { recorded: ['dev', 'prod'] }).texts;
const files = Object.keys(sample);

function workflow(text: string | undefined): Workflow {
  if (text === undefined) throw new Error('there is no such workflow');
  return parse(text) as Workflow;
}

function jobs(text: string | undefined): [string, Job][] {
  return Object.entries(workflow(text).jobs);
}

function stepNames(text: string | undefined): string[] {
  return jobs(text).flatMap(([, job]) => job.steps.map(({ name }) => name));
}

test('there is one workflow each for plans, drift, outputs and generated files, and one per environment', () => {
  expect(files).toEqual(['terraform-plan.yml', 'drift.yml', 'outputs.yml', 'sync.yml', 'deploy-dev.yml', 'deploy-prod.yml']);
  expect(files.map((file) => workflow(sample[file]).name)).toEqual(['Terraform plan', 'Drift', 'Outputs', 'Sync', 'Deploy dev', 'Deploy prod']);
});

describe.each(files)('%s', (file) => {
  const text = sample[file];

  test('no permission is given to the workflow as a whole', () => {
    expect(workflow(text).permissions).toEqual({});
  });

  test('every job and step has a name, every job a time limit, a fixed runner and its own permissions', () => {
    for (const [, job] of jobs(text)) {
      expect(job.name).toEqual(expect.any(String));
      expect(job['timeout-minutes']).toEqual(expect.any(Number));
      expect(job['runs-on']).toBe('ubuntu-24.04');
      expect(job.permissions).toEqual(expect.any(Object));
      for (const step of job.steps) expect(step.name).toEqual(expect.any(String));
    }
  });

  test('every permission but reading the repository says why', () => {
    const permissions = text!.split('\n').filter((line) => /^ {6}[a-z-]+: (read|write)/.test(line));
    expect(permissions.length).toBeGreaterThan(0);
    for (const line of permissions) expect(line).toMatch(/^ {6}(contents: read|[a-z-]+: (read|write) # \S.+)$/);
  });

  test('every action is pinned at a commit, with its release beside it', () => {
    const uses = text!.split('\n').filter((line) => line.includes('uses:'));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('no script holds an expression, and each ends at its first failure', () => {
    const scripts = Object.values(scriptSteps(text!));
    expect(scripts.length).toBeGreaterThan(0);
    for (const { run } of scripts) {
      expect(run).not.toContain('${{');
      expect(run).toMatch(/^set -euo pipefail\n/);
    }
  });

  test('the job’s token is not left on the disk', () => {
    const checkouts = jobs(text).flatMap(([, job]) => job.steps).filter((step) => 'uses' in step && step.uses.startsWith('actions/checkout@'));
    for (const step of checkouts) expect(step).toMatchObject({ with: { 'persist-credentials': false } });
  });
});

describe('a deployment', () => {
  const dev = workflow(sample['deploy-dev.yml']);
  const prod = workflow(sample['deploy-prod.yml']);

  test('root modules are applied layer by layer, then the overlay', () => {
    expect(dev.jobs.deploy.steps.map(({ name }) => name)).toEqual([
      'Check out the repository',
      'Check out the commit',
      'Select what is affected',
      'Set up Terraform',
      'Log in to Tencent Cloud',
      'Apply layer 1',
      'Apply layer 2',
      'Connect to the cluster',
      'Deploy the overlay',
      'Forget the kubeconfig',
    ]);
  });

  test('every step that changes anything is run only when there is something for it to do', () => {
    expect(Object.fromEntries(dev.jobs.deploy.steps.map(({ name, if: condition }) => [name, condition]))).toEqual({
      'Check out the repository': undefined,
      'Check out the commit': undefined,
      'Select what is affected': undefined,
      'Set up Terraform': "steps.begin.outputs.affected == 'true'",
      'Log in to Tencent Cloud': "steps.begin.outputs.affected == 'true'",
      'Apply layer 1': "steps.begin.outputs.layer-1 == 'true'",
      'Apply layer 2': "steps.begin.outputs.layer-2 == 'true'",
      'Connect to the cluster': "steps.begin.outputs.overlay == 'true'",
      'Deploy the overlay': "steps.begin.outputs.overlay == 'true'",
      'Forget the kubeconfig': "always() && steps.begin.outputs.overlay == 'true'",
    });
  });

  test('the number of steps follows the layers, not the root modules', () => {
    const { jobs: { deploy } } = workflow(synthesise([MANY]).texts['deploy-dev.yml']);
    expect(deploy.steps.filter(({ name }) => name.startsWith('Apply layer')).map(({ name }) => name)).toEqual(['Apply layer 1']);
  });

  test('an environment without predecessor is deployed on a push to the default branch, or by hand as a whole or in part', () => {
    expect(dev.on).toEqual({
      push: { branches: ['main'] },
      workflow_dispatch: { inputs: { 'root-module': expect.anything(), 'service': expect.anything() } },
    });
  });

  test('a promoted environment is deployed by its predecessor or by hand, at a commit that ran there', () => {
    expect(prod.on).toEqual({
      workflow_dispatch: { inputs: { 'commit': expect.anything(), 'root-module': expect.anything(), 'service': expect.anything() } },
    });
    expect(scriptSteps(sample['deploy-prod.yml']!)['choose/Choose the commit'].env).toMatchObject({ COMMIT: '${{ inputs.commit }}', PREDECESSOR: 'dev' });
    expect(scriptSteps(sample['deploy-dev.yml']!)['choose/Choose the commit'].run).not.toContain('--predecessor');
  });

  test('a whole deployment starts those of the environments that are promoted from it, and of no others', () => {
    const { texts } = synthesise([...SAMPLE, environment('eu', { promotedFrom: 'dev' }), environment('later', { promotedFrom: 'prod' }),
      environment('void', { promotedFrom: 'dev', rootModules: [], overlay: undefined })]);
    const { promote } = workflow(texts['deploy-dev.yml']).jobs;
    expect(promote).toMatchObject({ needs: ['choose', 'deploy'], if: "needs.deploy.outputs.whole == 'true'", permissions: { actions: 'write' } });
    expect(promote.steps.map((step) => 'env' in step && step.env?.WORKFLOW)).toEqual(['deploy-prod.yml', 'deploy-eu.yml']);
    expect(Object.keys(workflow(texts['deploy-later.yml']).jobs)).toEqual(['choose', 'deploy']);
  });

  test('the commit is chosen by a job that can change nothing, and the job that deploys is called by it', () => {
    for (const { jobs: { choose, deploy } } of [dev, prod]) {
      expect(choose.environment).toBeUndefined();
      expect(Object.values(choose.permissions)).not.toContain('write');
      expect(Object.entries(deploy.permissions).filter(([, access]) => access === 'write').map(([scope]) => scope)).toEqual(['id-token']);
    }
    expect(prod.jobs.deploy.name).toBe("Deploy ${{ (inputs.root-module || inputs.service) && 'a part of ' || '' }}prod at ${{ needs.choose.outputs.commit }}");
  });

  test('the history is there, because what changed is found by comparing commits', () => {
    expect(dev.jobs.deploy.steps[0]).toMatchObject({ with: { 'fetch-depth': 0 } });
  });

  test.each(['dev', 'prod'])('%s is deployed behind the environment of its name, one deployment after the other', (name) => {
    const { concurrency, jobs: { deploy } } = workflow(sample[`deploy-${name}.yml`]);
    expect(deploy.environment).toEqual({ name });
    expect(concurrency).toEqual({ 'group': `deploy-${name}`, 'cancel-in-progress': false });
  });

  test('the keys of the cloud live as long as the job may, and are those of the environment', () => {
    const { deploy } = prod.jobs;
    const { env } = scriptSteps(sample['deploy-prod.yml']!)['deploy/Log in to Tencent Cloud'];
    expect(env?.DURATION_SECONDS).toBe(String(deploy['timeout-minutes'] * 60));
    expect(JSON.stringify(env)).toContain('shop-prod-apply');
  });

  test('an environment that holds nothing has no workflow', () => {
    const { texts } = synthesise([environment('dev', { rootModules: [], overlay: undefined })]);
    expect(texts['deploy-dev.yml']).toBeUndefined();
  });

  test('an environment without services ends with its root modules', () => {
    const { texts } = synthesise([environment('dev', { overlay: undefined })]);
    expect(stepNames(texts['deploy-dev.yml']).slice(-1)).toEqual(['Apply layer 2']);
  });

  test('an environment without root modules has no layers', () => {
    const { texts } = synthesise([environment('dev', { rootModules: [], kubeconfig: undefined })]);
    expect(stepNames(texts['deploy-dev.yml'])).not.toContain('Apply layer 1');
  });
});

test('a workflow can be patched like every other file', () => {
  const { texts } = synthesise(SAMPLE, {
    prepare: (project) => project.tryFindObjectFile('.github/workflows/deploy-dev.yml')?.addOverride('jobs.deploy.runs-on', ['self-hosted', 'dev']),
  });
  expect(workflow(texts['deploy-dev.yml']).jobs.deploy['runs-on']).toEqual(['self-hosted', 'dev']);
});

test('text of the model is never an expression', () => {
  const hostile = '${{ secrets.GITHUB_TOKEN }}';
  const inert = "${{ '${{' }} secrets.GITHUB_TOKEN }}";
  const { texts } = synthesise([named(hostile)], { region: hostile });
  for (const text of Object.values(texts)) {
    expect(text!.match(/\$\{\{ secrets/g)).toBeNull();
  }
  const steps = scriptSteps(texts['deploy-dev.yml']!);
  expect(steps['deploy/Log in to Tencent Cloud'].env?.REGION).toBe(inert);
  expect(steps['deploy/Deploy the overlay'].env).toMatchObject({ NAMESPACE: inert, OVERLAY: inert });
});
