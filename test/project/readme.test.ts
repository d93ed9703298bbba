import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cloud, FeiyueProject } from '../../src';
import { AzureEstate } from '../azure-estate';
import { DefaultEstate, emptyProject } from '../default-estate';
import { read } from '../synth/test-project';

function readmeOf(project: FeiyueProject): string {
  project.synth();
  return read(project.outdir, 'ops/estate.md');
}

/** An estate without Terraform whose services are built from it. */
function builtEstate(): FeiyueProject {
  const project = emptyProject({ cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/shop' }) });
  project.addEnvironment('dev');
  project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } });
  return project;
}

/** First cell of each row of a table. */
function firstCells(readme: string, section: string): string[] {
  const [, text] = readme.split(`## ${section}\n`);
  return [...text.split('\n## ')[0].matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell]) => cell);
}

test.each([['the default estate', () => new DefaultEstate().project], ['an estate that builds images', builtEstate]])('of %s it tells of every workflow that there is, and of no other', (_, make) => {
  const project = make();
  const told = firstCells(readmeOf(project), 'What CI does');
  expect([...told].sort()).toEqual(fs.readdirSync(path.join(project.outdir, '.github/workflows')).sort());
});

test('every script that it tells of is there', () => {
  const { project } = new DefaultEstate();
  const told = firstCells(readmeOf(project), 'Operations');
  expect(told).toContain('ops/scripts/affected.mjs');
  expect(told.filter((file) => !fs.existsSync(path.join(project.outdir, file)))).toEqual([]);
});

test('nobody is asked to let a workflow pass the rules of the branch', () => {
  const readme = readmeOf(builtEstate());
  expect(readme).toContain('`images.yml` proposes the digests of what it built, and passes no rule by.');
  expect(readme).not.toMatch(/GitHub Actions pass|bypass/);
});

test('the checksums of providers are the first steps of who has no lock file yet', () => {
  expect(readmeOf(new DefaultEstate().project)).toContain('npx projen terraform:lock');
  expect(readmeOf(new AzureEstate().project)).not.toContain('npx projen terraform:lock');
});
