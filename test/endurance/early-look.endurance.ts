import * as fs from 'fs';
import * as path from 'path';
import { CompiledCore } from '../synth/compiled-core';
import { temporaryDirectory, tree, withoutPostSynthesis } from '../synth/test-project';

/** So many that they are read while they are declared. */
const FILES = 1_500;
/** By then they have been read. */
const READ_MS = 1_500;

let core: CompiledCore;
let directory: string;
beforeAll(() => {
  withoutPostSynthesis();
  core = new CompiledCore();
  directory = temporaryDirectory();
});
afterAll(() => {
  core.remove();
  fs.rmSync(directory, { recursive: true });
});

async function synthesise(root: string, content: string, beforehand: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const permission = path.join(directory, `may-${content}`);
  const child = core.start('patient', [root, String(FILES), content, permission]);
  await child.hasPrinted('declared');
  await beforehand();
  fs.writeFileSync(permission, '');
  expect([await child.status(), child.stderr]).toEqual([0, '']);
  fs.rmSync(permission);
}

test('what was read before another run changed the tree does not count', async () => {
  const root = path.join(directory, 'root');
  fs.mkdirSync(root);
  await synthesise(root, 'one');
  const expected = tree(root);
  await synthesise(root, 'one', async () => {
    await new Promise((resolve) => setTimeout(resolve, READ_MS));
    await synthesise(root, 'two');
    expect(tree(root)).not.toEqual(expected);
  });
  expect(tree(root)).toEqual(expected);
});

test('what was read counts when nobody else was there, and a file that was changed meanwhile is looked at again before it is overwritten', async () => {
  const root = path.join(directory, 'other');
  fs.mkdirSync(root);
  await synthesise(root, 'one');
  fs.rmSync(path.join(root, 'k8s/0/0'));
  const before = tree(root);
  await synthesise(root, 'one', async () => {
    await new Promise((resolve) => setTimeout(resolve, READ_MS));
    fs.writeFileSync(path.join(root, 'k8s/0/0'), 'mine\n');
  });
  const { 'k8s/0/0': regenerated, ...after } = tree(root);
  expect(regenerated).toMatch(/^444 # [^]*\none\n$/);
  const saved = Object.keys(after).filter((file) => !Object.hasOwn(before, file) && !file.endsWith('/'));
  expect(saved).toEqual([expect.stringContaining('.projen/edits/')]);
  expect(after[saved[0]]).toContain('+mine');
});
