import * as fs from 'fs';
import * as path from 'path';
import { CompiledCore } from '../synth/compiled-core';
import { temporaryDirectory, tree, withoutPostSynthesis, write } from '../synth/test-project';
import { isInBoth, twoVersions, Version } from '../synth/two-versions';
import { FaultyDisk } from '../worktree/faulty-disk';

const KILLS = Number(process.env.FEIYUE_KILLS ?? 16);
const SERVICES = 100;
const LONGEST_MS = 60;

/** Foreign files, in folders that generated files have too, in one that goes, and with the bytes of a generated file. */
const FOREIGN = { 'k8s/s0/mine': 'mine\n', 'terraform/old-name/mine.tf': 'mine\n', 'terraform/new-name/mine.tf': 'mine\n', 'mine/same': 'same\n' };
/** What a run keeps there while it is at work. */
const AT_WORK = /^\.projen\/(lock|staging|manifest$)/;

type Tree = Record<string, string>;
const directories: string[] = [];
beforeAll(withoutPostSynthesis);
afterAll(() => {
  for (const directory of directories) fs.rmSync(directory, { recursive: true, force: true });
});

function newTree(): string {
  const root = temporaryDirectory();
  directories.push(root);
  for (const [file, content] of Object.entries(FOREIGN)) write(root, file, content);
  return root;
}

/** The tree of a run in a place where nothing was. */
function fresh(version: Version, services: number): Tree {
  const root = newTree();
  twoVersions(root, version, services).synth();
  return tree(root);
}

/** Every file as it has to be after a kill: whole, in one version or the other. */
function expectOldOrNew(found: Tree, old: Tree, fresh_: Tree, at: string): void {
  for (const [file, content] of Object.entries(found)) {
    if (AT_WORK.test(file) || file.endsWith('/')) continue;
    if (content !== old[file] && content !== fresh_[file]) throw new Error(`${at}: ${file} is neither old nor new: ${content.slice(0, 200)}`);
  }
  for (const file of Object.keys(old)) {
    if ((isInBoth(file) || file in FOREIGN) && !(file in found) && !AT_WORK.test(file)) throw new Error(`${at}: ${file} is missing`);
  }
}

test('a run that is killed at any of its calls leaves each file old or new, and the next run completes the rest', () => {
  const services = 1;
  const [old, fresh_] = [fresh('old', services), fresh('new', services)];
  const root = newTree();
  twoVersions(root, 'old', services).synth();
  const start = path.join(temporaryDirectory(), 'start');
  directories.push(path.dirname(start));
  fs.cpSync(root, start, { recursive: true });
  let kills = 0;
  for (let n = 1; ; n++) {
    fs.rmSync(root, { recursive: true });
    fs.cpSync(start, root, { recursive: true });
    const project = twoVersions(root, 'new', services);
    const faulty = FaultyDisk.during(root, n, 'killed', 'KILLED', () => {
      try {
        project.synth();
      } catch (error) {
        if (!/KILLED/.test(String(error))) throw error;
      }
    });
    if (!faulty.hasFailed) break;
    kills++;
    const at = `call ${n}: ${faulty.calls[n - 1]}`;
    expectOldOrNew(tree(root), old, fresh_, at);
    const next = n % 3 === 0 ? 'old' : 'new';
    twoVersions(root, next, services).synth();
    expect([at, tree(root)]).toEqual([at, next === 'new' ? fresh_ : old]);
  }
  expect(kills).toBeGreaterThan(50);
});

describe('processes that are killed', () => {
  let core: CompiledCore;
  beforeAll(() => {
    core = new CompiledCore();
  });
  afterAll(() => core.remove());

  /** Whether there were enough of them, and enough while they were at work: else they would prove nothing. More are killed where a run is seldom met at it. */
  const areEnough = (kills: number, interrupted: number, wanted: number) => kills >= wanted && interrupted > wanted / 8;

  async function lane(wanted: number, old: Tree, fresh_: Tree): Promise<void> {
    const root = newTree();
    twoVersions(root, 'old', SERVICES).synth();
    let interrupted = 0;
    for (let kill = 0; !areEnough(kill, interrupted, wanted); kill++) {
      const child = core.start('alternate', [root, String(SERVICES)]);
      await child.hasPrinted('ready');
      // Every other process is killed while it writes, the others whatever they are at.
      if (kill % 4 < 2) await child.hasDone(() => fs.existsSync(path.join(root, '.projen/staging')));
      await child.killAfter(Math.random() * LONGEST_MS);
      const at = `kill ${kill}`;
      expect([at, child.stderr]).toEqual([at, '']);
      const found = tree(root);
      if ('.projen/staging/' in found) interrupted++;
      expectOldOrNew(found, old, fresh_, at);
      // Every other time the next process finds what this one left.
      if (kill % 2 === 0) continue;
      const next = kill % 4 === 1 ? 'old' : 'new';
      twoVersions(root, next, SERVICES).synth();
      expect([at, tree(root)]).toEqual([at, next === 'new' ? fresh_ : old]);
    }
  }

  test(`at ${KILLS} random moments leave each file old or new, and the next run completes the rest`, async () => {
    const [old, fresh_] = [fresh('old', SERVICES), fresh('new', SERVICES)];
    expect(Object.keys(old).length).toBeGreaterThan(300);
    await Promise.all([lane(KILLS / 2, old, fresh_), lane(KILLS / 2, old, fresh_)]);
  }, 3_600_000);

  test(`at ${KILLS} random moments of a first run leave each file whole, and the next run completes the rest`, async () => {
    const whole = fresh('old', SERVICES);
    let interrupted = 0;
    for (let kill = 0; !areEnough(kill, interrupted, KILLS); kill++) {
      const root = newTree();
      const child = core.start('first', [root, String(SERVICES)]);
      await child.hasDone(() => fs.existsSync(path.join(root, '.projen/staging')));
      await child.killAfter(Math.random() * LONGEST_MS);
      const at = `kill ${kill}`;
      const found = tree(root);
      if ('.projen/staging/' in found) interrupted++;
      expectOldOrNew(found, {}, whole, at);
      twoVersions(root, 'old', SERVICES).synth();
      expect([at, tree(root)]).toEqual([at, whole]);
      fs.rmSync(root, { recursive: true });
    }
  }, 3_600_000);

  test('a first run that is refused has changed nothing', async () => {
    const root = newTree();
    write(root, 'k8s/s7/same', 'mine\n');
    const before = tree(root);
    const child = core.start('first', [root, String(SERVICES)]);
    expect(await child.status()).toBe(1);
    expect(child.stderr).toContain('"k8s/s7/same" exists and is not a generated file');
    expect(tree(root)).toEqual(before);
  });
});
