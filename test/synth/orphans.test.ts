import * as fs from 'fs';
import * as path from 'path';
import { LogLevel } from 'projen/lib/logger';
import { declaredEstate } from './declared-estate';
import { asEntryScript } from './entry-script';
import { read, temporaryDirectory, tree, withoutPostSynthesis, write } from './test-project';

const ESTATE = { 'k8s/api/a': 'a\n', 'k8s/api/deep/b': 'b\n' };

let parent: string;
let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  parent = temporaryDirectory();
  outdir = path.join(parent, 'root');
  fs.mkdirSync(outdir);
  declaredEstate(outdir, ESTATE).synth();
});
afterEach(() => fs.rmSync(parent, { recursive: true, force: true }));

/** Adds files to the list of those that were generated, which is committed and so may say anything. */
function claim(...files: string[]): void {
  const manifest = path.join(outdir, '.projen/manifest');
  fs.chmodSync(manifest, 0o644);
  fs.appendFileSync(manifest, files.map((file) => `${file}\n\t0123456789abcdef\n`).join(''));
  const list = path.join(outdir, '.projen/files.json');
  fs.chmodSync(list, 0o644);
  const { files: listed, ...rest } = JSON.parse(fs.readFileSync(list, 'utf-8'));
  fs.writeFileSync(list, JSON.stringify({ files: [...listed, ...files], ...rest }));
}

test('renaming a service removes what was generated under the old name, keeps what is the user\'s, and says both', () => {
  write(outdir, 'k8s/api/mine.yaml', 'mine');
  const renamed = Object.fromEntries(Object.entries(ESTATE).map(([file, content]) => [file.replace('api', 'web'), content]));
  const { stdout } = asEntryScript(outdir, [], () => declaredEstate(outdir, renamed, LogLevel.INFO).synth());
  expect(Object.keys(tree(outdir)).filter((file) => file.startsWith('k8s/'))).toEqual([
    'k8s/', 'k8s/api/', 'k8s/api/mine.yaml', 'k8s/web/', 'k8s/web/a', 'k8s/web/deep/', 'k8s/web/deep/b',
  ]);
  expect(stdout).toContain('  removed  2    k8s/api/a\n                k8s/api/deep/b\n');
  expect(stdout).toContain('  kept     1    k8s/api/mine.yaml (yours)\n');
});

test.each([
  ['leads out of the project', '../outside/file'],
  ['leads out of the project in the middle', 'k8s/../../outside/file'],
  ['is absolute', ''],
  ['leads through a link', 'linked/file'],
  ['leads through a link further up', 'linked/deep/file'],
  ['is a link', 'link'],
  ['is a link to nowhere', 'nowhere'],
  ['is a directory by another spelling', 'mine/'],
  ['has an empty part', 'mine//file'],
  ['has a dot', 'mine/./file'],
  ['has backslashes', '..\\outside\\file'],
])('a claimed path that %s is left alone', (_, file) => {
  const outside = path.join(parent, 'outside');
  write(outside, 'file', 'outside');
  write(outside, 'deep/file', 'outside');
  write(outdir, 'mine/file', 'mine');
  fs.symlinkSync(outside, path.join(outdir, 'linked'));
  fs.symlinkSync(path.join(outside, 'file'), path.join(outdir, 'link'));
  fs.symlinkSync(path.join(outside, 'missing'), path.join(outdir, 'nowhere'));
  const isListed = (name: string) => !name.startsWith('root/.projen');
  const before = Object.entries(tree(parent)).filter(([name]) => isListed(name));
  claim(file === '' ? path.join(outside, 'file') : file);
  declaredEstate(outdir, ESTATE).synth();
  expect(Object.entries(tree(parent)).filter(([name]) => isListed(name))).toEqual(before);
  expect(read(outdir, '.projen/manifest')).not.toContain('outside');
});

test('a claimed directory of the user\'s is an error that names it', () => {
  write(outdir, 'mine/file', 'mine');
  claim('mine');
  const before = tree(outdir);
  expect(() => declaredEstate(outdir, ESTATE).synth()).toThrow('"mine" was a generated file and is a directory now. Move it away.');
  expect(tree(outdir)).toEqual(before);
});

test.each(['.git/HEAD', '.git/config', '.git/hooks/post-commit', '.projenrc.ts', 'node_modules/projen/package.json'])('a claimed %s is never removed: the generator writes no such thing', (file) => {
  write(outdir, file, 'mine');
  claim(file);
  declaredEstate(outdir, ESTATE).synth();
  expect(read(outdir, file)).toBe('mine');
});

test('a claimed file that holds something else goes only when it is handed over, and is saved before', () => {
  write(outdir, 'mine/file', 'mine\n');
  claim('mine/file');
  const before = tree(outdir);
  expect(() => declaredEstate(outdir, ESTATE).synth()).toThrow('"mine/file" is generated no more, and holds other bytes than a run has written there.');
  expect(tree(outdir)).toEqual(before);
  expect(asEntryScript(outdir, ['adopt', 'mine/file'], () => declaredEstate(outdir, ESTATE).synth()).status).toBe(0);
  expect(fs.existsSync(path.join(outdir, 'mine/file'))).toBe(false);
  expect(read(outdir, '.projen/edits/mine/file.patch')).toContain('+mine\n');
});

test('a folder that a killed run left empty is no obstacle for the file that takes its place', () => {
  declaredEstate(outdir, { 'k8s/api/deep/b': 'b\n' }).synth();
  fs.rmSync(path.join(outdir, 'k8s/api/deep/b'));
  declaredEstate(outdir, { 'k8s/api': 'file\n' }).synth();
  expect(read(outdir, 'k8s/api')).toMatch(/\nfile\n$/);
});

test('a folder that a killed run left empty goes with the next run', () => {
  fs.rmSync(path.join(outdir, 'k8s/api/deep/b'));
  declaredEstate(outdir, { 'k8s/api/a': 'a\n' }).synth();
  expect(Object.keys(tree(outdir))).not.toContain('k8s/api/deep/');
});
