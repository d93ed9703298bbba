import * as fs from 'fs';
import * as path from 'path';
import { compiled } from './compiled';
import { FaultyDisk } from './faulty-disk';
import type { Write } from '../../src/worktree/change';
import { STAGING_DIR } from '../../src/worktree/staging';
import type { StagingAhead } from '../../src/worktree/staging-ahead';
import { Transaction, WriteError } from '../../src/worktree/transaction';
import { read, temporaryDirectory, tree, write } from '../synth/test-project';

const program = temporaryDirectory();
const { StagingAhead: CompiledStagingAhead } = compiled<{ StagingAhead: typeof StagingAhead }>(
  program, 'staging-ahead', ['staging-ahead-thread', 'staging', 'folder-of'],
);

const WRITES = Array.from({ length: 1_200 }, (_, n): Write => (
  { kind: 'write', path: `folder ${n % 7}/ü${n}`, content: n % 5 === 0 ? Buffer.from([n % 256, 255]) : `text ${n}\n`, mode: n % 3 === 0 ? 0o555 : 0o444, before: undefined }
));

let root: string;
beforeEach(() => {
  root = temporaryDirectory();
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));
afterAll(() => fs.rmSync(program, { recursive: true, force: true }));

function staged(writes: readonly Write[]): StagingAhead {
  const ahead = CompiledStagingAhead.begin(root, writes.length)!;
  for (const each of writes) ahead.add(each);
  return ahead;
}

/** The tree that a transaction leaves which writes everything itself. */
function plain(writes: readonly Write[]): ReturnType<typeof tree> {
  const other = temporaryDirectory();
  new Transaction(other).run(writes);
  const result = tree(other);
  fs.rmSync(other, { recursive: true });
  return result;
}

test('a transaction puts in place what was written ahead, and writes the rest', () => {
  write(root, `${STAGING_DIR}/new/left by a killed run`, 'old');
  const more: Write = { kind: 'write', path: 'folder 1/one more', content: 'more\n', mode: 0o444, before: undefined };
  const ahead = staged(WRITES);
  const { calls } = FaultyDisk.during(root, Infinity, 'once', '', () => new Transaction(root, ahead).run([...WRITES, more]));
  expect(calls.filter((call) => call.startsWith('openSync'))).toEqual([`openSync ${root}/${STAGING_DIR}/new/folder 1/one more`]);
  expect(tree(root)).toEqual(plain([...WRITES, more]));
});

test.each<[string, (writes: readonly Write[]) => Write[]]>([
  ['has other content', ([first, ...rest]) => [{ ...first, content: 'other\n' }, ...rest]],
  ['has another mode', ([first, ...rest]) => [{ ...first, mode: 0o400 }, ...rest]],
  ['is not written after all', ([, ...rest]) => rest],
])('nothing that was written ahead counts when one of the files %s', (_, final) => {
  new Transaction(root, staged(WRITES)).run(final(WRITES));
  expect(tree(root)).toEqual(plain(final(WRITES)));
});

test('a transaction says why what could not be written ahead cannot be written', () => {
  const below: Write = { ...WRITES[1], path: `${WRITES[0].path}/below` };
  expect(staged([...WRITES, below]).finish()).toBeUndefined();
  fs.rmSync(path.join(root, '.projen'), { recursive: true });
  const before = tree(root);
  expect(() => new Transaction(root, staged([...WRITES, below])).run([...WRITES, below])).toThrow(WriteError);
  expect(tree(root)).toEqual({ '.projen/': '755', ...before });
});

test('what is abandoned leaves nothing in the staging directory', () => {
  write(root, 'mine', 'mine\n');
  staged(WRITES).abandon();
  expect(fs.existsSync(path.join(root, STAGING_DIR))).toBe(false);
  expect(read(root, 'mine')).toBe('mine\n');
});

test('few files are not worth a thread', () => {
  expect(CompiledStagingAhead.begin(root, 999)).toBeUndefined();
});
