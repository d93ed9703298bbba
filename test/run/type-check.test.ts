import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { checkTypes } from '../../src/run/type-check';

const NATIVE = `node_modules/@typescript/typescript-${process.platform}-${process.arch}`;
const WRAPPER = 'node_modules/.bin/tsc';

let root: string;
let printed: string;
const pathBefore = process.env.PATH;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'type-check-'));
  write('tsconfig.projen.json', '{}');
  process.env.PATH = [path.join(root, 'node_modules/.bin'), '/usr/bin', '/bin'].join(path.delimiter);
  printed = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env.PATH = pathBefore;
  fs.rmSync(root, { recursive: true });
});

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text, { mode: 0o755 });
}

/** A compiler that leaves word that it was called, and with what, and does something. */
function compiler(name: string, does: string): string {
  return `#!/bin/sh\necho "${name} $*" >> called\n${does}\n`;
}

/** What npm installs of TypeScript 7. */
function installNative(does: string): void {
  write('node_modules/typescript/package.json', '{ "name": "typescript", "exports": { "./package.json": "./package.json" } }');
  write(`${NATIVE}/package.json`, '{ "exports": { "./package.json": "./package.json" } }');
  write(`${NATIVE}/lib/tsc`, compiler('native', does));
}

const check = () => new Promise<number>((resolve) => checkTypes(root, resolve));
const called = () => fs.readFileSync(path.join(root, 'called'), 'utf-8');

test('the native compiler is started without its wrapper, in the repository', async () => {
  installNative('exit 0');
  write(WRAPPER, compiler('wrapper', 'exit 3'));
  expect(await check()).toBe(0);
  expect(called()).toBe('native -p tsconfig.projen.json --noEmit --composite false --incremental false\n');
});

test.each([
  ['without a setting', {}, 'off 1GiB'],
  ['with a setting of somebody', { GOGC: '50', GOMEMLIMIT: '300MiB' }, '50 300MiB'],
])('%s, the memory that the compiler may take is said in its environment', async (_, settings, expected) => {
  const { GOGC, GOMEMLIMIT, ...env } = process.env;
  jest.replaceProperty(process, 'env', { ...env, ...settings });
  installNative('echo "$GOGC $GOMEMLIMIT" > memory');
  expect(await check()).toBe(0);
  expect(fs.readFileSync(path.join(root, 'memory'), 'utf-8')).toBe(`${expected}\n`);
});

test.each(['the package of this platform', 'the program in it', 'all of TypeScript'])('without %s, it is whatever is called tsc', async (missing) => {
  installNative('exit 3');
  write(WRAPPER, compiler('wrapper', 'exit 0'));
  if (missing === 'the program in it') fs.rmSync(path.join(root, NATIVE, 'lib/tsc'));
  else fs.rmSync(path.join(root, missing === 'all of TypeScript' ? 'node_modules/typescript' : NATIVE), { recursive: true });
  expect(await check()).toBe(0);
  expect(called()).toBe('wrapper -p tsconfig.projen.json --noEmit --composite false --incremental false\n');
});

test('a type error is the status of the compiler', async () => {
  installNative('exit 2');
  expect(await check()).toBe(2);
  expect(printed).toBe('');
});

test('settings that cannot be read excuse a failure, and no other', async () => {
  installNative('exit 1');
  write('tsconfig.projen.json', '<<<<<<< HEAD\n');
  expect(await check()).toBe(0);
  expect(printed).toBe('  tsconfig.projen.json cannot be read, so the types of .projenrc.ts are not checked in this run\n');
});

test('a compiler that was killed has checked nothing, whatever the settings', async () => {
  installNative('kill -9 $$');
  write('tsconfig.projen.json', '<<<<<<< HEAD\n');
  expect(await check()).toBe(1);
  expect(printed).toBe('  the types of .projenrc.ts were not checked to the end: SIGKILL\n');
});

test('without any compiler nothing is checked, and that says what to do', async () => {
  expect(await check()).toBe(1);
  expect(printed).toBe('  the types of .projenrc.ts cannot be checked: spawn tsc ENOENT. Install the packages: npm ci\n');
});
