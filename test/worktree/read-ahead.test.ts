import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { compiled } from './compiled';
import { contentHash } from '../../src/worktree/content-hash';
import type { ReadAhead } from '../../src/worktree/read-ahead';

const NEEDS = ['content-hash', 'file-system-error', 'read-ahead-thread', 'read-file'];
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'read-ahead-'));
const program = path.join(directory, 'program');
const root = path.join(directory, 'tree');
const names = Array.from({ length: 1_200 }, (_, n) => `folder ${n % 7}/ü${n}`);

const { ReadAhead: CompiledReadAhead } = compiled<{ ReadAhead: typeof ReadAhead }>(program, 'read-ahead', NEEDS);

beforeAll(() => {
  for (const name of names) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), `text of ${name}`, { mode: 0o444 });
  }
});

afterAll(() => fs.rmSync(directory, { recursive: true }));

test('knows what every file of a large tree held', () => {
  const ahead = CompiledReadAhead.begin(root, names)!;
  expect(names.map((name) => ahead.identityOf(name))).toEqual(names.map((name) => ({ hash: contentHash(`text of ${name}`), mode: 0o444 })));
});

test('knows nothing of what is no file', () => {
  const odd = ['missing', 'folder 1', 'link', 'missing/below'];
  fs.symlinkSync(path.join(root, names[0]), path.join(root, 'link'));
  const ahead = CompiledReadAhead.begin(root, [...odd, ...names])!;
  expect(odd.map((name) => ahead.identityOf(name))).toEqual(odd.map(() => undefined));
  expect(ahead.identityOf(names[0])?.mode).toBe(0o444);
});

test('knows which files stand beside those in their directories, and follows no link', () => {
  fs.writeFileSync(path.join(root, 'folder 1/mine'), '');
  fs.mkdirSync(path.join(root, 'folder 2/below'));
  fs.symlinkSync(path.join(root, 'folder 3'), path.join(root, 'linked'));
  const ahead = CompiledReadAhead.begin(root, [...names, 'linked/ü3', 'missing/file'])!;
  expect(['folder 1', 'folder 2', 'folder 2/below', 'linked', 'missing'].map((folder) => ahead.othersIn(folder)))
    .toEqual([['mine'], [], undefined, undefined, undefined]);
  expect(['', 'folder 1', 'folder 2/below', 'linked', 'missing', 'folder 1/mine'].map((folder) => ahead.isDirectory(folder)))
    .toEqual([true, true, false, false, false, false]);
  expect(ahead.othersIn('')).toEqual([]);
});

test('few files are read without a thread', () => {
  expect(CompiledReadAhead.begin(root, names.slice(0, 10))).toBeUndefined();
});

test('a thread that fails leaves all files to be read when they are needed', () => {
  const ahead = CompiledReadAhead.begin(root, ['no\0path', ...names])!;
  expect(names.map((name) => ahead.identityOf(name))).toEqual(names.map(() => undefined));
});
