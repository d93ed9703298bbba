import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { TextFile } from 'projen/lib/textfile';
import { refused } from './refusal';
import { GeneratedText } from '../../src/synth/files/generated-text';
import { SeededText } from '../../src/synth/files/seeded-text';
import { modeOf, read, temporaryDirectory, TestProject, tree, withoutPostSynthesis, write } from '../synth/test-project';

let outdir: string;
let outside: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  outdir = temporaryDirectory();
  outside = temporaryDirectory();
  write(outside, 'victim', 'foreign');
});
afterEach(() => {
  for (const directory of [outdir, outside]) fs.rmSync(directory, { recursive: true, force: true });
});

function project(...files: string[]): TestProject {
  const made = new TestProject(outdir, { directories: ['k8s'] });
  for (const file of files) new GeneratedText(made, file, { content: () => `${file}\n`, comment: '#' });
  return made;
}

/** The problems of an estate with these files; neither its folder nor the one outside may change. */
function refusal(declare: () => TestProject): string {
  const before = tree(outside);
  const problems = refused(outdir, declare).join('\n');
  expect(tree(outside)).toEqual(before);
  return problems;
}

test('a folder in the middle of a path', () => {
  fs.mkdirSync(path.join(outdir, 'k8s'));
  fs.symlinkSync(outside, path.join(outdir, 'k8s/base'));
  expect(refusal(() => project('k8s/base/deep/down/a', 'k8s/base/b'))).toContain('"k8s/base" is a symbolic link, so nothing can be generated below it');
});

test('a folder that leads to another folder of the project', () => {
  write(outdir, 'k8s/real/mine', 'mine');
  fs.symlinkSync('real', path.join(outdir, 'k8s/alias'));
  expect(refusal(() => project('k8s/real/a', 'k8s/alias/a'))).toContain('"k8s/alias" is a symbolic link');
});

test('a link that leads to itself, in the place of a file and of a folder', () => {
  fs.mkdirSync(path.join(outdir, 'k8s'));
  fs.symlinkSync('loop', path.join(outdir, 'k8s/loop'));
  fs.symlinkSync('b', path.join(outdir, 'k8s/a'));
  fs.symlinkSync('a', path.join(outdir, 'k8s/b'));
  const problems = refusal(() => {
    const made = project('k8s/loop', 'k8s/a/deep/file');
    new TextFile(made, 'k8s/b/file', { lines: [] });
    new SeededText(made, 'k8s/a/seed', { content: () => 'x' });
    return made;
  });
  expect(problems).toContain('"k8s/loop" is to be generated, but there is a symbolic link');
  expect(problems).toContain('"k8s/a" is a symbolic link');
  expect(problems).toContain('"k8s/b" is a symbolic link');
});

test('a link that leads nowhere, in the place of a file and of a folder', () => {
  fs.mkdirSync(path.join(outdir, 'k8s'));
  fs.symlinkSync(path.join(outside, 'absent'), path.join(outdir, 'k8s/file'));
  fs.symlinkSync(path.join(outside, 'absent-too'), path.join(outdir, 'k8s/folder'));
  const problems = refusal(() => project('k8s/file', 'k8s/folder/a'));
  expect(problems).toContain('"k8s/file" is to be generated, but there is a symbolic link');
  expect(problems).toContain('"k8s/folder" is a symbolic link');
});

test('a link in the place of the folder that keeps the list of generated files', () => {
  fs.symlinkSync(outside, path.join(outdir, '.projen'));
  expect(refusal(() => project('k8s/a'))).toContain('".projen" is a symbolic link');
});

test('a link in the place of a seeded file, to one that says it was generated and to nothing', () => {
  project('k8s/own').synth();
  fs.renameSync(path.join(outdir, 'k8s/own'), path.join(outside, 'own'));
  fs.symlinkSync(path.join(outside, 'own'), path.join(outdir, 'k8s/own'));
  fs.symlinkSync(path.join(outside, 'absent'), path.join(outdir, 'k8s/dangling'));
  const problems = refusal(() => {
    const seeded = project();
    for (const file of ['k8s/own', 'k8s/dangling']) new SeededText(seeded, file, { content: () => 'seed' });
    return seeded;
  });
  for (const file of ['k8s/own', 'k8s/dangling']) expect(problems).toContain(`"${file}" is to be generated, but there is a symbolic link`);
});

test('nothing is removed behind a folder that became a link, nor a link that took the place of a file', () => {
  project('k8s/gone/victim', 'k8s/gone-too', 'k8s/stays').synth();
  fs.rmSync(path.join(outdir, 'k8s/gone'), { recursive: true });
  fs.symlinkSync(outside, path.join(outdir, 'k8s/gone'));
  // It even says that it was generated.
  fs.copyFileSync(path.join(outdir, 'k8s/stays'), path.join(outside, 'marked'));
  fs.rmSync(path.join(outdir, 'k8s/gone-too'));
  fs.symlinkSync(path.join(outside, 'marked'), path.join(outdir, 'k8s/gone-too'));
  const before = tree(outside);
  project('k8s/stays').synth();
  expect(tree(outside)).toEqual(before);
  expect(fs.readlinkSync(path.join(outdir, 'k8s/gone'))).toBe(outside);
});

test('a list of generated files that somebody tampered with deletes nothing outside of the project', () => {
  const victims = ['victim', 'folder/victim'];
  write(outside, 'folder/victim', 'foreign');
  project('k8s/gone', 'k8s/stays').synth();
  for (const list of fs.readdirSync(path.join(outdir, '.projen'), { recursive: true }) as string[]) {
    const file = path.join(outdir, '.projen', list);
    if (!fs.statSync(file).isFile()) continue;
    const text = fs.readFileSync(file, 'utf-8');
    for (const victim of victims) {
      for (const lie of [path.join(outside, victim), path.join('..', path.basename(outside), victim), `k8s/../../${path.basename(outside)}/${victim}`]) {
        fs.chmodSync(file, 0o644);
        fs.writeFileSync(file, text.replaceAll('k8s/gone', lie));
        const before = tree(outside);
        try {
          project('k8s/stays').synth();
        } catch {
          // A refusal is as good: nothing may be lost.
        }
        expect(tree(outside)).toEqual(before);
      }
    }
  }
});

test('what killed runs left is not looked for behind links', () => {
  write(outside, '.feiyue-999999999-0.tmp', 'foreign');
  fs.mkdirSync(path.join(outdir, 'k8s'));
  fs.symlinkSync(outside, path.join(outdir, 'k8s/link'));
  const before = tree(outside);
  project('k8s/a').synth();
  expect(tree(outside)).toEqual(before);
});

test('a project whose own folder is reached through a link is written there', () => {
  const link = path.join(outside, 'checkout');
  fs.symlinkSync(outdir, link);
  const made = new TestProject(link, { directories: ['k8s'] });
  new GeneratedText(made, 'k8s/a', { content: () => 'a\n' });
  made.synth();
  expect(read(outdir, 'k8s/a')).toBe('a\n');
});

test('a hard link is cut, not written through', () => {
  project('k8s/a').synth();
  fs.linkSync(path.join(outdir, 'k8s/a'), path.join(outside, 'twin'));
  const before = tree(outside);
  const made = project();
  new GeneratedText(made, 'k8s/a', { content: () => 'other\n' });
  made.synth();
  expect(tree(outside)).toEqual(before);
  expect([read(outdir, 'k8s/a'), modeOf(outdir, 'k8s/a')]).toEqual(['other\n', '444']);
});

test('a pipe in the place of a file is refused, and never opened', () => {
  fs.mkdirSync(path.join(outdir, 'k8s'));
  execFileSync('mkfifo', [path.join(outdir, 'k8s/pipe'), path.join(outdir, 'k8s/pipe-too')]);
  const problems: string[] = [];
  const made = project('k8s/pipe');
  new TextFile(made, 'k8s/pipe-too', { lines: ['x'] });
  try {
    made.synth();
  } catch (error) {
    problems.push(...(error as { problems: string[] }).problems);
  }
  expect(problems.join('\n')).toContain('"k8s/pipe" is to be generated, but there is a special file');
  expect(problems.join('\n')).toContain('"k8s/pipe-too" is to be generated, but there is a special file');
  expect(fs.readdirSync(path.join(outdir, 'k8s')).sort()).toEqual(['pipe', 'pipe-too']);
});
