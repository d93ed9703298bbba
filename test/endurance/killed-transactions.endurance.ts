import * as fs from 'fs';
import * as path from 'path';
import { STAGING_DIR } from '../../src/worktree/staging';
import { Transaction } from '../../src/worktree/transaction';
import { CompiledCore } from '../synth/compiled-core';
import { temporaryDirectory, tree, write } from '../synth/test-project';

const KILLS = Number(process.env.FEIYUE_KILLS ?? 60);
/** How many processes are alive at a time, each in a tree of its own. */
const LANES = 4;
const FILES = 40;
/** How many runs of the program a process may get through before it is killed. */
const LONGEST_RUNS = 2;

let core: CompiledCore;
beforeAll(() => {
  core = new CompiledCore();
});
afterAll(() => core.remove());

async function lane(wanted: number): Promise<void> {
  const root = temporaryDirectory();
  write(root, 'd0/mine', 'mine');
  const longestMs = LONGEST_RUNS * (await runMilliseconds());
  let interrupted = 0;
  // More are killed where few are met at work, which would prove nothing.
  for (let kill = 0; kill < wanted || interrupted <= wanted / 4; kill++) {
    const before = fileCount(root);
    const child = core.start('rewrite', [root, String(FILES)]);
    await child.hasPrinted('ready');
    await child.killAfter(Math.random() * longestMs);
    expect(child.stderr).toBe('');
    if (fs.existsSync(path.join(root, STAGING_DIR))) interrupted++;
    const found = Object.entries(tree(root)).filter(([file]) => /^d\d\/./.test(file));
    for (const [file, content] of found) {
      const isWhole = file === 'd0/mine' ? content === '644 mine' : content === `444 ${'old\n'.repeat(1000)}` || content === `444 ${'new\n'.repeat(1000)}`;
      expect(isWhole ? '' : `kill ${kill}: ${file} is ${content.slice(0, 30)}… of ${content.length} characters`).toBe('');
    }
    // Once there, always there.
    expect(found.length).toBeGreaterThanOrEqual(before);
  }
  // Whatever was left behind, the next process gets through.
  const last = core.start('rewrite', [root, String(FILES)]);
  await last.hasDone(() => fileCount(root) === FILES + 1);
  await last.killAfter(0);
  expect(fileCount(root)).toBe(FILES + 1);
  new Transaction(root).run([{ kind: 'write', path: 'last', content: Buffer.from(''), mode: 0o444, before: undefined }]);
  expect(fs.readdirSync(path.join(root, '.projen'))).toEqual([]);
  fs.rmSync(root, { recursive: true, force: true });
}

/** How long a process takes for its files on this machine, as busy as it is: by this the moments of the kills are drawn. */
async function runMilliseconds(): Promise<number> {
  const root = temporaryDirectory();
  const child = core.start('rewrite', [root, String(FILES)]);
  await child.hasPrinted('ready');
  const started = Date.now();
  await child.hasDone(() => fileCount(root) === FILES);
  const took = Date.now() - started;
  await child.killAfter(0);
  fs.rmSync(root, { recursive: true, force: true });
  return took;
}

/** Their names only: a process that is alive replaces them meanwhile. */
function fileCount(root: string): number {
  return fs.readdirSync(root).filter((name) => /^d\d$/.test(name)).reduce((sum, dir) => sum + fs.readdirSync(path.join(root, dir)).length, 0);
}

test(`of ${KILLS} processes that are killed while they write, none leaves a torn or a missing file`, async () => {
  await Promise.all(Array.from({ length: LANES }, () => lane(KILLS / LANES)));
}, 3_600_000);
