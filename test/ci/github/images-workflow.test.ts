import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runStep } from './run-step';
import type { Job, ScriptStep, Workflow } from '../../../src/ci/github/workflow';
import { Cloud } from '../../../src/clouds/cloud';
import { DefaultEstate, emptyProject } from '../../default-estate';
import { describeWithTool, runTool } from '../../real-tool';
import { temporaryDirectory } from '../../synth/test-project';

const REGISTRY = Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/shop' });
const DIGEST = `sha256:${'a'.repeat(64)}`;

interface Made {
  readonly cloud?: Cloud;
  readonly images?: Record<string, unknown>;
  readonly merges?: boolean;
}

/** An estate in which `api` and `match` are built, with the images of an earlier run. */
function estate({ cloud = REGISTRY, images = {}, merges = false }: Made = {}): DefaultEstate {
  const made = new DefaultEstate({ cloud, autoMergeImages: merges }, []);
  for (const [environment, entries] of Object.entries(images)) {
    mkdirSync(join(made.project.outdir, 'images'), { recursive: true });
    writeFileSync(join(made.project.outdir, 'images', `${environment}.json`), typeof entries === 'string' ? entries : JSON.stringify(entries));
  }
  made.project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } });
  made.project.addService('match', { port: 8080, imageBuild: { context: 'services/match', dockerfile: 'docker/Dockerfile' } }).override(made.prod, { imageTag: '1.2.3' });
  made.project.addService('chat', { port: 8080 });
  return made;
}

function imagesOf({ project }: DefaultEstate, environment: string, service: string): unknown {
  const file = join(project.outdir, `k8s/overlays/${environment}/${service}/kustomization.yaml`);
  return (parse(readFileSync(file, 'utf-8')) as { images?: unknown }).images;
}

function problemsOf(made: DefaultEstate): string {
  try {
    made.project.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the workflow that builds images', () => {
  const made = estate();
  made.project.synth();
  const text = readFileSync(join(made.project.outdir, '.github/workflows/images.yml'), 'utf-8');
  const { jobs } = parse(text) as Workflow;

  test('builds what is built here, each from its folder', () => {
    const [, detect] = jobs.detect.steps;
    expect(JSON.parse('env' in detect ? detect.env!.BUILDS : '')).toEqual([
      { name: 'api', context: 'services/api', dockerfile: 'services/api/Dockerfile', repository: 'shop.tencentcloudcr.com/shop/api' },
      { name: 'match', context: 'services/match', dockerfile: 'services/match/docker/Dockerfile', repository: 'shop.tencentcloudcr.com/shop/match' },
    ]);
  });

  test('pushes with SBOM and provenance, and hands the digest on', () => {
    const build = jobs.build.steps.find(({ name }) => name === 'Build and push');
    expect(build).toMatchObject({ id: 'build', with: { provenance: 'mode=max', push: true, sbom: true } });
  });

  test('what may write runs no code but that of the default branch, and logs in nowhere', () => {
    const permissions = Object.fromEntries(Object.entries(jobs).map(([id, job]: [string, Job]) => [id, job.permissions]));
    expect(permissions).toEqual({
      detect: { contents: 'read' },
      build: { 'contents': 'read', 'id-token': 'write' },
      built: { contents: 'read' },
      synthesise: { contents: 'read' },
      propose: { 'contents': 'write', 'pull-requests': 'write' },
    });
  });

  test('every job works on one commit of the default branch', () => {
    const refs = Object.entries(jobs).map(([id, { steps }]: [string, Job]) => [id, steps.flatMap((step) => ('uses' in step && step.uses.startsWith('actions/checkout@') ? [step.with?.ref] : []))]);
    expect(refs).toEqual([['detect', ['refs/heads/main']], ...['build', 'built', 'synthesise', 'propose'].map((id) => [id, ['${{ needs.detect.outputs.commit }}']])]);
  });

  test('the keys of the cloud are gone from the environment before anything is built', async () => {
    const step = jobs.build.steps.find(({ name }) => name === 'Log in to the registry') as ScriptStep;
    const cwd = temporaryDirectory();
    mkdirSync(join(cwd, 'ops/scripts'), { recursive: true });
    writeFileSync(join(cwd, 'ops/scripts/tencent-registry-login.mjs'), '');
    const { status, exported } = await runStep(step, { cwd, env: { SCRIPTS: 'ops/scripts' } });
    expect(status).toBe(0);
    expect(exported).toEqual({ TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: '', TENCENTCLOUD_SECURITY_TOKEN: '' });
    expect(jobs.build.steps.map(({ name }) => name).slice(2, 6)).toEqual(['Log in to Tencent Cloud', 'Log in to the registry', 'Look for it in the registry', 'Build and push']);
  });

  test('its digests are proposed, on a branch of their own', () => {
    expect(parse(text)).toMatchObject({ env: { BRANCH: 'feiyue-projen/images', DEFAULT_BRANCH: 'main', FILES: 'images/dev.json' } });
    expect(text).not.toContain('dispatches');
  });

  describeWithTool('actionlint', () => {
    test('actionlint finds nothing', () => {
      expect(runTool('actionlint', ['-no-color', '.github/workflows/images.yml'], { cwd: made.project.outdir })).toEqual({ status: 0, stdout: '', stderr: '' });
    });
  });

  describeWithTool('zizmor', () => {
    test('zizmor has no finding, with its pedantic persona', () => {
      const { stdout } = runTool('zizmor', ['--persona=pedantic', '--offline', '--no-progress', '--format=json', '.github/workflows/images.yml'], { cwd: made.project.outdir });
      expect(JSON.parse(stdout)).toEqual([]);
    });
  });

  test('there is none where nothing is built', () => {
    const { project } = new DefaultEstate();
    project.synth();
    expect(existsSync(join(project.outdir, '.github/workflows/images.yml'))).toBe(false);
    expect(existsSync(join(project.outdir, 'ops/scripts/images.mjs'))).toBe(false);
  });
});

describe('with autoMergeImages', () => {
  const made = estate({ merges: true });
  made.project.synth();
  const text = readFileSync(join(made.project.outdir, '.github/workflows/images.yml'), 'utf-8');
  const { jobs } = parse(text) as Workflow;

  test('what checks may not write, and what merges starts the deployment of every environment without a predecessor', () => {
    expect(jobs.check.permissions).toEqual({ contents: 'read' });
    expect(jobs.merge.permissions).toEqual({ 'actions': 'write', 'contents': 'write', 'pull-requests': 'write', 'statuses': 'write' });
    const started = jobs.merge.steps.flatMap((step) => ('env' in step && step.env?.WORKFLOW ? [step.env.WORKFLOW] : []));
    expect(started).toEqual(['deploy-dev.yml']);
    expect(jobs.merge.steps.find(({ name }) => name === 'Report the checks')).toMatchObject({ env: { CHECKS: 'Terraform\nGenerated files' } });
  });

  describeWithTool('actionlint', () => {
    test('actionlint finds nothing', () => {
      expect(runTool('actionlint', ['-no-color', '.github/workflows/images.yml'], { cwd: made.project.outdir })).toEqual({ status: 0, stdout: '', stderr: '' });
    });
  });

  describeWithTool('zizmor', () => {
    test('zizmor has no finding, with its pedantic persona', () => {
      const { stdout } = runTool('zizmor', ['--persona=pedantic', '--offline', '--no-progress', '--format=json', '.github/workflows/images.yml'], { cwd: made.project.outdir });
      expect(JSON.parse(stdout)).toEqual([]);
    });
  });

  test('it is a problem where no image is built', () => {
    const { project } = new DefaultEstate({ autoMergeImages: true }, []);
    expect(() => project.synth()).toThrow('autoMergeImages merges nothing, since CI builds no image here');
  });
});

describe('what was built', () => {
  test('runs by digest in its environment, and in those that are promoted from it', () => {
    const made = estate({ images: { dev: { api: { digest: DIGEST, source: 'x' } } } });
    made.project.synth();
    for (const environment of ['dev', 'prod']) expect(imagesOf(made, environment, 'api')).toMatchObject([{ digest: DIGEST }]);
    expect(JSON.stringify(imagesOf(made, 'dev', 'match'))).not.toContain('sha256');
  });

  test('elsewhere runs by digest as well, also in an estate that builds nothing itself', () => {
    const made = estate({ images: { dev: { chat: { digest: DIGEST } } } });
    made.project.synth();
    expect(imagesOf(made, 'prod', 'chat')).toMatchObject([{ digest: DIGEST }]);
    const project = emptyProject();
    project.addEnvironment('dev');
    project.addService('web', { port: 8080 });
    mkdirSync(join(project.outdir, 'images'));
    writeFileSync(join(project.outdir, 'images', 'dev.json'), JSON.stringify({ web: { digest: DIGEST } }));
    project.synth();
    expect(readFileSync(join(project.outdir, 'k8s/overlays/dev/web/kustomization.yaml'), 'utf-8')).toContain(`digest: ${DIGEST}`);
  });

  test('a file of its own goes before that of the predecessor', () => {
    const other = `sha256:${'b'.repeat(64)}`;
    const made = estate({ images: { dev: { api: { digest: DIGEST } }, prod: { api: { digest: other } } } });
    made.project.synth();
    expect(imagesOf(made, 'prod', 'api')).toMatchObject([{ digest: other }]);
  });

  test('what is said for an environment goes before what was built', () => {
    const made = estate({ images: { dev: { match: { digest: DIGEST } } } });
    made.project.synth();
    expect(imagesOf(made, 'dev', 'match')).toMatchObject([{ digest: DIGEST }]);
    expect(imagesOf(made, 'prod', 'match')).toEqual([{ name: 'shop.tencentcloudcr.com/shop/match', newTag: '1.2.3' }]);
  });

  test.each([
    ['{', 'images/dev.json is no JSON: '],
    [[], 'images/dev.json is no object of services'],
    [{ api: { digest: 'latest' } }, 'images/dev.json has digest "latest" for service "api"; a digest is "sha256:"'],
    [{ api: {} }, 'images/dev.json has digest none for service "api"'],
    [{ aip: { digest: DIGEST } }, 'images/dev.json has an image of service "aip", which there is not: remove the entry. Did you mean "api"?'],
  ])('%j is a problem', (entries, message) => {
    expect(problemsOf(estate({ images: { dev: entries } }))).toContain(message);
  });
});

describe('a build', () => {
  test('needs a registry that CI can log in to without a long-lived password', () => {
    const cloud = Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' });
    expect(problemsOf(estate({ cloud }))).toContain('service "api" has an imageBuild, but CI can log in to no registry to push its image to: the personal registry knows only long-lived passwords');
  });

  test.each(['../api', '/api', 'services/$(id)', ''])('from %j is refused', (context) => {
    const made = estate();
    made.project.addService('bad', { port: 8080, imageBuild: { context } });
    expect(problemsOf(made)).toContain(`service "bad" has imageBuild.context ${JSON.stringify(context)}; it has to be a path inside of the repository`);
  });
});
