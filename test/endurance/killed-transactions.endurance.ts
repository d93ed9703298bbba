import * as fs from 'fs';
import * as path from 'path';
import { STAGING_DIR } from '../../src/worktree/staging';
import { Transaction } from '../../src/worktree/transaction';
import { CompiledCore } from '../synth/compiled-core';
import { temporaryDirectory, tree, write } from '../synth/test-project';

const KILLS = Number(process.env.FEIYUE_KILLS ?? 200);
/** How many processes are alive at a time, each in a tree of its own. */
const LANES = 4;
const FILES = 40;
const LONGEST_MS = 40;

let core: CompiledCore;
beforeAll(() => {
  core = new CompiledCore();
});
afterAll(() => core.remove());

async function lane(kills: number): Promise<number> {
  const root = temporaryDirectory();
  write(root, 'd0/mine', 'mine');
  let interrupted = 0;
  for (let kill = 0; kill < kills; kill++) {
    const before = fileCount(root);
    const child = core.start('rewrite', [root, String(FILES)]);
    await child.hasPrinted('ready');
    await child.killAfter(Math.random() * LONGEST_MS);
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
  expect(fileCount(root)).toBe(FILES + 1);
  new Transaction(root).run([{ kind: 'write', path: 'last', content: Buffer.from(''), mode: 0o444, before: undefined }]);
  expect(fs.readdirSync(path.join(root, '.projen'))).toEqual([]);
  fs.rmSync(root, { recursive: true, force: true });
  return interrupted;
}

function fileCount(root: string): number {
  return Object.keys(tree(root)).filter((file) => /^d\d\/./.test(file)).length;
}

test(`of ${KILLS} processes that are killed while they write, none leaves a torn or a missing file`, async () => {
  const interrupted = await Promise.all(Array.from({ length: LANES }, () => lane(KILLS / LANES)));
  // A proof that the processes were killed while they were at work.
  expect(interrupted.reduce((sum, count) => sum + count)).toBeGreaterThan(KILLS / 4);
}, 600_000);
