import * as fs from 'fs';
import * as path from 'path';
import { JsonFile } from 'projen/lib/json';
import { LogLevel } from 'projen/lib/logger';
import { contentHash } from '../../src/worktree/content-hash';
import { declaredEstate } from '../synth/declared-estate';
import { asEntryScript, Ended } from '../synth/entry-script';
import { read, temporaryDirectory, TestProject, tree, withoutPostSynthesis, write } from '../synth/test-project';
import { git } from '../worktree/git-apply';

/** The file of a colleague that somebody wants removed, and what others do to it. */
const VICTIM = 'src/server.ts';
const CODE = 'export const port = 8080;\n';

let parent: string;
let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  parent = temporaryDirectory();
  outdir = path.join(parent, 'repository');
  fs.mkdirSync(outdir);
  run('git', 'init', '-q');
  synth();
  commit('the estate');
  write(outdir, VICTIM, CODE);
  commit('the server');
});
afterEach(() => fs.rmSync(parent, { recursive: true, force: true }));

function run(...[, ...args]: string[]): string {
  const { status, stdout, stderr } = git(outdir, ...args);
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}

function commit(message: string): void {
  run('git', 'add', '-A');
  run('git', 'commit', '-q', '--allow-empty', '-m', message);
}

/** An estate of a text with a header, and of JSON, which has none. */
function declared(json: readonly string[] = ['a']): TestProject {
  const project = declaredEstate(outdir, { 'k8s/text.yaml': 'text\n' }, LogLevel.INFO);
  for (const name of json) new JsonFile(project, `k8s/${name}.json`, { obj: { name }, marker: false });
  return project;
}

function synth(json?: readonly string[], ...args: string[]): Ended {
  return asEntryScript(outdir, args, () => declared(json).synth());
}

/** Has the list of generated files name a file, with the hash of what it holds. */
function claim(file: string, bytes = read(outdir, file)): void {
  const manifest = path.join(outdir, '.projen/manifest');
  fs.chmodSync(manifest, 0o644);
  fs.appendFileSync(manifest, `${file}\n\t${contentHash(bytes)}\n`);
}

/** The victim is there, `check` says what is wrong before, and the list is put right by the run, which goes on. */
function expectKept(): void {
  const check = synth(undefined, 'check', '--json');
  expect(check.status).toBe(1);
  expect(JSON.parse(check.stdout)).toEqual(expect.objectContaining({ unproven: [VICTIM], removed: [], changed: ['.projen/manifest'] }));
  const { status, stdout } = synth();
  expect(status).toBe(0);
  expect(stdout).toContain(`  ${VICTIM}\n  The list of generated files names them, and nothing shows that a run has written them`);
  expect(read(outdir, VICTIM)).toBe(CODE);
  expect(read(outdir, '.projen/manifest')).not.toContain(VICTIM);
  expect(synth(undefined, 'check').status).toBe(0);
}

test('a list of generated files that names the file of a colleague, with the right hash, removes nothing', () => {
  run('git', 'checkout', '-q', '-b', 'attack');
  claim(VICTIM);
  commit('Update generated files');
  run('git', 'checkout', '-q', 'main');
  run('git', 'merge', '-q', '--no-ff', '--no-edit', 'attack');
  expectKept();
});

test('so it is with the list of projen', () => {
  const list = path.join(outdir, '.projen/files.json');
  fs.chmodSync(list, 0o644);
  const { files } = JSON.parse(read(outdir, '.projen/files.json'));
  fs.writeFileSync(list, JSON.stringify({ files: [...files, VICTIM] }));
  commit('Update generated files');
  expect(synth().status).toBe(0);
  expect(read(outdir, VICTIM)).toBe(CODE);
});

test('nor does it while the merge is under way', () => {
  run('git', 'checkout', '-q', '-b', 'attack');
  claim(VICTIM);
  write(outdir, 'notes', 'theirs');
  commit('Update generated files');
  run('git', 'checkout', '-q', 'main');
  write(outdir, 'notes', 'ours');
  commit('notes');
  expect(git(outdir, 'merge', '--no-edit', 'attack').status).not.toBe(0);
  expectKept();
});

test('nor when the branch removes the file and brings it back with the list', () => {
  run('git', 'checkout', '-q', '-b', 'attack');
  fs.rmSync(path.join(outdir, VICTIM));
  commit('Tidy');
  write(outdir, VICTIM, CODE);
  claim(VICTIM);
  commit('Undo');
  expectKept();
  run('git', 'checkout', '-q', '-f', 'main');
  run('git', 'merge', '-q', '--no-ff', '--no-edit', 'attack');
  expect(run('git', 'diff', '--name-only', 'HEAD~1')).toBe('.projen/manifest\n');
  expectKept();
});

test('nor when the list was there before the file', () => {
  claim(VICTIM, 'anything else\n');
  fs.rmSync(path.join(outdir, VICTIM));
  commit('Update generated files');
  write(outdir, VICTIM, CODE);
  commit('the server');
  claim(VICTIM);
  commit('Update generated files');
  expectKept();
});

test('nor in a clone without history, nor in one of which git does not answer', () => {
  claim(VICTIM);
  commit('Update generated files');
  const original = outdir;
  outdir = path.join(parent, 'clone');
  expect(git(parent, 'clone', '-q', '--depth', '1', `file://${original}`, outdir).status).toBe(0);
  expectKept();
  run('git', 'checkout', '-q', '-f', '.');
  fs.writeFileSync(path.join(outdir, '.git/HEAD'), 'nonsense');
  expectKept();
});

test('nor does a file that git does not know go, when the list came with a commit', () => {
  fs.rmSync(path.join(outdir, VICTIM));
  write(outdir, 'secrets.env', '');
  fs.appendFileSync(path.join(outdir, '.git/info/exclude'), '/secrets.env\n');
  claim('secrets.env');
  commit('Update generated files');
  expect(synth().status).toBe(0);
  expect(read(outdir, 'secrets.env')).toBe('');
});

describe('what a run has written goes without a question', () => {
  const gone = () => {
    const { status, stdout } = synth([]);
    expect([status, stdout]).toEqual([0, expect.stringContaining('removed  1    k8s/a.json\n')]);
    expect(fs.existsSync(path.join(outdir, 'k8s/a.json'))).toBe(false);
    expect(stdout).not.toContain('nothing shows');
  };

  test('of a commit of this branch', () => gone());

  test('of a branch that was merged, and changed since', () => {
    synth([]);
    commit('less');
    run('git', 'checkout', '-q', '-b', 'more');
    synth(['a']);
    commit('more');
    run('git', 'checkout', '-q', 'main');
    write(outdir, 'notes', 'notes');
    commit('notes');
    run('git', 'merge', '-q', '--no-ff', '--no-edit', 'more');
    gone();
  });

  test('of the merge itself', () => {
    synth([]);
    commit('less');
    run('git', 'checkout', '-q', '-b', 'more');
    commit('more');
    write(outdir, 'notes', 'notes');
    commit('notes');
    run('git', 'checkout', '-q', 'main');
    run('git', 'merge', '-q', '--no-ff', '--no-commit', 'more');
    synth(['a']);
    commit('merged');
    gone();
  });

  test('whatever the user has set for what git log shows', () => {
    const settings = {
      'log.showRoot': 'false', 'log.follow': 'true', 'log.diffMerges': 'off', 'diff.orderFile': 'absent', 'diff.renames': 'copies', 'color.ui': 'always', 'core.quotePath': 'true', 'format.pretty': 'oneline',
    };
    for (const [name, value] of Object.entries(settings)) run('git', 'config', name, value);
    gone();
  });

  test('that was never committed', () => {
    fs.rmSync(path.join(outdir, '.git'), { recursive: true });
    run('git', 'init', '-q');
    gone();
  });

  test('without git', () => {
    fs.rmSync(path.join(outdir, '.git'), { recursive: true });
    gone();
  });
});

test('an estate in a folder of the repository is asked about in the same way', () => {
  const repository = outdir;
  outdir = path.join(repository, 'ops');
  fs.mkdirSync(outdir);
  synth();
  write(outdir, VICTIM, CODE);
  commit('an estate below');
  claim(VICTIM);
  commit('Update generated files');
  expect(synth([]).stdout).toContain('removed  1    k8s/a.json\n');
  expect(read(outdir, VICTIM)).toBe(CODE);
  expect(Object.keys(tree(outdir))).not.toContain('k8s/a.json');
});

test('what was generated and holds something else goes only when it is handed over', () => {
  for (const file of ['k8s/a.json', 'k8s/text.yaml']) {
    fs.chmodSync(path.join(outdir, file), 0o644);
    fs.appendFileSync(path.join(outdir, file), '\n# mine\n');
  }
  commit('edits');
  const nothing = (...args: string[]) => asEntryScript(outdir, args, () => declaredEstate(outdir, {}, LogLevel.INFO).synth());
  const before = tree(outdir);
  const { status, stderr } = nothing();
  expect([status, stderr]).toEqual([1, expect.stringContaining('"k8s/a.json" is generated no more, and holds other bytes than a run has written there.')]);
  expect(stderr).toContain('"k8s/text.yaml" is generated no more');
  expect(tree(outdir)).toEqual(before);
  expect(nothing('adopt', 'k8s').status).toBe(0);
  expect(fs.readdirSync(path.join(outdir, '.projen/edits/k8s')).sort()).toEqual(['a.json.patch', 'text.yaml.patch']);
  expect(fs.existsSync(path.join(outdir, 'k8s'))).toBe(false);
});

test('a file that is handed over is no way to have another one go', () => {
  claim(VICTIM);
  commit('Update generated files');
  expect(synth(undefined, 'adopt', VICTIM).stderr).toContain(`"${VICTIM}" cannot be adopted: nothing is generated there.`);
  expect(read(outdir, VICTIM)).toBe(CODE);
});
