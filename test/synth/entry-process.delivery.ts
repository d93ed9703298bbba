import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { CompiledCore } from './compiled-core';
import type { Ended } from './entry-script';
import { temporaryDirectory, write } from './test-project';

let core: CompiledCore;
let outdir: string;
beforeAll(() => {
  core = new CompiledCore();
  outdir = temporaryDirectory();
});
afterAll(() => {
  core.remove();
  fs.rmSync(outdir, { recursive: true, force: true });
});

/** Writes a `.projenrc.ts` that declares these files. */
function declareFiles(files: Record<string, string>): void {
  write(outdir, '.projenrc.ts', [
    'import { LogLevel } from \'projen\';',
    `import { declaredEstate } from '${core.directory}/test/synth/declared-estate';`,
    `declaredEstate(__dirname, ${JSON.stringify(files)}, LogLevel.INFO).synth();`,
    '',
  ].join('\n'));
  fs.rmSync(path.join(outdir, 'node_modules'), { force: true });
  fs.symlinkSync(path.resolve('node_modules'), path.join(outdir, 'node_modules'));
}

function start(...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', '.projenrc.ts', ...args], { cwd: outdir, encoding: 'utf-8', env: core.environment });
  return { status: status ?? NaN, stdout, stderr };
}

test('a process that a user starts gets the answer, and a status for its shell', () => {
  declareFiles({ 'k8s/a': 'a = 1\nb = 2\n', 'k8s/two words': 'same\n' });
  expect(start('check', '--quiet')).toEqual({ status: 1, stdout: '', stderr: '' });
  expect(fs.readdirSync(outdir).sort()).toEqual(['.projenrc.ts', 'node_modules']);
  write(outdir, 'k8s/two words', 'mine\n');
  const refused = start();
  expect([refused.status, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toContain('hand it over: npx projen adopt \'k8s/two words\'\n');
  expect(start('adopt', 'k8s/two words')).toEqual({ status: 0, stderr: '', stdout: expect.stringContaining('saved in .projen/edits/k8s/two words.patch') });
  expect(start('check')).toEqual({ status: 0, stderr: '', stdout: expect.stringContaining('nothing to change') });
  declareFiles({ 'k8s/a': 'a = 1\nb = 3\n', 'k8s/two words': 'same\n' });
  expect(start('preview')).toEqual({ status: 2, stderr: '', stdout: expect.stringContaining('\n-b = 2\n+b = 3\n') });
  expect(start('why', 'k8s/b')).toEqual({ status: 1, stdout: '', stderr: expect.stringMatching(/^ {2}[^\n]*\n\n {2}[^\n]*Did you mean "k8s\/a"\?\n$/) });
  expect(start('chekc')).toEqual({ status: 1, stdout: '', stderr: expect.stringMatching(/^ {2}[^\n]*\n\n {2}[^\n]*There are: check[^\n]*\n$/) });
});
