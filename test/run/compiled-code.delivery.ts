import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as v8 from 'v8';
import * as zlib from 'zlib';
import { buildSync } from 'esbuild';
import { temporaryDirectory, write } from '../synth/test-project';

let root: string;
beforeEach(() => {
  root = temporaryDirectory();
  buildSync({ entryPoints: [path.resolve('src/run/compiled-code.ts')], outfile: path.join(root, 'compiled-code.js'), platform: 'node', format: 'cjs' });
  write(root, 'main.js', `
    require('./compiled-code').withCompiledCode('kept/code', () => require('pack'));
    require('after');
    process.exitCode = Number(process.argv[2] ?? 0);
  `);
  put('pack/index.js', "const { says } = require('./inner'); says('one');");
  put('pack/inner.js', 'exports.says = (text) => console.log(text);');
  put('after/index.js', "console.log('after')");
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const put = (file: string, text: string) => write(root, `node_modules/${file}`, text);

function run(...args: string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['main.js', ...args], { cwd: root, encoding: 'utf-8' });
  return stdout + stderr;
}

type Kept = Map<string, { sum: number; code: Buffer }>;
const files = () => fs.existsSync(path.join(root, 'kept/code')) ? fs.readdirSync(path.join(root, 'kept/code')).map((name) => path.join(root, 'kept/code', name)) : [];
const contentOf = (file: string) => v8.deserialize(fs.readFileSync(file).subarray(4)) as Kept;
const names = () => files().flatMap((file) => [...contentOf(file).keys()].map((name) => path.relative(fs.realpathSync(root), name)));

/** Gives a module the code that was compiled of another text. */
function poison(file: string, text: string): void {
  const whole = path.join(fs.realpathSync(root), 'node_modules', file);
  const right = fs.readFileSync(whole, 'utf-8');
  const [kept] = files();
  const before = contentOf(kept);
  put(file, text);
  fs.rmSync(kept);
  run();
  put(file, right);
  const content = v8.serialize(before.set(whole, { sum: zlib.crc32(right), code: contentOf(kept).get(whole)!.code }));
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(zlib.crc32(content));
  fs.writeFileSync(kept, Buffer.concat([sum, content]));
}

test('a run leaves the code of what it was to load, and the next one runs it', () => {
  expect(run()).toBe('one\nafter\n');
  expect(names()).toEqual(['node_modules/pack/index.js', 'node_modules/pack/inner.js']);
  const [{ ino }] = files().map((file) => fs.statSync(file));
  expect(run()).toBe('one\nafter\n');
  expect(fs.statSync(files()[0]).ino).toBe(ino);
  // Only so does it show that the text was not compiled.
  poison('pack/index.js', "const { says } = require('./inner'); says('two');");
  expect(run()).toBe('two\nafter\n');
});

test('code of another text is not run, though it is as long', () => {
  run();
  put('pack/index.js', "const { says } = require('./inner'); says('two');");
  for (let i = 0; i < 2; i++) expect(run()).toBe('two\nafter\n');
});

test.each<[string, (bytes: Buffer) => Buffer | string]>([
  ['shorter', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['empty', () => ''],
  ['changed in its last byte', (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([255 - bytes[bytes.length - 1]])])],
])('a file that is %s is the same as none, and is written anew', (_, damage) => {
  run();
  const [kept] = files();
  const right = contentOf(kept);
  fs.writeFileSync(kept, damage(fs.readFileSync(kept)));
  expect(run()).toBe('one\nafter\n');
  expect([...contentOf(kept).keys()]).toEqual([...right.keys()]);
});

test('a run that failed leaves none', () => {
  expect(run('1')).toBe('one\nafter\n');
  expect(files()).toEqual([]);
});

test('where nothing can be written, nothing is said', () => {
  write(root, 'kept', '');
  expect(run()).toBe('one\nafter\n');
});

test('a module has all that Node gives it, and tells its place in an error', () => {
  put('pack/index.js', `
    const assert = require('assert');
    assert.equal(this, exports);
    assert.equal(exports, module.exports);
    assert.equal(require('./inner'), require.cache[require.resolve('./inner')].exports);
    assert.ok(require.resolve.paths('x').length > 0);
    assert.equal(require.main.filename, process.argv[1]);
    assert.equal(__filename, require('path').join(__dirname, 'index.js'));
    require('./bin');
    require('./fails');
  `);
  put('pack/fails.js', '  try { null.x } catch (error) { console.log(/fails.js:\\d+:\\d+/.exec(error.stack)[0]); }');
  put('pack/bin.js', '#!/usr/bin/env node\n');
  for (let i = 0; i < 2; i++) expect(run()).toBe('fails.js:1:14\nafter\n');
});

test('what does not compile is told as Node tells it, and ECMAScript modules are left to Node', () => {
  put('pack/inner.js', '}');
  expect(run()).toMatch(/node_modules\/pack\/inner.js:1\n}\n\^\n\nSyntaxError: Unexpected token '}'/);
  put('pack/inner.js', "exports.says = () => import('./late.mjs').then(({ late }) => console.log(late))");
  put('pack/late.mjs', "export const late = 'late';");
  for (let i = 0; i < 2; i++) expect(run()).toBe('after\nlate\n');
});
