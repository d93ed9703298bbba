import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Workflow } from '../../../src/ci/github/workflow';
import { Cloud } from '../../../src/clouds/cloud';
import { DefaultEstate } from '../../default-estate';

const ROOT = join(__dirname, '../../..');
/** The steps of runs that a page shows: `--- <job> / <step>: <conclusion>`. */
const STEP = /^--- (.+) \/ (.+): (?:success|failure)$/gm;

/** The names of jobs, as patterns of what takes the place of expressions, each with the names of its steps. */
function jobsOf({ project }: DefaultEstate): Array<{ readonly name: RegExp; readonly steps: readonly string[] }> {
  const dir = join(project.outdir, '.github/workflows');
  const workflows = readdirSync(dir).map((file) => parse(readFileSync(join(dir, file), 'utf-8')) as Workflow);
  return workflows.flatMap(({ jobs }) => Object.entries(jobs)).map(([id, job]) => {
    const words = (job.name ?? id).split(/\$\{\{.*?\}\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return { name: new RegExp(`^${words.join('.*')}$`), steps: 'steps' in job ? job.steps.flatMap(({ name }) => name ?? []) : [] };
  });
}

describe('steps of runs that the documentation shows', () => {
  const estate = new DefaultEstate({
    cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/shop' }), autoMergeImages: true,
  });
  estate.project.addService('built', { port: 8080, imageBuild: { context: 'services/built' } });
  estate.project.synth();
  const jobs = jobsOf(estate);
  const shown = ['README.md', 'docs/delivery.md'].flatMap((page) => (
    [...readFileSync(join(ROOT, page), 'utf-8').matchAll(STEP)].map(([, job, step]): [string, string, string] => [page, job, step])));

  test('there are many', () => expect(shown.length).toBeGreaterThan(40));

  test.each(shown)('%s: %s / %s is one of a workflow', (_, job, step) => {
    const named = jobs.filter(({ name }) => name.test(job));
    expect(named.map(({ steps }) => steps).flat()).toContain(step);
  });
});
