import * as fc from 'fast-check';
import { createSourceFile, ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { HALF_OF_A_PAIR, hostileText } from './hostile-values';
import { refused } from './refusal';
import { FeiyueProject } from '../../src';
import type { NewEstateOptions } from '../../src/estate/feiyue-project-options';
import { tencentOptions } from '../../src/new/feiyue-estate';
import { initialEstate } from '../../src/new/initial-estate';
import { emptyProject } from '../default-estate';

/** Text as a shell hands it over, and what only TypeScript would mind. */
const flag = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constantFrom('', "'", "\\'", '\\', '\\"', '`', '${process.exit()}', "'); process.exit(); ('", '*/', '// ', '\u2028', '\u2029', HALF_OF_A_PAIR, 'constructor', '__proto__') },
);

/** The statements of a `.projenrc.ts`, and the options that it gives to its project. */
function run(text: string): { readonly statements: number; readonly options: unknown } {
  const source = createSourceFile('.projenrc.ts', text, ScriptTarget.ES2022, true) as ReturnType<typeof createSourceFile> & { readonly parseDiagnostics: unknown[] };
  expect(source.parseDiagnostics).toEqual([]);
  const code = transpileModule(text, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText;
  let options: unknown;
  const anything: any = new Proxy(function () {}, { get: () => anything, apply: () => anything, construct: () => anything });
  class Recorder {
    constructor(given: unknown) {
      options = given;
      return anything;
    }
  }
  const known = { FeiyueProject: Recorder, Cloud: { tencent: (given: unknown) => given } };
  new Function('require', 'exports', code)(() => new Proxy(known, { get: (_, name) => known[name as keyof typeof known] ?? anything }), {});
  return { statements: source.statements.length, options };
}

const plain = run(initialEstate({ name: 'shop', registry: 'x', devDeps: ['lodash'] }).projenrc);

test('.projenrc.ts is the same program with whatever it is told, and evaluates to exactly that', () => {
  const flags: fc.Arbitrary<NewEstateOptions> = fc.record({
    name: flag,
    repository: flag,
    appId: flag,
    accountUin: flag,
    region: flag,
    registry: flag,
    zones: fc.array(flag, { maxLength: 3 }),
    devDeps: fc.array(flag.filter((text) => !text.startsWith('feiyue-projen')), { minLength: 1, maxLength: 3 }),
  });
  fc.assert(fc.property(flags, (given) => {
    const { statements, options } = run(initialEstate(given).projenrc);
    const { name, repository, devDeps, ...cloud } = given;
    expect(statements).toBe(plain.statements);
    expect(options).toEqual({ name, repository, devDeps, cloud });
  }), { numRuns: 60 });
});

test('values that the command line reads as something else than text stand in .projenrc.ts as they were typed', () => {
  const typed = { name: 7, region: 8, zones: [6, 7], registry: true, repository: 9, appId: 1250000000, devDeps: [5] } as unknown as NewEstateOptions;
  const { options } = run(initialEstate(typed).projenrc);
  expect(options).toEqual({ name: '7', repository: '9', devDeps: ['5'], cloud: { appId: '1250000000', accountUin: '100000000000', region: '8', zones: ['6', '7'], registry: 'true' } });
});

test.each(['constructor', '__proto__', 'toString'])('a region called "%s" is as unknown as any other', (region) => {
  expect(tencentOptions({ name: 'shop', region }).zones).toBeUndefined();
});

test.each(['constructor', '__proto__', 'toString'])('an estate in a region called "%s" is refused', (region) => {
  const project = emptyProject();
  expect(refused(project.outdir, () => new FeiyueProject({ name: 'shop', region, outdir: project.outdir })).join('\n')).toContain(`region "${region}" is not known`);
});

test('what projen new is told is checked before anything is written', () => {
  const wrong = ['', 'A B', 'a\nb', "a'b", '${{ github.token }}', 'half\ud83c'];
  for (const text of wrong) {
    const { outdir } = emptyProject();
    const problems = refused(outdir, () => new FeiyueProject({ name: text, repository: text, appId: text, region: text, zones: [text], registry: text, outdir })).join('\n');
    for (const what of ['project name', 'repository', 'appId', 'region', 'registry']) expect(problems).toContain(what);
  }
});
