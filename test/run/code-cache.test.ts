import * as fs from 'fs';
import * as path from 'path';
import { ProgramWithCache, Run, RunOptions } from './program-with-cache';

const GREETING = 'node_modules/greeting/index.js';
const PROGRAM = 'console.log(require("greeting"));';

const programs: ProgramWithCache[] = [];

afterEach(() => programs.splice(0).forEach((program) => program.remove()));

function programOf(files: Readonly<Record<string, string>>): ProgramWithCache {
  programs.push(new ProgramWithCache(files));
  return programs[programs.length - 1];
}

function greeter(): ProgramWithCache {
  return programOf({ 'program.js': PROGRAM, [GREETING]: 'module.exports = "hello";' });
}

test('what the first run compiled is what the next runs', () => {
  const program = greeter();
  expect(program.run()).toEqual({ status: 0, stdout: 'hello\n', stderr: '' });
  const { generation } = program;
  expect(program.run().stdout).toBe('hello\n');
  expect(program.generation).toBe(generation);

  // The proof: the code of another text, in the name of this one.
  const file = path.join(program.root, GREETING);
  const { data } = program.cache.get(file)!;
  program.write(GREETING, 'module.exports = "HELLO";');
  program.run();
  program.cache = new Map([...program.cache].map(([name, code]) => [name, name === file ? { ...code, data } : code]));
  expect(program.run().stdout).toBe('hello\n');
});

test('a function that was called is kept as it was compiled', () => {
  const program = programOf({ 'program.js': 'require("greeting").called();', [GREETING]: `exports.called = () => { ${'[1].map((n) => n + 1);'.repeat(200)} };` });
  program.run();
  const called = program.cache.get(path.join(program.root, GREETING))!.data.length;
  program.write('program.js', 'require("greeting");');
  fs.rmSync(program.cacheFile);
  program.run();
  expect(program.cache.get(path.join(program.root, GREETING))!.data.length).toBeLessThan(called / 2);
});

test('a file that changed is compiled anew, however long it is', () => {
  const program = greeter();
  program.run();
  program.write(GREETING, 'module.exports = "HELLO";');
  expect(program.run().stdout).toBe('HELLO\n');
  const { generation } = program;
  expect(program.run().stdout).toBe('HELLO\n');
  expect(program.generation).toBe(generation);
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['is empty', () => Buffer.alloc(0)],
  ['was cut off', (bytes) => bytes.subarray(0, -8)],
  ['has another letter', (bytes) => Buffer.from(bytes.toString('latin1').replace(/hello/g, 'jello'), 'latin1')],
])('a cache that %s is made anew', (_, damage) => {
  const program = greeter();
  program.run();
  const good = fs.readFileSync(program.cacheFile);
  fs.writeFileSync(program.cacheFile, damage(good));
  expect(program.run()).toEqual({ status: 0, stdout: 'hello\n', stderr: '' });
  expect(fs.readFileSync(program.cacheFile).length).toBe(good.length);
  expect(program.cachedFiles).toContain(GREETING);
});

test('data that V8 does not take is made anew', () => {
  const program = greeter();
  program.run();
  program.cache = new Map([...program.cache].map(([name, code]) => [name, { ...code, data: Buffer.alloc(64, 1) }]));
  const { generation: damaged } = program;
  expect(program.run().stdout).toBe('hello\n');
  const { generation } = program;
  expect(generation).not.toBe(damaged);
  expect(program.run().stdout).toBe('hello\n');
  expect(program.generation).toBe(generation);
});

test('that nothing can be written is no error', () => {
  const program = greeter();
  program.write('node_modules/.cache', 'not a directory');
  expect(program.run()).toEqual({ status: 0, stdout: 'hello\n', stderr: '' });
});

test('programs that use other packages leave one another what they need', () => {
  const program = programOf({ 'program.js': PROGRAM, 'other.js': 'require("other");', [GREETING]: '', 'node_modules/other/index.js': '' });
  program.run();
  program.run('other.js');
  const { generation } = program;
  program.run();
  program.run('other.js');
  expect(program.generation).toBe(generation);
});

test('only CommonJS of packages is kept, and nothing of the user', () => {
  const program = programOf({
    'program.js': 'require("./mine"); require("greeting"); import("module");',
    'mine.js': '',
    [GREETING]: 'require("./data.json"); require("./common.cjs");',
    'node_modules/greeting/data.json': '{}',
    'node_modules/greeting/common.cjs': '',
    'node_modules/module/package.json': '{ "type": "module", "main": "index.js" }',
    'node_modules/module/index.js': 'export {};',
  });
  expect(program.run()).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(program.cachedFiles).toEqual(['node_modules/greeting/common.cjs', GREETING]);
});

test('modules find in it what Node gives them', () => {
  const program = programOf({
    'program.js': 'console.log(require("all")); ',
    'node_modules/all/index.js': `#!/usr/bin/env node
exports.isMain = require.main === module;
exports.main = require.main && require.main.filename;
exports.self = [this === exports, module.id, module.parent.id, module.children.length, __filename, __dirname, arguments.length];
exports.resolve = [require.resolve('greeting'), require.resolve.paths('greeting'), require.resolve('./x', { paths: [__dirname + '/other'] })];
exports.require = [Object.keys(require), Object.keys(require.resolve), require.cache[__filename] === module, Object.keys(require.extensions)];
try { require('missing'); } catch (error) { exports.missing = [error.code, error.requireStack]; }
exports.strict = (function () { return this === undefined; })();
// no line after this one`,
    'node_modules/all/other/x.js': '',
    [GREETING]: '\'use strict\'; module.exports = (function () { return this === undefined; })();',
  });
  const expected = program.runWithoutCache();
  expect(program.isCached).toBe(false);
  expect(expected).toMatchObject({ status: 0, stderr: '' });
  expect(program.run()).toEqual(expected);
  const { generation } = program;
  expect(program.run()).toEqual(expected);
  expect(program.generation).toBe(generation);
});

test('a package can import modules', () => {
  const program = programOf({
    'program.js': 'require("lazy")().then(console.log);',
    'node_modules/lazy/index.js': `module.exports = () => Promise.all([
  import('./module.mjs'), import(/* at any time */ 'greeting'), import /* here */ ('greeting'), new Function('file', 'return import(file)')('node:path'),
]).then((modules) => modules.map((module) => module.default && Object.keys(module.default).length));`,
    'node_modules/lazy/module.mjs': 'export default [import.meta.url];',
    [GREETING]: 'exports.hello = true;',
  });
  const expected = program.runWithoutCache();
  expect(expected).toMatchObject({ status: 0, stderr: '' });
  expect(program.run()).toEqual(expected);
  expect(program.run()).toEqual(expected);
  expect(program.cachedFiles).toEqual([GREETING]);
});

test('errors name the same places', () => {
  const program = programOf({
    'before.js': 'require("places");',
    'program.js': `const { place, fail, broken } = require("places");
console.log(place(), require("places").first, broken);
fail();`,
    'node_modules/places/index.js': `exports.first = new Error().stack.split('\\n')[1];
exports.place = () =>
  new Error().stack.split('\\n').slice(1, 3);
try { require('./broken'); } catch (error) { exports.broken = error.stack.split('\\n').slice(0, 5); }
exports.fail = () => { throw new Error('as it was meant'); };
//# sourceMappingURL=data:application/json;base64,e30=
`,
    'node_modules/places/broken.js': 'const one = 1;\nconst one = 2;\n',
  });
  const expected = program.runWithoutCache();
  expect(expected.status).toBe(1);
  expect(expected.stderr).toContain('node_modules/places/index.js:5');
  expect(withoutLoader(program.run())).toEqual(withoutLoader(expected));
  program.run('before.js');
  expect(program.cachedFiles).toEqual(['node_modules/places/index.js']);
  expect(withoutLoader(program.run())).toEqual(withoutLoader(expected));
});

/** Which functions of Node, and of the cache, a module is loaded by is not compared. */
function withoutLoader({ stderr, ...run }: Run): Run {
  return { ...run, stderr: stderr.replace(/^ +at .*(node:|compile-hook\.js).*\n/gm, '') };
}

test('a declaration in TypeScript is found at its own line', () => {
  const program = programOf({
    'program.ts': `interface Nothing {
  readonly of: string;
}

console.log(require('places').place());
`,
    'node_modules/places/index.js': 'exports.place = () => new Error().stack.split("\\n")[2].trim();',
  });
  const after = [require.resolve('tsx/cjs')];
  for (let run = 0; run < 2; run++) expect(program.run('program.ts', { after }).stdout).toContain('program.ts:5:');
});

test('the exit status is that of the program, and a run that fails is no model of others', () => {
  const program = programOf({ 'program.js': 'require("greeting"); process.exit(3);', [GREETING]: 'process.on("exit", () => { process.exitCode = 7; });' });
  expect(program.run()).toEqual({ status: 7, stdout: '', stderr: '' });
  expect(program.isCached).toBe(false);
  program.write('program.js', 'require("greeting");');
  expect([program.run().status, program.run().status]).toEqual([7, 7]);
  expect(program.cachedFiles).toEqual([GREETING]);
});

test.each<[string, RunOptions]>([
  ['coverage is measured', { env: { NODE_V8_COVERAGE: 'coverage' } }],
  ['Node is told to keep nothing', { env: { NODE_DISABLE_COMPILE_CACHE: '1' } }],
  ['a debugger may come', { options: ['--inspect=0'] }],
  ['a debugger may come to all', { env: { NODE_OPTIONS: '--inspect=0' } }],
])('nothing is kept when %s', (_, how) => {
  const program = greeter();
  expect(program.run('program.js', how)).toMatchObject({ status: 0, stdout: 'hello\n' });
  expect(program.isCached).toBe(false);
});

test('nothing is kept where no packages are installed', () => {
  const program = greeter();
  program.write('node_modules/projen/package.json', '{ "main": "none.js" }');
  fs.rmSync(path.join(program.root, 'node_modules/projen/index.js'));
  expect(program.run()).toEqual({ status: 0, stdout: 'hello\n', stderr: '' });
  expect(program.isCached).toBe(false);
});

test('a Node that can keep compiled code is told where', () => {
  const program = greeter();
  program.write('newer-node.js', 'require("module").enableCompileCache = console.log;');
  const { stdout } = program.run('program.js', { before: './newer-node.js' });
  expect(stdout).toBe(`${path.join(program.root, 'node_modules/.cache/feiyue-projen/code')}\nhello\n`);
  expect(program.isCached).toBe(false);
});
