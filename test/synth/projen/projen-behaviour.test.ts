/**
 * What of projen's own behaviour is replaced or relied on, one test for each: when one fails with another version of projen, the file
 * of `src/` that it names has to follow, or is needed no more. `projen-versions.delivery.ts` runs this folder with other versions.
 */
import * as fs from 'fs';
import * as path from 'path';
import { Component } from 'projen/lib/component';
import { FileBase } from 'projen/lib/file';
import * as javascript from 'projen/lib/javascript';
import { LogLevel } from 'projen/lib/logger';
import { Project } from 'projen/lib/project';
import { SampleDir, SampleFile } from 'projen/lib/sample-file';
import { TextFile } from 'projen/lib/textfile';
import { deepMerge } from 'projen/lib/util';
import { contentOf } from '../../../src/synth/files/projen-file';
import { FastIncludes } from '../../../src/synth/projen/fast-includes';
import { RecordedWrites } from '../../../src/worktree/recorded-writes';
import { read, temporaryDirectory, tree, withoutPostSynthesis, write } from '../test-project';

const LIST = '.projen/files.json';
const QUIET = { level: LogLevel.OFF };

let outdir: string;
beforeEach(() => {
  withoutPostSynthesis();
  outdir = temporaryDirectory();
});
afterEach(() => {
  fs.rmSync(outdir, { recursive: true, force: true });
  jest.restoreAllMocks();
});

function plain(options: object = {}): Project {
  return new Project({ name: 'plain', outdir, logging: QUIET, ...options });
}

/** Says when each of its steps is taken. */
class Witness extends Component {
  constructor(private readonly named: Project, private readonly name: string, private readonly steps: string[]) {
    super(named);
  }

  public preSynthesize(): void {
    this.note('prepares');
  }

  public synthesize(): void {
    this.note('writes');
  }

  public postSynthesize(): void {
    this.note('ends');
  }

  private note(step: string): void {
    this.steps.push(`${this.name} ${step}, list ${fs.existsSync(path.join(this.named.root.outdir, LIST)) ? 'there' : 'not there'}`);
  }
}

test('a synthesis prepares all components in the order of the tree, and writes nothing before the last of them had its say (synth-run.ts)', () => {
  delete process.env.PROJEN_DISABLE_POST;
  const project = plain();
  const steps: string[] = [];
  new Witness(project, 'first', steps);
  const inner = new Project({ parent: project, name: 'inner', outdir: 'inner', logging: QUIET });
  new Witness(inner, 'inner', steps);
  new Witness(project, 'last', steps);
  project.synth();
  expect(steps.map((step) => step.replace(/, list.*/, ''))).toEqual([
    'first prepares', 'last prepares', 'inner prepares', 'inner writes', 'inner ends', 'first writes', 'last writes', 'first ends', 'last ends',
  ]);
  expect(steps.filter((step) => / prepares, list there$/.test(step))).toEqual([]);
});

test('a step that is replaced on the object itself is the one that projen takes (inner-projects.ts)', () => {
  const project = plain();
  const steps: string[] = [];
  const witness = new Witness(project, 'it', steps);
  for (const step of ['preSynthesize', 'synthesize']) Object.defineProperty(witness, step, { value: () => steps.push(`replaced ${step}`), configurable: true });
  project.synth();
  expect(steps).toEqual(['replaced preSynthesize', 'replaced synthesize']);
});

test('every file asks the root project for its path when it is constructed (path-index.ts)', () => {
  const project = plain();
  const inner = new Project({ parent: project, name: 'inner', outdir: 'inner', logging: QUIET });
  const asked = jest.spyOn(project, 'tryFindFile');
  new TextFile(project, 'a/b', { lines: [] });
  new TextFile(inner, 'c', { lines: [] });
  expect(asked.mock.calls.flat()).toEqual([path.join(outdir, 'a/b'), path.join(outdir, 'inner/c')]);
});

test('the cleanup asks what `files.map` makes of the files whether it includes each of the last run, and removes the others (fast-includes.ts)', () => {
  const project = plain();
  new TextFile(project, 'kept', { lines: ['kept'] });
  project.synth();
  const listed = (JSON.parse(read(outdir, LIST)) as { files: string[] }).files;
  write(outdir, LIST, JSON.stringify({ files: [...listed, 'gone'] }));
  write(outdir, 'gone', '');
  const files = project.files;
  jest.spyOn(project, 'files', 'get').mockImplementation(() => FastIncludes.from<unknown>(files) as FileBase[]);
  const asked = jest.spyOn(FastIncludes.prototype, 'includes');
  project.synth();
  expect(asked.mock.calls.flat()).toEqual([...listed, 'gone']);
  expect(Object.keys(tree(outdir))).toEqual(expect.arrayContaining(['kept']));
  expect(fs.existsSync(path.join(outdir, 'gone'))).toBe(false);
});

test('of files, the list and the cleanup want to know nothing but the path and whether it is read-only (synth-run.ts)', () => {
  const project = plain();
  const files = project.files.map(({ path: filePath, readonly }) => ({ path: filePath, readonly }));
  jest.spyOn(project, 'files', 'get').mockImplementation(() => files as FileBase[]);
  project.synth();
  const listed = files.filter(({ readonly }) => readonly).map((file) => file.path);
  expect(JSON.parse(read(outdir, LIST))).toEqual(expect.objectContaining({ files: listed }));
});

test('names are sorted by the language of the process (locale-independent.ts)', () => {
  // No language sorts like this, so whatever follows it has asked.
  jest.spyOn(String.prototype, 'localeCompare').mockImplementation(function (this: unknown, that: string, ...options: unknown[]) {
    expect(options).toEqual([]);
    return String(this) < that ? 1 : -1;
  });
  const project = new javascript.NodeProject({ name: 'plain', defaultReleaseBranch: 'main', outdir, logging: QUIET, devDeps: ['a1', 'z1'] });
  for (const name of ['a1', 'z1']) {
    project.addTask(name);
    project.gitattributes.addAttributes(name, 'text');
  }
  project.synth();
  for (const file of ['.gitattributes', '.projen/tasks.json', '.projen/deps.json', 'package.json']) {
    const text = read(outdir, file);
    expect([file, text.indexOf('z1') < text.indexOf('a1')]).toEqual([file, true]);
  }
});

test('a file renders its content with a resolver alone (projen-file.ts)', () => {
  expect(contentOf(new TextFile(plain(), 'text', { lines: ['one', 'two'] }))).toBe('one\ntwo');
});

test('what components write by themselves goes through functions that are looked up when they are called (recorded-writes.ts)', () => {
  const project = plain();
  const components = [
    new SampleFile(project, 'sample/file', { contents: 'file' }),
    new SampleDir(project, 'samples', { files: { one: '1', two: '2' } }),
    new TextFile(project, 'text', { lines: ['text'] }),
  ];
  const written = components.map((component) => RecordedWrites.of(outdir, () => component.synthesize()));
  expect(written.map((files) => files?.map(({ path: file, content }) => [file, content.toString()]))).toEqual([[['sample/file', 'file']], [['samples/one', '1'], ['samples/two', '2']], [['text', 'text']]]);
  expect(tree(outdir)).toEqual({});
});

test('overrides are merged as `deepMerge` merges them (file-patches.ts)', () => {
  expect(deepMerge([{ a: { b: 1, c: [1] } }, { a: { c: [2], d: undefined } }])).toEqual({ a: { b: 1, c: [2] } });
});

/** The parts of projen's npm class that are replaced; those of a project that belongs to no estate act as projen's own. */
interface Parts {
  readPackageJson(): unknown;
  deleteOrphanedLockFiles(): void;
  determineInitialInstallTrigger(): unknown;
  resolveDepsAndWritePackageJson(): unknown;
  installDependencies(trigger: object): void;
}

test('npm packages read and delete files when they are constructed, install and write afterwards, and do each in one method (npm-packages.ts)', () => {
  delete process.env.PROJEN_DISABLE_POST;
  const called: string[] = [];
  const parts = javascript.NodePackage.prototype as unknown as Parts;
  const watch = (name: keyof Parts, act?: () => unknown) => {
    const original = parts[name] as (...args: unknown[]) => unknown;
    jest.spyOn(parts, name).mockImplementation(function (this: unknown, ...args: unknown[]) {
      if (!called.includes(name)) called.push(name);
      return act ? act() : original.apply(this, args);
    });
  };
  watch('readPackageJson');
  watch('deleteOrphanedLockFiles');
  watch('determineInitialInstallTrigger', () => ({ reason: 'it is a test' }));
  watch('installDependencies', () => undefined);
  watch('resolveDepsAndWritePackageJson', () => []);
  for (const lockFile of ['package-lock.json', 'yarn.lock']) write(outdir, lockFile, '');
  const options = { name: 'plain', defaultReleaseBranch: 'main', outdir, logging: QUIET, packageManager: javascript.NodePackageManager.NPM };
  const project = new javascript.NodeProject(options);
  expect(called.sort()).toEqual(['deleteOrphanedLockFiles', 'readPackageJson']);
  called.length = 0;
  project.synth();
  expect(called.filter((name) => name !== 'readPackageJson')).toEqual(['determineInitialInstallTrigger', 'installDependencies', 'resolveDepsAndWritePackageJson']);
  expect(fs.existsSync(path.join(outdir, 'yarn.lock'))).toBe(false);
});
