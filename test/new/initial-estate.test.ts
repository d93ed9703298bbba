import * as fs from 'fs';
import * as path from 'path';
import { projectIn, runProjenrcText } from './run-projenrc-text';
import { CiSystem } from '../../src/estate/ci-system';
import { Convention } from '../../src/estate/convention';
import { declareEstate } from '../../src/new/declare-estate';
import { tencentOptions } from '../../src/new/feiyue-estate';
import { initialEstate } from '../../src/new/initial-estate';
import * as api from '../../src/project/initial-estate-api';
import { isRollingOwnPackage } from '../../src/run/node-project-options';
import { temporaryDirectory, tree, withoutPostSynthesis } from '../synth/test-project';

withoutPostSynthesis();

test.each([
  [Convention.FEIYUE, CiSystem.GITHUB_ACTIONS, 'contoso/mono'],
  [Convention.PICASSO, CiSystem.AZURE_PIPELINES, 'contoso/ops/mono'],
  [Convention.PICASSO, CiSystem.GITHUB_ACTIONS, 'contoso/mono'],
])('what `projen new` writes for %s with %s declares the same when TypeScript runs it', (convention, ciSystem, repository) => {
  const { projenrc } = initialEstate({ name: 'mono', convention, ciSystem, repository });
  const [outdir, other] = [temporaryDirectory(), temporaryDirectory()];
  runProjenrcText(projenrc, outdir);
  declareEstate(projenrc, path.join(other, '.projenrc.ts'), { ...api, FeiyueProject: projectIn(other) });
  expect(tree(outdir)).toEqual(tree(other));
});

test('flags that are not given have safe defaults, and the zones follow from the region', () => {
  const text = initialEstate({ name: 'shop', region: 'ap-shanghai' }).projenrc;
  expect(text).toContain("cloud: Cloud.tencent({ appId: '1250000000', accountUin: '100000000000', region: 'ap-shanghai', zones: ['ap-shanghai-5', 'ap-shanghai-8'] })");
  expect(text).toContain("repository: 'example/shop'");
});

test('the default branch stands in `.projenrc.ts` when the command line names one', () => {
  expect(initialEstate({ name: 'shop' }).projenrc).not.toContain('defaultBranch');
  expect(initialEstate({ name: 'shop', defaultBranch: 'trunk' }).projenrc).toContain("repository: 'example/shop',\n  defaultBranch: 'trunk',\n");
  expect(initialEstate({ name: 'shop', defaultBranch: 2026 as unknown as string }).projenrc).toContain("  defaultBranch: '2026',\n");
});

test('an APPID that the command line read as a number is text again', () => {
  expect(tencentOptions({ name: 'shop', appId: 1312345678 as unknown as string }).appId).toBe('1312345678');
});

test('values from the command line cannot break out of their quotes', () => {
  const name = 'a\'); require("fs"); (\'\\\n`${x}';
  expect(initialEstate({ name }).projenrc).toContain('name: \'a\\\'); require("fs"); (\\\'\\\\\\n`${x}\',');
});

test.each([
  ['feiyue-projen', true], ['feiyue-projen@0.1.0', true], ['feiyue-projen@^0.1.0', true], ['feiyue-projen@latest', true],
  ['feiyue-projen@file:../x.tgz', false], ['lodash@4', false],
])('`--from %s` is kept out of .projenrc.ts: %s', (spec, isLeftOut) => {
  expect(isRollingOwnPackage(spec)).toBe(isLeftOut);
  expect(initialEstate({ name: 'shop', devDeps: [spec] }).devDeps).toEqual(isLeftOut ? [] : [spec]);
});

test('the estate of the README is what `projen new` writes, but for some lines', () => {
  const written = initialEstate({ name: 'x' }).projenrc.split('\n');
  const shown = fs.readFileSync(path.join(__dirname, '../../README.md'), 'utf-8').split('```ts\n')[1].split('\n```')[0].split('\n');
  expect(shown.length).toBeLessThan(40);
  let from = 0;
  for (const line of shown) {
    expect(written.slice(from)).toContain(line);
    from = written.indexOf(line, from) + 1;
  }
});

test.each(Object.values(Convention))('`projen new` runs what it writes for %s with all that is imported there', (convention) => {
  const [, names] = /^import \{([^}]*)\} from 'feiyue-projen';/.exec(initialEstate({ name: 'shop', convention, ciSystem: CiSystem.AZURE_PIPELINES }).projenrc)!;
  const imported = names.split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== 'FeiyueProject');
  expect(imported.length).toBeGreaterThan(1);
  expect(imported.filter((name) => (api as Readonly<Record<string, unknown>>)[name] === undefined)).toEqual([]);
});
