import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CiSystem, Cloud, FeiyueProjectOptions } from '../../../src';
import type { Job, Workflow } from '../../../src/ci/github/workflow';
import { DefaultEstate } from '../../default-estate';
import { writePicassoEstate } from '../../picasso-estate';
import { temporaryDirectory } from '../../synth/test-project';
import { layOutScripts } from '../scripts/script-sandbox';

const CLOUD = Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/shop' });

/** Estates that have every workflow, and every job of each: their folders. */
const ESTATES: ReadonlyArray<readonly [string, () => string]> = [
  ['the Feiyue convention', () => written({ cloud: CLOUD })],
  ['digests that are merged without a person', () => written({ cloud: CLOUD, autoMergeImages: true })],
  ['the Picasso convention on GitHub', () => writePicassoEstate({ ciSystem: CiSystem.GITHUB_ACTIONS })],
];

function written(options: Partial<FeiyueProjectOptions>): string {
  const { project } = new DefaultEstate(options);
  project.addService('tasks', { port: 8080, imageBuild: { context: 'services/tasks' } });
  project.synth();
  return project.outdir;
}

function jobsOf(outdir: string): Array<[string, Job]> {
  const dir = join(outdir, '.github/workflows');
  return readdirSync(dir).flatMap((file) => Object.entries((parse(readFileSync(join(dir, file), 'utf-8')) as Workflow).jobs)
    .map(([id, job]): [string, Job] => [`${file} ${id}`, job]));
}

function mayWrite({ permissions }: Job): boolean {
  return Object.values(permissions).includes('write');
}

/** Whether a command of a step runs code of npm packages. */
function runsPackages({ steps }: Job): boolean {
  return steps.some((step) => 'run' in step && /(^|[;&|({]|\b(if|while|then|do|exec|!)\s)\s*(npm|npx|pnpm|yarn|corepack)\b|node_modules/m.test(step.run));
}

describe.each(ESTATES)('with %s', (_, make) => {
  const jobs = jobsOf(make());

  test('no job that may write, or has an identity, runs code of npm packages', () => {
    expect(jobs.filter(([, job]) => mayWrite(job) && runsPackages(job)).map(([name]) => name)).toEqual([]);
  });

  test('there are jobs of both kinds', () => {
    const names = (of: (job: Job) => boolean) => jobs.filter(([, job]) => of(job)).map(([name]) => name);
    expect(names(runsPackages)).toEqual(expect.arrayContaining(['images.yml synthesise', 'sync.yml sync']));
    expect(names(mayWrite)).toEqual(expect.arrayContaining(['images.yml build', 'images.yml propose', 'terraform-plan.yml plan']));
  });
});

test('no script of delivery runs code of npm packages either', () => {
  const dir = temporaryDirectory();
  layOutScripts(dir);
  const scripts = readdirSync(dir, { recursive: true, encoding: 'utf-8' }).filter((file) => /\.(mjs|sh)$/.test(file));
  expect(scripts.length).toBeGreaterThan(10);
  expect(scripts.filter((file) => /(['"`(]|&& )(npm|npx)\b/.test(readFileSync(join(dir, file), 'utf-8')))).toEqual([]);
});
