import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { layOutScripts } from './script-sandbox';
import { IMAGES_PROPOSAL } from '../../../src/ci/commit-digests';
import { gitLogin } from '../../../src/ci/proposal';
import { GitServer } from '../../delivery/github/git-server';
import { GitHubStandIn } from '../../delivery/github/github-stand-in';
import { SampleRepository } from '../../delivery/workflow-runner/sample-repository';

const IMAGES_BRANCH = IMAGES_PROPOSAL.branch;
const FILE = 'images/dev.json';
const SCRIPTS = mkdtempSync(join(tmpdir(), 'scripts-'));

let repository: SampleRepository;
let github: GitHubStandIn;
let gitServer: GitServer;

beforeAll(() => layOutScripts(SCRIPTS));
afterAll(() => rmSync(SCRIPTS, { recursive: true }));

beforeEach(async () => {
  repository = new SampleRepository({ [FILE]: images({ api: '0' }), 'README.md': 'Words.\n' });
  github = await GitHubStandIn.start();
  gitServer = await GitServer.start(repository.directory, github);
});

afterEach(async () => {
  await gitServer.stop();
  await github.stop();
  rmSync(repository.directory, { recursive: true });
});

function images(digits: Readonly<Record<string, string>>): string {
  return `${JSON.stringify(Object.fromEntries(Object.entries(digits).map(([name, digit]) => [name, { digest: `sha256:${digit.repeat(64)}`, source: digit }])))}\n`;
}

interface Proposal {
  readonly status: number;
  readonly log: string;
  readonly commit: string;
}

/** Proposes images on top of a commit. */
async function propose(digits: Readonly<Record<string, string>>, base = 'main', args: readonly string[] = []): Promise<Proposal> {
  return asJob(digits, base, (commit) => [
    process.execPath, join(SCRIPTS, 'proposed-pull-request.mjs'), '--of', 'images', '--commit', commit, '--branch', IMAGES_BRANCH, '--default-branch', 'main', '--file', FILE, ...args,
  ]);
}

/** Runs a program as the job of the workflow does, in a clone of its own that has a commit with images. */
async function asJob(digits: Readonly<Record<string, string>>, base: string, command: (commit: string) => readonly string[]): Promise<Proposal> {
  const clone = mkdtempSync(join(tmpdir(), 'clone-'));
  const local = new SampleRepository({}, clone);
  local.git('fetch', '--quiet', repository.directory, '+refs/heads/*:refs/remotes/origin/*');
  local.git('checkout', '--quiet', '--detach', repository.git('rev-parse', base));
  local.git('remote', 'add', 'origin', `https://github.com/${github.repository}`);
  const commit = local.commit('Deploy images', { [FILE]: images(digits) });
  const token = github.issueToken({
    job: 'propose', permissions: { 'contents': 'write', 'pull-requests': 'write' }, eventName: 'push', ref: 'refs/heads/main', sha: commit, workflow: 'Images', runId: 1,
  });
  const [program, ...args] = command(commit);
  const child = spawn(program, args, {
    cwd: clone,
    env: {
      PATH: [github.bin, process.env.PATH].join(delimiter),
      HOME: clone,
      GH_TOKEN: token,
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: github.repository,
      GITHUB_RUN_ID: '77',
      GITHUB_SERVER_URL: 'https://github.com',
      ...gitServer.env,
      ...gitLogin('x-access-token', 'GH_TOKEN'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { log += chunk.toString(); });
  const status = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  rmSync(clone, { recursive: true });
  return { status, log, commit };
}

function head(branch = IMAGES_BRANCH): string {
  return repository.git('rev-parse', '--verify', '--quiet', branch);
}

function requests(): object[] {
  return github.pullRequests.all.map(({ state, title }) => ({ state, title }));
}

test('one pull request, whose branch is written anew from the newest commit', async () => {
  const before = head('main');
  const first = await propose({ api: '1' });
  expect([first.status, head(), head('main')]).toEqual([0, first.commit, before]);
  repository.commit('Words', { 'README.md': 'Other words.\n' });
  const second = await propose({ api: '2', match: '1' });
  expect([second.status, head(), repository.git('rev-parse', `${IMAGES_BRANCH}^`)]).toEqual([0, second.commit, head('main')]);
  expect(requests()).toEqual([{ state: 'open', title: 'Deploy new images of api, match' }]);
  const { body } = github.pullRequests.all[0];
  expect(body).toContain(`| \`api\` | \`sha256:${'2'.repeat(64)}\` |`);
  expect(body).toContain(second.commit);
  expect(body).toContain('*Approve workflows to run*');
});

test('what somebody pushed to the branch is gone', async () => {
  await propose({ api: '1' });
  repository.git('switch', '--quiet', IMAGES_BRANCH);
  repository.commit('Something else', { 'evil.txt': 'x\n' });
  repository.git('switch', '--quiet', 'main');
  const { commit } = await propose({ api: '1', match: '1' });
  expect(head()).toBe(commit);
  expect(repository.git('ls-tree', '--name-only', IMAGES_BRANCH)).not.toContain('evil.txt');
});

test('a pull request that somebody closed is not opened again for the same images', async () => {
  const { commit } = await propose({ api: '1' });
  github.pullRequests.close(github.pullRequests.all[0].number);
  repository.commit('Words', { 'README.md': 'Other words.\n' });
  const again = await propose({ api: '1' });
  expect([again.status, head()]).toEqual([0, commit]);
  expect(again.log).toContain('Somebody closed pull request');
  await propose({ api: '2' });
  expect(requests().map((request) => (request as { state: string }).state)).toEqual(['closed', 'open']);
});

test('after the merge there is nothing to propose, and the next images get a pull request of their own', async () => {
  await propose({ api: '1' });
  repository.git('merge', '--quiet', '--squash', IMAGES_BRANCH);
  const merged = repository.commit('Merge', {});
  github.pullRequests.close(github.pullRequests.all[0].number, merged);
  expect((await propose({ api: '1' }, 'main~1')).log).toContain('main has these images already');
  expect(requests()).toHaveLength(1);
  await propose({ api: '2' });
  expect(requests()).toEqual([{ state: 'closed', title: 'Deploy new images of api' }, { state: 'open', title: 'Deploy new images of api' }]);
});

test('an older run that is started again leaves the branch to the newer one', async () => {
  repository.commit('Words', { 'README.md': 'Other words.\n' });
  const { commit } = await propose({ api: '2' });
  const older = await propose({ api: '1' }, 'main~1');
  expect([older.status, head()]).toEqual([0, commit]);
  expect(older.log).toContain('was written from a newer commit');
});

test('a commit that is not on top of the default branch is refused', async () => {
  repository.git('switch', '--quiet', '--create', 'feature');
  repository.commit('Not merged', { 'evil.txt': 'x\n' });
  repository.git('switch', '--quiet', 'main');
  const { status, log } = await propose({ api: '1' }, 'feature');
  expect(status).toBe(1);
  expect(log).toContain('is not part of main');
  expect(repository.git('branch', '--list', IMAGES_BRANCH)).toBe('');
});

test('the script pushes nothing to the default branch, whatever it is told', async () => {
  const before = head('main');
  const { status, log } = await propose({ api: '1' }, 'main', ['--branch', 'main']);
  expect([status, head('main')]).toEqual([1, before]);
  expect(log).toContain('main is the default branch, to which nothing is pushed');
});

test('the token of the job pushes no more to the default branch than the rules let anybody', async () => {
  const before = head('main');
  const { status, log } = await asJob({ api: '1' }, 'main', (commit) => ['git', 'push', 'origin', `${commit}:refs/heads/main`]);
  expect([status, head('main')]).toEqual([1, before]);
  expect(log).toContain('GH013');
  expect((await asJob({ api: '1' }, 'main', (commit) => ['git', 'push', 'origin', `${commit}:refs/heads/other`])).status).toBe(0);
});

test('where jobs may open no pull request the branch is there, and the run says where to open it', async () => {
  github.pullRequests.rules = { ...github.pullRequests.rules, mayJobsCreate: false };
  const { status, log, commit } = await propose({ api: '1' });
  expect([status, head(), requests()]).toEqual([0, commit, []]);
  expect(log).toContain('::warning title=Images::');
  expect(log).toContain(`https://github.com/feiyue/feiyue-mono/compare/main...${IMAGES_BRANCH}?expand=1`);
  github.pullRequests.open({ head: { ref: IMAGES_BRANCH, sha: commit }, base: { ref: 'main', sha: head('main') } });
  expect((await propose({ api: '2' })).status).toBe(0);
  expect(requests()).toEqual([{ state: 'open', title: 'Deploy new images of api' }]);
});
