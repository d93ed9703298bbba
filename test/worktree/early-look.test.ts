import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { compiled } from './compiled';
import { contentHash } from '../../src/worktree/content-hash';
import type { EarlyLook } from '../../src/worktree/early-look';
import { Manifest, manifestText } from '../../src/worktree/manifest';
import { LOCK_FILE } from '../../src/worktree/run-lock';

const NEEDS = ['content-hash', 'entries', 'file-system-error', 'manifest', 'merge-conflict', 'previous-run', 'read-ahead', 'read-ahead-thread', 'read-file', 'run-lock'];
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'early-look-'));
const root = path.join(directory, 'tree');
const names = Array.from({ length: 1_200 }, (_, n) => `folder ${n % 7}/${n}`);

const { EarlyLook: CompiledEarlyLook } = compiled<{ EarlyLook: typeof EarlyLook }>(path.join(directory, 'program'), 'early-look', NEEDS);

/** As a run does. */
function writeManifest(files: readonly string[]): void {
  const text = manifestText('', new Map(files.map((name) => [name, [contentHash(name)]])));
  fs.writeFileSync(path.join(root, 'next'), text);
  fs.renameSync(path.join(root, 'next'), path.join(root, Manifest.PATH));
}

beforeEach(() => {
  for (const name of [...names, Manifest.PATH]) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), name);
  }
  writeManifest(names);
});
afterEach(() => fs.rmSync(root, { recursive: true }));
afterAll(() => fs.rmSync(directory, { recursive: true }));

test('whoever takes it has what was begun before', () => {
  CompiledEarlyLook.begin(root);
  // Read already, or about to be: the thread was started.
  const begun = CompiledEarlyLook.take(root)!;
  expect([...begun.previous.files]).toEqual([...names].sort());
  expect(begun.ahead.identityOf(names[3])?.hash).toBe(contentHash(names[3]));
  expect(begun.isTrueStill).toBe(true);
});

test('it is taken once, and for its own root', () => {
  CompiledEarlyLook.begin(root);
  const begun = CompiledEarlyLook.take(root);
  expect(CompiledEarlyLook.take(root)).not.toBe(begun);
  CompiledEarlyLook.begin(path.join(directory, 'elsewhere'));
  expect([...CompiledEarlyLook.take(root)!.previous.files]).toHaveLength(names.length);
});

test('it is true no longer when another run has changed the tree, even to the same', () => {
  CompiledEarlyLook.begin(root);
  writeManifest(names);
  expect(CompiledEarlyLook.take(root)!.isTrueStill).toBe(false);
});

test.each([
  ['few files', () => writeManifest(names.slice(0, 10))],
  ['no run so far', () => fs.rmSync(path.join(root, Manifest.PATH))],
  ['a run that is under way', () => fs.writeFileSync(path.join(root, LOCK_FILE), '')],
])('nobody looks early at %s', (_, change) => {
  change();
  CompiledEarlyLook.begin(root);
  expect(CompiledEarlyLook.take(root)).toBeUndefined();
});

test('what cannot be read is no error before the run', () => {
  fs.rmSync(path.join(root, '.projen'), { recursive: true });
  fs.writeFileSync(path.join(root, '.projen'), '');
  expect(() => CompiledEarlyLook.begin(root)).not.toThrow();
});
