import { readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { GitServer } from './github/git-server';
import { GitHubStandIn } from './github/github-stand-in';
import { ImageBuilder } from './image-builder';
import { InstalledPackage } from './installed-package';
import { ACCOUNT_UIN } from './tencent/account';
import { estateRoles } from './tencent/estate-roles';
import { startTencent, Tencent } from './tencent/tencent';
import { ENVIRONMENTS, STATE_BUCKET } from './terraform-estate';
import { pushEvent } from './workflow-runner/events';
import type { RunResult } from './workflow-runner/run-result';
import { runWorkflow } from './workflow-runner/run-workflow';
import { SampleRepository } from './workflow-runner/sample-repository';
import { describeWithTools } from '../ci/github/run-step';

const BRANCH = 'feiyue-projen/images';
const PROJENRC = `import { Cloud, FeiyueProject } from 'feiyue-projen';

const project = new FeiyueProject({
  name: 'feiyue-mono',
  cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/game', additionalServices: ['tcr'] }),
  repository: 'feiyue/feiyue-mono',
  // options
});
const dev = project.addEnvironment('dev');
project.addEnvironment('prod', { promotedFrom: dev });
project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } });
project.addService('match', { port: 8080, imageBuild: { context: 'services/match' } });
project.synth();
`;
const { identityProviders, roles } = estateRoles({ projectName: 'feiyue-mono', repository: 'feiyue/feiyue-mono', environments: ENVIRONMENTS, bucket: STATE_BUCKET });
/** What `additionalServices: ['tcr']` gives the role that applies. */
const REGISTRY = { version: '2.0', statement: [{ effect: 'allow', action: ['tcr:*'], resource: ['*'] }] };

let installed: InstalledPackage;
let repository: SampleRepository;
let github: GitHubStandIn;
let gitServer: GitServer;
let tencent: Tencent;
let builder: ImageBuilder;

beforeAll(() => { installed = new InstalledPackage(); });
afterAll(() => installed.remove());

beforeEach(async () => {
  repository = new SampleRepository({
    '.projenrc.ts': PROJENRC,
    'services/api/Dockerfile': 'FROM scratch\n',
    'services/match/Dockerfile': 'FROM scratch\n',
    'services/match/main.go': 'package main\n',
  });
  installed.synthesise(repository.directory);
  repository.commit('Generate', {});
  github = await GitHubStandIn.start();
  gitServer = await GitServer.start(repository.directory, github);
  tencent = await startTencent({
    buckets: [STATE_BUCKET],
    identityProviders,
    roles: roles.map((role) => (role.name === 'feiyue-mono-dev-apply' ? { ...role, permissions: [...role.permissions, REGISTRY] } : role)),
    registries: [{ id: 'tcr-1', name: 'shop' }],
  });
  builder = new ImageBuilder(tencent);
});

afterEach(async () => {
  builder.remove();
  await tencent.stop();
  await gitServer.stop();
  await github.stop();
  rmSync(repository.directory, { recursive: true });
});

/** Runs what a push of the last commit starts. */
async function push(): Promise<RunResult> {
  return runWorkflow({
    workflow: parse(readFileSync(join(repository.directory, '.github/workflows/images.yml'), 'utf-8')),
    repository: repository.directory,
    event: pushEvent(repository.directory),
    github,
    vars: { TENCENTCLOUD_ACCOUNT_UIN: ACCOUNT_UIN },
    env: { ...tencent.env, ...gitServer.env },
    path: [builder.bin, installed.bin, ...(process.env.PATH ?? '').split(delimiter)],
    actions: builder.actions,
  });
}

/** Writes what another `.projenrc.ts` declares, as a commit of the branch. */
function redeclare(from: string, to: string): void {
  const projenrc = PROJENRC.replace(from, to);
  expect(projenrc).not.toBe(PROJENRC);
  repository.commit('Say more', { '.projenrc.ts': projenrc });
  installed.synthesise(repository.directory);
  repository.commit('Generate', {});
}

function log({ jobs }: RunResult): string {
  return Object.values(jobs).flatMap(({ steps }) => steps).map(({ log: text }) => text).join('');
}

function conclusions({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries(Object.entries(jobs).map(([id, { conclusion }]) => [id, conclusion]));
}

const ALL = { detect: 'success', build: 'success', built: 'success', synthesise: 'success', propose: 'success' };
const NONE = { detect: 'success', build: 'skipped', built: 'skipped', synthesise: 'skipped', propose: 'skipped' };

function head(branch = 'main'): string {
  return repository.git('rev-parse', branch);
}

/** A file as a branch has it. */
function committed(file: string, branch = BRANCH): string {
  return repository.git('show', `${branch}:${file}`);
}

function recorded(environment: string): Record<string, { digest: string }> {
  return JSON.parse(committed(`images/${environment}.json`)) as Record<string, { digest: string }>;
}

/** The digest that the overlay of a service deploys. */
function deployed(environment: string, service: string, branch = BRANCH): string | undefined {
  const { images } = parse(committed(`k8s/overlays/${environment}/${service}/kustomization.yaml`, branch)) as { images?: { digest?: string }[] };
  return images?.[0].digest;
}

function source(service: string): string {
  return repository.git('rev-parse', `main:services/${service}`);
}

describeWithTools(['bash', 'curl', 'jq', 'openssl'], () => {
  test('a push builds what is new once, and proposes its digests with what follows from them', async () => {
    const before = head();
    const run = await push();
    expect(log(run)).not.toContain('::error');
    expect(conclusions(run)).toEqual(ALL);
    expect(builder.pushed.map(({ tag }) => tag).sort()).toEqual(['api', 'match'].map((name) => `shop.tencentcloudcr.com/game/${name}:${source(name)}`));

    // The branch that is deployed stays as it is.
    expect(head()).toBe(before);
    expect(repository.git('log', '--format=%an: %s', `main..${BRANCH}`)).toBe(`github-actions[bot]: Deploy the images built from ${before}`);
    for (const { tag, digest } of builder.pushed) {
      const service = tag.includes('/api:') ? 'api' : 'match';
      expect(recorded('dev')[service].digest).toBe(digest);
      expect(deployed('dev', service)).toBe(digest);
      // What is promoted is what ran before.
      expect(deployed('prod', service)).toBe(digest);
    }
    expect(repository.git('diff', '--name-only', before, BRANCH).split('\n')).toEqual([
      '.projen/manifest',
      'images/dev.json',
      ...['dev', 'prod'].flatMap((environment) => ['api', 'match'].map((service) => `k8s/overlays/${environment}/${service}/kustomization.yaml`)),
    ]);
    expect(github.dispatches.all).toEqual([]);
    expect(github.pullRequests.all).toMatchObject([{ state: 'open', title: 'Deploy new images of api, match', head: { ref: BRANCH }, base: { ref: 'main' } }]);
    expect(github.pullRequests.all[0].body).toContain(`| \`api\` | \`${recorded('dev').api.digest}\` |`);
    const logins = tencent.requests.filter(({ service }) => service === 'tcr').map(({ operation, resource, by, error }) => [operation, resource, by, error]);
    expect(logins.sort()).toEqual([['CreateInstanceToken', 'tcr-1'], ['DescribeInstances', '*']].flatMap((call) => Array(2).fill([...call, 'feiyue-mono-dev-apply', undefined])));

    // Another run builds nothing anew, and makes the same commit, down to its name.
    const first = head(BRANCH);
    builder.pushed.length = 0;
    expect(conclusions(await push())).toEqual(ALL);
    expect([head(BRANCH), builder.pushed, github.pullRequests.all.length]).toEqual([first, [], 1]);

    repository.git('merge', '--quiet', '--squash', BRANCH);
    repository.commit('Merge', {});
    expect(conclusions(await push())).toEqual(NONE);
  });

  test('a build that fails proposes nothing', async () => {
    const before = repository.commit('Break api', { 'services/api/Dockerfile': 'FROM scratch\nRUN exit 1\n' });
    const run = await push();
    expect(conclusions(run)).toEqual({ ...NONE, build: 'failure' });
    expect(run.jobs.build.instances.map(({ name, conclusion }) => [name, conclusion])).toEqual([['Build api', 'failure'], ['Build match', 'success']]);
    expect([head(), github.pullRequests.all, repository.git('branch', '--list', BRANCH)]).toEqual([before, [], '']);
  });

  test('a .projenrc.ts that is out for more finds no token, and what it writes beside digests is refused', async () => {
    const spy = [
      "import { execFileSync } from 'node:child_process';",
      "import { mkdirSync, writeFileSync } from 'node:fs';",
      "console.error('tokens:', Object.keys(process.env).filter((name) => /TOKEN|^GIT_CONFIG_(COUNT|KEY|VALUE)/.test(name)).join() || 'none');",
      "try { execFileSync('git', ['push', 'origin', 'HEAD:refs/heads/main'], { stdio: 'ignore' }); console.error('pushed'); } catch { console.error('not pushed'); }",
      "mkdirSync('.github/workflows', { recursive: true }); writeFileSync('.github/workflows/x.yml', 'on: push\\n');",
    ].join('\n');
    repository.commit('Be out for more', { '.projenrc.ts': `${spy}\n${PROJENRC}` });
    const before = head();
    const run = await push();
    expect(conclusions(run)).toEqual({ ...ALL, propose: 'failure' });
    const written = run.jobs.synthesise.steps.map(({ log: text }) => text).join('');
    expect(written).toContain('tokens: none');
    expect(written).toContain('not pushed');
    expect(log(run)).toContain('::error title=Images::.github/workflows/x.yml is handed over, which is no file of');
    expect([head(), github.pullRequests.all, repository.git('branch', '--list', BRANCH)]).toEqual([before, [], '']);
  });

  test('with autoMergeImages what was proposed is checked, merged, and deployed', async () => {
    redeclare('// options', 'autoMergeImages: true,');
    github.pullRequests.rules = { mayJobsCreate: true, requiredChecks: ['Generated files'], needsReview: false };
    const run = await push();
    expect(log(run)).not.toContain('::error');
    expect(conclusions(run)).toEqual({ ...ALL, check: 'success', merge: 'success' });
    expect(github.pullRequests.all).toMatchObject([{ state: 'closed', merged: true, merge_commit_sha: head() }]);
    expect(deployed('dev', 'api', 'main')).toBe(builder.pushed.find(({ tag }) => tag.includes('/api:'))?.digest);
    // A merge by a workflow starts nothing by itself.
    expect(github.dispatches.all).toEqual([{ workflow: 'deploy-dev.yml', ref: 'main', inputs: {} }]);
    expect(conclusions(await push())).toEqual({ ...NONE, check: 'skipped', merge: 'skipped' });
  });
});
