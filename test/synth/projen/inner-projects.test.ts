import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Component } from 'projen/lib/component';
import { FileBase } from 'projen/lib/file';
import * as javascript from 'projen/lib/javascript';
import { JsonFile } from 'projen/lib/json';
import { LogLevel } from 'projen/lib/logger';
import { Project } from 'projen/lib/project';
import * as python from 'projen/lib/python';
import { SampleDir, SampleFile } from 'projen/lib/sample-file';
import { TextFile } from 'projen/lib/textfile';
import * as typescript from 'projen/lib/typescript';
import { Problems } from '../../../src/synth/declare/problems';
import { EstateProject } from '../../../src/synth/estate-project';
import { asEntryScript, Ended } from '../entry-script';
import { modeOf, read, temporaryDirectory, TestProject, tree, withoutPostSynthesis, write } from '../test-project';

let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  outdir = temporaryDirectory();
});
afterEach(() => {
  fs.rmSync(outdir, { recursive: true, force: true });
  jest.restoreAllMocks();
});

type Declare = (project: TestProject) => void;

/** A run of an estate as `.projenrc.ts`. */
function run(declare: Declare, ...args: string[]): Ended {
  return asEntryScript(outdir, args, () => {
    const project = new TestProject(outdir, { level: LogLevel.INFO });
    declare(project);
    project.synth();
  });
}

/** A run that has to leave the tree alone. */
function leavesTheTreeAlone(declare: Declare, ...args: string[]): Ended {
  const before = tree(outdir);
  const ended = run(declare, ...args);
  expect(tree(outdir)).toEqual(before);
  return ended;
}

function listed(declare: Declare): Record<'created' | 'changed' | 'removed' | 'edits', unknown[]> {
  return JSON.parse(leavesTheTreeAlone(declare, 'preview', '--json').stdout);
}

const cli = (parent: Project, options: object = {}) => new Project({ parent, outdir: 'tools/cli', name: 'cli', ...options });

class InnerEstate extends EstateProject {}

const QUIET = { logging: { level: LogLevel.OFF } };
const NODE = { name: 'inner', outdir: 'tools/inner', defaultReleaseBranch: 'main', packageManager: javascript.NodePackageManager.PNPM, ...QUIET };
const KINDS: Array<[string, (parent: Project) => Project]> = [
  ['Project', (parent) => new Project({ parent, name: 'inner', outdir: 'tools/inner' })],
  ['NodeProject', (parent) => new javascript.NodeProject({ parent, ...NODE })],
  ['TypeScriptProject', (parent) => new typescript.TypeScriptProject({ parent, ...NODE, sampleCode: true })],
  ['PythonProject', (parent) => new python.PythonProject({ parent, name: 'inner', outdir: 'tools/inner', moduleName: 'inner', authorName: 'me', authorEmail: 'me@example.com', version: '0.0.0', sample: true, ...QUIET })],
  ['a project within one', (parent) => new Project({ parent: cli(parent), name: 'inner', outdir: '../inner' })],
  ['another estate', (parent) => new InnerEstate({ parent, ...NODE })],
];

describe.each(KINDS)('the files of a %s within an estate', (_, declareInner) => {
  const declare: Declare = (project) => void new TextFile(declareInner(project), 'deep/text', { lines: ['text', ''] });

  test('are told, previewed and checked like all others, and then nothing changes', () => {
    const preview = listed(declare);
    expect(preview.created).toEqual(expect.arrayContaining(['tools/inner/deep/text', 'tools/inner/.gitignore', 'tools/inner/.projen/files.json']));
    expect(run(declare).status).toBe(0);
    const there = Object.entries(tree(outdir)).filter(([file]) => !file.endsWith('/')).map(([file]) => file);
    // The manifest is how a run remembers, and no file of the estate.
    expect(there.filter((file) => file !== '.projen/manifest').sort()).toEqual([...preview.created].sort());
    expect(run(declare).stdout).toContain('nothing changed');
    expect(leavesTheTreeAlone(declare, 'check')).toEqual(expect.objectContaining({ status: 0, stdout: expect.stringContaining('nothing to change') }));
  });

  test('never overwrite a file of the user\'s', () => {
    run(declare);
    fs.rmSync(path.join(outdir, '.projen'), { recursive: true });
    fs.rmSync(path.join(outdir, 'tools'), { recursive: true });
    write(outdir, 'tools/inner/deep/text', 'mine');
    const { status, stderr } = leavesTheTreeAlone(declare);
    expect([status, stderr]).toEqual([1, expect.stringContaining('"tools/inner/deep/text" exists and is not a generated file. Move it away, or hand it over: npx projen adopt tools/inner/deep/text')]);
    expect(run(declare, 'adopt', 'tools/inner/deep/text').status).toBe(0);
    expect(read(outdir, 'tools/inner/deep/text')).toBe('text\n');
    expect(read(outdir, '.projen/edits/tools/inner/deep/text.patch')).toContain('+mine');
  });

  test('are removed with it, and what is the user\'s stays', () => {
    run(declare);
    const generated = Object.keys(tree(outdir)).filter((file) => /^tools\/.*[^/]$/.test(file));
    write(outdir, 'tools/inner/mine', 'mine');
    write(outdir, 'tools/inner/pnpm-lock.yaml', 'mine');
    fs.chmodSync(path.join(outdir, 'tools/inner/deep/text'), 0o644);
    fs.appendFileSync(path.join(outdir, 'tools/inner/deep/text'), 'an edit\n');
    expect(leavesTheTreeAlone(() => undefined).stderr).toContain('"tools/inner/deep/text" is generated no more, and holds other bytes than a run has written there.');
    const { stdout } = run(() => undefined, 'adopt', 'tools/inner/deep/text');
    expect(stdout).toContain('tools/inner/deep/text was edited by hand');
    expect(read(outdir, '.projen/edits/tools/inner/deep/text.patch')).toContain('+an edit');
    // Written once, and the user's since.
    const seeded = /^tools\/inner\/(README\.md|.*\.(ts|py))$/;
    expect(Object.keys(tree(outdir)).filter((file) => /^tools\/.*[^/]$/.test(file))).toEqual([...generated.filter((file) => seeded.test(file)), 'tools/inner/mine', 'tools/inner/pnpm-lock.yaml'].sort());
  });
});

const LOCK_FILES = ['yarn.lock', 'package-lock.json', 'pnpm-lock.yaml', 'bun.lockb'];

test.each([['the estate', ''], ['a project within it', 'tools/inner/']])('the lock files of all package managers in the folder of %s stay there, whatever is asked', (_, folder) => {
  for (const file of LOCK_FILES) write(outdir, folder + file, `the ${file} of somebody`);
  const declare: Declare = (project) => void new javascript.NodeProject({ parent: project, ...NODE });
  for (const command of [['preview'], ['check'], ['why', 'package.json']]) leavesTheTreeAlone(declare, ...command);
  expect(run(declare).status).toBe(0);
  expect(LOCK_FILES.map((file) => read(outdir, folder + file))).toEqual(LOCK_FILES.map((file) => `the ${file} of somebody`));
});

test('a problem of the estate keeps the projects within from writing', () => {
  const { status } = leavesTheTreeAlone((project) => {
    new typescript.TypeScriptProject({ parent: project, ...NODE });
    Problems.of(project).add(undefined, 'it is wrong');
  });
  expect(status).toBe(1);
});

test('no package is installed for a preview, a check or a run with problems, in the projects within neither', () => {
  // npm would be found missing, loudly.
  const { PATH } = process.env;
  process.env.PATH = '';
  delete process.env.PROJEN_DISABLE_POST;
  try {
    const declare: Declare = (project) => void new typescript.TypeScriptProject({ parent: project, ...NODE });
    for (const command of ['preview', 'check']) leavesTheTreeAlone(declare, command);
    expect(leavesTheTreeAlone((project) => {
      declare(project);
      Problems.of(project).add(undefined, 'it is wrong');
    }).stderr).toContain('it is wrong');
  } finally {
    process.env.PATH = PATH;
    withoutPostSynthesis();
  }
});

test('what plain projen has generated in a folder is known, and stays where only its list names it, when it becomes a project within an estate', () => {
  const inner = path.join(outdir, 'tools/inner');
  fs.mkdirSync(inner, { recursive: true });
  const before = new Project({ name: 'inner', outdir: inner });
  for (const file of ['old', 'stays']) new TextFile(before, file, { lines: ['text', ''] });
  before.synth();
  write(outdir, 'tools/inner/mine', 'mine');
  const declare: Declare = (project) => void new TextFile(new Project({ parent: project, name: 'inner', outdir: 'tools/inner' }), 'stays', { lines: ['new', ''] });
  expect(listed(declare)).toEqual(expect.objectContaining({ removed: [], unproven: ['tools/inner/old'] }));
  run(declare);
  expect([fs.existsSync(path.join(inner, 'old')), read(inner, 'stays'), read(inner, 'mine')]).toEqual([true, 'new\n', 'mine']);
});

test('a project cannot lie outside of the estate', () => {
  const { stderr } = leavesTheTreeAlone((project) => void new Project({ parent: project, name: 'out', outdir: '../out' }));
  expect(stderr).toContain('cannot write to "../out/.gitignore": it leads out of the project.');
});

describe('what a component writes by itself', () => {
  class Stamp extends Component {
    constructor(project: Project, private readonly text: string, private readonly file = 'stamp') {
      super(project);
    }

    public synthesize(): void {
      fs.mkdirSync(path.join(this.project.outdir, path.dirname(this.file)), { recursive: true });
      fs.writeFileSync(path.join(this.project.outdir, this.file), this.text);
      fs.chmodSync(path.join(this.project.outdir, this.file), '600');
    }
  }

  test('is told and previewed, and written with everything else', () => {
    const declare: Declare = (project) => {
      new Stamp(project, 'now', 'deep/stamp');
      new SampleFile(project, 'sample', { contents: 'sample' });
      new SampleDir(project, 'samples', { files: { a: 'a', b: 'b' } });
    };
    const all = ['deep/stamp', 'sample', 'samples/a', 'samples/b'];
    expect(listed(declare).created).toEqual(expect.arrayContaining(all));
    run(declare);
    expect([read(outdir, 'deep/stamp'), modeOf(outdir, 'deep/stamp'), read(outdir, 'samples/b')]).toEqual(['now', '600', 'b']);
    expect(run(declare).stdout).toContain('nothing changed');
    for (const file of all) fs.rmSync(path.join(outdir, file.split('/')[0]), { recursive: true, force: true });
    expect(listed(declare)).toEqual(expect.objectContaining({ created: all, changed: [], removed: [] }));
    expect(run(declare).stdout).toMatch(/created {2}4 /);
  });

  test('is saved first where it takes the place of something', () => {
    write(outdir, 'stamp', 'mine\n');
    const declare: Declare = (project) => void new Stamp(project, 'now\n');
    expect(listed(declare)).toEqual(expect.objectContaining({ changed: ['stamp'], edits: [expect.objectContaining({ path: 'stamp', savedAs: '.projen/edits/stamp.patch' })] }));
    run(declare);
    expect(read(outdir, 'stamp')).toBe('now\n');
    expect(read(outdir, '.projen/edits/stamp.patch')).toContain('+mine');
  });

  test('is checked like all else', () => {
    fs.mkdirSync(path.join(outdir, 'stamp'));
    expect(leavesTheTreeAlone((project) => void new Stamp(project, 'now')).stderr).toContain('"stamp" is to be generated, but there is a directory. Move it away.');
    expect(leavesTheTreeAlone((project) => void new Stamp(project, 'now', '.gitignore')).stderr).toContain('two things write ".gitignore": a Stamp and a IgnoreFile.');
  });

  test('gives way to what is generated when it is only a sample', () => {
    const declare: Declare = (project) => {
      new TextFile(project, 'README.md', { lines: ['generated', ''] });
      new SampleDir(project, 'samples', { files: { a: 'sample', b: 'sample' } });
      new TextFile(project, 'samples/a', { lines: ['generated', ''] });
    };
    expect(run(declare).status).toBe(0);
    expect(['README.md', 'samples/a', 'samples/b'].map((file) => read(outdir, file))).toEqual(['generated\n', 'generated\n', 'sample']);
  });

  test('goes with it and leaves the file, which nobody generates any more', () => {
    run((project) => void new Stamp(project, 'now'));
    run(() => undefined);
    expect(read(outdir, 'stamp')).toBe('now');
  });

  test('comes after everything else when it does more than write files, and never without a run', () => {
    const steps: string[] = [];
    class Tool extends Component {
      public synthesize(): void {
        const out = execFileSync(process.execPath, ['-e', 'console.log("2")'], { encoding: 'utf-8' });
        steps.push(`it saw ${fs.existsSync(path.join(this.project.outdir, 'package.json'))}`);
        fs.writeFileSync(path.join(this.project.outdir, 'sum'), out);
      }
    }
    const declare: Declare = (project) => void new Tool(project);
    for (const command of ['preview', 'check']) leavesTheTreeAlone(declare, command);
    expect(steps).toEqual([]);
    expect(run(declare).status).toBe(0);
    expect([steps, read(outdir, 'sum')]).toEqual([['it saw true'], '2\n']);
  });

  test.each<[string, (file: string) => void]>([
    ['removes', (file) => fs.rmSync(file, { force: true, recursive: true })],
    ['renames', (file) => fs.renameSync(file, `${file}.old`)],
    ['appends to', (file) => fs.appendFileSync(file, 'more')],
    ['opens', (file) => fs.closeSync(fs.openSync(file, 'w'))],
    ['later writes', (file) => void fs.promises.writeFile(file, 'more').catch(() => undefined)],
  ])('does not happen in a preview when it %s a file', (_, act) => {
    write(outdir, 'mine', 'mine');
    class Tool extends Component {
      public synthesize(): void {
        act(path.join(this.project.outdir, 'mine'));
      }
    }
    leavesTheTreeAlone((project) => void new Tool(project), 'preview');
  });

  test('that fails is an error before anything is written', () => {
    class Broken extends Component {
      public synthesize(): void {
        throw new Error('it is broken');
      }
    }
    const before = tree(outdir);
    expect(() => run((project) => void new Broken(project))).toThrow('it is broken');
    expect(tree(outdir)).toEqual(before);
  });
});

describe('a file class that writes itself', () => {
  class Own extends FileBase {
    constructor(project: Project, file: string, private readonly text: string) {
      super(project, file);
    }

    public synthesize(): void {
      fs.writeFileSync(this.absolutePath, this.text);
    }

    protected synthesizeContent(): string {
      return 'not this';
    }
  }

  test('is managed: previewed, told, saved when it was edited, and removed when it is gone', () => {
    const declare = (text: string): Declare => (project) => void new Own(project, 'own', text);
    expect(listed(declare('one\n'))).toEqual(expect.objectContaining({ created: expect.arrayContaining(['own']) }));
    run(declare('one\n'));
    expect(read(outdir, 'own')).toBe('one\n');
    expect(run(declare('one\n')).stdout).toContain('nothing changed');
    expect(listed(declare('two\n')).changed).toContain('own');
    write(outdir, 'own', 'mine\n');
    run(declare('two\n'));
    expect([read(outdir, 'own'), read(outdir, '.projen/edits/own.patch')]).toEqual(['two\n', expect.stringContaining('+mine')]);
    run(() => undefined);
    expect(fs.existsSync(path.join(outdir, 'own'))).toBe(false);
  });

  test('never overwrites a file of the user\'s', () => {
    write(outdir, 'own', 'mine');
    expect(leavesTheTreeAlone((project) => void new Own(project, 'own', 'one')).stderr).toContain('"own" exists and is not a generated file.');
  });
});

test('a JSON file of a project within an estate takes overrides, and why finds it', () => {
  const declare: Declare = (project) => {
    new JsonFile(cli(project), 'a.json', { obj: { a: 1 } });
    project.tryFindObjectFile('tools/cli/a.json')!.addOverride('b', 2);
  };
  expect(run(declare).status).toBe(0);
  expect(JSON.parse(read(outdir, 'tools/cli/a.json'))).toEqual(expect.objectContaining({ a: 1, b: 2 }));
  expect(run(declare, 'why', 'tools/cli/a.json').status).toBe(0);
});
