import * as fs from 'fs';
import * as path from 'path';
import { LogLevel, Project } from 'projen';
import type * as product from '../../src';

/** What a user runs is the built package; `src` is transpiled in passing, which makes functions slower. */
export const MEASURED = fs.existsSync(path.resolve(__dirname, '../../lib/index.js')) ? 'lib' : 'src';

// eslint-disable-next-line @typescript-eslint/no-require-imports
const { Cloud, FeiyueProject, tencent } = require(path.resolve(__dirname, '../..', MEASURED)) as typeof product;

/** How many environments, root modules and services make an estate of about this many files. */
const SHAPES: Readonly<Record<number, { readonly environments: number; readonly rootModules: number; readonly services: number }>> = {
  100: { environments: 3, rootModules: 3, services: 3 },
  1_000: { environments: 10, rootModules: 10, services: 30 },
  10_000: { environments: 20, rootModules: 50, services: 200 },
};

/** The sizes that there is an estate for. */
export const SIZES = Object.keys(SHAPES).map(Number);

/** An estate of about this many files, in which all root modules use the network of the first and one environment differs. */
export function makeEstate(outdir: string, files: number): Project {
  const { environments, rootModules, services } = SHAPES[files];
  const project = new FeiyueProject({
    name: 'bench',
    outdir,
    cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }),
    logging: { level: LogLevel.OFF },
  });
  const [first] = Array.from({ length: environments }, (_, n) => project.addEnvironment(`env${n}`));

  const vpc = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16' });
  for (let n = 1; n < rootModules; n++) {
    const redis = new tencent.Redis(project.addRootModule(`cache${n}`), 'redis', { vpcId: vpc.vpcId, subnetId: vpc.subnetId });
    redis.override(first, { memoryGb: 4 });
  }
  for (let n = 0; n < services; n++) {
    project.addService(`service${n}`, { port: 8080 }).override(first, { replicas: { min: 3, max: 12 } });
  }
  return project;
}
