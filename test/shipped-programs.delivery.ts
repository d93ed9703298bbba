import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Linter } from 'eslint';
import { describeWithTool, runTool } from './real-tool';

/** What is shipped as it lies in the sources, or with names filled in, is a program of its own language before that as well. */
const SOURCE = resolve(__dirname, '../src');
const FILES = readdirSync(SOURCE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => relative(SOURCE, join(entry.parentPath, entry.name))).sort();

function shipped(pattern: RegExp): string[] {
  const found = FILES.filter((file) => pattern.test(file));
  if (found.length === 0) throw new Error(`nothing is like ${pattern}`);
  return found;
}

describeWithTool('shellcheck', () => {
  test.each(shipped(/\.sh$/))('shellcheck finds nothing in %s', (file) => {
    // SC2016 asks whether a `$` in single quotes is meant. What is no program by itself is a part of one, whose variables it has.
    const isPart = !readFileSync(join(SOURCE, file), 'utf-8').startsWith('#!');
    const part = isPart ? ['--shell=bash', '--exclude=SC2154'] : [];
    const { status, stdout } = runTool('shellcheck', ['--norc', '--severity=style', '--exclude=SC2016', '--enable=require-variable-braces,quote-safe-variables', ...part, join(SOURCE, file)]);
    expect([status, stdout]).toEqual([0, '']);
  });
});

describeWithTool('conftest', () => {
  test.each(shipped(/\.rego$/))('%s is formatted', (file) => {
    expect(runTool('conftest', ['fmt', '--check', join(SOURCE, file)])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test.each(shipped(/_test\.rego$/))('the tests of %s pass', (file) => {
    const rule = file.replace(/_test\.rego$/, '.rego');
    const { status, stdout } = runTool('conftest', ['verify', '--no-color', `--policy=${join(SOURCE, rule)}`, `--policy=${join(SOURCE, file)}`]);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^[1-9]\d* tests?, /m)]);
  });
});

describeWithTool('hadolint', () => {
  test.each(shipped(/(^|\/)Dockerfile$/))('hadolint finds nothing in %s', (file) => {
    expect(runTool('hadolint', ['--no-color', '--failure-threshold=style', join(SOURCE, file)])).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describeWithTool('terraform', () => {
  test('everything of Terraform is formatted', () => {
    expect(runTool('terraform', ['fmt', '-check', '-diff', '-recursive', join(SOURCE, 'terraform')])).toMatchObject({ status: 0, stdout: '' });
  });
});

const GLOBALS = ['AbortSignal', 'Buffer', 'clearInterval', 'clearTimeout', 'console', 'fetch', 'process', 'setInterval', 'setTimeout', 'TextDecoder', 'URL', 'URLSearchParams'];
const RULES = Object.fromEntries([
  'array-callback-return', 'eqeqeq', 'no-const-assign', 'no-dupe-keys', 'no-duplicate-imports', 'no-redeclare', 'no-self-compare', 'no-undef', 'no-unreachable',
  'no-unused-vars', 'no-use-before-define', 'no-useless-return', 'no-var', 'prefer-const', 'valid-typeof',
].map((rule) => [rule, 'error' as const]));

/** What eslint finds in a program that Node runs. */
function findings(file: string, text: string): string[] {
  return new Linter({ configType: 'flat' }).verify(text, [{
    files: ['**/*'],
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: file.endsWith('.mjs') ? 'module' : 'commonjs',
      globals: Object.fromEntries(GLOBALS.map((name) => [name, 'readonly' as const])),
    },
    rules: { ...RULES, 'no-use-before-define': ['error', { functions: false, classes: false, variables: false }] },
  }], file).map(({ line, ruleId, message }) => `${line}: ${message} (${ruleId})`);
}

describe.each(shipped(/\.(mjs|js)$/))('%s', (file) => {
  test('is a program of Node, in which eslint finds nothing', () => {
    expect(spawnSync(process.execPath, ['--check', join(SOURCE, file)], { encoding: 'utf-8' })).toMatchObject({ status: 0, stderr: '' });
    expect(findings(file, readFileSync(join(SOURCE, file), 'utf-8'))).toEqual([]);
  });
});

test('eslint finds what is wrong in a program', () => {
  expect(findings('x.mjs', 'let a = b;\n')).toEqual([
    "1: 'a' is assigned a value but never used. (no-unused-vars)", "1: 'a' is never reassigned. Use 'const' instead. (prefer-const)", "1: 'b' is not defined. (no-undef)",
  ]);
});
