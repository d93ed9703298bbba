import { azure, Cloud, FeiyueProject, Hcl, HclBlock, HclExpression, Module, RootModule, tencent } from '../../src';
import { DefaultEstate, emptyProject } from '../default-estate';
import { problemsOf } from '../room';
import { read, write } from '../synth/test-project';

const QUEUE = 'variable "name" {\n  type = string\n}\nvariable "days" {\n  type    = number\n  default = 30\n}\noutput "url" {\n  value = "x"\n}\n';

const PLACE = { resourceGroupName: 'rg' };
const OPEN = { ...PLACE, publicNetworkAccessEnabled: true };

/** The default estate with a module of one's own. */
function withModule(text = QUEUE): DefaultEstate {
  const estate = new DefaultEstate({}, []);
  write(estate.project.outdir, 'terraform/modules/queue/main.tf', text);
  return estate;
}

describe('the names of root modules', () => {
  test('may begin with a digit, and give data sources a legal label that no other root module has', () => {
    const project = emptyProject();
    project.addEnvironment('dev');
    const network = project.addRootModule('10-network');
    const { vpcId, subnetId } = new tencent.Network(network, 'vpc', { cidrBlock: '10.0.0.0/16' });
    const other = project.addRootModule('x10-network');
    const id = other.addOutput('id', { description: 'x', value: 'x' });
    const database = project.addRootModule('database');
    new tencent.Redis(database, 'redis', { vpcId, subnetId });
    database.addOutput('other', { description: 'x', value: id });
    expect(problemsOf(project)).toEqual([]);
    const main = read(project.outdir, 'terraform/dev/database/main.tf');
    expect(main).toContain('data "terraform_remote_state" "_10-network" {');
    expect(main).toContain('data.terraform_remote_state._10-network.outputs.vpc_id');
    expect(main).toContain('data "terraform_remote_state" "x10-network" {');
  });
});

describe('a literal that a validation block refuses', () => {
  test('of a module of this package is a problem in the words of the module', () => {
    const { project, database, vpc: { vpcId, subnetId } } = new DefaultEstate({}, []);
    new tencent.Postgresql(database, 'more', { vpcId, subnetId, majorVersion: '17', storageGb: 25 });
    expect(problemsOf(project)).toEqual([
      expect.stringMatching(/^module "more": input "major_version" is refused by the module: The major version must be one of/),
      expect.stringMatching(/^module "more": input "storage_gb" is refused by the module: /),
    ]);
  });

  test('is a problem in the environment that has it', () => {
    const { project, prod, database, vpc: { vpcId, subnetId } } = new DefaultEstate({}, []);
    new tencent.Postgresql(database, 'more', { vpcId, subnetId }).override(prod, { storageGb: 25 });
    expect(problemsOf(project)).toHaveLength(1);
  });

  test('is left to Terraform where a reference may be right', () => {
    const { project, database, vpc } = new DefaultEstate({}, []);
    new tencent.Postgresql(database, 'more', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, majorVersion: vpc.subnetId });
    expect(problemsOf(project)).toEqual([]);
  });
});

describe('a network', () => {
  test.each<[string, Array<[name: string, block: string]>, RegExp[]]>([
    ['overlapping subnets', [['a', '10.0.0.0/16'], ['b', '10.0.128.0/17']], [/subnet "b" \(10\.0\.128\.0\/17\) overlaps subnet "a" \(10\.0\.0\.0\/16\)/]],
    ['host bits', [['a', '10.0.1.0/16']], [/subnet "a" "10\.0\.1\.0\/16" does not begin where its block begins: write "10\.0\.0\.0\/16"/]],
    ['a subnet outside', [['a', '10.1.0.0/24']], [/subnet "a" \(10\.1\.0\.0\/24\) lies outside of the network/]],
    ['nothing wrong', [['a', '10.0.0.0/24'], ['b', '10.0.1.0/24']], []],
  ])('with %s is judged alike on both clouds', (_, subnets, expected) => {
    const tencentEstate = emptyProject();
    tencentEstate.addEnvironment('dev');
    new tencent.Network(tencentEstate.addRootModule('network'), 'vpc', {
      cidrBlock: '10.0.0.0/16', subnets: subnets.map(([name, cidrBlock]) => ({ name, cidrBlock, zone: 'ap-guangzhou-6' })),
    });
    const azureEstate = emptyProject({ cloud: Cloud.azure({ tenantId: '11111111-1111-4111-8111-111111111111', subscriptionId: '22222222-2222-4222-8222-222222222222', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } }) });
    azureEstate.addEnvironment('dev');
    new azure.Network(azureEstate.addRootModule('network'), 'vnet', {
      resourceGroupName: 'rg', addressSpace: ['10.0.0.0/16'], subnets: subnets.map(([name, addressPrefix]) => ({ name, addressPrefix })),
    });
    for (const project of [tencentEstate, azureEstate]) {
      const problems = problemsOf(project);
      expect(problems).toHaveLength(expected.length);
      expected.forEach((pattern, index) => expect(problems[index]).toMatch(pattern));
    }
  });

  test('of several blocks holds a subnet in any of them, and blocks that overlap are a problem', () => {
    const project = emptyProject({ cloud: Cloud.azure({ tenantId: '11111111-1111-4111-8111-111111111111', subscriptionId: '22222222-2222-4222-8222-222222222222', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } }) });
    project.addEnvironment('dev');
    new azure.Network(project.addRootModule('network'), 'vnet', {
      resourceGroupName: 'rg', addressSpace: ['10.0.0.0/16', '10.2.0.0/16', '10.2.4.0/24'], subnets: [{ name: 'a', addressPrefix: '10.2.0.0/24', podCidr: '10.244.0.1/16' }],
    });
    expect(problemsOf(project)).toEqual([
      expect.stringContaining('the pods of subnet "a" "10.244.0.1/16" does not begin where its block begins: write "10.244.0.0/16"'),
      expect.stringContaining('input "address_space[2]" (10.2.4.0/24) overlaps input "address_space[1]" (10.2.0.0/16)'),
    ]);
  });
});

describe('a subnet that a service lets in', () => {
  const ENDPOINT = /^module "vault": input "allowed_subnet_ids" lets in subnet "nodes" of module "vnet" of root module "network", which has no service endpoint for Microsoft\.KeyVault: give that subnet serviceEndpoints: \['Microsoft\.KeyVault'\], or let it in through privateEndpoint$/;

  test.each<[string, string[] | undefined, RegExp[]]>([
    ['without a service endpoint', undefined, [ENDPOINT]],
    ['with that of another service', ['Microsoft.Storage'], [ENDPOINT]],
    ['with its own', ['Microsoft.KeyVault'], []],
  ])('%s', (_, serviceEndpoints, expected) => {
    const project = emptyProject({ cloud: Cloud.azure({ tenantId: '11111111-1111-4111-8111-111111111111', subscriptionId: '22222222-2222-4222-8222-222222222222', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } }) });
    project.addEnvironment('dev');
    const { subnetIds } = new azure.Network(project.addRootModule('network'), 'vnet', {
      resourceGroupName: 'rg', addressSpace: ['10.0.0.0/16'], subnets: [{ name: 'nodes', addressPrefix: '10.0.0.0/24', serviceEndpoints }],
    });
    const data = project.addRootModule('data');
    new azure.Keyvault(data, 'vault', { ...OPEN, allowedSubnetIds: [Hcl.element(subnetIds, 'nodes')] });
    // What cannot be told is left to Azure.
    new azure.Cosmos(data, 'cosmos', { ...OPEN, allowedSubnetIds: ['/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/s'] });
    const problems = problemsOf(project);
    expect(problems).toHaveLength(expected.length);
    expected.forEach((pattern, index) => expect(problems[index]).toMatch(pattern));
  });

  test.each<[string, (data: RootModule, allowedSubnetIds: HclExpression[]) => unknown]>([
    ['Microsoft.AzureCosmosDB', (data, allowedSubnetIds) => new azure.Cosmos(data, 'it', { ...OPEN, allowedSubnetIds })],
    ['Microsoft.CognitiveServices', (data, allowedSubnetIds) => new azure.CognitiveServices(data, 'it', { ...OPEN, allowedSubnetIds })],
    ['Microsoft.EventHub', (data, allowedSubnetIds) => new azure.EventhubNamespace(data, 'it', { ...OPEN, allowedSubnetIds })],
    ['Microsoft.KeyVault', (data, allowedSubnetIds) => new azure.Keyvault(data, 'it', { ...OPEN, allowedSubnetIds })],
    ['Microsoft.ServiceBus', (data, allowedSubnetIds) => new azure.ServiceBus(data, 'it', { ...OPEN, allowedSubnetIds })],
    ['Microsoft.Storage', (data, allowedSubnetIds) => new azure.StorageAccount(data, 'it', { ...OPEN, allowedSubnetIds })],
  ])('needs the endpoint for %s', (service, call) => {
    const project = emptyProject({ cloud: Cloud.azure({ tenantId: '11111111-1111-4111-8111-111111111111', subscriptionId: '22222222-2222-4222-8222-222222222222', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } }) });
    project.addEnvironment('dev');
    const { subnetId } = new azure.Network(project.addRootModule('network'), 'vnet', { ...PLACE, addressSpace: ['10.0.0.0/16'], subnets: [{ name: 'nodes', addressPrefix: '10.0.0.0/24' }] });
    call(project.addRootModule('data'), [subnetId]);
    expect(problemsOf(project)).toEqual([expect.stringContaining(`which has no service endpoint for ${service}: `)]);
  });
});

describe('networks of an estate', () => {
  test.each<[string, (estate: DefaultEstate) => unknown, readonly string[]]>([
    ['of which each has addresses of its own', () => undefined, []],
    [
      'with the same addresses in all environments',
      ({ network }) => new tencent.Network(network, 'more', { cidrBlock: '10.8.0.0/16' }),
      [
        'network "more" of root module "network" in environment "prod" has addresses (10.8.0.0/16) that network "more" of root module "network" in '
        + 'environment "dev" has, too (10.8.0.0/16): they could never be connected. Give each a block of its own, such as '
        + '.override(\'prod\', { cidrBlock: … }). Where both are there already and stay apart, say isolated: true of them',
      ],
    ],
    [
      'one of which lies in another, in another root module',
      ({ compute }) => new tencent.Network(compute, 'more', { cidrBlock: '10.0.16.0/20' }).override('prod', { cidrBlock: '10.9.0.0/16' }),
      ['network "more" of root module "compute" in environment "dev" has addresses (10.0.16.0/20) that network "vpc" of root module "network"'],
    ],
    [
      'one of which has a further block of another',
      ({ vpc, prod }) => vpc.override(prod, { additionalCidrBlocks: ['10.0.0.0/20'] }),
      ['network "vpc" of root module "network" in environment "prod" has addresses (10.0.0.0/20)'],
    ],
    ['with the same addresses that stay apart', ({ network }) => new tencent.Network(network, 'more', { cidrBlock: '10.0.0.0/16', isolated: true }), []],
    ['of which Terraform alone knows the addresses', ({ network }) => new tencent.Network(network, 'more', { cidrBlock: Hcl.raw('var.block') }), []],
  ])('%s', (_, change, expected) => {
    const estate = new DefaultEstate({}, []);
    estate.network.addVariable('block', { type: 'string', description: 'Addresses.', defaultValue: '10.0.0.0/16' });
    change(estate);
    const problems = problemsOf(estate.project);
    expect(problems).toHaveLength(expected.length);
    expected.forEach((text, index) => expect(problems[index]).toContain(text));
  });
});

test('networks on Azure have addresses of their own as well', () => {
  const declare = (isolated: boolean) => {
    const project = emptyProject({ cloud: Cloud.azure({ tenantId: '11111111-1111-4111-8111-111111111111', subscriptionId: '22222222-2222-4222-8222-222222222222', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } }) });
    for (const name of ['dev', 'prod']) project.addEnvironment(name);
    const subnets = [{ name: 'nodes', addressPrefix: '10.0.0.0/24' }];
    new azure.Network(project.addRootModule('network'), 'vnet', { ...PLACE, isolated, addressSpace: ['10.0.0.0/16'], subnets });
    return problemsOf(project);
  };
  expect(declare(false)).toEqual([expect.stringContaining('too (10.0.0.0/16): they could never be connected. Give each a block of its own, such as .override(\'prod\', { addressSpace: … })')]);
  expect(declare(true)).toEqual([]);
});

describe('what calls of one module are called', () => {
  const OTHER = 'module "uploads" would be called "feiyue-mono-dev-uploads" in environment "dev", as module "uploads" of root module "storage" is: give one of them another id, or say its name';

  test.each<[string, (estate: DefaultEstate) => unknown, readonly string[]]>([
    ['differs by their ids', ({ compute }) => new tencent.CosStorage(compute, 'others'), []],
    ['is the same by one id in two root modules', ({ compute }) => new tencent.CosStorage(compute, 'uploads'), [OTHER]],
    [
      'is the same by ids that the rule for names takes for one',
      ({ storage, compute }) => [new tencent.CosStorage(storage, 'a_b'), new tencent.CosStorage(compute, 'a-b')],
      ['module "a-b" would be called "feiyue-mono-dev-a-b" in environment "dev", as module "a_b" of root module "storage" is: give one of them another id, or say its name'],
    ],
    ['differs in all environments where it is said', ({ compute }) => new tencent.CosStorage(compute, 'uploads', { name: 'mine' }), []],
    ['is the same in the environment where it is not said', ({ compute }) => new tencent.CosStorage(compute, 'uploads').override('prod', { name: 'mine' }), [OTHER]],
    ['may be the same in environments that are apart', ({ compute, prod }) => new tencent.CosStorage(compute, 'more', { environments: [prod] }), []],
    ['may be the same for different modules', ({ compute }) => new tencent.KmsKeys(compute, 'uploads', { keys: { one: {} } }), []],
  ])('%s', (_, declare, expected) => {
    const estate = new DefaultEstate({}, []);
    declare(estate);
    expect(problemsOf(estate.project)).toEqual(expected);
  });
});

describe('what calls of one name make', () => {
  const ENDPOINT = { subnetId: '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/s', privateDnsZoneIds: [] };
  const of = (type: string, name: string, callId: string, rootModule: string, other = type) => [
    `module "${callId}" would make the ${type} "${name}" in environment "dev", a name that the ${other} of module "${callId}" of root module "${rootModule}" has: give one of the two calls another id, or say its name`,
  ];
  const HASHED = expect.stringMatching(/^module "main" would make the azurerm_private_endpoint "feiyue-mono-dev-main-[0-9a-f]{6}-private-endpoint" in environment "dev", a name that the azurerm_private_endpoint of module "main" of root module "one" has: /) as string;

  test.each<[string, (one: RootModule, other: RootModule, project: FeiyueProject) => unknown, readonly string[]]>([
    ['endpoints of a store and of a queue', (one, other) => [
      new azure.AppConfiguration(one, 'main', { ...PLACE, privateEndpoint: ENDPOINT }), new azure.EventhubNamespace(other, 'main', { ...PLACE, privateEndpoint: ENDPOINT }),
    ], [HASHED]],
    ['the same without one of the endpoints', (one, other) => [
      new azure.AppConfiguration(one, 'main', { ...PLACE, privateEndpoint: ENDPOINT }), new azure.EventhubNamespace(other, 'main', OPEN),
    ], []],
    ['the same in resource groups that are apart', (one, other) => [
      new azure.AppConfiguration(one, 'main', { ...PLACE, privateEndpoint: ENDPOINT }), new azure.EventhubNamespace(other, 'main', { resourceGroupName: 'other', privateEndpoint: ENDPOINT }),
    ], []],
    ['the same in one resource group of the estate', (one, other, project) => {
      const { name: resourceGroupName } = new azure.ResourceGroup(project.addRootModule('groups'), 'shop');
      new azure.AppConfiguration(one, 'main', { resourceGroupName, privateEndpoint: ENDPOINT });
      new azure.EventhubNamespace(other, 'main', { resourceGroupName, privateEndpoint: ENDPOINT });
    }, [HASHED]],
    ['the same where one has another name', (one, other) => [
      new azure.AppConfiguration(one, 'main', { ...PLACE, privateEndpoint: ENDPOINT }), new azure.EventhubNamespace(other, 'main', { ...PLACE, name: 'events', privateEndpoint: ENDPOINT }),
    ], []],
    ['hosts below one domain', (one, other) => [
      new azure.ServiceBus(one, 'bus', { ...OPEN, name: 'shop-bus' }), new azure.EventhubNamespace(other, 'bus', { ...OPEN, resourceGroupName: 'other', name: 'shop-bus' }),
    ], of('azurerm_eventhub_namespace', 'shop-bus', 'bus', 'one', 'azurerm_servicebus_namespace')],
    ['what is called by a key', (one, other) => ['one', 'other'].map((_, index) => new azure.WorkloadIdentities(index === 0 ? one : other, 'pods', {
      ...PLACE, oidcIssuerUrl: 'https://issuer.example.com/', workloads: { api: { namespace: 'shop', serviceAccount: 'api' } },
    })), of('azurerm_user_assigned_identity', 'feiyue-mono-dev-pods-api', 'pods', 'one')],
  ])('on Azure: %s', (_, declare, expected) => {
    const project = emptyProject({ cloud: Cloud.azure({ tenantId: '11111111-1111-4111-8111-111111111111', subscriptionId: '22222222-2222-4222-8222-222222222222', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } }) });
    project.addEnvironment('dev');
    declare(project.addRootModule('one'), project.addRootModule('other'), project);
    expect(problemsOf(project)).toEqual(expected);
  });

  test.each<[string, (estate: DefaultEstate) => unknown, readonly string[]]>([
    ['keys of one alias', ({ storage, compute }) => [storage, compute].map((root) => new tencent.KmsKeys(root, 'keys', { keys: { data: {} } })),
      of('tencentcloud_kms_key', 'feiyue-mono-dev-keys-data', 'keys', 'storage')],
    ['keys of several aliases', ({ storage, compute }) => [storage, compute].map((root) => new tencent.KmsKeys(root, 'keys', { keys: { [root.name]: {} } })), []],
    ['groups of one name, which may be', ({ storage, compute, vpc: { vpcId, subnetId } }) => [
      new tencent.Mysql(storage, 'data', { vpcId, subnetId }), new tencent.Redis(compute, 'data', { vpcId, subnetId }),
    ], []],
  ])('on Tencent Cloud: %s', (_, declare, expected) => {
    const estate = new DefaultEstate({}, []);
    declare(estate);
    expect(problemsOf(estate.project)).toEqual(expected);
  });
});

describe('null', () => {
  test('is written, while undefined is absent', () => {
    const { project, storage, dev, prod } = withModule();
    new Module(storage, 'one', { source: 'terraform/modules/queue', inputs: { name: 'a', days: null } });
    new Module(storage, 'two', { source: 'terraform/modules/queue', inputs: { name: 'b', days: undefined } });
    new Module(storage, 'three', { source: 'terraform/modules/queue', inputs: { name: 'c', days: 7 } }).override(dev, { days: null }).override(prod, { days: undefined });
    expect(problemsOf(project)).toEqual([]);
    expect(read(project.outdir, 'terraform/dev/storage/main.tf')).toMatch(/name\s+= "a"\n\s+days\s+= null\n[^]*name\s+= "b"\n\}[^]*name\s+= "c"\n\s+days\s+= null\n/);
    expect(read(project.outdir, 'terraform/prod/storage/main.tf')).toMatch(/name\s+= "c"\n\s+days\s+= 7\n/);
  });

  test('over what the cloud supplies is written as well', () => {
    const { project, storage } = new DefaultEstate({}, []);
    new tencent.CosStorage(storage, 'more', { tags: null as unknown as { [key: string]: string } });
    expect(problemsOf(project)).toEqual([]);
    expect(read(project.outdir, 'terraform/dev/storage/main.tf')).toMatch(/tags\s+= null/);
  });

  test('is an argument of a raw block, of a provider and of an output', () => {
    const { project, storage } = new DefaultEstate({}, []);
    storage.addBlock(new HclBlock('locals', [], { none: null, list: [null], map: { a: null, b: undefined } }));
    storage.addProvider('random', { source: 'hashicorp/random', version: '~> 3.7', configuration: { seed: null } });
    storage.addOutput('none', { description: 'x', value: null });
    storage.addVariable('none', { description: 'x', defaultValue: null });
    expect(problemsOf(project)).toEqual([]);
    const file = (name: string) => read(project.outdir, `terraform/dev/storage/${name}`);
    expect(file('main.tf')).toMatch(/none = null\n\s+list = \[null\]\n\s+map = \{\n\s+a = null\n\s+\}/);
    expect(file('terraform.tf')).toMatch(/provider "random" \{\n {2}seed = null\n/);
    expect(file('outputs.tf')).toMatch(/output "none" \{[^}]*value\s+= null/);
    expect(file('variables.tf')).toMatch(/default\s+= null/);
  });
});

describe('a sensitive value', () => {
  const SECRET = 'variable "password" {\n  default   = "x"\n  sensitive = true\n}\noutput "password" {\n  value = var.password\n}\noutput "id" {\n  value = "x"\n}\n';

  test('makes the output of the root module sensitive, and what another root module makes of it', () => {
    const { project, storage, compute } = withModule(SECRET);
    const queue = new Module(storage, 'queue', { source: 'terraform/modules/queue' });
    compute.addOutput('url', { description: 'x', value: Hcl.template('amqp://u:%s@h', queue.output('password')) });
    expect(problemsOf(project)).toEqual([]);
    const outputs = read(project.outdir, 'terraform/dev/storage/outputs.tf');
    expect(outputs).toMatch(/output "queue_password" \{\n {2}value\s+= module\.queue\.password\n {2}sensitive = true\n/);
    expect(outputs).toMatch(/output "queue_id" \{\n {2}value = module\.queue\.id\n\}/);
    expect(read(project.outdir, 'terraform/dev/compute/outputs.tf')).toMatch(/output "url" \{[^}]*\}@h"\n {2}sensitive\s+= true/);
  });

  test('of a provider is guessed from the name of the attribute', () => {
    const { project, storage } = withModule([
      'resource "random_password" "p" {\n  length = 20\n}',
      'resource "random_pet" "p" {}',
      'output "a" {\n  value = random_password.p.result\n}',
      'output "b" {\n  value = random_pet.p.id\n}',
      'output "c" {\n  value = { dsn = "x:${random_password.p.result}" }\n}\n',
    ].join('\n'));
    new Module(storage, 'queue', { source: 'terraform/modules/queue' });
    expect(problemsOf(project)).toEqual([]);
    const sensitive = [...read(project.outdir, 'terraform/dev/storage/outputs.tf').matchAll(/output "queue_(\w)" \{[^}]*sensitive = true/g)].map(([, name]) => name);
    expect(sensitive).toEqual(['a', 'c']);
  });

  test('that is ephemeral is in no state, so that no other root module can read it', () => {
    const { project, storage, compute } = withModule('variable "t" {\n  default   = "x"\n  ephemeral = true\n}\noutput "token" {\n  value     = var.t\n  ephemeral = true\n}\n');
    const queue = new Module(storage, 'queue', { source: 'terraform/modules/queue' });
    compute.addOutput('token', { description: 'x', value: queue.output('token') });
    expect(problemsOf(project)).toEqual([expect.stringContaining('root module "compute" uses output "token" of "storage", which is ephemeral: no state holds it')]);
  });
});

describe('a source address', () => {
  const takes = (source: string) => `terraform {\n  required_providers {\n    azapi = {\n      source  = "${source}"\n      version = "~> 2.0"\n    }\n  }\n}\n`;

  test.each(['azure/azapi', 'AZURE/AzApi', 'registry.terraform.io/azure/azapi'])('%s is the same as Azure/azapi', (source) => {
    const { project, storage } = withModule(takes(source));
    storage.addProvider('azapi', { source: 'Azure/azapi', version: '~> 2.1' });
    new Module(storage, 'queue', { source: 'terraform/modules/queue' });
    expect(problemsOf(project)).toEqual([]);
  });

  test('of versions that exclude each other is a problem', () => {
    const { project, storage } = withModule(takes('azure/azapi'));
    storage.addProvider('azapi', { source: 'Azure/azapi', version: '>= 3.0' });
    new Module(storage, 'queue', { source: 'terraform/modules/queue' });
    expect(problemsOf(project)).toEqual([expect.stringContaining('module "queue" requires "~> 2.0" of provider "azapi", and the root module ">= 3.0": no version is both')]);
  });
});

describe('a further configuration of a provider', () => {
  const PEER = 'terraform {\n  required_providers {\n    tencentcloud = {\n      source                = "tencentcloudstack/tencentcloud"\n      configuration_aliases = [tencentcloud.peer]\n    }\n  }\n}\n';

  test('begins with the cloud\'s own, and is passed to the module that asks for it', () => {
    const { project, storage } = withModule(PEER);
    const peer = storage.addProviderAlias('tencentcloud', 'far', { region: 'ap-shanghai' });
    new Module(storage, 'queue', { source: 'terraform/modules/queue', providers: { 'tencentcloud.peer': peer } });
    expect(problemsOf(project)).toEqual([]);
    expect(read(project.outdir, 'terraform/dev/storage/terraform.tf')).toMatch(/provider "tencentcloud" \{\n {2}region = "ap-guangzhou"\n\}\n\nprovider "tencentcloud" \{\n {2}alias\s+= "far"\n {2}region = "ap-shanghai"\n\}/);
    expect(read(project.outdir, 'terraform/dev/storage/main.tf')).toMatch(/module "queue" \{\n {2}source = "\S+"\n {2}providers = \{\n {4}tencentcloud\.peer = tencentcloud\.far\n {2}\}\n\}/);
  });

  test('that is declared in one environment alone is missing in the others', () => {
    const { project, storage, dev } = withModule(PEER);
    storage.addBlock(new HclBlock('provider', ['tencentcloud'], { alias: 'far' }), [dev]);
    new Module(storage, 'queue', { source: 'terraform/modules/queue', providers: { 'tencentcloud.peer': Hcl.reference('tencentcloud.far') } });
    expect(problemsOf(project)).toEqual([expect.stringContaining('which root module "storage" has not; it has: tencentcloud')]);
  });

  test.each<[string, (estate: DefaultEstate) => void, string]>([
    ['of no provider', (e) => { e.storage.addProviderAlias('tencentcloudd', 'far'); }, 'has the provider configuration "tencentcloudd.far", but no provider "tencentcloudd"'],
    ['of an alias that is taken', (e) => { for (const region of ['a', 'b']) e.storage.addProviderAlias('tencentcloud', 'far', { region }); }, 'provider configuration "tencentcloud.far" of root module "storage" is declared twice: give the second one another alias'],
    ['of an illegal alias', (e) => { e.storage.addProviderAlias('tencentcloud', 'Far East'); }, 'provider alias "Far East" is not a Terraform identifier'],
  ])('%s is a problem', (_, declare, problem) => {
    const estate = withModule();
    declare(estate);
    expect(problemsOf(estate.project)).toEqual([expect.stringContaining(problem)]);
  });
});
