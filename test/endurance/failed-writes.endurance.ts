import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { EstateError } from '../../src/synth/declare/estate-error';
import { CompiledCore } from '../synth/compiled-core';
import { read, temporaryDirectory, tree, withoutPostSynthesis, write } from '../synth/test-project';
import { twoVersions } from '../synth/two-versions';
import { FaultyDisk } from '../worktree/faulty-disk';

const SERVICES = 1;
/** A user who is not the superuser: that one may write everywhere. */
const NOBODY = 65534;

let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  outdir = temporaryDirectory();
});
afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));

describe.each([
  ['full', 'ENOSPC', 'there is no space left on the disk'],
  ['once', 'EIO', 'the disk failed'],
] as const)('a disk that fails (%s), at any call of a run', (fault, code, reason) => {
  test.each([['the first run', false], ['a run that changes everything', true]])('of %s: the tree is as before, and the error says why', (_, hasRun) => {
    const start = path.join(outdir, 'start');
    const root = path.join(outdir, 'root');
    write(start, 'k8s/s0/mine', 'mine');
    // projen writes one itself when there is none.
    write(start, 'README.md', 'mine');
    if (hasRun) twoVersions(start, 'old', SERVICES).synth();
    const before = tree(start);
    let failures = 0;
    for (let n = 1; ; n++) {
      fs.rmSync(root, { recursive: true, force: true });
      fs.cpSync(start, root, { recursive: true });
      const project = twoVersions(root, 'new', SERVICES);
      let error: unknown;
      const faulty = FaultyDisk.during(root, n, fault, code, () => {
        try {
          project.synth();
        } catch (caught) {
          error = caught;
        }
      });
      if (!faulty.hasFailed) break;
      if (error === undefined) continue;
      failures++;
      const at = `call ${n}: ${faulty.calls[n - 1]}`;
      expect([at, error]).toEqual([at, expect.any(EstateError)]);
      expect([at, (error as Error).message]).toEqual([at, expect.stringMatching(new RegExp(`nothing was written[^]*cannot write "[^"]+": ${reason} \\(${code}\\)\\.`))]);
      expect([at, withoutLock(tree(root))]).toEqual([at, before]);
    }
    expect(failures).toBeGreaterThan(20);
    // The lock of a process that failed does not keep anybody from trying again.
    twoVersions(root, 'new', SERVICES).synth();
  });
});

/** A lock that could not be removed is taken over by the next run. */
function withoutLock(found: Record<string, string>): Record<string, string> {
  const isLock = (file: string) => file.startsWith('.projen/lock') || (file === '.projen/' && Object.keys(found).every((each) => !/^\.projen\/(?!lock)./.test(each)));
  return Object.fromEntries(Object.entries(found).filter(([file]) => !isLock(file)));
}

describe('what stands in the place of a file', () => {
  test.each<[string, (place: string, outside: string) => void, string]>([
    ['a directory with a file of the user\'s', (place) => write(place, 'mine', 'mine'), 'there is a directory. Move it away.'],
    ['an empty directory', (place) => fs.mkdirSync(place), 'there is a directory. Move it away.'],
    ['a link to a file', (place, outside) => fs.symlinkSync(path.join(outside, 'file'), place), 'there is a symbolic link. Remove it.'],
    ['a link to nowhere', (place, outside) => fs.symlinkSync(path.join(outside, 'nowhere'), place), 'there is a symbolic link. Remove it.'],
    ['a named pipe', (place) => execFileSync('mkfifo', [place]), 'there is a special file. Remove it.'],
  ])('%s is named, with what to do, and left alone', (_, put, message) => {
    const outside = path.join(outdir, 'outside');
    const root = path.join(outdir, 'root');
    write(outside, 'file', 'outside');
    fs.mkdirSync(root);
    twoVersions(root, 'old', SERVICES).synth();
    const place = path.join(root, 'k8s/s0/changed');
    fs.rmSync(place);
    put(place, outside);
    const before = entries(outdir);
    expect(() => twoVersions(root, 'new', SERVICES).synth()).toThrow(`"k8s/s0/changed" is to be generated, but ${message}`);
    expect(entries(outdir)).toEqual(before);
  });

  test('a link in the place of a folder of generated files is named, and nothing is written or removed behind it', () => {
    const [root, outside] = [path.join(outdir, 'root'), path.join(outdir, 'outside')];
    fs.mkdirSync(root);
    twoVersions(root, 'old', SERVICES).synth();
    fs.renameSync(path.join(root, 'k8s'), outside);
    fs.symlinkSync(outside, path.join(root, 'k8s'));
    const before = tree(outdir);
    expect(() => twoVersions(root, 'new', SERVICES).synth()).toThrow('"k8s" is a symbolic link, so nothing can be generated below it. Replace it by a directory.');
    expect(tree(outdir)).toEqual(before);
  });

  test.each(['.projen/manifest', '.projen/staging', '.projen/lock'])('a directory at %s is named, or makes way', (file) => {
    twoVersions(outdir, 'old', SERVICES).synth();
    fs.rmSync(path.join(outdir, file), { recursive: true, force: true });
    write(outdir, `${file}/mine`, 'mine');
    const before = tree(outdir);
    let message = '';
    try {
      twoVersions(outdir, 'new', SERVICES).synth();
    } catch (error) {
      message = (error as Error).message;
    }
    if (message === '') {
      expect(read(outdir, 'notes.txt')).toBe('new');
    } else {
      expect(message).toContain(file);
      expect(tree(outdir)).toEqual(before);
    }
  });

  /** As `tree`, without reading what may block. */
  function entries(directory: string): string[] {
    return fs.readdirSync(directory, { recursive: true }).map((name) => `${name} ${fs.lstatSync(path.join(directory, String(name))).mode}`).sort();
  }
});

type Tree = Record<string, string>;

describe('a process', () => {
  let core: CompiledCore;
  beforeAll(() => {
    core = new CompiledCore();
    fs.chmodSync(core.directory, 0o755);
  });
  afterAll(() => core.remove());

  test('that may not write large files says so, and leaves the tree as it was', () => {
    twoVersions(outdir, 'old', SERVICES).synth();
    const before = tree(outdir);
    const program = [process.execPath, ...core.program('synthesise'), outdir, 'new', String(SERVICES), '200000'];
    const limited = spawnSync('bash', ['-c', 'ulimit -f 64; exec "$@"', 'bash', ...program], { encoding: 'utf-8', env: core.environment });
    expect(limited.stdout).toContain('cannot write "k8s/big": the file would be larger than this process may write (EFBIG). The tree is as it was.');
    expect(limited.status).toBe(1);
    expect(tree(outdir)).toEqual(before);
  });

  /** A run of somebody who is not the superuser, in a tree that is his. */
  function asUser(prepare: () => void): { readonly message: string; readonly before: Tree; readonly after: Tree } {
    twoVersions(outdir, 'old', SERVICES).synth();
    if (process.getuid!() === 0) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, outdir]);
    prepare();
    const before = tree(outdir);
    const user = process.getuid!() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const args = [...core.program('synthesise'), outdir, 'new', String(SERVICES)];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf-8', env: core.environment, ...user });
    return { message: stdout + stderr, before, after: tree(outdir) };
  }

  test('that may not write to a folder says which, and leaves the tree as it was', () => {
    const { message, before, after } = asUser(() => fs.chmodSync(path.join(outdir, 'k8s/s0'), 0o555));
    fs.chmodSync(path.join(outdir, 'k8s/s0'), 0o755);
    expect(message).toMatch(/cannot write "k8s\/s0\/[^"]+": there is no permission to write there \(EACCES\)\. The tree is as it was\./);
    expect(after).toEqual(before);
  });

  test('that may not write to the tree at all says so', () => {
    const { message, before, after } = asUser(() => fs.chmodSync(path.join(outdir, '.projen'), 0o555));
    fs.chmodSync(path.join(outdir, '.projen'), 0o755);
    expect(message).toContain('cannot write ".projen/lock": there is no permission to write there (EACCES).');
    expect(after).toEqual(before);
  });

  test.each(['k8s/s0/changed', 'k8s/s0/old.yaml'])('that may not read %s, which is managed, does not overwrite or remove it unread', (file) => {
    const { message, before, after } = asUser(() => {
      fs.chmodSync(path.join(outdir, file), 0o644);
      write(outdir, file, 'an edit\n');
      fs.chmodSync(path.join(outdir, file), 0o000);
    });
    expect(after).toEqual(before);
    expect(message).toContain(`"${file}"`);
  });
});
