import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { SourceLocation } from '../../../src/synth/declare/source-location';
import { temporaryDirectory } from '../test-project';

test('a declaration is located at the line that called the public API', () => {
  const here = SourceLocation.capture();
  expect(here.relativeTo(__dirname)).toMatch(/^source-location\.test\.ts:9$/);
});

test('a construct of the user\'s and the line that made it are both named', () => {
  class Standard {
    public readonly here = SourceLocation.capture();
  }
  const make = () => new Standard();
  const { here } = make();
  expect(here.placeIn(__dirname)).toEqual({ where: 'source-location.test.ts:18', within: 'source-location.test.ts:15' });
  expect(here.relativeTo(__dirname)).toBe('source-location.test.ts:18 (in source-location.test.ts:15)');
});

test('a callback stands where it is given to another function', () => {
  const [here] = [0].map(() =>
    SourceLocation.capture());
  expect(here.placeIn(__dirname)).toEqual({ where: 'source-location.test.ts:25' });
});

test('the text of stacks, and who else shapes it, is left alone', () => {
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const limit = Error.stackTraceLimit;
  try {
    Error.prepareStackTrace = () => 'mine';
    Error.stackTraceLimit = 1;
    const here = SourceLocation.capture();
    expect(here.relativeTo(__dirname)).toMatch(/^source-location\.test\.ts:\d+$/);
    expect([new Error().stack, Error.stackTraceLimit]).toEqual(['mine', 1]);
  } finally {
    if (before) Object.defineProperty(Error, 'prepareStackTrace', before);
    else Reflect.deleteProperty(Error, 'prepareStackTrace');
    Error.stackTraceLimit = limit;
  }
});

test('frames of an installed package are skipped, those that its source maps show as sources included', () => {
  const project = temporaryDirectory();
  const installed = path.join(project, 'node_modules/feiyue-projen');
  const map = { version: 3, sources: ['../../../src/synth/declare/source-location.ts'], names: [], mappings: 'AAAA;AACA;AACA;AACA;AACA;AACA;AACA;AACA;AACA;AACA' };
  fs.mkdirSync(path.join(installed, 'lib/synth/declare'), { recursive: true });
  for (const file of ['source-location', 'call-frames']) {
    const compiled = transpileModule(fs.readFileSync(path.join(__dirname, `../../../src/synth/declare/${file}.ts`), 'utf-8'), {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
    }).outputText;
    fs.writeFileSync(path.join(installed, `lib/synth/declare/${file}.js`),
      `${compiled}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`);
  }
  fs.writeFileSync(path.join(project, 'estate.js'), `
const { SourceLocation } = require('feiyue-projen/lib/synth/declare/source-location');
console.log(SourceLocation.capture().relativeTo(__dirname));
`);

  const { stdout } = spawnSync(process.execPath, ['--enable-source-maps', 'estate.js'], { cwd: project, encoding: 'utf-8' });

  expect(stdout.trim()).toBe('estate.js:3');
});
