import { DefaultEstate, emptyProject } from './default-estate';
import { problemsOf } from './room';
import { CiSystem, Cloud, FeiyueProject, Hcl, HclBlock, KustomizePatch, tencent } from '../src';

const PATCH = KustomizePatch.json6902({ kind: 'Namespace' }, [{ op: 'add', path: '/metadata/labels/x', value: 'y' }]);
const AZURE = Cloud.azure({ subscriptionId: '11111111-2222-3333-4444-555555555555', tenantId: '66666666-7777-8888-9999-aaaaaaaaaaaa', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } });

function block(): HclBlock {
  return new HclBlock('locals', [], { a: Hcl.raw('1') });
}

function onAzurePipelines(declare: (project: FeiyueProject) => void, options = {}): FeiyueProject {
  const project = emptyProject({ ciSystem: CiSystem.AZURE_PIPELINES, repository: 'acme/ops/shop', cloud: AZURE, ...options });
  declare(project);
  return project;
}

const IN_VAIN: Array<[what: string, declare: () => FeiyueProject, problem: string]> = [
  ['a patch of an environment in which there is no service', () => {
    const project = emptyProject();
    project.overlay(project.addEnvironment('dev')).patch(PATCH);
    return project;
  }, 'environment "dev" is patched, and has no objects without a service: add one, or drop the patch'],
  ['a block in no environment', () => {
    const { project, network } = new DefaultEstate();
    network.addBlock(block(), []);
    return project;
  }, 'root module "network" gets a block in no environment: name at least one, or leave the list out to have all'],
  ['a block in an environment without the root module', () => {
    const { project, dev, prod } = new DefaultEstate();
    project.addRootModule('queue', { environments: [dev] }).addBlock(block(), [dev, prod]);
    return project;
  }, 'root module "queue" gets a block in environment "prod", where it is not: leave that out'],
  ['a call in no environment', () => {
    const { project, storage } = new DefaultEstate();
    new tencent.CosStorage(storage, 'archive', { environments: [] });
    return project;
  }, 'module "archive" is in no environment: list at least one in "environments", or leave it out to have all'],
  ['an environment twice', () => {
    const { project, dev } = new DefaultEstate();
    project.addWorker('mailer', { environments: [dev, 'dev'] });
    return project;
  }, 'worker "mailer" names environment "dev" twice: drop one, or name the one that was meant'],
  ['a call in an environment without its root module', () => {
    const { project, dev, prod } = new DefaultEstate();
    new tencent.CosStorage(project.addRootModule('files', { environments: [dev] }), 'archive', { environments: [dev, prod] });
    return project;
  }, 'module "archive" is restricted to environment "prod", where root module "files" is not: add that environment to the root module, or drop it here'],
  ['an override of a call where it is not', () => {
    const { project, dev, prod, storage } = new DefaultEstate();
    new tencent.CosStorage(storage, 'archive', { environments: [prod] }).override(dev, { name: 'files' });
    return project;
  }, 'module "archive" overrides environment "dev", which is not among its "environments": add it there, or drop the override'],
  ['a block in an environment of another project', () => {
    const { project, network } = new DefaultEstate();
    network.addBlock(block(), [new DefaultEstate().prod]);
    return project;
  }, 'root module "network" names environment "prod", which is not one of this project; environments are: dev, prod.'],
  ['service connections on GitHub', () => new DefaultEstate({ serviceConnections: { issuer: 'https://vstoken.dev.azure.com/1', subjects: {} } }).project,
    'serviceConnections is given, and GitHub Actions has none: leave it out, or choose ciSystem: CiSystem.AZURE_PIPELINES'],
  ['numbers of a repository in Azure Repos', () => onAzurePipelines(() => {}, { repositoryIds: { owner: 1, repository: 2 } }),
    'repositoryIds is given, which is for GitHub alone: leave it out, or choose ciSystem: CiSystem.GITHUB_ACTIONS'],
  ['a product in no environment', () => onAzurePipelines((project) => {
    project.addProduct('shop', { services: [project.addService('api', { port: 8080 })], environments: [] });
  }), 'product "shop" runs in no environment: list at least one in "environments", or leave it out to have all'],
  ['a service twice in a product', () => onAzurePipelines((project) => {
    const api = project.addService('api', { port: 8080 });
    project.addProduct('shop', { services: [api, api] });
  }), 'product "shop" has the service "api" twice: drop one of the two'],
  ['a namespace where no services run', () => {
    const project = emptyProject();
    project.addEnvironment('jobs', { runsServices: false, namespace: 'jobs' });
    return project;
  }, 'environment "jobs" has the option "namespace", and no services run in it: drop it, or its runsServices: false'],
  ['pruning where no services run', () => {
    const project = emptyProject();
    project.addEnvironment('jobs', { runsServices: false, prunes: true });
    return project;
  }, 'environment "jobs" has the option "prunes", and no services run in it: drop it, or its runsServices: false'],
  ['a service that is taken out of the tree', () => {
    const { project } = new DefaultEstate();
    project.node.tryRemoveChild('service:api');
    return project;
  }, 'service "api" was taken out of the tree, and others count on it: do not declare it'],
  ['a root module that is taken out of the tree', () => {
    const { project } = new DefaultEstate();
    project.node.tryRemoveChild('root module:storage');
    return project;
  }, 'root module "storage" was taken out of the tree, and others count on it: do not declare it'],
];

test.each(IN_VAIN)('%s is a problem', (_, declare, problem) => {
  expect(problemsOf(declare())).toEqual([problem]);
});
