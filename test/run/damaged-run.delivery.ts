import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { InstalledPackage } from '../delivery/installed-package';
import { read, temporaryDirectory, tree, write } from '../synth/test-project';
import { git } from '../worktree/git-apply';

/** What a user starts when a merge has left what Node, projen and the type check read before the estate is asked. */

const PROJENRC = `
import { Cloud, FeiyueProject, tencent } from 'feiyue-projen';
const project = new FeiyueProject({ name: 'mono', cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }), repository: 'acme/mono' });
project.addEnvironment('dev');
new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
project.synth();
`;

let installed: InstalledPackage;
let outdir: string;
beforeAll(() => {
  installed = new InstalledPackage();
  outdir = temporaryDirectory();
  write(outdir, '.projenrc.ts', PROJENRC);
  installed.installIn(outdir);
  // As the native compiler does, it fails on settings that it cannot read, and on what it cannot check.
  write(outdir, 'node_modules/.bin/tsc', '#!/bin/sh\nnode -e \'JSON.parse(fs.readFileSync("tsconfig.projen.json", "utf8"))\' 2>/dev/null && ! grep -q WRONG .projenrc.ts\n');
  expect(start('npx', 'feiyue-projen', 'run')).toEqual({ status: 0, printed: expect.stringContaining('created') });
  git(outdir, 'init', '-q');
  git(outdir, 'add', '-A');
  git(outdir, 'commit', '-qm', 'x');
});
afterEach(() => {
  git(outdir, 'checkout', '-q', '--', '.');
  fs.rmSync(path.join(outdir, '.projen/edits'), { recursive: true, force: true });
});
afterAll(() => {
  installed.remove();
  fs.rmSync(outdir, { recursive: true, force: true });
});

function start(program: string, ...args: string[]): { status: number | null; printed: string } {
  const { NODE_ENV, JEST_WORKER_ID, ...environment } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: outdir, encoding: 'utf-8', env: { ...environment, PROJEN_DISABLE_POST: 'true', npm_config_offline: 'true' } });
  return { status, printed: stdout + stderr };
}

const conflict = (text: string) => `{\n<<<<<<< HEAD\n${text.slice(2)}\n=======\n${text.slice(2).replace('mono', 'poly')}\n>>>>>>> theirs\n`;
const GARBAGE = '\u0001\u0000{"';

/** Puts a text into a generated file. */
function damage(file: string, change: (text: string) => string): void {
  const text = read(outdir, file);
  fs.chmodSync(path.join(outdir, file), 0o644);
  fs.writeFileSync(path.join(outdir, file), change(text));
}

const DAMAGES: Array<[string, (text: string) => string]> = [['a merge conflict', conflict], ['garbage', () => GARBAGE], ['nothing', () => '']];

test.each(['package.json', 'tsconfig.projen.json'])('a merge conflict in %s does not keep `npx projen` from writing it anew', (file) => {
  damage(file, conflict);
  expect(start('npx', 'projen', '--no-post')).toEqual({ status: 0, printed: expect.stringMatching(/changed {2}1 /) });
  expect(git(outdir, 'status', '--porcelain').stdout).toBe('');
});

test.each(DAMAGES)('%s in whatever is read before the estate is asked keeps `npx feiyue-projen` from nothing', (_, change) => {
  for (const file of ['package.json', 'tsconfig.projen.json', '.projen/tasks.json']) damage(file, change);
  const before = tree(outdir);
  const { status, printed } = start('npx', 'feiyue-projen', 'preview');
  expect([status, printed]).toEqual([2, expect.stringMatching(/change {3}3 /)]);
  expect(printed).toContain('tsconfig.projen.json cannot be read, so the types of .projenrc.ts are not checked in this run');
  expect(tree(outdir)).toEqual(before);
  expect(start('npx', 'feiyue-projen', 'run').status).toBe(0);
  expect(git(outdir, 'status', '--porcelain').stdout).toBe('');
});

test('a type error is one all the same', () => {
  fs.appendFileSync(path.join(outdir, '.projenrc.ts'), 'WRONG\n');
  expect(start('npx', 'projen', '--no-post').status).toBe(1);
  expect(git(outdir, 'status', '--porcelain').stdout).toBe(' M .projenrc.ts\n');
});

test.each(['package.json', 'tsconfig.projen.json'])('a directory in the place of %s is named, with what to do', (file) => {
  fs.rmSync(path.join(outdir, file));
  fs.mkdirSync(path.join(outdir, file));
  expect(start('npx', 'feiyue-projen', 'run')).toEqual({ status: 1, printed: expect.stringContaining(`"${file}" is to be generated, but there is a directory. Move it away.`) });
  fs.rmdirSync(path.join(outdir, file));
});
