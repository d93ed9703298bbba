import * as fs from 'fs';
import * as path from 'path';
import { LogLevel } from 'projen/lib/logger';
import { declaredEstate } from './declared-estate';
import { Ended, asEntryScript } from './entry-script';
import { temporaryDirectory, tree, withoutPostSynthesis } from './test-project';
import { gitApply } from '../worktree/git-apply';

const OLD = { 'k8s/a': 'a = 1\nb = 2\n', 'k8s/two words': 'same\n', 'k8s/gone': 'gone\n', 'k8s/run.sh': '#!/bin/sh\necho\n' };
const NEW = { 'k8s/a': 'a = 1\nb = 3\n', 'k8s/two words': 'same\n', 'k8s/new/file': 'new\n', 'k8s/run.sh': '#!/bin/sh\necho\n' };

let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  outdir = temporaryDirectory();
});
afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));

/** What the `.projenrc.ts` of the test declares. */
let declared: Record<string, string>;

function run(...args: string[]): Ended {
  return asEntryScript(outdir, args, () => declaredEstate(outdir, declared, LogLevel.INFO).synth());
}

function synthesise(files: Record<string, string>): void {
  declared = files;
  declaredEstate(outdir, files).synth();
}

function edit(file: string, text: string): void {
  fs.chmodSync(path.join(outdir, file), 0o644);
  fs.appendFileSync(path.join(outdir, file), text);
}

/** Runs something that has to leave the tree alone. */
function leavesTheTreeAlone(...args: string[]): Ended {
  const before = tree(outdir);
  const ended = run(...args);
  expect(tree(outdir)).toEqual(before);
  return ended;
}

test('a run writes and reports; with --quiet it only writes', () => {
  declared = OLD;
  expect(run()).toEqual(expect.objectContaining({ status: 0, stderr: '', stdout: expect.stringMatching(/^ {2}mono {3}2 environments · \d+ files\n {2}created/) }));
  declared = NEW;
  expect(run('--quiet')).toEqual(expect.objectContaining({ status: 0, stderr: '', stdout: '' }));
  expect(fs.existsSync(path.join(outdir, 'k8s/new/file'))).toBe(true);
});

describe('check', () => {
  test('fails before the first run, and does not even make a folder', () => {
    declared = OLD;
    const { status, stdout } = leavesTheTreeAlone('check');
    expect(status).toBe(1);
    expect(stdout).toMatch(/\n {2}create {3}\d+ /);
    expect(fs.existsSync(path.join(outdir, '.projen'))).toBe(false);
  });

  test('succeeds when the tree is as it should be', () => {
    synthesise(OLD);
    expect(leavesTheTreeAlone('check')).toEqual(expect.objectContaining({ status: 0, stderr: '', stdout: expect.stringContaining('nothing to change') }));
  });

  test('fails when the estate has changed, under both names', () => {
    synthesise(OLD);
    declared = NEW;
    expect(leavesTheTreeAlone('check')).toEqual(expect.objectContaining({ status: 1, stderr: '', stdout: expect.stringContaining('  remove   1    k8s/gone') }));
    expect(leavesTheTreeAlone('--check', '--quiet')).toEqual(expect.objectContaining({ status: 1, stderr: '', stdout: '' }));
  });

  test('fails when a file was edited, and says where the edit belongs', () => {
    synthesise(OLD);
    edit('k8s/a', 'mine\n');
    const { status, stdout } = leavesTheTreeAlone('check');
    expect(status).toBe(1);
    expect(stdout).toContain('k8s/a was edited by hand. It is generated, so the edit would be saved in .projen/edits/k8s/a.patch.');
    expect(JSON.parse(leavesTheTreeAlone('check', '--json').stdout).edits).toEqual([expect.objectContaining({ path: 'k8s/a', savedAs: '.projen/edits/k8s/a.patch' })]);
  });
});

describe('preview', () => {
  /** Lets git apply what was shown to a copy of the tree. @returns the files of the copy */
  function applied(diff: string): Record<string, string> {
    const patch = path.join(outdir, '..', `${path.basename(outdir)}.patch`);
    fs.writeFileSync(patch, diff);
    try {
      expect(gitApply(outdir, [patch], '--check')).toBe('');
      expect(gitApply(outdir, [patch])).toBe('');
    } finally {
      fs.rmSync(patch);
    }
    return withoutModes(tree(outdir));
  }

  /** What a diff tells of: the bytes of the files, and not what the run keeps for itself. */
  function withoutModes(found: Record<string, string>): Record<string, string> {
    const files = Object.entries(found).filter(([file]) => !file.endsWith('/') && file !== '.projen/manifest' && file !== 'README.md');
    return Object.fromEntries(files.map(([file, content]) => [file, content.replace(/^\d+ /, '')]));
  }

  test.each([['before the first run', false], ['of a change', true]])('%s shows a list and a diff that git applies, with the outcome of the run, and ends with 2', (_, hasRun) => {
    if (hasRun) synthesise(OLD);
    declared = NEW;
    const { status, stdout, stderr } = leavesTheTreeAlone('preview');
    expect([status, stderr]).toEqual([2, '']);
    if (hasRun) {
      expect(stdout.replace(/\d+ files/, 'N files')).toMatch(/^ {2}mono {3}2 environments · N files\n {2}create {3}1 {4}k8s\/new\/file\n {2}change {3}2 {4}\.projen\/files\.json\n {16}k8s\/a\n {2}remove {3}1 {4}k8s\/gone\n/);
    }
    const json = JSON.parse(leavesTheTreeAlone('preview', '--json').stdout);
    const diff = stdout.slice(stdout.search(/^--- /m));
    expect(json.diff).toBe(diff);
    expect(json.created).toContain('k8s/new/file');
    expect(json.removed).toEqual(hasRun ? ['k8s/gone'] : []);
    const shown = applied(diff);
    fs.rmSync(outdir, { recursive: true });
    fs.mkdirSync(outdir);
    synthesise(NEW);
    expect(shown).toEqual(withoutModes(tree(outdir)));
  });

  test('ends with 0 when there is nothing to change', () => {
    synthesise(OLD);
    expect(leavesTheTreeAlone('preview')).toEqual(expect.objectContaining({ status: 0, stderr: '', stdout: expect.stringMatching(/nothing to change {3}\d+\.\d s\n$/) }));
    expect(JSON.parse(run('preview', '--json').stdout)).toEqual({ created: [], changed: [], removed: [], kept: [], unproven: [], edits: [], diff: '' });
  });

  test('shows problems as a run does', () => {
    declared = { '../x': '' };
    expect(leavesTheTreeAlone('preview')).toEqual(expect.objectContaining({ status: 1, stdout: '', stderr: expect.stringContaining('it leads out of the project') }));
  });
});

describe('why', () => {
  test('names what made a file, or one line of it, as text and as JSON', () => {
    declared = OLD;
    const { status, stdout, stderr } = leavesTheTreeAlone('why', 'k8s/a:3');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^k8s\/a:3 {2}a = 1\n {2}\S+ ?\S* {2}the file k8s\/a\n/);
    const json = JSON.parse(run('why', './.gitignore', '--json').stdout);
    expect(json).toEqual({ file: '.gitignore', explanations: [expect.objectContaining({ what: 'the file .gitignore', change: 'project.gitignore.exclude(…)' })] });
  });

  test.each([
    [['why', 'k8s/b'], '"k8s/b" is not generated. Did you mean "k8s/a"?'],
    [['why', 'k8s/a:99'], '"k8s/a" has no line 99: it has 4.'],
    [['why', 'k8s/a:0'], '"k8s/a" has no line 0: it has 4.'],
  ])('%j is answered with what is wrong, without a stack', (args, message) => {
    declared = OLD;
    const { status, stdout, stderr } = leavesTheTreeAlone(...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at |estate-error|throw /);
  });
});

test.each([
  [['chekc'], 'unknown arguments: chekc. There are: check'],
  [['why'], 'wrong arguments: why. There are: check'],
  [['why', 'k8s/a', 'k8s/two words'], 'wrong arguments'],
  [['adopt'], 'wrong arguments: adopt. There are: check'],
  [['check', 'k8s/a'], 'wrong arguments: check k8s/a. There are: check'],
  [['--nonsense'], 'nonsense'],
  [['adopt', 'k8s', '--json'], 'wrong arguments: adopt k8s --json. There are: check'],
  [['--json'], 'unknown arguments: --json. There are: check'],
])('the arguments %j are refused with those that there are, and nothing is written', (args, message) => {
  declared = OLD;
  const { status, stdout, stderr } = leavesTheTreeAlone(...args);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/\n {4}at /);
});
