import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { LOCK_FILE, RunLock } from '../../src/worktree/run-lock';
import { CompiledCore } from '../synth/compiled-core';
import { declaredEstate } from '../synth/declared-estate';
import { temporaryDirectory, tree, withoutPostSynthesis } from '../synth/test-project';

const ROUNDS = 5;
const FILES = 150;

let core: CompiledCore;
let outdir: string;
beforeAll(() => {
  withoutPostSynthesis();
  core = new CompiledCore();
});
afterAll(() => core.remove());
beforeEach(() => {
  outdir = temporaryDirectory();
});
afterEach(() => {
  fs.rmSync(outdir, { recursive: true, force: true });
  jest.restoreAllMocks();
});

/** What one of several people declares: files that all declare, and some of his own. */
function estate(who: string): Record<string, string> {
  return Object.fromEntries(Array.from({ length: FILES }, (_, n) => [n % 3 === 0 ? `k8s/${who}/${n}` : `k8s/all/${n}`, `${who} ${n}\n`]));
}

test('two runs at once leave the tree of one of them, wholly', async () => {
  const fresh = ['one', 'two'].map((who) => {
    const root = path.join(outdir, `fresh-${who}`);
    fs.mkdirSync(root);
    declaredEstate(root, estate(who)).synth();
    return JSON.stringify(tree(root));
  });
  const root = path.join(outdir, 'root');
  fs.mkdirSync(root);
  for (let round = 0; round < ROUNDS; round++) {
    const children = ['one', 'two'].map((who) => core.start('declared', [root, JSON.stringify(estate(who))]));
    for (const child of children) {
      expect({ status: await child.status(), message: child.stderr.replace(/^ {2}another run is at work \(process \d+ on .*\): waiting for it\n/, '') }).toEqual({ status: 0, message: '' });
    }
    expect(fresh).toContain(JSON.stringify(tree(root)));
  }
});

test('the second run says who is at work, waits, and then does its work', async () => {
  const lock = RunLock.acquire(outdir, 0, () => {}) as RunLock;
  const child = core.start('declared', [outdir, JSON.stringify(estate('one'))]);
  const message = `  another run is at work (process ${process.pid} on ${os.hostname()}): waiting for it\n`;
  while (child.stderr.length < message.length) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(Object.keys(tree(outdir)).filter((file) => !file.startsWith(LOCK_FILE))).toEqual(['.projen/']);
  lock.release();
  expect([await child.status(), child.stderr]).toEqual([0, message]);
  expect(fs.existsSync(path.join(outdir, 'k8s/one/0'))).toBe(true);
  expect(fs.existsSync(path.join(outdir, LOCK_FILE))).toBe(false);
});

test('a run that waited in vain writes nothing, and says who is at work and what to do', () => {
  jest.spyOn(RunLock, 'acquire').mockReturnValue({ processId: 7, host: 'another-host' });
  expect(() => declaredEstate(outdir, estate('one')).synth()).toThrow(`another run is still at work (process 7 on another-host). Wait for it; if it is not there any more, delete ${LOCK_FILE}.`);
  expect(tree(outdir)).toEqual({});
});

test('a process that the run starts may synthesise within it', async () => {
  const lock = RunLock.acquire(outdir, 0, () => {}) as RunLock;
  const own = process.env.FEIYUE_PROJEN_RUN!;
  const child = core.start('declared', [outdir, JSON.stringify(estate('one'))], { FEIYUE_PROJEN_RUN: own });
  expect([await child.status(), child.stderr]).toEqual([0, '']);
  lock.release();
});
