import * as fs from 'fs';
import { Construct } from 'constructs';
import { Component } from 'projen/lib/component';
import { FileBase } from 'projen/lib/file';
import { ObjectFile } from 'projen/lib/object-file';
import { Project } from 'projen/lib/project';
import { TextFile } from 'projen/lib/textfile';
import { GeneratedText } from '../../../src/synth/files/generated-text';
import { GeneratedYaml } from '../../../src/synth/files/generated-yaml';
import { SeededText } from '../../../src/synth/files/seeded-text';
import { TestProject, modeOf, read, temporaryDirectory, withoutPostSynthesis } from '../test-project';

let outdir: string;

beforeEach(() => {
  outdir = temporaryDirectory();
  withoutPostSynthesis();
});
afterEach(() => fs.rmSync(outdir, { recursive: true }));

function declare(project: Project): void {
  new GeneratedText(project, 'k8s/run.sh', { content: () => 'echo\n', comment: '#', executable: true });
  new GeneratedYaml(project, 'k8s/a.yaml', { obj: () => ({ kind: 'A' }) });
  new SeededText(project, 'k8s/Ä [1] b', { content: () => 'seed\n' });
}

const DECLARED = ['k8s/a.yaml', 'k8s/run.sh', 'k8s/Ä [1] b'];

function inK8s(files: readonly { readonly path: string }[]): string[] {
  return files.map(({ path }) => path).filter((path) => path.startsWith('k8s/'));
}

/** The files that have a construct in the tree. */
function made(project: Project): string[] {
  return inK8s(project.node.findAll().filter((construct): construct is FileBase => construct instanceof FileBase));
}

test('a file has no construct until somebody asks for it', () => {
  const project = new TestProject(outdir);
  declare(project);
  project.synth();
  expect(made(project)).toEqual([]);
  expect(read(outdir, 'k8s/a.yaml')).toContain('kind: A');
  project.tryFindFile('k8s/a.yaml');
  expect(made(project)).toEqual(['k8s/a.yaml']);
});

test('whoever asks for all files or components has them all, where and as they are written', () => {
  const project = new TestProject(outdir);
  declare(project);
  expect(inK8s(project.components.filter((component) => component instanceof FileBase)).sort()).toEqual(DECLARED);
  expect(inK8s(project.files)).toEqual(DECLARED);
  project.synth();
  for (const file of DECLARED) {
    const { path, executable, readonly, absolutePath, changed } = project.tryFindFile(file)!;
    expect([path, executable, readonly, absolutePath, changed]).toEqual([file, file === 'k8s/run.sh', !file.endsWith(' b'), `${outdir}/${file}`, true]);
  }
});

test.each(['preSynthesize', 'synthesize'] as const)('a component that asks in %s has them all', (step) => {
  let seen: FileBase[] = [];
  class Curious extends Component {}
  const project = new TestProject(outdir);
  declare(project);
  new Curious(project)[step] = () => seen = project.files;
  project.synth();
  expect(inK8s(seen)).toEqual(DECLARED);
  expect(seen.every((file) => file instanceof FileBase)).toBe(true);
});

test('what somebody changes in the construct is what is written', () => {
  const project = new TestProject(outdir);
  declare(project);
  const script = project.tryFindFile('k8s/run.sh')!;
  script.executable = false;
  script.readonly = false;
  (project.tryFindFile('k8s/a.yaml') as ObjectFile).addOverride('spec', { replicas: 1 });
  project.synth();
  expect(modeOf(outdir, 'k8s/run.sh')).toBe('644');
  expect(read(outdir, 'k8s/a.yaml')).toMatch(/kind: A\nspec:\n {2}replicas: 1\n$/);
});

test.each([['asked for', true], ['never asked for', false]])('a file that was %s goes with what it belongs to', (_, isAskedFor) => {
  const project = new TestProject(outdir);
  const owner = new Construct(project, 'owner');
  new GeneratedText(owner, 'k8s/owned', { content: () => 'owned' });
  if (isAskedFor) expect(project.tryFindFile('k8s/owned')).toBeDefined();
  project.node.tryRemoveChild('owner');
  expect(project.tryFindFile('k8s/owned')).toBeUndefined();
  new TextFile(project, 'k8s/owned', { lines: ['mine'] });
  project.synth();
  expect(read(outdir, 'k8s/owned')).toBe('mine');
});

test('a file that goes with what it belongs to is removed from the tree', () => {
  const before = new TestProject(outdir);
  new GeneratedText(new Construct(before, 'owner'), 'k8s/owned', { content: () => 'owned' });
  before.synth();
  const project = new TestProject(outdir);
  new GeneratedText(new Construct(project, 'owner'), 'k8s/owned', { content: () => 'owned' });
  project.node.tryRemoveChild('owner');
  project.synth();
  expect(fs.existsSync(`${outdir}/k8s/owned`)).toBe(false);
});

test('a root of another kind, which looks through the tree, finds them too', () => {
  const root = new Project({ name: 'root', outdir });
  declare(root);
  expect(inK8s(root.files).sort()).toEqual(DECLARED);
  expect(root.tryFindFile('k8s/a.yaml')).toBeInstanceOf(ObjectFile);
});

test('a path is free again when a file of our own was taken out', () => {
  const project = new TestProject(outdir);
  declare(project);
  expect(() => new TextFile(project, 'k8s/a.yaml', {})).toThrow('"k8s/a.yaml" is written by the project already.');
  expect(project.tryRemoveFile('k8s/a.yaml')!.path).toBe('k8s/a.yaml');
  new TextFile(project, 'k8s/a.yaml', { lines: ['mine'] });
  project.synth();
  expect(read(outdir, 'k8s/a.yaml')).toBe('mine');
});
