import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { CiSystem, Cloud, Convention, FeiyueProject } from '../../src';
import type { ProjectSettings } from '../../src/ci/azure/project-settings';
import type { RepositorySettings } from '../../src/ci/github/repository-settings';
import { SUBSCRIPTION, TENANT } from '../azure-estate';
import { DefaultEstate, emptyProject } from '../default-estate';
import { read } from '../synth/test-project';

function declared<Settings>({ outdir }: FeiyueProject, scripts: string): Settings {
  return JSON.parse(fs.readFileSync(path.join(outdir, scripts, 'declared-settings.json'), 'utf-8')) as Settings;
}

test('on GitHub every environment is declared, with those in which plans are made and the one of the queue', () => {
  const { project } = new DefaultEstate();
  project.addEnvironment('canary', { promotedFrom: 'dev' });
  project.synth();
  const { environments, needsCodeOwners, opensPullRequests, ...settings } = declared<RepositorySettings>(project, 'ops/scripts');
  const nobody = { needsApproval: false, approvers: [] };
  const platform = { needsApproval: true, approvers: ['platform'] };
  const somebody = { needsApproval: true, approvers: [] };
  expect(environments).toEqual([
    { name: 'dev', branches: ['main'], ...nobody },
    { name: 'prod', branches: ['main'], ...platform },
    { name: 'canary', branches: ['main'], ...somebody },
    { name: 'prod-plan', ...platform },
    { name: 'canary-plan', ...somebody },
    { name: 'merge_queue', branches: ['gh-readonly-queue/main/*'], ...nobody },
  ]);
  expect(settings).toMatchObject({ doctor: 'ops/scripts/doctor.sh', repository: 'feiyue/feiyue-mono', defaultBranch: 'main', requiredChecks: ['Terraform', 'Generated files'] });
  expect([needsCodeOwners, opensPullRequests]).toEqual([true, false]);
});

test('without root modules nothing is planned; with images, pull requests are opened', () => {
  const project = emptyProject({ defaultBranch: 'trunk', cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/game', additionalServices: ['tcr'] }) });
  project.addEnvironment('prod', { reviewers: ['platform'] });
  project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } });
  project.synth();
  const { environments, requiredChecks, opensPullRequests } = declared<RepositorySettings>(project, 'ops/scripts');
  expect(environments.map(({ name, branches }) => [name, branches])).toEqual([['prod', ['trunk']]]);
  expect([requiredChecks, opensPullRequests]).toEqual([['Generated files'], true]);
});

test('where no owner of code has to approve, no workflow may open pull requests: it could approve them, too', () => {
  const project = emptyProject({ cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/game', additionalServices: ['tcr'] }) });
  project.addEnvironment('dev');
  project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } });
  project.synth();
  expect(declared<RepositorySettings>(project, 'ops/scripts').opensPullRequests).toBe(false);
});

test('an example of a repository has no name that could be somebody else\'s', () => {
  const { project } = new DefaultEstate({ repository: undefined });
  project.synth();
  expect(declared<RepositorySettings>(project, 'ops/scripts').repository).toBeUndefined();
});

test('on Azure DevOps each identity is for its own pipelines, and an environment without anything to deliver has nothing', () => {
  const project = emptyProject({
    name: 'ops',
    convention: Convention.PICASSO,
    ciSystem: CiSystem.AZURE_PIPELINES,
    cloud: Cloud.azure({ subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope', registry: 'shop.azurecr.io', stateAccess: { isOpenToAllNetworks: true } }),
    repository: 'contoso/ops project/ops',
  });
  const staging = project.addEnvironment('staging');
  const prod = project.addEnvironment('prod', { promotedFrom: staging, reviewers: ['platform'], runsServices: false });
  project.addEnvironment('empty', { runsServices: false });
  const agent = project.addService('agent', { port: 8080 });
  project.addProduct('picasso', { services: [agent], environments: [staging] });
  project.addRootModule('network', { environments: [prod] });
  project.synth();
  const { organization, project: name, repository, environments, serviceConnections, pipelines } = declared<ProjectSettings>(project, 'utils');
  expect([organization, name, repository]).toEqual(['contoso', 'ops project', 'ops']);
  expect(environments.map((environment) => environment.name)).toEqual(['staging', 'prod']);
  expect(pipelines.map((pipeline) => pipeline.name)).toEqual(['terraform-plan', 'drift', 'sync', 'apply-staging', 'apply-prod', 'picasso']);
  expect(serviceConnections.map((each) => [each.name, each.onlyDefaultBranch, each.needsApproval, each.pipelines])).toEqual([
    ['ops-staging-apply', true, false, ['.pipelines/apply-staging.yml', '.pipelines/picasso/deploy.yml']],
    ['ops-prod-plan', false, true, ['.pipelines/terraform-plan.yml']],
    ['ops-prod-drift', true, false, ['.pipelines/drift.yml']],
    ['ops-prod-apply', true, false, ['.pipelines/apply-prod.yml']],
  ]);
});

test.each([
  ['commands', ['dotnet test services/agent'], ['services/agent'], '/services/agent/*'],
  ['none, so that a change of what its images are built from has nothing to run', [], [], undefined],
])('a pull request that changes what an image of a product is built from is tested with the commands of the product: %s', (_, buildCommands, contexts, validated) => {
  const project = emptyProject({
    name: 'ops',
    convention: Convention.PICASSO,
    ciSystem: CiSystem.AZURE_PIPELINES,
    cloud: Cloud.azure({ subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope', registry: 'shop.azurecr.io', stateAccess: { isOpenToAllNetworks: true } }),
    repository: 'contoso/ops/ops',
  });
  project.addEnvironment('dev');
  const agent = project.addService('agent', { port: 8080, imageBuild: { context: 'services/agent' } });
  project.addService('other', { port: 8080, imageBuild: { context: 'services/other' } });
  project.addProduct('picasso', { services: [agent], buildCommands });
  project.synth();
  const { pr, trigger } = parse(read(project.outdir, '.pipelines/picasso/deploy.yml'));
  const folders = ['clusterfleet/base/agent', 'clusterfleet/overlays/dev/agent'];
  expect([trigger.paths.include, pr.paths.include]).toEqual([folders, [...folders, ...contexts]]);
  const paths = declared<ProjectSettings>(project, 'utils').buildValidations.find(({ file }) => file === '.pipelines/picasso/deploy.yml')!.paths;
  expect(paths.find((filter) => filter.startsWith('/services/'))).toBe(validated);
});
