import * as fs from 'fs';
import * as path from 'path';
import { FaultyDisk } from './faulty-disk';
import type { Change } from '../../src/worktree/change';
import { Entries } from '../../src/worktree/entries';
import { STAGING_DIR } from '../../src/worktree/staging';
import { Transaction, WriteError } from '../../src/worktree/transaction';
import { modeOf, read, temporaryDirectory, tree, write } from '../synth/test-project';

let root: string;
beforeEach(() => {
  root = temporaryDirectory();
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function put(file: string, content: string, mode = 0o644): void {
  write(root, file, content);
  fs.chmodSync(path.join(root, file), mode);
}

/** A tree in which every kind of change has something to do, next to files that nothing touches. */
function populate(): void {
  put('same', 'same', 0o444);
  put('changed', 'old\n'.repeat(50), 0o640);
  put('mode', 'mode', 0o600);
  put('gone', 'gone', 0o400);
  put('deep/er/gone', 'gone', 0o755);
  put('becomes-directory', 'file', 0o444);
  put('becomes-file/one', 'one', 0o444);
  put('becomes-file/two/three', 'three', 0o444);
  put('mixed/gone', 'gone', 0o444);
  put('mixed/mine', 'mine', 0o666);
  for (const [directory, mode] of [['deep', 0o700], ['deep/er', 0o750], ['becomes-file/two', 0o775]] as const) fs.chmodSync(path.join(root, directory), mode);
}

function changes(): Change[] {
  const entries = new Entries(root);
  const remove = (file: string): Change => ({ kind: 'remove', path: file, before: entries.read(file) });
  const put_ = (file: string, text: string, mode = 0o444): Change => ({ kind: 'write', path: file, content: Buffer.from(text), mode, before: entries.read(file) });
  return [
    put_('.projen/manifest', 'both\n'),
    ...['becomes-directory', 'becomes-file/one', 'becomes-file/two/three', 'deep/er/gone', 'gone', 'mixed/gone'].map(remove),
    put_('becomes-directory/a/b', 'new\n'),
    put_('becomes-file', 'new\n', 0o555),
    put_('changed', 'new\n'.repeat(60)),
    put_('empty', ''),
    { kind: 'mode', path: 'mode', mode: 0o444, before: 0o600 },
    put_('new/one', 'new\n'),
    put_('new/two', 'new\n'),
    put_('.projen/manifest', 'final\n'),
  ];
}

test('makes every kind of change and leaves nothing beside', () => {
  populate();
  const before = tree(root);
  new Transaction(root).run(changes());
  const after = tree(root);
  expect(after).toEqual({
    '.projen/': '755',
    '.projen/manifest': '444 final\n',
    'becomes-directory/': '755',
    'becomes-directory/a/': '755',
    'becomes-directory/a/b': '444 new\n',
    'becomes-file': '555 new\n',
    'changed': `444 ${'new\n'.repeat(60)}`,
    'empty': '444 ',
    'mixed/': before['mixed/'],
    'mixed/mine': before['mixed/mine'],
    'mode': '444 mode',
    'new/': '755',
    'new/one': '444 new\n',
    'new/two': '444 new\n',
    'same': before.same,
  });
});

test('gives files the mode that was asked for, whatever the mask of the process', () => {
  const mask = process.umask(0o077);
  try {
    jest.isolateModules(() => {
      const { Transaction: Masked } = jest.requireActual<typeof import('../../src/worktree/transaction')>('../../src/worktree/transaction');
      new Masked(root).run([{ kind: 'write', path: 'a', content: Buffer.from('a'), mode: 0o555, before: undefined }]);
    });
  } finally {
    process.umask(mask);
  }
  expect(modeOf(root, 'a')).toBe('555');
});

describe.each([
  ['a disk that is full', 'full', 'ENOSPC', 'there is no space left on the disk (ENOSPC)'],
  ['an error that passes', 'once', 'EIO', 'the disk failed (EIO)'],
  ['a place without permission', 'once', 'EACCES', 'there is no permission to write there (EACCES)'],
] as const)('%s, at any call', (_, fault, code, reason) => {
  test('leaves the tree exactly as it was, and says where and why', () => {
    populate();
    const before = tree(root);
    let failures = 0;
    for (let n = 1; ; n++) {
      let error: unknown;
      const planned = changes();
      const faulty = FaultyDisk.during(root, n, fault, code, () => {
        try {
          new Transaction(root).run(planned);
        } catch (caught) {
          error = caught;
        }
      });
      if (!faulty.hasFailed) break;
      const at = `call ${n}: ${faulty.calls[n - 1]}`;
      if (error === undefined) {
        // Everything was in its place by then.
        expect([at, read(root, '.projen/manifest')]).toEqual([at, 'final\n']);
        fs.rmSync(root, { recursive: true });
        populate();
        continue;
      }
      failures++;
      expect([at, error]).toEqual([at, expect.any(WriteError)]);
      expect([at, (error as WriteError).message]).toEqual([at, expect.stringContaining(`": ${reason}. The tree is as it was.`)]);
      // The directory that holds the lock is made before the transaction and removed after it.
      const { '.projen/': directory, ...after } = tree(root);
      expect([at, after]).toEqual([at, before]);
    }
    expect(failures).toBeGreaterThan(15);
    expect(read(root, 'new/two')).toBe('new\n');
  });
});

test('what a killed run left in the staging directory is neither used nor kept', () => {
  write(root, `${STAGING_DIR}/0`, 'left');
  write(root, `${STAGING_DIR}/99/deep`, 'left');
  new Transaction(root).run([{ kind: 'write', path: 'a', content: Buffer.from('a'), mode: 0o444, before: undefined }]);
  expect(Object.keys(tree(root))).toEqual(['.projen/', 'a']);
});

test('a file of another file system is copied beside its place, over nothing that stands there', () => {
  put('mount/changed', 'old');
  put('mount/changed.tmp', 'mine');
  const before = tree(root);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const disk = require('fs') as { renameSync: typeof fs.renameSync };
  const { renameSync } = disk;
  const isOutside = (file: fs.PathLike) => !String(file).includes('mount');
  disk.renameSync = (from, to) => {
    if (isOutside(from) !== isOutside(to)) throw Object.assign(new Error('EXDEV'), { code: 'EXDEV' });
    renameSync(from, to);
  };
  try {
    new Transaction(root).run([{ kind: 'write', path: 'mount/changed', content: Buffer.from('new'), mode: 0o444, before: new Entries(root).read('mount/changed') }]);
  } finally {
    disk.renameSync = renameSync;
  }
  expect(tree(root)).toEqual({ ...before, '.projen/': '755', 'mount/changed': '444 new' });
});

describe('a directory that is new', () => {
  const files = ['k8s/a', 'k8s/deep/b', 'k8s/deep/c'];
  const written = (): Change[] => files.map((file) => ({ kind: 'write', path: file, content: Buffer.from(file), mode: 0o444, before: undefined }));
  const expected = { '.projen/': '755', 'k8s/': '755', 'k8s/a': '444 k8s/a', 'k8s/deep/': '755', 'k8s/deep/b': '444 k8s/deep/b', 'k8s/deep/c': '444 k8s/deep/c' };

  test('comes with all its files in one call', () => {
    const { calls } = FaultyDisk.during(root, Infinity, 'once', '', () => new Transaction(root).run(written()));
    expect(calls.filter((call) => call.startsWith('renameSync'))).toEqual([`renameSync ${root}/${STAGING_DIR}/new/k8s`]);
    expect(tree(root)).toEqual(expected);
  });

  test('comes file by file where it cannot be renamed', () => {
    const { calls } = FaultyDisk.during(root, Infinity, 'once', '', () => new Transaction(root).run(written()));
    const renaming = calls.findIndex((call) => call.startsWith('renameSync')) + 1;
    fs.rmSync(path.join(root, 'k8s'), { recursive: true });
    const refused = FaultyDisk.during(root, renaming, 'once', 'EXDEV', () => new Transaction(root).run(written()));
    expect(refused.calls.filter((call) => call.startsWith('renameSync')).map((call) => path.relative(root, call.slice('renameSync '.length)))).toEqual([
      `${STAGING_DIR}/new/k8s`, `${STAGING_DIR}/new/k8s/a`, `${STAGING_DIR}/new/k8s/deep`,
    ]);
    expect(tree(root)).toEqual(expected);
  });

  test('goes again as a whole when a later change fails', () => {
    fs.mkdirSync(path.join(root, 'in-the-way'));
    const impossible: Change = { kind: 'write', path: 'in-the-way', content: Buffer.from('x'), mode: 0o444, before: undefined };
    expect(() => new Transaction(root).run([...written(), impossible])).toThrow(WriteError);
    expect(tree(root)).toEqual({ '.projen/': '755', 'in-the-way/': '755' });
  });
});
