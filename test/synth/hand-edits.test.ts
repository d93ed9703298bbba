import * as fs from 'fs';
import * as path from 'path';
import { JsonFile } from 'projen/lib/json';
import { LogLevel } from 'projen/lib/logger';
import { TextFile } from 'projen/lib/textfile';
import { TestProject, modeOf, read, temporaryDirectory, tree, withoutPostSynthesis } from './test-project';
import { SourceLocation } from '../../src/synth/declare/source-location';
import { GeneratedText } from '../../src/synth/files/generated-text';
import { GeneratedYaml } from '../../src/synth/files/generated-yaml';
import { git, gitApply } from '../worktree/git-apply';

let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  outdir = temporaryDirectory();
});
afterEach(() => {
  fs.rmSync(outdir, { recursive: true, force: true });
  jest.restoreAllMocks();
});

/** An estate with a file of every kind: HCL and YAML of ours, and projen's own. @returns the project and what it reported */
function synth(content = 'one\ntwo\nthree\n', declare: (project: TestProject) => void = () => {}): { readonly project: TestProject; readonly report: string } {
  const written: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const project = new TestProject(outdir, { directories: ['terraform', 'k8s'], level: LogLevel.INFO });
  new GeneratedText(project, 'terraform/main.tf', { content: () => content, comment: '#', explain: () => [{ what: 'the root module "main"', source: SourceLocation.capture(), change: 'new RootModule(…)' }] });
  new GeneratedText(project, 'k8s/two words.txt', { content: () => content });
  new GeneratedYaml(project, 'k8s/a.yaml', { obj: () => ({ kind: 'A', lines: content.split('\n') }) });
  new GeneratedText(project, 'k8s/run.sh', { content: () => 'echo\n', executable: true });
  declare(project);
  project.synth();
  jest.restoreAllMocks();
  return { project, report: written.join('') };
}

/** Does what an editor does that was told to save a read-only file all the same. */
function edit(file: string, change: (text: string) => string | Buffer): Buffer {
  const absolute = path.join(outdir, file);
  fs.chmodSync(absolute, 0o644);
  fs.writeFileSync(absolute, change(fs.readFileSync(absolute, 'utf-8')));
  return fs.readFileSync(absolute);
}

/** Runs as `npx projen adopt <path>` does. */
function adopting<T>(operand: string, action: () => T): T {
  const { argv } = process;
  process.argv = [argv[0], path.join(outdir, '.projenrc.ts'), 'adopt', operand];
  try {
    return action();
  } finally {
    process.argv = argv;
  }
}

function saved(): string[] {
  return Object.keys(tree(outdir)).filter((file) => file.startsWith('.projen/edits/') && !file.endsWith('/'));
}

function commit(message: string): void {
  for (const args of [['init', '-q'], ['add', '-A'], ['commit', '-q', '-m', message]]) expect(git(outdir, ...args).status).toBe(0);
}

describe('an edit of a managed file', () => {
  test.each([
    ['terraform/main.tf', (text: string) => text.replace('two', 'TWO'), 'new RootModule(…)'],
    ['k8s/a.yaml', (text: string) => `${text}more: true\n`, "project.findObjectFile('k8s/a.yaml').addOverride(…)"],
    ['k8s/two words.txt', (text: string) => text.replace('three\n', 'no newline'), ''],
    ['.gitignore', (text: string) => `${text}/mine\n`, 'project.gitignore.exclude(…)'],
    ['.gitattributes', (text: string) => `*.psd binary\n${text}`, 'project.gitattributes.addAttributes(…)'],
    ['.projen/tasks.json', (text: string) => text.replace('"tasks": {', '"tasks": {\n    "mine": {},'), 'project.addTask(…)'],
    ['package.json', (text: string) => text.replace('"name": "mono"', '"name": "mine"'), 'project.addDeps(…)'],
    ['k8s/run.sh', () => '', ''],
    ['k8s/run.sh', (text: string) => text.replaceAll('\n', '\r\n'), ''],
  ])('of %s is saved as a patch that gives it back, and told with the way to say it', (file, change, hint) => {
    synth();
    const untouched = tree(outdir);
    const edited = edit(file, change);
    const { report } = synth();
    const patch = `.projen/edits/${file}.patch`;
    expect(saved()).toEqual([patch]);
    expect(report).toContain(`${file} was edited by hand. It is generated, so the edit is saved in ${patch}.`);
    expect(report).toContain(hint);
    const { [patch]: _patch, ...after } = tree(outdir);
    expect(after).toEqual({ ...untouched, ...Object.fromEntries(Object.entries(after).filter(([name]) => name.startsWith('.projen/edits/'))) });
    expect(gitApply(outdir, [patch])).toBe('');
    expect(fs.readFileSync(path.join(outdir, file))).toEqual(edited);
  });

  test('is located in the program that declares the file', () => {
    synth();
    edit('terraform/main.tf', () => 'mine\n');
    expect(synth().report).toMatch(/\n {4}say it in \S*hand-edits\.test\.ts:\d+ {2}the root module "main" {2}change it with new RootModule\(…\)\n/);
  });

  test('that is no text is saved whole', () => {
    synth();
    const bytes = edit('k8s/a.yaml', () => Buffer.from([0xff, 0x00, 0x0a]));
    expect(synth().report).toContain('the edit is saved in .projen/edits/k8s/a.yaml.');
    expect(fs.readFileSync(path.join(outdir, '.projen/edits/k8s/a.yaml'))).toEqual(bytes);
    expect(read(outdir, 'k8s/a.yaml')).toContain('kind: A');
  });

  test('is saved once, however often the file is generated after it; another edit gets a name of its own', () => {
    synth();
    edit('k8s/a.yaml', (text) => `${text}first: 1\n`);
    synth();
    expect(synth().report).toContain('nothing changed');
    edit('k8s/a.yaml', (text) => `${text}first: 1\n`);
    synth();
    expect(saved()).toEqual(['.projen/edits/k8s/a.yaml.patch']);
    edit('k8s/a.yaml', (text) => `${text}second: 2\n`);
    expect(synth().report).toContain('saved in .projen/edits/k8s/a.yaml.2.patch');
    expect(read(outdir, '.projen/edits/k8s/a.yaml.patch')).toContain('+first: 1');
    expect(read(outdir, '.projen/edits/k8s/a.yaml.2.patch')).toContain('+second: 2');
  });

  test('does not take the place of another one in the same run', () => {
    const declare = (project: TestProject) => ['k8s/x', 'k8s/x.2'].forEach((file) => new GeneratedText(project, file, { content: () => 'generated\n' }));
    synth('a\n', declare);
    edit('k8s/x', () => 'first\n');
    synth('a\n', declare);
    edit('k8s/x', () => 'second\n');
    edit('k8s/x.2', () => 'third\n');
    synth('a\n', declare);
    expect(saved().map((file) => /^\+(\w+)$/m.exec(read(outdir, file))![1]).sort()).toEqual(['first', 'second', 'third']);
  });

  test('that says what the estate says now is no edit any more', () => {
    synth('old\n');
    edit('k8s/two words.txt', () => 'new\n');
    expect(synth('new\n').report).not.toContain('edited by hand');
    expect(saved()).toEqual([]);
    expect(modeOf(outdir, 'k8s/two words.txt')).toBe('444');
  });

  test('of a file that is generated no longer is saved when it is handed over, and told', () => {
    const declare = (project: TestProject) => new GeneratedText(project, 'k8s/old service/a', { content: () => 'generated\n' });
    synth('a\n', declare);
    const edited = edit('k8s/old service/a', (text) => `${text}mine\n`);
    expect(() => synth('a\n')).toThrow('"k8s/old service/a" is generated no more, and holds other bytes than a run has written there. Move away what is yours, or have it go, '
      + "with a patch of it saved in .projen/edits: npx projen adopt 'k8s/old service/a'");
    expect(fs.readFileSync(path.join(outdir, 'k8s/old service/a'))).toEqual(edited);
    const { report } = adopting('k8s/old service', () => synth('a\n'));
    expect(report).toContain('k8s/old service/a was edited by hand. It is generated, so the edit is saved in .projen/edits/k8s/old service/a.patch.');
    expect(fs.existsSync(path.join(outdir, 'k8s/old service'))).toBe(false);
    expect(gitApply(outdir, ['.projen/edits/k8s/old service/a.patch'])).toBe('');
    expect(fs.readFileSync(path.join(outdir, 'k8s/old service/a'))).toEqual(edited);
  });

  test.each([
    ['takes the right to run it', 'k8s/run.sh', 0o644, false],
    ['keeps the right to run it', 'k8s/run.sh', 0o755, true],
    ['gives the right to run it', 'k8s/two words.txt', 0o755, true],
  ])('that %s gives that back, too', (_, file, mode, isRun) => {
    synth();
    const edited = edit(file, (text) => `${text}mine\n`);
    fs.chmodSync(path.join(outdir, file), mode);
    synth();
    expect(gitApply(outdir, [`.projen/edits/${file}.patch`])).toBe('');
    expect(fs.readFileSync(path.join(outdir, file))).toEqual(edited);
    expect(parseInt(modeOf(outdir, file)[0], 8) % 2 === 1).toBe(isRun);
  });

  test('of a program that goes gives back a program, as text and as bytes', () => {
    const declare = (project: TestProject) => ['k8s/old/a.sh', 'k8s/old/b.bin'].forEach((file) => new GeneratedText(project, file, { content: () => 'echo\n', executable: true }));
    synth('a\n', declare);
    const edited = edit('k8s/old/a.sh', () => 'mine\n');
    edit('k8s/old/b.bin', () => Buffer.from([0xff]));
    for (const file of ['k8s/old/a.sh', 'k8s/old/b.bin']) fs.chmodSync(path.join(outdir, file), 0o755);
    adopting('k8s/old', () => synth('a\n'));
    expect(gitApply(outdir, ['.projen/edits/k8s/old/a.sh.patch'])).toBe('');
    expect([fs.readFileSync(path.join(outdir, 'k8s/old/a.sh')), modeOf(outdir, 'k8s/old/a.sh')]).toEqual([edited, '755']);
    expect(modeOf(outdir, '.projen/edits/k8s/old/b.bin')).toBe('755');
  });

  test('is never saved outside of the project', () => {
    synth();
    const outside = temporaryDirectory();
    fs.symlinkSync(outside, path.join(outdir, '.projen/edits'));
    edit('k8s/a.yaml', () => 'mine\n');
    expect(() => synth()).toThrow('.projen/edits');
    expect(tree(outside)).toEqual({});
    expect(read(outdir, 'k8s/a.yaml')).toBe('mine\n');
    fs.rmSync(outside, { recursive: true });
  });

  test('is kept out of commits', () => {
    synth();
    commit('base');
    edit('k8s/a.yaml', () => 'mine\n');
    synth();
    expect(git(outdir, 'status', '--porcelain').stdout).toBe('');
  });
});

describe('with the generated file in a commit', () => {
  test.each([
    ['after the estate changed in another place', 'one\ntwo\nthree\n', 'ONE\ntwo\nthree\n'],
    ['after nothing else changed', 'one\ntwo\nthree\n', 'one\ntwo\nthree\n'],
  ])('the patch holds the edit alone, %s', (_, before, after) => {
    synth(before);
    commit('base');
    edit('k8s/two words.txt', (text) => `${text}mine\n`);
    synth(after);
    const lines = read(outdir, '.projen/edits/k8s/two words.txt.patch').split('\n').filter((line) => /^[-+](?![-+])/.test(line));
    expect(lines).toEqual(['+mine']);
  });

  test('an edit that was committed is an edit all the same', () => {
    synth();
    commit('base');
    const edited = edit('k8s/two words.txt', (text) => `${text}mine\n`);
    commit('edited');
    expect(synth().report).toContain('was edited by hand');
    expect(gitApply(outdir, ['.projen/edits/k8s/two words.txt.patch'])).toBe('');
    expect(fs.readFileSync(path.join(outdir, 'k8s/two words.txt'))).toEqual(edited);
  });

  test('a fresh clone, which knows no modes, is no edit', () => {
    synth();
    commit('base');
    const clone = path.join(outdir, 'clone');
    expect(git(outdir, 'clone', '-q', outdir, clone).status).toBe(0);
    fs.rmSync(path.join(outdir, '.git'), { recursive: true });
    const original = outdir;
    outdir = clone;
    try {
      expect(synth().report).toContain('nothing changed');
      expect(modeOf(outdir, 'k8s/a.yaml')).toBe('444');
      expect(synth('other\n').report).not.toContain('edited by hand');
    } finally {
      outdir = original;
    }
  });
});

describe('branches', () => {
  type Declare = (project: TestProject) => void;
  /** Two branches of an estate that are merged by git. @returns what git says */
  function merge(ours: Declare, theirs: Declare, base: Declare = () => {}): string {
    synth('a\n', base);
    commit('base');
    expect(git(outdir, 'checkout', '-q', '-b', 'theirs').status).toBe(0);
    synth('a\n', theirs);
    commit('theirs');
    expect(git(outdir, 'checkout', '-q', '-').status).toBe(0);
    synth('a\n', ours);
    commit('ours');
    const { stdout } = git(outdir, 'merge', '--no-edit', 'theirs');
    return stdout;
  }
  const file = (name: string, content: string) => (project: TestProject) => {
    new JsonFile(project, `k8s/${name}.json`, { obj: { content } });
  };
  const all = (...declare: Array<(project: TestProject) => void>) => (project: TestProject) => declare.forEach((each) => each(project));

  test('that change different files merge without a conflict, and no file is taken for edited', () => {
    const base = all(file('a', 'base'), file('b', 'base'), file('c', 'base'));
    const ours = all(file('a', 'ours'), file('b', 'base'), file('c', 'base'));
    const theirs = all(file('a', 'base'), file('b', 'theirs'), file('c', 'base'));
    const merged = merge(ours, theirs, base);
    expect(merged).not.toContain('CONFLICT');
    expect(synth('a\n', all(file('a', 'ours'), file('b', 'theirs'), file('c', 'base'))).report).toContain('nothing changed');
    expect(synth('a\n', all(file('a', 'later'), file('b', 'later'), file('c', 'later'))).report).not.toContain('edited by hand');
  });

  test('that add files next to each other merge in the manifest, and the rest is generated', () => {
    expect(merge(file('m', 'ours'), file('n', 'theirs'))).not.toContain('Merge conflict in .projen/manifest');
    const { report } = synth('a\n', all(file('m', 'ours'), file('n', 'theirs')));
    expect(report).not.toContain('edited by hand');
    expect(saved()).toEqual([]);
    const merged = tree(outdir);
    fs.rmSync(outdir, { recursive: true });
    synth('a\n', all(file('m', 'ours'), file('n', 'theirs')));
    const { '.git/': _, ...expected } = tree(outdir);
    expect(Object.fromEntries(Object.entries(merged).filter(([name]) => !name.startsWith('.git/')))).toEqual(expected);
  });

  test('that change one file leave a conflict, which is generated anew and is no edit', () => {
    const merged = merge(file('a', 'ours'), file('a', 'theirs'), file('a', 'base'));
    expect(merged).toContain('CONFLICT (content): Merge conflict in k8s/a.json');
    expect(read(outdir, 'k8s/a.json')).toContain('<<<<<<<');
    const { report } = synth('a\n', file('a', 'both'));
    expect(report).not.toContain('edited by hand');
    expect(saved()).toEqual([]);
    expect(JSON.parse(read(outdir, 'k8s/a.json')).content).toBe('both');
  });

  test('a manifest with a conflict is read all the same, both sides of it', () => {
    synth('a\n', file('a', 'ours'));
    const ours = read(outdir, '.projen/manifest');
    synth('a\n', file('a', 'theirs'));
    const theirs = read(outdir, '.projen/manifest');
    synth('a\n', file('a', 'ours'));
    edit('.projen/manifest', () => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> theirs\n`);
    expect(synth('a\n', file('a', 'later')).report).not.toContain('edited by hand');
    expect(read(outdir, '.projen/manifest')).not.toContain('<<<<<<<');
  });
});

test('a file of the user\'s that is called like a comment of the manifest is managed like any other', () => {
  const declare = (content: string) => (project: TestProject) => new TextFile(project, '#notes/a', { lines: [content] });
  synth('a\n', declare('one'));
  expect(synth('a\n', declare('two')).report).not.toContain('edited by hand');
});

test('the folder of edits is the only thing that an edit leaves behind', () => {
  synth();
  const before = tree(outdir);
  edit('k8s/a.yaml', () => 'mine\n');
  synth();
  const after = tree(outdir);
  expect(Object.keys(after).filter((file) => !(file in before))).toEqual(['.projen/edits/', '.projen/edits/k8s/', '.projen/edits/k8s/a.yaml.patch']);
});
