import * as fs from 'fs';
import * as path from 'path';
import { tencent } from '../../src';
import { EstateError } from '../../src/synth/declare/estate-error';
import { mergeJson } from '../../src/worktree/merge-json';
import { emptyProject } from '../default-estate';
import { read, temporaryDirectory, tree, write } from '../synth/test-project';
import { git } from '../worktree/git-apply';

const LEDGER = '.projen/state-addresses.json';
let outdir: string;
beforeEach(() => {
  outdir = temporaryDirectory();
});
afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));

/** A run of an estate with these root modules. */
function run(names: string[], { modules = ['files'], retired = [] as string[], movedFrom = {} as Record<string, string> } = {}): string[] {
  const project = emptyProject({ outdir });
  project.addEnvironment('dev');
  for (const name of names) {
    const rootModule = project.addRootModule(name, { movedFrom: movedFrom[name] });
    for (const id of modules) new tencent.CosStorage(rootModule, `${name}-${id}`);
  }
  project.retireStates(...retired);
  try {
    project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return [...error.problems];
  }
}

/** A merge of two branches that git cannot finish, as far as the ledger goes. */
function merge(start: () => void, ours: () => void, theirs: () => void): void {
  git(outdir, 'init', '-q');
  const commit = (change: () => void) => {
    change();
    git(outdir, 'add', '-A');
    expect(git(outdir, 'commit', '-qm', 'x').status).toBe(0);
  };
  commit(start);
  git(outdir, 'checkout', '-qb', 'theirs');
  commit(theirs);
  git(outdir, 'checkout', '-q', 'main');
  commit(ours);
  git(outdir, 'merge', 'theirs');
  expect(read(outdir, LEDGER)).toContain('<<<<<<<');
}

/** What one run leaves in a folder that never saw a conflict. */
function ledgerOf(...[names, options]: Parameters<typeof run>): string {
  const merged = outdir;
  outdir = temporaryDirectory();
  try {
    expect(run(names, options)).toEqual([]);
    return read(outdir, LEDGER);
  } finally {
    fs.rmSync(outdir, { recursive: true });
    outdir = merged;
  }
}

test('two branches that each add a root module: the run after their merge knows both', () => {
  merge(() => run(['network']), () => run(['network', 'queue']), () => run(['network', 'records']));
  expect(run(['network', 'queue', 'records'])).toEqual([]);
  expect(read(outdir, LEDGER)).toBe(ledgerOf(['network', 'queue', 'records']));
});

test('a state that one side has is not lost when .projenrc.ts forgot it in the merge', () => {
  merge(() => run(['network']), () => run(['network', 'queue']), () => run(['network', 'records']));
  const before = tree(outdir);
  expect(run(['network', 'queue']).join()).toContain('records');
  expect(tree(outdir)).toEqual(before);
});

test('what one side gave up and the other left alone is given up', () => {
  merge(() => run(['network', 'old']), () => run(['network', 'queue'], { retired: ['dev/old'] }), () => run(['network', 'okapi', 'old']));
  expect(run(['network', 'okapi', 'queue'])).toEqual([]);
});

test('sides that contradict each other are a problem with a way out, and nothing is touched', () => {
  run(['network']);
  const ledger = read(outdir, LEDGER);
  const moved = ledger.replaceAll('/dev/network"', '/dev/elsewhere"');
  fs.rmSync(path.join(outdir, LEDGER));
  write(outdir, LEDGER, `<<<<<<< ours\n${ledger}=======\n${moved}>>>>>>> theirs\n`);
  const before = tree(outdir);
  expect(run(['network']).join()).toContain(`git checkout HEAD -- ${LEDGER}`);
  expect(tree(outdir)).toEqual(before);
});

test.each<[string, (file: string) => void]>([
  ['is empty', (file) => fs.writeFileSync(file, '')],
  ['is garbage', (file) => fs.writeFileSync(file, Buffer.from([0xff, 0, 1]))],
  ['is a directory', (file) => fs.mkdirSync(file)],
  ['is a link to nowhere', (file) => fs.symlinkSync('/nowhere/at/all', file)],
])('a ledger that %s is never taken for a first run', (_, put) => {
  run(['network']);
  fs.rmSync(path.join(outdir, LEDGER));
  put(path.join(outdir, LEDGER));
  const before = fs.readdirSync(outdir, { recursive: true }).sort();
  expect(run(['network']).join()).toContain(`git checkout HEAD -- ${LEDGER}`);
  expect(fs.readdirSync(outdir, { recursive: true }).sort()).toEqual(before);
});

test.each<[string, unknown, unknown, unknown, unknown]>([
  ['each side adds', { a: 1 }, { b: 2 }, {}, { a: 1, b: 2 }],
  ['one side changes', { a: 2 }, { a: 1 }, { a: 1 }, { a: 2 }],
  ['one side deletes', {}, { a: 1, b: 2 }, { a: 1 }, { b: 2 }],
  ['one side deletes what the other changes', {}, { a: 2 }, { a: 1 }, { a: 2 }],
  ['nobody knows what was before', { a: 1 }, { b: 1 }, undefined, { a: 1, b: 1 }],
  ['both change, each in its own way', { a: 2 }, { a: 3 }, { a: 1 }, undefined],
  ['lists of texts are sets', ['a', 'c'], ['a', 'b', 'd'], ['a', 'b'], ['a', 'c', 'd']],
  ['the order of keys means nothing', { a: { x: 1, y: 2 }, b: 1 }, { a: { y: 2, x: 1 } }, { a: { y: 2, x: 1 } }, { a: { x: 1, y: 2 }, b: 1 }],
  ['a key of Object.prototype', { constructor: 'a' }, { toString: 'b' }, {}, { constructor: 'a', toString: 'b' }],
])('%s', (_, ours, theirs, base, merged) => {
  expect(mergeJson(ours, theirs, base)).toEqual(merged);
});
