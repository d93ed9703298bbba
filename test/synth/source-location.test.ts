import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { temporaryDirectory } from './test-project';
import { SourceLocation } from '../../src/synth/source-location';

test('a declaration is located at the line that called the public API', () => {
  const here = SourceLocation.capture();
  expect(here.relativeTo(__dirname)).toMatch(/^source-location\.test\.ts:9$/);
});

test('frames of an installed package are skipped, those that its source maps show as sources included', () => {
  const project = temporaryDirectory();
  const installed = path.join(project, 'node_modules/feiyue-projen');
  const map = { version: 3, sources: ['../../src/synth/source-location.ts'], names: [], mappings: 'AAAA;AACA;AACA;AACA;AACA;AACA;AACA;AACA;AACA;AACA' };
  const compiled = transpileModule(fs.readFileSync(path.join(__dirname, '../../src/synth/source-location.ts'), 'utf-8'), {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
  }).outputText;
  fs.mkdirSync(path.join(installed, 'lib/synth'), { recursive: true });
  fs.writeFileSync(path.join(installed, 'lib/synth/source-location.js'),
    `${compiled}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`);
  fs.writeFileSync(path.join(project, 'estate.js'), `
const { SourceLocation } = require('feiyue-projen/lib/synth/source-location');
console.log(SourceLocation.capture().relativeTo(__dirname));
`);

  const { stdout } = spawnSync(process.execPath, ['--enable-source-maps', 'estate.js'], { cwd: project, encoding: 'utf-8' });

  expect(stdout.trim()).toBe('estate.js:3');
});
