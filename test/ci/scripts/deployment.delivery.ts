import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from './script-sandbox';
import { GitHubStandIn } from '../../delivery/github/github-stand-in';
import type { WorkflowRun, WorkflowRunFacts, WorkflowRunJob } from '../../delivery/github/workflow-runs';
import { ADD_ALL, COMMIT, INIT } from '../../git-arguments';

/** Takes for affected what has other files, and every root module for one of the layer that its first file names. */
const AFFECTED = `
import { execFileSync } from 'node:child_process';
const [, base, , head, , environment] = process.argv.slice(2);
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).split('\\n').filter(Boolean);
const every = git('ls-tree', '-r', '--name-only', head);
const known = !/^0+$/.test(base);
const changed = known ? git('diff', '--name-only', base, head) : every;
const reasons = [known ? 'since ' + base : 'everything'];
const dirs = [...new Set(changed.map((file) => file.split('/').slice(0, 3).join('/')))];
const rootModules = dirs.filter((dir) => dir.startsWith('terraform/' + environment + '/') && every.some((file) => file.startsWith(dir)))
  .map((dir) => ({ environment, dir, name: dir.split('/')[2], layer: dir.endsWith('compute') ? 1 : 0, reasons }));
const overlays = dirs.some((dir) => dir.startsWith('k8s/overlays/' + environment)) ? [{ environment, dir: 'k8s/overlays/' + environment, services: ['api', 'chat'], reasons, reads: { storage: ['api', 'chat'] } }] : [];
const applications = dirs.filter((dir) => dir.startsWith('apps/')).map((dir) => ({ environment, dir, name: dir.split('/')[1], reasons }));
console.log(JSON.stringify({ rootModules, removed: [], overlays, applications }));
`;

let sandbox: ScriptSandbox;
let github: GitHubStandIn;

beforeEach(async () => {
  github = await GitHubStandIn.start();
  sandbox = new ScriptSandbox();
  sandbox.write('ops/scripts/affected.mjs', AFFECTED);
  git(...INIT);
  for (const name of ['network', 'storage', 'compute']) sandbox.write(`terraform/prod/${name}/main.tf`, '1');
  sandbox.write('k8s/overlays/prod/api.yaml', '1');
  sandbox.write('apps/metrics/a/x.yaml', '1');
  sandbox.write('.gitignore', 'selection.json\n');
  commit('first');
});

afterEach(async () => github.stop());

function git(...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: sandbox.dir, encoding: 'utf-8' }).trim();
}

/** Commits what was written, and pushes it, so to speak. */
function commit(message: string, branch = 'main'): string {
  git(...ADD_ALL);
  git(...COMMIT, `--message=${message}`);
  git('update-ref', `refs/remotes/origin/${branch}`, 'HEAD');
  return git('rev-parse', 'HEAD');
}

function change(name: string, message = `change ${name}`): string {
  sandbox.write(`terraform/prod/${name}/main.tf`, `${Math.random()}`);
  return commit(message);
}

interface Ran extends Partial<WorkflowRunFacts> {
  readonly environment?: string;
  /** The name of its job; by default that of the workflow of the environment, for the commit of the run. */
  readonly job?: string;
  readonly isPart?: boolean;
  readonly status?: WorkflowRunJob['status'];
}

/** Adds a run that deployed a commit, or claims to have. */
function ran(sha: string, conclusion: string | null, { environment = 'prod', isPart = false, status = 'completed', job, ...facts }: Ran = {}): WorkflowRun {
  const run = github.workflowRuns.begin({ path: `.github/workflows/deploy-${environment}.yml`, event: 'push', head_branch: 'main', head_sha: sha, ...facts });
  run.jobs.push({ name: 'Choose the commit', run_attempt: 1, status: 'completed', conclusion: 'success' });
  run.jobs.push({ name: job ?? `Deploy ${isPart ? 'a part of ' : ''}${environment} at ${sha}`, run_attempt: 1, status, conclusion });
  return run;
}

/** What the script asked of GitHub. */
function asked(): string[] {
  return github.requests.map(({ request }) => request.replace('/repos/feiyue/feiyue-mono/actions/', ''));
}

async function script(...args: string[]): Promise<ScriptRun> {
  return scriptIn({}, ...args);
}

async function scriptIn(env: Record<string, string>, ...args: string[]): Promise<ScriptRun> {
  const token = github.issueToken({ job: 'deploy', permissions: { actions: 'read' }, eventName: 'push', ref: 'refs/heads/main', sha: 'c0ffee', workflow: 'Deploy', runId: 1 });
  return sandbox.run('deployment.mjs', args, {
    PATH: `${github.bin}:${process.env.PATH}`, GH_TOKEN: token, GITHUB_API_URL: github.url, GITHUB_RUN_ID: '99999', ...env,
  });
}

async function begin(...more: string[]): Promise<ScriptRun> {
  return script('begin', '--environment', 'prod', '--default-branch', 'main', '--layers', '2', '--selection', 'selection.json', ...more);
}

interface Selection {
  readonly rootModules: ReadonlyArray<{ readonly name: string }>;
  readonly overlay?: { readonly service?: string };
  readonly applications: ReadonlyArray<{ readonly name: string; readonly reasons: readonly string[] }>;
  readonly base?: string;
  readonly allowedDestructions: readonly string[];
}

function selection(): Selection {
  return JSON.parse(readFileSync(join(sandbox.dir, 'selection.json'), 'utf-8')) as Selection;
}

function selected(): string[] {
  return selection().rootModules.map(({ name }) => name);
}

describe('begin', () => {
  test('where nothing was deployed yet, everything is', async () => {
    const run = await begin();
    expect(run.status).toBe(0);
    expect(selected()).toEqual(['network', 'storage', 'compute']);
    expect(run.outputs).toEqual({ 'whole': 'true', 'affected': 'true', 'overlay': 'true', 'cloudbase-run': 'false', 'applications': 'true', 'layer-1': 'true', 'layer-2': 'true' });
  });

  test('what differs from the commit that was deployed last is selected, with the reason', async () => {
    const base = git('rev-parse', 'HEAD');
    ran(base, 'success');
    change('compute');
    const run = await begin();
    expect(selected()).toEqual(['compute']);
    expect(run.outputs).toEqual({ 'whole': 'true', 'affected': 'true', 'overlay': 'false', 'cloudbase-run': 'false', 'applications': 'false', 'layer-2': 'true' });
    expect(run.summary).toContain(`- \`terraform/prod/compute\`: since ${base}`);
  });

  test('an application that differs from any commit that may run is selected, and by hand none is', async () => {
    const base = git('rev-parse', 'HEAD');
    ran(base, 'success');
    sandbox.write('apps/metrics/a/x.yaml', '2');
    ran(commit('change metrics'), 'failure');
    const run = await begin();
    expect(run.outputs).toEqual({ 'whole': 'true', 'affected': 'true', 'overlay': 'false', 'cloudbase-run': 'false', 'applications': 'true' });
    expect(selection().applications.map(({ name, reasons }) => [name, ...reasons])).toEqual([['metrics', `since ${base}`]]);
    expect(run.summary).toContain(`- \`apps/metrics/a\`: since ${base}`);
    await begin('--service', 'chat');
    expect(selection().applications).toEqual([]);
  });

  test('nothing that differs is nothing to do', async () => {
    ran(git('rev-parse', 'HEAD'), 'success');
    commit('words');
    const run = await begin();
    expect(run.outputs).toEqual({ 'whole': 'true', 'affected': 'false', 'overlay': 'false', 'cloudbase-run': 'false', 'applications': 'false' });
    expect(run.summary).toContain('Nothing.');
  });

  test('what a failed deployment left behind is made up for, also when its commit was reverted', async () => {
    ran(git('rev-parse', 'HEAD'), 'success');
    ran(change('storage'), 'failure');
    git('revert', '--no-edit', 'HEAD');
    commit('more words');
    await begin();
    expect(selected()).toEqual(['storage']);
  });

  test('so is what a deployment of a part brought to another commit', async () => {
    const old = git('rev-parse', 'HEAD');
    ran(change('network'), 'success');
    ran(old, 'success', { isPart: true });
    commit('words');
    await begin();
    expect(selected()).toEqual(['network']);
  });

  test('runs of other environments, and jobs that were skipped or wait for an approval, say nothing', async () => {
    ran(git('rev-parse', 'HEAD'), 'success');
    const next = change('storage');
    ran(next, 'success', { environment: 'dev' });
    ran(next, 'skipped', { job: 'Deploy ${{ x }}prod at ${{ needs.choose.outputs.commit }}' });
    ran(next, null, { status: 'waiting' });
    await begin();
    expect(selected()).toEqual(['storage']);
  });

  test('one that goes on counts as begun', async () => {
    ran(git('rev-parse', 'HEAD'), 'success');
    ran(change('storage'), null, { status: 'in_progress' });
    git('revert', '--no-edit', 'HEAD');
    commit('words');
    await begin();
    expect(selected()).toEqual(['storage']);
  });

  test('so does each time that a run was started again', async () => {
    ran(git('rev-parse', 'HEAD'), 'success');
    const sha = change('storage');
    const run = ran(sha, 'failure');
    run.run_attempt = 2;
    run.jobs.push({ name: `Deploy prod at ${sha}`, run_attempt: 2, status: 'completed', conclusion: 'success' });
    change('compute');
    await begin();
    expect(selection().base).toBe(sha);
    expect(selected()).toEqual(['compute']);
  });

  test('a run that is started again after a later one deployed something is refused', async () => {
    const old = ran(git('rev-parse', 'HEAD'), 'failure');
    const sha = change('storage');
    ran(sha, 'success');
    git('checkout', '--quiet', '--detach', old.head_sha);
    const run = await scriptIn({ GITHUB_RUN_ID: String(old.id) }, 'begin', '--environment', 'prod', '--default-branch', 'main', '--layers', '2', '--selection', 'selection.json');
    expect(run).toMatchObject({ status: 1, stderr: expect.stringContaining(`a later run has deployed ${sha} to prod since: start the workflow anew`) as string });
  });

  test('the last success is found behind more runs than a page has', async () => {
    const base = git('rev-parse', 'HEAD');
    ran(base, 'success');
    const next = change('storage');
    for (let i = 0; i < 150; i++) ran(next, 'success', { head_branch: 'feature' });
    await begin();
    expect(selection().base).toBe(base);
    expect(asked().filter((request) => request.includes('/jobs'))).toHaveLength(1);
  });

  test('after too many attempts nobody knows what runs, so everything is deployed', async () => {
    ran(git('rev-parse', 'HEAD'), 'success');
    for (let i = 0; i < 25; i++) ran(commit(`attempt ${i}`), 'failure');
    await begin();
    expect(selected()).toEqual(['network', 'storage', 'compute']);
    expect(asked()).toHaveLength(1 + 20);
  });

  test('so it is when a commit that may run is not in the repository any more', async () => {
    ran(git('rev-parse', 'HEAD'), 'success');
    ran(commit('words'), 'failure', { job: `Deploy prod at ${'a'.repeat(40)}` });
    await begin();
    expect(selected()).toEqual(['network', 'storage', 'compute']);
  });

  test('by hand one root module is deployed, and the commit does not count as deployed', async () => {
    ran(git('rev-parse', 'HEAD'), 'success');
    const run = await begin('--root-module', 'storage', '--service', '');
    expect(selected()).toEqual(['storage']);
    expect(run.outputs).toEqual({ 'whole': 'false', 'affected': 'true', 'overlay': 'false', 'cloudbase-run': 'false', 'applications': 'false', 'layer-1': 'true' });
  });

  test.each([
    ['', 'api, chat', '`api`, `chat`'],
    ['chat', 'api', '`api`'],
  ])('by hand a root module leaves services behind that read its outputs, and says so, unless they are deployed as well: "%s"', async (service, names, shown) => {
    const run = await begin('--root-module', 'storage', '--service', service);
    expect(run.stdout).toContain(`::warning title=prod::Services that read outputs of storage are not deployed with it: ${names}. Their pods have the values of before`);
    expect(run.summary).toContain(`\n\nNot deployed, though they read outputs of that: ${shown}.\n`);
    expect((await begin('--root-module', 'network')).stdout).not.toContain('::warning');
    expect((await begin('--service', 'chat')).stdout).not.toContain('::warning');
  });

  test('by hand one service is deployed', async () => {
    const run = await begin('--root-module', '', '--service', 'chat');
    expect(selected()).toEqual([]);
    expect(selection().overlay?.service).toBe('chat');
    expect(run.outputs).toMatchObject({ whole: 'false', overlay: 'true' });
  });

  test.each([
    [['--root-module', 'storrage'], 'prod has no root module "storrage"; there are: network, storage, compute'],
    [['--service', 'pai'], 'prod has no service "pai"; there are: api, chat'],
    [['--layers', '1'], 'leave out terraform/prod/compute: bring what it says back to main'],
  ])('%j is refused', async (args, message) => {
    const run = await begin(...args);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('::error title=Deployment::');
    expect(run.stderr).toContain(message);
  });

  test('destructions are allowed by the commits since the last success, and by no older ones', async () => {
    change('network', 'old\n\nAllow-Destroy: terraform/prod/network old.one');
    ran(git('rev-parse', 'HEAD'), 'success');
    ran(change('storage', 'new\n\nAllow-Destroy: terraform/prod/storage cloud_bucket.this["a b"]\nCo-authored-by: x <x@x>'), 'failure');
    commit('again');
    await begin();
    expect(selection().allowedDestructions).toEqual(['terraform/prod/storage cloud_bucket.this["a b"]']);
  });

  test('at first only the commit itself can allow them', async () => {
    commit('older\n\nAllow-Destroy: terraform/prod/network old.one');
    commit('newest\n\nAllow-Destroy: terraform/prod/network new.one');
    await begin();
    expect(selection().allowedDestructions).toEqual(['terraform/prod/network new.one']);
  });
});

describe('commit', () => {
  async function choose(...more: string[]): Promise<ScriptRun> {
    return script('commit', '--environment', 'prod', '--default-branch', 'main', ...more);
  }

  test('without a predecessor it is the commit that is checked out', async () => {
    expect((await choose()).stdout).toBe(`${git('rev-parse', 'HEAD')}\n`);
  });

  test('with a predecessor it is the commit that was deployed there last, not the newest', async () => {
    const base = git('rev-parse', 'HEAD');
    ran(base, 'success', { environment: 'dev' });
    ran(change('storage'), 'failure', { environment: 'dev' });
    expect((await choose('--predecessor', 'dev', '--commit', '')).stdout).toBe(`${base}\n`);
  });

  test('an older commit that ran there can be chosen, by a short hash', async () => {
    const base = git('rev-parse', 'HEAD');
    ran(base, 'success', { environment: 'dev' });
    for (let i = 0; i < 25; i++) ran(change('storage'), 'success', { environment: 'dev' });
    expect((await choose('--predecessor', 'dev', '--commit', base.slice(0, 8))).stdout).toBe(`${base}\n`);
  });

  test('one that was itself promoted to the predecessor, by a run for another commit, is found as well', async () => {
    const base = git('rev-parse', 'HEAD');
    ran(change('storage'), 'success', { environment: 'staging', event: 'workflow_dispatch', job: `Deploy staging at ${base}` });
    expect((await choose('--predecessor', 'staging', '--commit', base)).stdout).toBe(`${base}\n`);
    expect((await choose('--predecessor', 'staging', '--commit', git('rev-parse', 'HEAD'))).status).toBe(1);
  });

  test.each<[string, string, Ran]>([
    ['a commit whose deployment failed', 'failure', {}],
    ['a commit that was deployed in part', 'success', { isPart: true }],
    ['a commit that ran elsewhere', 'success', { environment: 'eu' }],
  ])('%s is refused', async (_, conclusion, facts) => {
    const sha = git('rev-parse', 'HEAD');
    ran(sha, conclusion, { environment: 'dev', ...facts });
    const run = await choose('--predecessor', 'dev', '--commit', sha);
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toContain(`commit ${sha} is not known to have been deployed to dev as a whole`);
  });

  test('what is not merged is refused, also where it ran', async () => {
    git('checkout', '--quiet', '-b', 'feature');
    const sha = commit('feature', 'feature');
    ran(sha, 'success', { environment: 'dev' });
    expect((await choose('--predecessor', 'dev', '--commit', sha)).stderr).toContain(`commit ${sha} is not part of main: merge it first`);
    expect((await choose()).stderr).toContain('is not part of main');
  });

  test.each([
    ['--upload-pack=x', 'is no commit: give its hash'],
    ['main', 'is no commit: give its hash'],
    ['abcdef0', 'this repository has no commit abcdef0'],
  ])('"%s" is refused', async (given, message) => {
    expect((await choose('--predecessor', 'dev', `--commit=${given}`)).stderr).toContain(message);
  });

  test('nothing is promoted before anything was deployed', async () => {
    expect((await choose('--predecessor', 'dev', '--commit', '')).stderr).toContain('no whole deployment to dev is known to have succeeded: deploy there first, prod follows');
  });
});

describe('what somebody inside the repository may forge', () => {
  /** The commit that runs in `prod`, and one on a branch of his. */
  let good: string;
  let evil: string;

  beforeEach(() => {
    good = git('rev-parse', 'HEAD');
    for (const environment of ['dev', 'prod']) ran(good, 'success', { environment });
    git('checkout', '--quiet', '-b', 'feature');
    sandbox.write('terraform/prod/network/main.tf', 'evil');
    evil = commit('evil', 'feature');
    git('checkout', '--quiet', 'main');
  });

  /** What each reader of records makes of them. */
  async function seen(): Promise<{ readonly deployed: string; readonly base?: string; readonly promotion: ScriptRun }> {
    const deployed = (await script('deployed', '--environment', 'prod', '--default-branch', 'main')).stdout.trim();
    commit('words');
    await begin();
    const promotion = await script('commit', '--environment', 'prod', '--default-branch', 'main', '--predecessor', 'dev', '--commit', git('rev-parse', 'HEAD'));
    return { deployed, base: selection().base, promotion };
  }

  test.each<[string, () => void]>([
    ['a run of the same workflow, changed on a branch', () => ran(evil, 'success', { head_branch: 'feature' })],
    ['such a run for a tag that is called like the default branch', () => ran(evil, 'success', { event: 'workflow_dispatch', head_branch: 'main' })],
    ['a run of another workflow that calls its job the same', () => ran(good, 'success', { path: '.github/workflows/evil.yml', job: `Deploy prod at ${evil}` })],
    ['a run for a pull request from the default branch of a fork', () => ran(good, 'success', { event: 'pull_request', headRepository: 'evil/feiyue-mono', job: `Deploy prod at ${evil}` })],
    ['a run in which another job is called the same', () => ran(good, 'success', { environment: 'dev', job: `Deploy prod at ${evil}` })],
  ])('%s is no record', async (_, forge) => {
    forge();
    expect(await seen()).toMatchObject({ deployed: good, base: good, promotion: { status: 1 } });
  });

  test('a commit that was never merged does not count, whatever run names it', async () => {
    ran(good, 'success', { job: `Deploy prod at ${evil}` });
    ran(good, 'success', { environment: 'dev', job: `Deploy dev at ${evil}` });
    expect(await seen()).toMatchObject({ deployed: good, base: good });
    const promotion = await script('commit', '--environment', 'prod', '--default-branch', 'main', '--predecessor', 'dev', '--commit', evil);
    expect(promotion.stderr).toContain('is not part of main: merge it first');
  });

  test('nor does a run for a commit of a branch that was merged later: nobody agreed to what it says', async () => {
    git('checkout', '--quiet', 'feature');
    git('checkout', 'main', '--', '.');
    commit('take it back', 'feature');
    git('checkout', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '--no-edit', 'feature');
    commit('merged');
    ran(evil, 'success', { event: 'workflow_dispatch', head_branch: 'main', job: `Deploy prod at ${git('rev-parse', 'HEAD')}` });
    expect(await seen()).toMatchObject({ deployed: good, base: good });
  });

  test('a deployment record, by the robot of GitHub and citing a true run, is not even read', async () => {
    const { deployments } = github;
    const head = commit('words');
    const forged = deployments.create({ sha: head, environment: 'dev', task: 'deploy:whole', payload: { run: github.workflowRuns.all[0].id } });
    expect(forged.creator.login).toBe('github-actions[bot]');
    deployments.addStatus(forged, 'success', { log_url: `https://github.test/feiyue/feiyue-mono/actions/runs/${github.workflowRuns.all[0].id}` });
    expect((await seen()).promotion.status).toBe(1);
  });

  test('a run that is gone leaves nobody knowing what was deployed, so everything is', async () => {
    const taken = ran(change('storage'), 'success');
    ran(change('compute'), 'failure');
    github.workflowRuns.delete(taken.id);
    await begin();
    expect(selection().base).toBeUndefined();
    expect(selected()).toEqual(['network', 'storage', 'compute']);
  });

  test('what was deployed by a run that is gone is not promoted', async () => {
    github.workflowRuns.delete(github.workflowRuns.all[0].id);
    const run = await script('commit', '--environment', 'prod', '--default-branch', 'main', '--predecessor', 'dev', '--commit', good);
    expect(run).toMatchObject({ status: 1, stderr: expect.stringContaining('is not known to have been deployed to dev') as string });
  });

  test('many forged runs cost few questions', async () => {
    for (let i = 0; i < 60; i++) ran(evil, 'success', { head_branch: 'main', event: 'workflow_dispatch' });
    await begin();
    expect(selection().base).toBe(good);
    expect(asked()).toHaveLength(2);
  });
});

test.each([
  [[], 'what to do? One of: commit, begin, deployed'],
  [['nonsense'], 'what to do? One of: commit, begin, deployed'],
  [['begin', '--environment', 'prod'], 'begin needs --default-branch, --layers, --selection'],
])('%j is wrong usage', async (args, message) => {
  const run = await script(...args);
  expect(run.status).toBe(1);
  expect(run.stderr).toContain(message);
});

test('--help says what it does', async () => {
  expect(await script('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: node deployment.mjs commit') });
});
