import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from './script-sandbox';

/** Keeps deployments in a file, as far as the script asks GitHub for them. */
const GH = `#!/usr/bin/env node
const fs = require('fs');
const file = process.env.GITHUB_DEPLOYMENTS;
const all = JSON.parse(fs.readFileSync(file, 'utf8'));
const args = process.argv.slice(2);
const url = new URL(args.find((arg) => arg.startsWith('repos/')), 'https://github.test/');
const [, , , , kind, id, statuses] = url.pathname.split('/');
if (kind !== 'deployments') process.exit(9);
if (args.includes('POST')) {
  const body = JSON.parse(fs.readFileSync(0, 'utf8'));
  const created = statuses ? { id: 1, ...body } : { id: all.length + 1, sha: body.ref, statuses: [], ...body };
  if (statuses) all[id - 1].statuses.push(created);
  else all.push(created);
  fs.writeFileSync(file, JSON.stringify(all));
  console.log(JSON.stringify(created));
} else if (statuses) {
  console.log(JSON.stringify(all[id - 1].statuses));
} else {
  const [page, size] = ['page', 'per_page'].map((name) => Number(url.searchParams.get(name)));
  const found = all.filter((d) => ['environment', 'sha'].every((name) => !url.searchParams.has(name) || url.searchParams.get(name) === d[name])).reverse();
  console.log(JSON.stringify(found.slice((page - 1) * size, page * size)));
}
`;

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
const overlays = dirs.some((dir) => dir.startsWith('k8s/overlays/' + environment)) ? [{ environment, dir: 'k8s/overlays/' + environment, services: ['api', 'chat'], reasons }] : [];
console.log(JSON.stringify({ rootModules, removed: [], overlays }));
`;

interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly task: string;
  readonly environment: string;
  readonly statuses: ReadonlyArray<{ readonly state: string; readonly auto_inactive?: boolean }>;
}

let sandbox: ScriptSandbox;

beforeEach(() => {
  sandbox = new ScriptSandbox();
  sandbox.write('ops/scripts/affected.mjs', AFFECTED);
  sandbox.program('gh', 'exec node "${BIN}/gh.js" "$@"');
  writeFileSync(join(sandbox.bin, 'gh.js'), GH);
  write([]);
  git('init', '--quiet', '--initial-branch=main');
  for (const name of ['network', 'storage', 'compute']) sandbox.write(`terraform/prod/${name}/main.tf`, '1');
  sandbox.write('k8s/overlays/prod/api.yaml', '1');
  sandbox.write('.gitignore', 'deployments.json\nselection.json\n');
  commit('first');
});


function write(all: readonly Deployment[]): void {
  sandbox.write('deployments.json', JSON.stringify(all));
}

function deployments(): Deployment[] {
  return JSON.parse(readFileSync(join(sandbox.dir, 'deployments.json'), 'utf-8')) as Deployment[];
}

function git(...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: sandbox.dir, encoding: 'utf-8' }).trim();
}

/** Commits what was written, and pushes it, so to speak. */
function commit(message: string, branch = 'main'): string {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', `--message=${message}`);
  git('update-ref', `refs/remotes/origin/${branch}`, 'HEAD');
  return git('rev-parse', 'HEAD');
}

function change(name: string, message = `change ${name}`): string {
  sandbox.write(`terraform/prod/${name}/main.tf`, `${Math.random()}`);
  return commit(message);
}

/** Adds what an earlier run left behind. */
function deployed(sha: string, states: readonly string[], { task = 'deploy:whole', environment = 'prod' } = {}): void {
  const known = deployments();
  write([...known, { id: known.length + 1, sha, task, environment, statuses: states.map((state) => ({ state })) }]);
}

async function script(...args: string[]): Promise<ScriptRun> {
  return sandbox.run('deployment.mjs', args, { GITHUB_DEPLOYMENTS: join(sandbox.dir, 'deployments.json') });
}

async function begin(...more: string[]): Promise<ScriptRun> {
  return script('begin', '--environment', 'prod', '--layers', '2', '--selection', 'selection.json', ...more);
}

interface Selection {
  readonly rootModules: ReadonlyArray<{ readonly name: string }>;
  readonly overlay?: { readonly service?: string };
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
    expect(run.outputs).toEqual({ 'record': '1', 'whole': 'true', 'affected': 'true', 'overlay': 'true', 'layer-1': 'true', 'layer-2': 'true' });
  });

  test('what differs from the commit that was deployed last is selected, with the reason', async () => {
    const base = git('rev-parse', 'HEAD');
    deployed(base, ['in_progress', 'success']);
    change('compute');
    const run = await begin();
    expect(selected()).toEqual(['compute']);
    expect(run.outputs).toEqual({ 'record': '2', 'whole': 'true', 'affected': 'true', 'overlay': 'false', 'layer-2': 'true' });
    expect(run.summary).toContain(`- \`terraform/prod/compute\`: since ${base}`);
  });

  test('nothing that differs is nothing to do, and is recorded as well', async () => {
    deployed(git('rev-parse', 'HEAD'), ['success']);
    commit('words');
    const run = await begin();
    expect(run.outputs).toEqual({ record: '2', whole: 'true', affected: 'false', overlay: 'false' });
    expect(run.summary).toContain('Nothing.');
  });

  test('a deployment is recorded before it changes anything', async () => {
    await begin();
    expect(deployments()).toEqual([expect.objectContaining({
      ref: git('rev-parse', 'HEAD'),
      task: 'deploy:whole',
      environment: 'prod',
      auto_merge: false,
      required_contexts: [],
      statuses: [expect.objectContaining({ state: 'in_progress', auto_inactive: false, log_url: 'https://github.test/feiyue/feiyue-mono/actions/runs/77' })],
    })]);
  });

  test('a success that a later one made inactive stays one', async () => {
    deployed(git('rev-parse', 'HEAD'), ['success', 'inactive']);
    change('storage');
    await begin();
    expect(selected()).toEqual(['storage']);
  });

  test('what a failed deployment left behind is made up for, also when its commit was reverted', async () => {
    deployed(git('rev-parse', 'HEAD'), ['success']);
    deployed(change('storage'), ['failure']);
    git('revert', '--no-edit', 'HEAD');
    commit('more words');
    await begin();
    expect(selected()).toEqual(['storage']);
  });

  test('so is what a deployment of a part brought to another commit', async () => {
    const old = git('rev-parse', 'HEAD');
    deployed(change('network'), ['success']);
    deployed(old, ['success'], { task: 'deploy:part' });
    commit('words');
    await begin();
    expect(selected()).toEqual(['network']);
  });

  test('the records that GitHub writes for jobs, and those of other environments, say nothing', async () => {
    const base = git('rev-parse', 'HEAD');
    deployed(base, ['success']);
    const next = change('storage');
    deployed(next, ['success'], { task: 'deploy' });
    deployed(next, ['success'], { environment: 'dev' });
    await begin();
    expect(selected()).toEqual(['storage']);
  });

  test('the last success is found behind more records than a page has', async () => {
    const base = git('rev-parse', 'HEAD');
    deployed(base, ['success']);
    const next = change('storage');
    const jobs = Array.from({ length: 150 }, (_, index) => ({ id: index + 2, sha: next, task: 'deploy', environment: 'prod', statuses: [] }));
    write([...deployments(), ...jobs]);
    await begin();
    expect(selection().base).toBe(base);
  });

  test('after too many attempts nobody knows what runs, so everything is deployed', async () => {
    deployed(git('rev-parse', 'HEAD'), ['success']);
    for (let i = 0; i < 21; i++) deployed(commit(`attempt ${i}`), ['failure']);
    await begin();
    expect(selected()).toEqual(['network', 'storage', 'compute']);
  });

  test('so it is when a commit that may run is not in the repository any more', async () => {
    deployed('a'.repeat(40), ['success']);
    await begin();
    expect(selected()).toEqual(['network', 'storage', 'compute']);
  });

  test('by hand one root module is deployed, and the commit does not count as deployed', async () => {
    deployed(git('rev-parse', 'HEAD'), ['success']);
    const run = await begin('--root-module', 'storage', '--service', '');
    expect(selected()).toEqual(['storage']);
    expect(run.outputs).toEqual({ 'record': '2', 'whole': 'false', 'affected': 'true', 'overlay': 'false', 'layer-1': 'true' });
    expect(deployments()[1]).toMatchObject({ task: 'deploy:part', description: 'storage' });
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
    [['--layers', '1'], 'leave out terraform/prod/compute: set a tag at the commit'],
  ])('%j is refused before anything is recorded', async (args, message) => {
    const run = await begin(...args);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('::error title=Deployment::');
    expect(run.stderr).toContain(message);
    expect(deployments()).toEqual([]);
  });

  test('destructions are allowed by the commits since the last success, and by no older ones', async () => {
    change('network', 'old\n\nAllow-Destroy: terraform/prod/network old.one');
    deployed(git('rev-parse', 'HEAD'), ['success']);
    deployed(change('storage', 'new\n\nAllow-Destroy: terraform/prod/storage cloud_bucket.this["a b"]\nCo-authored-by: x <x@x>'), ['failure']);
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

describe('end', () => {
  test.each([['success', 'success'], ['failure', 'failure'], ['cancelled', 'failure']])('a job that ends with %s is recorded as %s', async (outcome, state) => {
    const { outputs } = await begin();
    expect((await script('end', '--record', outputs.record, '--outcome', outcome)).status).toBe(0);
    expect(deployments()[0].statuses.map((status) => status.state)).toEqual(['in_progress', state]);
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
    deployed(base, ['success', 'inactive'], { environment: 'dev' });
    deployed(change('storage'), ['failure'], { environment: 'dev' });
    expect((await choose('--predecessor', 'dev', '--commit', '')).stdout).toBe(`${base}\n`);
  });

  test('an older commit that ran there can be chosen, by a short hash', async () => {
    const base = git('rev-parse', 'HEAD');
    deployed(base, ['success'], { environment: 'dev' });
    deployed(change('storage'), ['success'], { environment: 'dev' });
    expect((await choose('--predecessor', 'dev', '--commit', base.slice(0, 8))).stdout).toBe(`${base}\n`);
  });

  test.each([
    ['a commit whose deployment failed', ['failure'], 'deploy:whole', 'dev'],
    ['a commit that was deployed in part', ['success'], 'deploy:part', 'dev'],
    ['a commit that only a job of GitHub stands for', ['success'], 'deploy', 'dev'],
    ['a commit that ran elsewhere', ['success'], 'deploy:whole', 'eu'],
  ])('%s is refused', async (_, states, task, environment) => {
    const sha = git('rev-parse', 'HEAD');
    deployed(sha, states, { task, environment });
    const run = await choose('--predecessor', 'dev', '--commit', sha);
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toContain(`commit ${sha} was never deployed to dev as a whole`);
  });

  test('what is not merged is refused, also where it ran', async () => {
    git('checkout', '--quiet', '-b', 'feature');
    const sha = commit('feature', 'feature');
    deployed(sha, ['success'], { environment: 'dev' });
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
    expect((await choose('--predecessor', 'dev', '--commit', '')).stderr).toContain('nothing was deployed to dev yet: deploy there first, prod follows');
  });
});

test.each([
  [[], 'what to do? One of: commit, begin, end'],
  [['nonsense'], 'what to do? One of: commit, begin, end'],
  [['end', '--record', '1'], 'end needs --outcome'],
])('%j is wrong usage', async (args, message) => {
  const run = await script(...args);
  expect(run.status).toBe(1);
  expect(run.stderr).toContain(message);
});

test('--help says what it does', async () => {
  expect(await script('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: node deployment.mjs commit') });
});
