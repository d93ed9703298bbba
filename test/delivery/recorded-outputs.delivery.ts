import { readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { GitServer } from './github/git-server';
import { GitHubStandIn } from './github/github-stand-in';
import { InstalledPackage } from './installed-package';
import { ACCOUNT_UIN } from './tencent/account';
import { estateRoles } from './tencent/estate-roles';
import { startTencent, Tencent } from './tencent/tencent';
import { ENVIRONMENTS, STATE_BUCKET } from './terraform-estate';
import { dispatchEvent } from './workflow-runner/events';
import type { RunResult } from './workflow-runner/run-result';
import { runWorkflow } from './workflow-runner/run-workflow';
import { SampleRepository } from './workflow-runner/sample-repository';
import type { WorkflowEvent } from './workflow-runner/workflow-event';
import { describeWithTools } from '../ci/github/run-step';

const BRANCH = 'feiyue-projen/outputs';
const PASSWORD = 'hunter2-4711';
/** Signs that YAML, JSON, shells and both CI systems take for their own; no character that kustomize would not carry. */
const HOSTILE = 'a"b\'c $(id) `id` ${HOME} ##vso[task.complete] {{x}} %0A #: - é, *x &y';
const PROJENRC = `import { Cloud, FeiyueProject, Hcl, HclBlock } from 'feiyue-projen';

const project = new FeiyueProject({
  name: 'feiyue-mono',
  cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }),
  repository: 'feiyue/feiyue-mono',
  recordOutputs: true,
});
const dev = project.addEnvironment('dev');
project.addEnvironment('prod', { promotedFrom: dev, reviewers: ['platform'] });
const database = project.addRootModule('database');
const made = (name: string, sensitive = false) => {
  database.addBlock(new HclBlock('resource', ['terraform_data', name], { input: Hcl.raw(\`jsondecode(file("\\\${path.module}/values.json")).\${name}\`) }));
  return database.addOutput(name, { value: Hcl.raw(\`terraform_data.\${name}.output\`), description: name, sensitive });
};
const [host, banner, password] = [made('host'), made('banner'), made('password', true)];
project.addService('api', {
  port: 8080, imageTag: '1.0.0', env: { PGURL: Hcl.template('postgres://%s/api', host), BANNER: banner }, args: ['--host', host], secretEnv: { PGPASSWORD: password },
});
project.addJob('migrate', { imageTag: '1.0.0', env: { HOST: host } });
// more
project.synth();
`;
const VALUES = 'terraform/dev/database/values.json';
const { identityProviders, roles } = estateRoles({ projectName: 'feiyue-mono', repository: 'feiyue/feiyue-mono', environments: ENVIRONMENTS, bucket: STATE_BUCKET, withCredentials: ['database'] });

let installed: InstalledPackage;
let repository: SampleRepository;
let github: GitHubStandIn;
let gitServer: GitServer;
let tencent: Tencent;

beforeAll(() => { installed = new InstalledPackage(); });
afterAll(() => installed.remove());

beforeEach(async () => {
  repository = new SampleRepository({ '.projenrc.ts': PROJENRC });
  installed.synthesise(repository.directory);
  repository.commit('Generate', { [VALUES]: values('10.0.1.7') });
  github = await GitHubStandIn.start();
  gitServer = await GitServer.start(repository.directory, github);
  // There is nobody yet who may read prod, which keeps nothing else from being recorded.
  tencent = await startTencent({ buckets: [STATE_BUCKET], identityProviders, roles: roles.filter(({ name }) => name !== 'feiyue-mono-prod-drift') });
});

afterEach(async () => {
  await tencent.stop();
  await gitServer.stop();
  await github.stop();
  rmSync(repository.directory, { recursive: true });
});

function values(host: string): string {
  return JSON.stringify({ host, banner: HOSTILE, password: PASSWORD });
}

async function run(file: string, event: WorkflowEvent): Promise<RunResult> {
  return runWorkflow({
    workflowPath: `.github/workflows/${file}`,
    workflow: parse(readFileSync(join(repository.directory, '.github/workflows', file), 'utf-8')),
    repository: repository.directory,
    event,
    github,
    vars: { TENCENTCLOUD_ACCOUNT_UIN: ACCOUNT_UIN },
    env: { ...tencent.env, ...gitServer.env },
    path: [installed.bin, ...(process.env.PATH ?? '').split(delimiter)],
  });
}

/** Applies the database in `dev`, as if a person had asked for that part. */
async function apply(): Promise<RunResult> {
  return run('deploy-dev.yml', dispatchEvent(repository.directory, { 'root-module': 'database', 'service': '' }));
}

/** Runs what a deployment starts. */
async function record(ref?: string): Promise<RunResult> {
  return run('outputs.yml', dispatchEvent(repository.directory, {}, ref));
}

function conclusions({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries(Object.entries(jobs).map(([id, { conclusion }]) => [id, conclusion]));
}

function log({ jobs }: RunResult): string {
  return Object.values(jobs).flatMap(({ steps }) => steps).map(({ log: text }) => text).join('');
}

/** A file as a branch has it. */
function committed(file: string, branch = BRANCH): string {
  return repository.git('show', `${branch}:${file}`);
}

function literalsOf(workload: string): string[] {
  return parse(committed(`k8s/overlays/dev/${workload}/kustomization.yaml`)).configMapGenerator[0].literals;
}

function merge(): void {
  repository.git('merge', '--quiet', '--squash', BRANCH);
  repository.commit('Merge', {});
  github.pullRequests.close(github.pullRequests.all.at(-1)!.number, repository.git('rev-parse', 'main'));
}

const ALL = { detect: 'success', read_dev: 'success', read_prod: 'failure', synthesise: 'success', propose: 'success' };
const NONE = { ...ALL, synthesise: 'skipped', propose: 'skipped' };

describeWithTools(['bash', 'curl', 'jq', 'kubectl', 'openssl', 'terraform'], () => {
  test('what a deployment has applied is proposed in one pull request, with what follows from it in the overlays', async () => {
    // Nothing is there yet, and nothing is proposed.
    expect(conclusions(await record())).toEqual(NONE);

    expect((await apply()).conclusion).toBe('success');
    expect(github.dispatches.all).toEqual([{ workflow: 'outputs.yml', ref: 'main', inputs: {} }]);
    const before = repository.git('rev-parse', 'main');
    const first = await record();
    expect(conclusions(first)).toEqual(ALL);
    expect(repository.git('rev-parse', 'main')).toBe(before);
    expect(JSON.parse(committed('outputs/dev.json'))).toEqual({ database: { banner: HOSTILE, host: '10.0.1.7' } });
    expect(literalsOf('api')).toEqual(['PGURL=postgres://10.0.1.7/api', `BANNER=${HOSTILE}`]);
    expect(repository.git('diff', '--name-only', 'main', BRANCH).split('\n')).toEqual([
      '.projen/manifest', 'k8s/overlays/dev/api/kustomization.yaml', 'k8s/overlays/dev/migrate/kustomization.yaml', 'outputs/dev.json',
    ]);
    expect(repository.git('log', '--format=%an: %s', `main..${BRANCH}`)).toBe(`github-actions[bot]: Record outputs of Terraform, read beside ${before}`);
    expect(github.pullRequests.all).toMatchObject([{ state: 'open', title: 'Record outputs of database', head: { ref: BRANCH }, base: { ref: 'main' } }]);
    expect(github.pullRequests.all[0].body).toContain('| `database` | `host` | `outputs/dev.json` |');
    // As whom the state was read, which holds a password: whoever only plans is kept from it.
    const readers = new Set(tencent.requests.filter(({ service, operation }) => service === 'cos' && operation === 'GetObject').map(({ by }) => by));
    expect([...readers].sort()).toEqual(['feiyue-mono-dev-apply', 'feiyue-mono-dev-drift']);
    expect(`${log(first)}${JSON.stringify(github.pullRequests.all)}${repository.git('log', '--patch', BRANCH, '--', ':!terraform')}`).not.toContain(PASSWORD);

    merge();
    expect(conclusions(await record())).toEqual(NONE);

    // Another value takes the place of the one that was recorded.
    repository.commit('Move', { [VALUES]: values('10.0.1.8') });
    await apply();
    expect(conclusions(await record())).toEqual(ALL);
    expect(literalsOf('api')[0]).toBe('PGURL=postgres://10.0.1.8/api');
    expect(github.pullRequests.all.map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  test('the workflow of a branch reads no state, and a .projenrc.ts that is out for more gets nothing into the pull request', async () => {
    await apply();
    repository.git('branch', 'evil');
    const forged = await record('refs/heads/evil');
    expect(conclusions(forged)).toEqual({ detect: 'success', read_dev: 'failure', read_prod: 'failure', synthesise: 'skipped', propose: 'skipped' });
    expect(log(forged)).toContain('Tencent STS refused the role feiyue-mono-dev-drift');

    const spy = [
      "import { execFileSync } from 'node:child_process';",
      "import { writeFileSync } from 'node:fs';",
      "console.error('tokens:', Object.keys(process.env).filter((name) => /TOKEN|SECRET|^GIT_CONFIG_(COUNT|KEY|VALUE)/.test(name)).join() || 'none');",
      "try { execFileSync('git', ['push', 'origin', 'HEAD:refs/heads/main'], { stdio: 'ignore' }); console.error('pushed'); } catch { console.error('not pushed'); }",
      "writeFileSync('.github/workflows/x.yml', 'on: push\\n');",
    ].join('\n');
    repository.commit('Be out for more', { '.projenrc.ts': `${spy}\n${PROJENRC}` });
    const refused = await record();
    expect(conclusions(refused)).toEqual({ ...ALL, propose: 'failure' });
    for (const text of ['tokens: none', 'not pushed', '::error title=Outputs::.github/workflows/x.yml is handed over, which is no file of']) expect(log(refused)).toContain(text);
    expect([github.pullRequests.all, repository.git('branch', '--list', BRANCH)]).toEqual([[], '']);
  });
});
