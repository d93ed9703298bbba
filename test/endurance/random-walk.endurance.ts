import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as fc from 'fast-check';
import { EstateError } from '../../src/synth/declare/estate-error';
import { LOCK_FILE } from '../../src/worktree/run-lock';
import { CompiledCore } from '../synth/compiled-core';
import { declaredEstate } from '../synth/declared-estate';
import { asEntryScript } from '../synth/entry-script';
import { temporaryDirectory, tree, withoutPostSynthesis, write } from '../synth/test-project';
import { FaultyDisk } from '../worktree/faulty-disk';

const WALKS = Number(process.env.FEIYUE_WALKS ?? 30);
/** Two processes start for each of these. */
const RACES = Number(process.env.FEIYUE_WALKS ?? 4);

/** The number of a process that has ended. */
const DEAD = spawnSync(process.execPath, ['-e', '']).pid;

let core: CompiledCore;
beforeAll(() => {
  withoutPostSynthesis();
  core = new CompiledCore();
});
afterAll(() => core.remove());

/** One thing that people do to a repository. */
type Step =
  | { readonly kind: 'declare'; readonly service: string; readonly version: number }
  | { readonly kind: 'rename'; readonly service: string; readonly to: string }
  | { readonly kind: 'remove' | 'delete' | 'chmod' | 'edit'; readonly service: string }
  | { readonly kind: 'mine'; readonly service: string }
  | { readonly kind: 'kill' | 'full'; readonly call: number }
  | { readonly kind: 'run' | 'lose the manifest' | 'manifest conflict' | 'race' };

const service = fc.constantFrom('api', 'web', 'api/v2', 'two words', 'ü');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('declare' as const), service, version: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename' as const), service, to: service }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('remove' as const, 'delete' as const, 'chmod' as const, 'edit' as const, 'edit' as const), service }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('mine' as const), service }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('kill' as const, 'full' as const), call: fc.integer({ min: 1, max: 80 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('run' as const, 'run' as const, 'lose the manifest' as const, 'manifest conflict' as const, 'race' as const) }) },
);

/** A repository, and what is known of it without looking. */
class Walk {
  public readonly root = temporaryDirectory();
  private readonly services = new Map<string, number>([['api', 0], ['web', 0]]);
  /** Files of the user's. */
  private readonly mine = new Map<string, string>();
  /** Words that were written into managed files by hand, by file: until a run has seen them, deleting the file loses them. */
  private readonly unsaved = new Map<string, string[]>();
  private readonly saved: string[] = [];
  private count = 0;
  private isSettled = false;
  private lastManifest = '';
  private races = 0;

  constructor(private readonly mayRace: () => boolean) {}

  public async take(next: Step): Promise<void> {
    switch (next.kind) {
      case 'declare': return void this.services.set(next.service, next.version);
      case 'remove': return void this.services.delete(next.service);
      case 'rename': return this.rename(next.service, next.to);
      case 'delete': return this.change(next.service, (file) => {
        fs.rmSync(file.absolute);
        this.unsaved.delete(file.path);
      });
      case 'chmod': return this.change(next.service, ({ absolute }) => fs.chmodSync(absolute, 0o600));
      case 'edit': return this.change(next.service, (file) => this.edit(file.path, file.absolute));
      case 'mine': return this.addMine(next.service);
      case 'kill': return this.fail(next.call, 'killed');
      case 'full': return this.fail(next.call, 'full');
      case 'run': return this.run();
      case 'lose the manifest': return this.loseManifest();
      case 'manifest conflict': return this.conflict();
      case 'race': return this.race();
    }
  }

  /** The end of every walk: one more run, and everything is as it should be. */
  public end(): void {
    this.run();
    const fresh = temporaryDirectory();
    for (const [file, content] of this.mine) write(fresh, file, content);
    declaredEstate(fresh, this.files()).synth();
    const expected = tree(fresh);
    fs.rmSync(fresh, { recursive: true });
    const found = tree(this.root);
    const edits = Object.entries(found).filter(([file]) => file.startsWith('.projen/edits/'));
    expect(Object.fromEntries(Object.entries(found).filter(([file]) => !file.startsWith('.projen/edits/')))).toEqual(expected);
    const patches = edits.map(([, content]) => content).join('\n');
    expect(this.saved.filter((word) => !patches.includes(word))).toEqual([]);
  }

  public remove(): void {
    fs.rmSync(this.root, { recursive: true, force: true });
  }

  private files(): Record<string, string> {
    return Object.fromEntries([...this.services].flatMap(([name, version]) => [
      [`k8s/${name}/same`, 'same\n'],
      [`k8s/${name}/config.yaml`, `version: ${version}\n`.repeat(1 + version)],
      [version % 2 === 0 ? `k8s/${name}/run.sh` : `k8s/${name}/deep/run.sh`, `#!/bin/sh\necho ${version}\n`],
    ]));
  }

  /** What was edited and goes, or cannot be known to be as it was, is handed over. */
  private run(): void {
    if (this.isRefused()) expect(asEntryScript(this.root, ['adopt', 'k8s'], () => declaredEstate(this.root, this.files()).synth()).status).toBe(0);
    else declaredEstate(this.root, this.files()).synth();
    this.settle();
  }

  private isRefused(): boolean {
    return asEntryScript(this.root, ['check'], () => declaredEstate(this.root, this.files()).synth()).stderr.includes('is generated no more, and holds other bytes');
  }

  /** A run has come to its end: what was edited is saved by now. */
  private settle(): void {
    for (const words of this.unsaved.values()) this.saved.push(...words);
    this.unsaved.clear();
    this.isSettled = true;
  }

  private rename(from: string, to: string): void {
    const version = this.services.get(from);
    if (version === undefined || this.services.has(to)) return;
    this.services.delete(from);
    this.services.set(to, version);
  }

  /** Does something to a generated file, whether it is still declared or not. */
  private change(name: string, action: (file: { readonly path: string; readonly absolute: string }) => void): void {
    for (const file of ['config.yaml', 'deep/run.sh', 'run.sh', 'same']) {
      const managed = `k8s/${name}/${file}`;
      const absolute = path.join(this.root, managed);
      if (this.count++ % 2 === 0 && fs.existsSync(absolute)) action({ path: managed, absolute });
    }
  }

  private edit(file: string, absolute: string): void {
    const word = `edit-${this.count++}-`;
    this.unsaved.set(file, [...this.unsaved.get(file) ?? [], word]);
    fs.chmodSync(absolute, 0o644);
    fs.appendFileSync(absolute, this.count % 3 === 0 ? word : `${word}\r\n`);
  }

  private addMine(name: string): void {
    const file = `k8s/${name}/mine-${this.count++ % 3}`;
    this.mine.set(file, `mine ${this.count}`);
    write(this.root, file, this.mine.get(file)!);
  }

  private fail(call: number, fault: 'killed' | 'full'): void {
    const before = tree(this.root);
    const project = declaredEstate(this.root, this.files());
    let error: unknown;
    FaultyDisk.during(this.root, call, fault, 'ENOSPC', () => {
      try {
        project.synth();
      } catch (caught) {
        error = caught;
      }
    });
    if (error === undefined) return this.settle();
    if (fault === 'killed') {
      // Which of the edits it had come to is not known: all of them have to be found in the end, but for those whose file is deleted before.
      this.isSettled = false;
      this.die();
    } else {
      expect(error).toEqual(expect.any(EstateError));
      expect(withoutLocks(tree(this.root))).toEqual(withoutLocks(before));
    }
  }

  /** The process that was killed is this one, which goes on: so its lock gets the number of one that is dead. */
  private die(): void {
    const lock = path.join(this.root, LOCK_FILE);
    if (fs.existsSync(lock)) fs.writeFileSync(lock, JSON.stringify({ processId: DEAD, host: os.hostname() }));
  }

  /** Only after a run that came to its end: nobody knows what is whose when the list of a killed run is lost. */
  private loseManifest(): void {
    if (this.isSettled) fs.rmSync(path.join(this.root, '.projen/manifest'), { force: true });
  }

  /** What git leaves of a manifest that was changed on two branches. */
  private conflict(): void {
    const file = path.join(this.root, '.projen/manifest');
    if (!fs.existsSync(file)) return;
    const text = fs.readFileSync(file, 'utf-8');
    fs.rmSync(file);
    fs.writeFileSync(file, `<<<<<<< HEAD\n${text}=======\n${this.lastManifest}>>>>>>> theirs\n`);
    this.lastManifest = text.includes('<<<<<<<') ? '' : text;
  }

  /** Two people who run at once. */
  private async race(): Promise<void> {
    if (this.races > 0 || !this.mayRace()) return;
    this.races++;
    if (this.isRefused()) this.run();
    const files = this.files();
    const other = Object.fromEntries(Object.entries(files).map(([file, content]) => [file.replace('/web/', '/theirs/'), content]));
    const children = [files, other].map((each) => core.start('declared', [this.root, JSON.stringify(each)]));
    for (const child of children) expect({ status: await child.status(), stderr: child.stderr.replace(/^ {2}another run is at work.*\n/, '') }).toEqual({ status: 0, stderr: '' });
    this.settle();
  }
}

/** What a killed process left of its lock goes with any run that gets as far as that. */
function withoutLocks(found: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(found).filter(([file]) => !/^\.projen\/(lock|staging)/.test(file)));
}

test(`${WALKS} random walks end in the tree of a fresh synthesis, with every byte of the user's and every edit`, async () => {
  let races = RACES;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const walk = new Walk(() => races-- > 0);
      try {
        await walk.take({ kind: 'run' });
        for (const next of steps) await walk.take(next);
        walk.end();
      } finally {
        walk.remove();
      }
    }),
    { numRuns: WALKS, endOnFailure: process.env.CI !== undefined },
  );
}, 3_600_000);
