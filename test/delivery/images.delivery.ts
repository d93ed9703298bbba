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

const PROJENRC = `import { Cloud, FeiyueProject } from 'feiyue-projen';

const project = new FeiyueProject({
  name: 'feiyue-mono',
  cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/game', additionalServices: ['tcr'] }),
  repository: 'feiyue/feiyue-mono',
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

function log({ jobs }: RunResult): string {
  return Object.values(jobs).flatMap(({ steps }) => steps).map(({ log: text }) => text).join('');
}

function conclusions({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries(Object.entries(jobs).map(([id, { conclusion }]) => [id, conclusion]));
}

function head(): string {
  return repository.git('rev-parse', 'main');
}

/** A file as the branch has it. */
function committed(file: string): string {
  return repository.git('show', `main:${file}`);
}

function recorded(environment: string): Record<string, { digest: string }> {
  return JSON.parse(committed(`images/${environment}.json`)) as Record<string, { digest: string }>;
}

/** The digest that the overlay of a service deploys. */
function deployed(environment: string, service: string): string | undefined {
  const { images } = parse(committed(`k8s/overlays/${environment}/${service}/kustomization.yaml`)) as { images?: { digest?: string }[] };
  return images?.[0].digest;
}

describeWithTools(['bash', 'curl', 'jq', 'openssl'], () => {
  test('a push builds what is new, commits its digests with what follows from them, and starts the deployment', async () => {
    const before = head();
    const run = await push();
    expect(log(run)).not.toContain('::error');
    expect(conclusions(run)).toEqual({ detect: 'success', build: 'success', commit: 'success' });
    expect(builder.pushed.map(({ tag }) => tag).sort()).toEqual(['api', 'match'].map((name) => `shop.tencentcloudcr.com/game/${name}:${before}`));

    expect(repository.git('log', '--format=%an: %s', `${before}..main`)).toBe(`github-actions[bot]: Deploy the images built from ${before}`);
    for (const { tag, digest } of builder.pushed) {
      const service = tag.includes('/api:') ? 'api' : 'match';
      expect(recorded('dev')[service].digest).toBe(digest);
      expect(deployed('dev', service)).toBe(digest);
      // What is promoted is what ran before.
      expect(deployed('prod', service)).toBe(digest);
    }
    expect(repository.git('diff', '--name-only', before, 'main').split('\n')).toEqual([
      '.projen/manifest',
      'images/dev.json',
      ...['dev', 'prod'].flatMap((environment) => ['api', 'match'].map((service) => `k8s/overlays/${environment}/${service}/kustomization.yaml`)),
    ]);
    expect(github.dispatches.all).toEqual([{ workflow: 'deploy-dev.yml', ref: 'main', inputs: {} }]);
    const logins = tencent.requests.filter(({ service }) => service === 'tcr').map(({ operation, resource, by, error }) => [operation, resource, by, error]);
    expect(logins.sort()).toEqual([['CreateInstanceToken', 'tcr-1'], ['DescribeInstances', '*']].flatMap((call) => Array(2).fill([...call, 'feiyue-mono-dev-apply', undefined])));
  });

  test('the commit of the digests builds nothing, and the next change builds what it touches', async () => {
    await push();
    const before = head();
    const { api } = recorded('dev');
    builder.pushed.length = 0;
    const idle = await push();
    expect(conclusions(idle)).toEqual({ detect: 'success', build: 'skipped', commit: 'skipped' });
    expect(head()).toBe(before);

    const sha = repository.commit('Change match', { 'services/match/main.go': 'package match\n' });
    const run = await push();
    expect(run.jobs.build.instances.map(({ name }) => name)).toEqual(['Build match']);
    const [match, ...others] = builder.pushed;
    expect(others).toEqual([]);
    expect(match.tag).toBe(`shop.tencentcloudcr.com/game/match:${sha}`);
    expect(recorded('dev')).toMatchObject({ api, match: { digest: match.digest } });
    expect(deployed('dev', 'match')).toBe(match.digest);
    expect(deployed('dev', 'api')).toBe(api.digest);
  });

  test('a build that fails leaves the branch as it is and deploys nothing', async () => {
    const before = repository.commit('Break api', { 'services/api/Dockerfile': 'FROM scratch\nRUN exit 1\n' });
    const run = await push();
    expect(conclusions(run)).toEqual({ detect: 'success', build: 'failure', commit: 'skipped' });
    expect(run.jobs.build.instances.map(({ name, conclusion }) => [name, conclusion])).toEqual([['Build api', 'failure'], ['Build match', 'success']]);
    expect(head()).toBe(before);
    expect(github.dispatches.all).toEqual([]);
  });
});
