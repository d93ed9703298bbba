import { azure, Cloud, FeiyueProject, Hcl, HclBlock, Module, RootModule, tencent } from '../../../src';
import type { GraphJson } from '../../../src/ci/graph-json';
import { emptyProject } from '../../default-estate';
import { read, temporaryDirectory, write } from '../../synth/test-project';

const NETWORK = { vpcId: 'vpc-1', subnetId: 'subnet-1', allowedCidrBlocks: ['10.0.0.0/8'] };
const AZURE = Cloud.azure({
  subscriptionId: '11111111-2222-3333-4444-555555555555', tenantId: '66666666-7777-8888-9999-aaaaaaaaaaaa', location: 'westeurope', stateAccess: {},
});
const PLACE = { resourceGroupName: 'rg' };

type Declare = (root: RootModule, project: FeiyueProject) => void;

/** Names of the root modules that a pull request does not plan, in the one environment of an estate with these root modules. */
function deferred(
  declare: (project: FeiyueProject) => void, { cloud, outdir = temporaryDirectory() }: { cloud?: Cloud; outdir?: string } = {},
): string[] {
  const project = emptyProject({ outdir, ...(cloud && { cloud }) });
  project.addEnvironment('dev');
  declare(project);
  project.synth();
  const graph = JSON.parse(read(outdir, '.projen/graph.json')) as GraphJson;
  return graph.rootModules.filter(({ plannedAtDeployment }) => plannedAtDeployment).map(({ name }) => name);
}

const resource = (type: string) => new HclBlock('resource', [type, 'this']);

describe.each<[cloud: string, Cloud | undefined, ReadonlyArray<[what: string, declare: Declare, isDeferred: boolean]>]>([
  ['tencent', undefined, [
    ['makes a network', (root) => new tencent.Network(root, 'vpc', { cidrBlock: '10.0.0.0/16' }), false],
    ['makes a PostgreSQL instance with its password', (root) => new tencent.Postgresql(root, 'db', NETWORK), true],
    ['makes a Redis instance with its password', (root) => new tencent.Redis(root, 'cache', NETWORK), true],
    ['makes a cluster with its kubeconfig', (root) => new tencent.TkeCluster(root, 'tke', { vpcId: 'vpc-1', subnetId: 'subnet-1' }), true],
    ['has a block with a password', (root) => root.addBlock(resource('tencentcloud_mysql_instance')), true],
    ['has a block without', (root) => root.addBlock(resource('tencentcloud_vpc')), false],
    ['makes a password itself', (root) => root.addBlock(resource('random_password')), true],
    ['reads a secret', (root) => root.addBlock(new HclBlock('data', ['tencentcloud_ssm_secret_versions', 'this'])), true],
    ['takes a secret', (root) => root.addVariable('token', { description: 'Token.', sensitive: true }), true],
    ['takes a plain value', (root) => root.addVariable('size', { description: 'Size.' }), false],
    ['offers a secret', (root) => root.addOutput('key', { description: 'Key.', value: 'x', sensitive: true }), true],
    ['calls what cannot be looked into', (root) => root.addBlock(new HclBlock('module', ['queue'], { source: 'terraform-aws-modules/sqs/aws' })), true],
  ]],
  ['azure', AZURE, [
    ['makes a Redis that Entra alone opens', (root) => new azure.Redis(root, 'cache', PLACE), false],
    ['makes one that keys open', (root) => new azure.Redis(root, 'cache', { ...PLACE, accessKeysAuthenticationEnabled: true }), true],
    ['makes a Cosmos account, of which the provider lists the keys', (root) => new azure.Cosmos(root, 'db', PLACE), true],
    ['makes a PostgreSQL that Entra alone opens', (root) => new azure.Postgresql(root, 'db', { ...PLACE, administrators: { ops: { objectId: '66666666-7777-8888-9999-aaaaaaaaaaaa', principalType: 'Group' } } }), false],
    ['has a block with a key', (root) => root.addBlock(resource('azurerm_storage_account')), true],
  ]],
])('on %s', (_, cloud, cases) => {
  test.each(cases)('a pull request plans a root module that %s: %#', (__, declare, isDeferred) => {
    expect(deferred((project) => declare(project.addRootModule('it'), project), { cloud })).toEqual(isDeferred ? ['it'] : []);
  });
});

test('beside a call whose inputs are known, one of the same module whose inputs are not counts as one with keys', () => {
  expect(deferred((project) => {
    new azure.Redis(project.addRootModule('known'), 'cache', PLACE);
    const other = project.addRootModule('other');
    new azure.Redis(other, 'another', PLACE);
    other.addBlock(new HclBlock('module', ['second'], { source: '../../modules/redis', name: 'b' }));
  }, { cloud: AZURE })).toEqual(['other']);
});

test('what reads a state with credentials is deferred, and keeps a copy of what is secret in it, which the next one would read', () => {
  expect(deferred((project) => {
    const database = new tencent.Postgresql(project.addRootModule('database'), 'db', NETWORK);
    const jobs = project.addRootModule('jobs');
    const offered = jobs.addOutput('address', { description: 'Address.', value: database.host });
    project.addRootModule('report').addOutput('again', { description: 'Again.', value: offered });
    project.addRootModule('apart').addOutput('nothing', { description: 'Nothing.', value: 'x' });
  })).toEqual(['database', 'jobs', 'report']);
});

test('a state with credentials that offers none hands on none', () => {
  expect(deferred((project) => {
    const store = project.addRootModule('store');
    store.addBlock(resource('random_password'));
    const reader = project.addRootModule('reader').addOutput('id', { description: 'ID.', value: store.addOutput('id', { description: 'ID.', value: 'x' }) });
    project.addRootModule('second').addOutput('id', { description: 'ID.', value: reader });
  })).toEqual(['store', 'reader']);
});

test('what only a plan would read keeps nobody from the state', () => {
  expect(deferred((project) => {
    const cosmos = new azure.Cosmos(project.addRootModule('database'), 'db', PLACE);
    project.addRootModule('jobs').addOutput('id', { description: 'ID.', value: cosmos.id });
  }, { cloud: AZURE })).toEqual(['database']);
});

test('the user knows better, in either way', () => {
  expect(deferred((project) => {
    new tencent.Postgresql(project.addRootModule('database', { holdsCredentials: false }), 'db', NETWORK);
    project.addRootModule('plain', { holdsCredentials: true });
  })).toEqual(['plain']);
});

test('modules and files of the user\'s own are looked into, and what they call', () => {
  const outdir = temporaryDirectory();
  write(outdir, 'terraform/modules/outer/main.tf', 'module "inner" {\n  source = "../inner"\n}\n');
  write(outdir, 'terraform/modules/inner/main.tf', 'resource "tls_private_key" "this" {\n  algorithm = "ED25519"\n}\n');
  write(outdir, 'terraform/modules/plain/main.tf', 'resource "terraform_data" "this" {}\n');
  write(outdir, 'terraform/dev/written/main.tf', 'ephemeral "random_password" "this" {\n  length = 16\n}\n\noutput "key" {\n  value     = "x"\n  sensitive = true\n}\n');
  write(outdir, 'terraform/dev/by-hand/db.tf', 'module "db" {\n  source = "../../modules/redis"\n}\n');
  expect(deferred((project) => {
    new Module(project.addRootModule('modules'), 'outer', { source: 'terraform/modules/outer' });
    new Module(project.addRootModule('harmless'), 'plain', { source: 'terraform/modules/plain' });
    project.addRootModule('written', { handWritten: true });
    project.addRootModule('by-hand');
    project.addRootModule('ephemeral').addBlock(new HclBlock('ephemeral', ['random_password', 'this'], { length: Hcl.raw('16') }));
  }, { outdir })).toEqual(['modules', 'written', 'by-hand']);
});
