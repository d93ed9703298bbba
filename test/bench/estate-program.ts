import type { EstateShape } from './estate-shape';

/** The name of every estate that is measured. */
export const ESTATE_NAME = 'bench';

/** What differs between two programs of one estate. */
export interface EstateProgramOptions {
  /** @default 8080 */
  readonly portOfFirstService?: number;
  /** npm packages that the program names. */
  readonly devDeps?: readonly string[];
}

/** The `.projenrc.ts` of an estate as someone would have written it in the course of years: one statement for each thing. */
export function estateProgram(shape: EstateShape, options: EstateProgramOptions = {}): string {
  return [...imports(), ...declarations(shape, options), '', 'project.synth();', ''].join('\n');
}

/** The same program, which also writes how long its two halves took to the descriptor 3, as JSON. */
export function timedEstateProgram(shape: EstateShape): string {
  return [
    "import { writeSync } from 'fs';",
    ...imports(),
    'const startedAt = performance.now();',
    ...declarations(shape, {}),
    '',
    'const constructedAt = performance.now();',
    'project.synth();',
    'const synthesizedAt = performance.now();',
    'writeSync(3, JSON.stringify({',
    '  constructMs: constructedAt - startedAt,',
    '  synthMs: synthesizedAt - constructedAt,',
    '  peakRssMb: process.resourceUsage().maxRSS / 1024,',
    '}));',
    '',
  ].join('\n');
}

function imports(): string[] {
  return ["import { Cloud, FeiyueProject, tencent } from 'feiyue-projen';", ''];
}

function declarations(shape: EstateShape, { portOfFirstService = 8080, devDeps = [] }: EstateProgramOptions): string[] {
  return [
    'const project = new FeiyueProject({',
    `  name: '${ESTATE_NAME}',`,
    "  cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }),",
    `  devDeps: ${JSON.stringify(devDeps)},`,
    '});',
    '',
    ...times(shape.environments, (n) => `const env${n} = project.addEnvironment('env${n}');`),
    '',
    "const vpc = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });",
    ...times(shape.rootModules - 1, (n) => moduleCall(n + 1)),
    '',
    ...times(shape.services, (n) => {
      const port = n === 0 ? portOfFirstService : 8080;
      return `project.addService('service${n}', { port: ${port} }).override(env0, { replicas: { min: 3, max: 12 } });`;
    }),
  ];
}

/** Each root module after the network: two in three use its outputs, and one environment differs. */
function moduleCall(n: number): string {
  const network = 'vpcId: vpc.vpcId, subnetId: vpc.subnetId';
  switch (n % 3) {
    case 0:
      return `new tencent.Redis(project.addRootModule('cache${n}'), 'redis${n}', { ${network} }).override(env0, { memoryGb: 4 });`;
    case 1:
      return `new tencent.Postgresql(project.addRootModule('database${n}'), 'postgresql${n}', { ${network}, majorVersion: '16' })`
        + '.override(env0, { storageGb: 200 });';
    default:
      return `new tencent.CosStorage(project.addRootModule('storage${n}'), 'uploads${n}');`;
  }
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
