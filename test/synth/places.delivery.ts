import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledPackage, runProjenrc } from '../compiled-package';
import { describeWithTool, realTool } from '../real-tool';

/** Lines are counted, so each of them begins with its number. */
const STANDARD_SERVICE = [
  /* 1 */ "import { FeiyueProject, Service } from 'feiyue-projen';",
  /* 2 */ 'interface Standard { readonly port: number }',
  /* 3 */ '',
  /* 4 */ '/** A type and a comment, which a transpiler drops. */',
  /* 5 */ 'type Named = { readonly name: string } & Standard;',
  /* 6 */ '',
  /* 7 */ 'export class StandardService extends Service {',
  /* 8 */ '  constructor(project: FeiyueProject, name: string, options: Partial<Named> = {}) {',
  /* 9 */ '    super(project, name, { port: options.port ?? 80 });',
  /* 10 */ '  }',
  /* 11 */ '',
  /* 12 */ '  public get strict(): this {',
  /* 13 */ "    this.override('nowhere', { replicas: { min: 3, max: 3 } });",
  /* 14 */ '    return this;',
  /* 15 */ '  }',
  /* 16 */ '}',
].join('\n');

const COMPANY_SERVICE = [
  "const { Service } = require('feiyue-projen');",
  'exports.CompanyService = class extends Service {',
  '  constructor(scope, name) { super(scope, name, { port: 80 }); }',
  '};',
].join('\n');

const NETWORK = [
  /* 1 */ "import { FeiyueProject } from 'feiyue-projen';",
  /* 2 */ '',
  /* 3 */ 'export function addNetworks(project: FeiyueProject): void {',
  /* 4 */ "  project.addRootModule('Network');",
  /* 5 */ '}',
].join('\n');

const SPLIT = [
  /* 1 */ "import { project } from './project';",
  /* 2 */ '',
  /* 3 */ "project.addRootModule('Split');",
].join('\n');

const PROJECT = [
  "import { Cloud, FeiyueProject } from 'feiyue-projen';",
  "export const project = new FeiyueProject({ name: 'mono', cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', zones: ['ap-guangzhou-6'] }), repository: 'a/b' });",
].join('\n');

const PROJENRC = [
  /* 1 */ "import { Service } from 'feiyue-projen';",
  /* 2 */ "import { addNetworks } from './estate/network';",
  /* 3 */ "import { project } from './estate/project';",
  /* 4 */ "import { StandardService } from './src/standard-service';",
  /* 5 */ "import './estate/split';",
  /* 6 */ "const { CompanyService } = require('company');",
  /* 7 */ '',
  /* 8 */ 'class Inline extends Service {',
  /* 9 */ '  constructor(name: string) { super(project, name, { port: 81 }); }',
  /* 10 */ '}',
  /* 11 */ 'interface Unused { readonly text: string }',
  /* 12 */ 'const add = (name: string) => project.addEnvironment(name);',
  /* 13 */ '',
  /* 14 */ "new StandardService(project, 'classed');",
  /* 15 */ "new StandardService(project, 'gotten', { port: 8080 }).strict;",
  /* 16 */ "new Inline('inline');",
  /* 17 */ "new CompanyService(project, 'company');",
  /* 18 */ 'addNetworks(project);',
  /* 19 */ "add('Helped');",
  /* 20 */ "['looped'].forEach((name) => {",
  /* 21 */ '  project.addService(name, { port: 82 });',
  /* 22 */ '});',
  /* 23 */ '(async () => {',
  /* 24 */ '  await null;',
  /* 25 */ "  project.addService('later', { port: 83 });",
  /* 26 */ "  new StandardService(project, 'later-classed');",
  /* 27 */ '  main();',
  /* 28 */ '})();',
  /* 29 */ 'function main() {',
  /* 30 */ "  project.addService('in-main', { port: 84 });",
  /* 31 */ '  project.synth();',
  /* 32 */ '}',
  /* 33 */ 'function addAll(names: string[]) {',
  /* 34 */ '  for (const name of names) [name].map((each) => project.addService(each, { port: 85 }));',
  /* 35 */ '}',
  /* 36 */ "addAll(['in-helper']);",
].join('\n');

const FILES = {
  '.projenrc.ts': PROJENRC,
  'src/standard-service.ts': STANDARD_SERVICE,
  'estate/network.ts': NETWORK,
  'estate/split.ts': SPLIT,
  'estate/project.ts': PROJECT,
  'node_modules/company/index.js': COMPANY_SERVICE,
};

const PLACES: Array<[subject: string, place: string]> = [
  ['environment "Helped"', '.projenrc.ts:19 (in .projenrc.ts:12)'],
  ['root module "Network"', '.projenrc.ts:18 (in estate/network.ts:4)'],
  ['root module "Split"', 'estate/split.ts:3'],
  ['service "classed"', '.projenrc.ts:14 (in src/standard-service.ts:9)'],
  ['service "company"', '.projenrc.ts:17'],
  ['service "gotten"', '.projenrc.ts:15 (in src/standard-service.ts:13)'],
  ['service "in-helper"', '.projenrc.ts:36 (in .projenrc.ts:34)'],
  ['service "in-main"', '.projenrc.ts:30'],
  ['service "inline"', '.projenrc.ts:16 (in .projenrc.ts:9)'],
  ['service "later"', '.projenrc.ts:25'],
  ['service "later-classed"', '.projenrc.ts:26 (in src/standard-service.ts:9)'],
  ['service "looped"', '.projenrc.ts:21'],
];

let compiled: CompiledPackage;
let root: string;
beforeAll(() => {
  compiled = new CompiledPackage();
  root = realpathSync(mkdtempSync(join(tmpdir(), 'places-')));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** The place of each problem of the estate, by what it is about. */
function placesIn(folder: string, node?: string): Array<[subject: string, place: string]> {
  const repository = join(root, folder);
  compiled.install(repository, FILES);
  const { status, stderr } = runProjenrc(repository, [], node);
  rmSync(repository, { recursive: true });
  expect(status).toBe(1);
  return [...stderr.matchAll(/^ {2}(\S+:\d+(?: \(in \S+:\d+\))?) +((?:root module|service|environment) "[^"]+")/gm)]
    .map(([, place, subject]): [string, string] => [subject, place]).sort(([a], [b]) => (a < b ? -1 : 1));
}

test.each([
  'repo',
  'repo (1)',
  'repo [x] {y}',
  'node_modules/clone/node_modules/repo',
  'odd:12:3',
  'at Object.<anonymous> (x:1:2)',
  'ünï 仓库 %20 #1',
  'lib/src',
  'projen/constructs',
])('in a folder called %j, each place is the line of .projenrc.ts and the one inside', (folder) => {
  expect(placesIn(folder)).toEqual(PLACES);
});

for (const tool of ['node22', 'node24'] as const) {
  describeWithTool(tool, () => {
    test('places are the same', () => {
      expect(placesIn('repo (1)', realTool(tool)!.path)).toEqual(PLACES);
    });
  });
}

test('a program of ECMAScript modules has places as well', () => {
  const repository = join(root, 'esm (1) %20');
  mkdirSync(repository, { recursive: true });
  compiled.install(repository, {
    'package.json': '{ "type": "module" }',
    'lib/standard.ts': "import { Service } from 'feiyue-projen';\n\nexport class Standard extends Service {\n  constructor(p: any, n: string) { super(p, n, { port: 80 }); }\n}\n",
    '.projenrc.ts': [PROJECT, "import { Standard } from './lib/standard.js';", 'interface Unused { a: string }', "new Standard(project, 'api');", 'project.synth();'].join('\n'),
  });
  const { stderr } = spawnSync(process.execPath, ['--import', 'tsx/esm', '.projenrc.ts'], { cwd: repository, encoding: 'utf-8', env: { ...process.env, PROJEN_DISABLE_POST: 'true', NODE_ENV: 'production' } });
  expect(stderr).toContain('  .projenrc.ts:5 (in lib/standard.ts:4)  service "api"');
});

test('why names both lines, in the text and as JSON', () => {
  const repository = join(root, 'why (1)');
  compiled.install(repository, {
    'src/standard-service.ts': STANDARD_SERVICE,
    '.projenrc.ts': [PROJECT, "import { StandardService } from './src/standard-service';", "project.addEnvironment('dev');", "new StandardService(project, 'api', { port: 8080 });", 'project.synth();'].join('\n'),
  });
  const text = runProjenrc(repository, ['why', 'k8s/base/api/deployment.yaml']);
  expect(text.stdout).toContain('  .projenrc.ts:5 (in src/standard-service.ts:9)  ');
  const json = JSON.parse(runProjenrc(repository, ['why', 'k8s/base/api/deployment.yaml', '--json']).stdout) as { explanations: unknown[] };
  expect(json.explanations).toContainEqual(expect.objectContaining({ where: '.projenrc.ts:5', within: 'src/standard-service.ts:9' }));
});
