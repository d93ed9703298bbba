import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { LOCK_FILE } from '../../src/worktree/run-lock';
import { CompiledCore } from '../synth/compiled-core';
import { temporaryDirectory, tree, write } from '../synth/test-project';

const ROUNDS = 4;
const PROCESSES = 4;
const TURNS = 6;

let core: CompiledCore;
let root: string;
beforeAll(() => {
  core = new CompiledCore();
  root = temporaryDirectory();
});
afterAll(() => {
  core.remove();
  fs.rmSync(root, { recursive: true, force: true });
});

test('processes that find one dead lock at the same moment never hold it together', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    fs.rmSync(path.join(root, 'go'), { force: true });
    write(root, 'counter', '0');
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    write(root, LOCK_FILE, JSON.stringify({ processId: dead, host: os.hostname() }));
    const children = Array.from({ length: PROCESSES }, () => core.start('lock-race', [root, String(TURNS)]));
    for (const child of children) await child.hasPrinted('ready');
    write(root, 'go', '');
    const ends = await Promise.all(children.map(async (child) => ({ status: await child.status(), stderr: child.stderr })));
    expect(ends).toEqual(ends.map(() => ({ status: 0, stderr: '' })));
    expect(fs.readFileSync(path.join(root, 'counter'), 'utf-8')).toBe(String(PROCESSES * TURNS));
  }
  expect(Object.keys(tree(root)).sort()).toEqual(['counter', 'go']);
});
