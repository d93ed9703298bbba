import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { CiSystem, Cloud, Convention, FeiyueProject } from '../../src';
import { SUBSCRIPTION, TENANT } from '../azure-estate';
import { emptyProject } from '../default-estate';

interface Jobs { readonly [id: string]: { readonly 'pool'?: unknown; readonly 'runs-on'?: unknown } }
interface Rendered { readonly jobs?: Jobs; readonly stages?: ReadonlyArray<{ readonly jobs: Jobs }> }

function estate(ciSystem: CiSystem, ciRunners?: string): FeiyueProject {
  const project = emptyProject({
    name: 'ops',
    convention: Convention.PICASSO,
    ciSystem,
    ciRunners,
    cloud: Cloud.azure({ subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope', registry: 'shop.azurecr.io', stateAccess: { isOpenToAllNetworks: true } }),
    repository: ciSystem === CiSystem.AZURE_PIPELINES ? 'contoso/ops/ops' : 'contoso/ops',
    recordOutputs: true,
    autoMergeImages: true,
  });
  const dev = project.addEnvironment('dev');
  project.addEnvironment('prod', { promotedFrom: dev, reviewers: ['platform'] });
  const network = project.addRootModule('network').addOutput('cidr', { value: '10.0.0.0/16', description: 'x' });
  const api = project.addService('api', { port: 8080, env: { CIDR: network }, imageBuild: { context: 'services/api' } });
  if (ciSystem === CiSystem.AZURE_PIPELINES) project.addProduct('shop', { services: [api] });
  return project;
}

/** Where each job of an estate runs, by file. */
function placesOf(project: FeiyueProject, folder: string): Record<string, unknown[]> {
  project.synth();
  const files = fs.readdirSync(path.join(project.outdir, folder), { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.yml') && !file.includes('templates'));
  return Object.fromEntries(files.map((file) => {
    const { jobs = {}, stages = [] } = parse(fs.readFileSync(path.join(project.outdir, folder, file), 'utf-8')) as Rendered;
    return [file, [jobs, ...stages.map((stage) => stage.jobs)].flatMap((each) => Object.values(each)).map((job) => job.pool ?? job['runs-on'])];
  }));
}

test.each([
  [CiSystem.AZURE_PIPELINES, '.pipelines', { vmImage: 'ubuntu-24.04' }],
  [CiSystem.GITHUB_ACTIONS, '.github/workflows', 'ubuntu-24.04'],
])('every job of %s runs where ciRunners says, and on hosted machines without it', (ciSystem, folder, hosted) => {
  const places = placesOf(estate(ciSystem), folder);
  const ours = placesOf(estate(ciSystem, 'in-the-network'), folder);
  expect(Object.keys(ours)).toEqual(Object.keys(places));
  expect(Object.keys(places).length).toBeGreaterThanOrEqual(7);
  for (const [file, each] of Object.entries(places)) {
    expect(each.length).toBeGreaterThan(0);
    expect([file, each]).toEqual([file, each.map(() => hosted)]);
    expect([file, ours[file]]).toEqual([file, each.map(() => 'in-the-network')]);
  }
});

test.each(['', ' a', '$(pool)', '${{ x }}', 'a\nb'])('%j is nowhere to run', (ciRunners) => {
  expect(() => estate(CiSystem.AZURE_PIPELINES, ciRunners).synth()).toThrow(`ciRunners ${JSON.stringify(ciRunners)} is no label of runners or name of a pool of agents`);
});
