import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { azure, DataAccess, FeiyueProject, Hcl, HclBlock, HclExpression, Module, RootModule } from '../../../src';
import type { GraphJson } from '../../../src/ci/graph-json';
import { mockAttribute } from '../../../src/clouds/mock-attributes';
import { AzureEstate } from '../../azure-estate';
import { emptyProject } from '../../default-estate';
import { read, write } from '../../synth/test-project';

const AZURE_MODULES = join(__dirname, '../../../src/terraform/modules/azure');

const PRODUCER = {
  'main.tf': 'resource "terraform_data" "it" {\n  input = var.zones\n}\n',
  'variables.tf': 'variable "zones" {\n  type    = list(string)\n  default = []\n}\n',
  'outputs.tf': Object.entries({
    id: 'terraform_data.it.id', count: 'length(var.zones)', on: '!var.zones', list: '[for zone in var.zones : zone]', map: '{ for zone in var.zones : zone => zone }', zones: 'var.zones', splat: 'terraform_data.it[*].id',
  }).map(([name, value]) => `output "${name}" {\n  value = ${value}\n}\n`).join('\n'),
};

/** Variables of a module that reads, by their types and what they refuse. */
const CONSUMER = [
  ['id', 'string'], ['number', 'number'], ['flag', 'bool'], ['ids', 'set(string)'], ['map', 'map(number)'],
  ['object', 'object({ a = string, b = optional(string), c = list(bool) })'], ['nested', 'list(object({ subnet = string }))'],
  ['cidr', 'string', 'can(cidrhost(var.cidr, 1))'], ['zones', 'list(string)', 'length(var.zones) >= 2'], ['uuid', 'string', 'can(regex("^[0-9a-f-]{36}$", var.uuid))'], ['never', 'string', 'var.never == "of my own"'],
].map(([name, type, condition]) => {
  const validation = condition === undefined ? '' : `  validation {\n    condition     = var.${name} == null ? true : ${condition}\n    error_message = "No."\n  }\n`;
  return `variable "${name}" {\n  type    = ${type}\n  default = null\n${validation}}\n`;
}).join('\n');

/** What a root module is given for outputs of another, by the name of these, when it says so. */
function mocksOf(declare: (reader: RootModule, output: (name: string) => HclExpression) => void): unknown {
  const project = emptyProject();
  project.addEnvironment('dev');
  for (const [file, text] of Object.entries(PRODUCER)) write(project.outdir, `terraform/modules/producer/${file}`, text);
  write(project.outdir, 'terraform/modules/consumer/variables.tf', CONSUMER);
  const network = project.addRootModule('network');
  // What it puts out is known when it is planned.
  const zones = network.addVariable('zones', { description: 'Zones.', type: 'list(string)' });
  const producer = new Module(network, 'vpc', { source: 'terraform/modules/producer', inputs: { zones } });
  const reader = project.addRootModule('reader');
  declare(reader, (name) => producer.output(name));
  project.synth();
  const graph = JSON.parse(read(project.outdir, '.projen/graph.json')) as GraphJson;
  return graph.rootModules.find(({ name }) => name === 'reader')!.mocks?.network;
}

const given = (reader: RootModule, inputs: Record<string, unknown>) => void new Module(reader, 'it', { source: 'terraform/modules/consumer', inputs });

test('what stands for an output is of the type of the input that it is given to, and says what it is', () => {
  expect(mocksOf((reader, output) => given(reader, {
    id: output('id'), object: output('map'), nested: [{ subnet: output('zones') }],
  }))).toEqual({
    vpc_id: 'mock-network-vpc_id', vpc_map: { a: 'mock-network-vpc_map-a', c: [true] }, vpc_zones: 'mock-network-vpc_zones',
  });
  expect(mocksOf((reader, output) => given(reader, { number: output('id'), flag: output('count'), ids: output('list'), map: output('map') }))).toEqual({
    vpc_id: 1, vpc_count: true, vpc_list: ['mock-network-vpc_list'], vpc_map: { mock: 1 },
  });
});

test('it is what the validation of the input accepts, where something does', () => {
  expect(mocksOf((reader, output) => given(reader, { cidr: output('id'), zones: output('zones'), uuid: output('count'), never: output('on') }))).toEqual({
    vpc_id: '192.0.2.0/24', vpc_zones: ['mock-network-vpc_zones-0', 'mock-network-vpc_zones-1'], vpc_count: '00000000-0000-0000-0000-000000000000', vpc_on: 'mock-network-vpc_on',
  });
});

test('where no type is told, it is what the expression of the output looks like', () => {
  const used = ['id', 'count', 'on', 'list', 'map', 'zones', 'splat'];
  const name = (output: string) => `mock-network-vpc_${output}`;
  expect(mocksOf((reader, output) => void reader.addBlock(new HclBlock('locals', [], Object.fromEntries(used.map((each) => [each, output(each)])))))).toEqual({
    vpc_id: name('id'), vpc_count: 1, vpc_on: true, vpc_list: [name('list')], vpc_map: { mock: name('map') }, vpc_zones: [name('zones')], vpc_splat: [name('splat')],
  });
});

test('it has the elements that are taken of it, in texts as well', () => {
  expect(mocksOf((reader, output) => {
    given(reader, { id: Hcl.element(output('map'), 'data'), number: Hcl.element(output('map'), 'port'), cidr: Hcl.template('%s/24', Hcl.element(output('list'), 1)) });
  })).toEqual({
    vpc_map: { data: 'mock-network-vpc_map-data', port: 1 }, vpc_list: ['mock-network-vpc_list-0', 'mock-network-vpc_list-1'],
  });
});

test('a root module that reads nothing, or that no pull request plans, is given nothing', () => {
  expect(mocksOf((reader) => void reader.addBlock(new HclBlock('locals', [], { a: 1 })))).toBeUndefined();
  expect(mocksOf((reader, output) => void reader.addBlock(new HclBlock('resource', ['random_password', 'it'], { length: output('count') })))).toBeUndefined();
});

test('a place within an input is asked as well', () => {
  const nested = 'variable "roles" {\n  type = map(object({ scope = string }))\n  validation {\n    condition     = alltrue([for role in values(var.roles) : can(cidrhost(role.scope, 1))])\n    error_message = "No."\n  }\n}\n';
  expect(mocksOf((reader, output) => {
    write((reader.node.root as FeiyueProject).outdir, 'terraform/modules/nested/variables.tf', nested);
    new Module(reader, 'it', { source: 'terraform/modules/nested', inputs: { roles: { a: { scope: output('id') }, b: { scope: '10.0.0.0/8' } } } });
  })).toEqual({ vpc_id: '192.0.2.0/24' });
});

describe('on Azure', () => {
  const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mock';

  test('an ID is one of its type, as the modules and the provider that take it parse it', () => {
    const { project, api } = new AzureEstate();
    const data = project.addRootModule('data');
    new azure.StorageAccount(data, 'files', { resourceGroupName: 'rg' }).grant(api, DataAccess.READ_WRITE);
    new azure.Redis(data, 'cache', { resourceGroupName: 'rg' }).grant(api, DataAccess.READ_WRITE);
    new azure.Cosmos(data, 'documents', { resourceGroupName: 'rg', backupPolicyType: 'Continuous' }).grant(api, DataAccess.READ);
    project.synth();
    const { rootModules } = JSON.parse(read(project.outdir, '.projen/graph.json')) as GraphJson;
    const mocks = (name: string) => rootModules.find((root) => root.name === name)!.mocks;
    expect(mocks('workload-identities')?.data).toEqual({
      cache_id: `${GROUP}/providers/Microsoft.Cache/redisEnterprise/mock`,
      documents_id: `${GROUP}/providers/Microsoft.DocumentDB/databaseAccounts/mock`,
      files_id: `${GROUP}/providers/Microsoft.Storage/storageAccounts/mock`,
    });
    // The module's own validation of a scope.
    const scope = /can\(regex\("(\S+)", role\.scope\)\)/.exec(readFileSync(join(AZURE_MODULES, 'workload-identities/variables.tf'), 'utf-8'))![1];
    expect(mocks('workload-identities')?.data.files_id).toMatch(new RegExp(scope));
  });

  test('of every ID that a module of the library puts out the form is known', () => {
    const types = readdirSync(AZURE_MODULES).flatMap((module) => [...readFileSync(join(AZURE_MODULES, module, 'outputs.tf'), 'utf-8')
      .matchAll(/\b(azurerm_\w+)\.\w+(?:(?:\[[^\]]*\])?\.id\b| : \w+ => \w+\.id\b)/g)].map(([, type]) => type));
    expect(types.length).toBeGreaterThan(20);
    expect([...new Set(types)].filter((type) => mockAttribute(type, 'id') === undefined)).toEqual([]);
  });
});
