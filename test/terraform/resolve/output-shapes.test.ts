import { azure, FeiyueProject, Hcl, HclBlock, HclExpression, Module, RootModule, tencent, TrafficTarget } from '../../../src';
import { AzureEstate } from '../../azure-estate';
import { DefaultEstate, emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { write } from '../../synth/test-project';

/** A module of one's own: what it makes of each item of an input, in all the ways in which modules are written. */
const OWN = `
variable "queues" {
  type    = map(object({ days = optional(number, 1) }))
  default = {}
}

variable "replicas" {
  type    = number
  default = 2
}

locals {
  queues = { for name, queue in var.queues : "\${name}-queue" => queue if queue.days > 0 }
}

resource "terraform_data" "queue" {
  for_each = local.queues
  input    = each.value.days
}

resource "terraform_data" "named" {
  for_each = toset(["one", "two"])
}

resource "terraform_data" "replica" {
  count = var.replicas
}

resource "terraform_data" "late" {
  for_each = toset(terraform_data.replica[*].id)
}

output "queues" {
  value = { for name, queue in terraform_data.queue : name => queue.id }
}

output "merged" {
  value = merge({ for name, it in terraform_data.named : name => { id = it.id } }, { whole = { id = "x" } })
}

output "replicas" {
  value = terraform_data.replica[*].id
}

output "late" {
  value = { for name, it in terraform_data.late : name => it.id }
}

output "absent" {
  value = var.replicas > 9 ? { a = "x" } : null
}

output "name" {
  value = "x-\${var.replicas}"
}

output "all" {
  value = { queues = terraform_data.queue, names = ["a"] }
}

variable "given" {
  type    = any
  default = null
}

variable "text" {
  type    = string
  default = null
}

variable "texts" {
  type    = list(string)
  default = []
}

variable "hosts" {
  type    = map(object({ address = string, ports = optional(set(number), []) }))
  default = {}
}
`;

/** An estate with the module in "makes", called in both environments, and another root module. */
function estateWith(inputs: Record<string, unknown> = { queues: { mail: {}, off: { days: 0 } } }) {
  const project = emptyProject();
  const [dev, prod] = [project.addEnvironment('dev'), project.addEnvironment('prod')];
  write(project.outdir, 'terraform/modules/own/main.tf', OWN);
  const makes = project.addRootModule('makes');
  const made = new Module(makes, 'it', { source: 'terraform/modules/own', inputs });
  return { project, dev, prod, makes, made, uses: project.addRootModule('uses') };
}

type Estate = ReturnType<typeof estateWith>;

const give = (rootModule: RootModule, given: unknown) => new Module(rootModule, 'given', { source: 'terraform/modules/own', inputs: { given } });

test.each<[what: string, declare: (estate: Estate) => unknown, problems: string[]]>([
  ['a key', ({ uses, made }) => give(uses, Hcl.element(made.output('queues'), 'mail-queue')), []],
  ['a key that a local value computes otherwise', ({ uses, made }) => give(uses, Hcl.element(made.output('queues'), 'mail')),
    ['output "queues" of module "it" has no "mail" in environment "dev"; it has: mail-queue. Did you mean "mail-queue"?']],
  ['a key that a condition leaves out, in the same root module', ({ makes, made }) => give(makes, [Hcl.element(made.output('queues'), 'off-queue')]),
    ['output "queues" of module "it" has no "off-queue" in environment "dev"; it has: mail-queue.']],
  ['a key within text and a function', ({ uses, made }) => give(uses, Hcl.call('upper', Hcl.template('%s', Hcl.element(made.output('merged'), 'three')))),
    ['output "merged" of module "it" has no "three" in environment "dev"; it has: one, two, whole.']],
  ['an element of an element', ({ uses, made }) => give(uses, Hcl.element(Hcl.element(made.output('merged'), 'one'), 'id')), []],
  ['no element of an element', ({ uses, made }) => give(uses, Hcl.element(Hcl.element(made.output('merged'), 'one'), 'name')),
    ['output "merged" of module "it" has no "name" in "one" in environment "dev"; it has: id.']],
  ['an element of no element, which is said once', ({ uses, made }) => give(uses, Hcl.element(Hcl.element(made.output('merged'), 'ones'), 'id')),
    ['output "merged" of module "it" has no "ones" in environment "dev"; it has: one, two, whole. Did you mean "one"?']],
  ['the last of a list', ({ uses, made }) => give(uses, Hcl.element(made.output('replicas'), 1)), []],
  ['one behind the last of a list', ({ uses, made }) => give(uses, Hcl.element(made.output('replicas'), 2)),
    ['output "replicas" of module "it" has no 2 in environment "dev"; it has: 0 to 1.']],
  ['what is null', ({ uses, made }) => give(uses, Hcl.element(made.output('absent'), 'a')),
    ['output "absent" of module "it" has no "a" in environment "dev"; it is null there']],
  ['a key that only Terraform will know', ({ uses, made }) => give(uses, Hcl.element(made.output('late'), 'x')), []],
  ['by a key that only Terraform will know', ({ uses, made }) => give(uses, Hcl.element(made.output('queues'), Hcl.call('lower', 'X'))), []],
  ['in a block in one\'s own words', ({ uses, made }) => uses.addBlock(new HclBlock('locals', [], { it: Hcl.element(made.output('queues'), 'x') })),
    ['output "queues" of module "it" has no "x" in environment "dev"; it has: mail-queue.']],
  ['where one environment has another', ({ uses, made, prod }) => {
    made.override(prod, { queues: { audit: { days: 3 } } });
    give(uses, Hcl.element(made.output('queues'), 'audit-queue'));
  }, ['output "queues" of module "it" has no "audit-queue" in environment "dev"; it has: mail-queue.']],
  ['where one environment drops it', ({ uses, made, prod }) => {
    made.override(prod, { queues: { mail: { days: 0 } } });
    give(uses, Hcl.element(made.output('queues'), 'mail-queue'));
  }, ['output "queues" of module "it" has no "mail-queue" in environment "prod"; it has: none.']],
  ['of an output of the root module\'s own', ({ makes, made, uses }) => {
    const own = makes.addOutput('all', { description: 'All.', value: { a: Hcl.element(made.output('queues'), 'mail-queue') } });
    give(uses, [Hcl.element(own, 'a'), Hcl.element(own, 'b'), Hcl.element(makes.addOutput('queues', { description: 'All.', value: made.output('queues') }), 'c')]);
  }, [
    'output "all" of root module "makes" has no "b" in environment "dev"; it has: a. Did you mean "a"?',
    'output "queues" of root module "makes" has no "c" in environment "dev"; it has: mail-queue.',
  ]],
])('an element of an output: %s', (_, declare, problems) => {
  const estate = estateWith();
  declare(estate);
  expect(problemsOf(estate.project)).toEqual(problems);
});

test.each<[what: string, inputs: (made: Module) => Record<string, unknown>, problems: string[]]>([
  ['a list for a list', (made) => ({ texts: made.output('replicas') }), []],
  ['a text for a text', (made) => ({ text: made.output('name') }), []],
  ['a list for a text', (made) => ({ text: made.output('replicas') }),
    ['module "given": input "text" is given makes.it.replicas, which is a list, where one value is wanted: take one of its elements with Hcl.element(…, 0)']],
  ['a map for a text in a map of objects', (made) => ({ hosts: { a: { address: made.output('queues') } } }),
    ['module "given": input "hosts" is given makes.it.queues, which is a map, where one value is wanted: take one of its elements with Hcl.element(…, key)']],
  ['a text for a list', (made) => ({ texts: made.output('name') }), ['module "given": input "texts" is given makes.it.name, which is one value, where a list is wanted: put it into one']],
  ['a list in a list', (made) => ({ texts: [made.output('replicas')] }),
    ['module "given": input "texts" is given makes.it.replicas, which is a list, where one value is wanted: take one of its elements with Hcl.element(…, 0)']],
  ['a map for a list', (made) => ({ texts: made.output('queues') }), ['module "given": input "texts" is given makes.it.queues, which is a map, where a list is wanted']],
  ['an element of the wrong shape', (made) => ({ text: Hcl.element(made.output('all'), 'names'), texts: Hcl.element(made.output('all'), 'names') }),
    ['module "given": input "text" is given makes.it.all["names"], which is a list, where one value is wanted: take one of its elements with Hcl.element(…, 0)']],
  ['what only Terraform knows', (made) => ({ text: Hcl.element(made.output('replicas'), 0), hosts: { a: { address: 'x', ports: made.output('late') } } }), []],
  ['null', (made) => ({ text: made.output('absent'), texts: made.output('absent') }), []],
])('an output for an input: %s', (_, inputs, problems) => {
  const { project, uses, made } = estateWith();
  new Module(uses, 'given', { source: 'terraform/modules/own', inputs: inputs(made) });
  expect(problemsOf(project)).toEqual(problems);
});

test('keys of inputs that only Terraform will know are left to it', () => {
  const { project, uses, made } = estateWith({ queues: Hcl.raw('{ for name in ["a"] : name => {} }'), replicas: Hcl.call('length', ['a']) });
  give(uses, [Hcl.element(made.output('queues'), 'a-queue'), Hcl.element(made.output('replicas'), 0)]);
  expect(problemsOf(project)).toEqual([]);
});

/** Of modules of the library: the outputs, and an output of what they are given. */
test.each<[string, (root: RootModule) => HclExpression, string]>([
  ['zones', (root) => new azure.Network(root, 'vnet', {
    resourceGroupName: 'rg',
    addressSpace: ['10.0.0.0/16'],
    subnets: [{ name: 'nodes', addressPrefix: '10.0.0.0/24' }],
    privateDnsZones: { vault: 'privatelink.vaultcore.azure.net' },
    centralPrivateDnsZoneIds: { blob: '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net' },
  }).privateDnsZoneIds, 'output "private_dns_zone_ids" of module "vnet" has no "x" in environment "dev"; it has: blob, vault.'],
  ['subnets', (root) => new azure.Network(root, 'vnet', {
    resourceGroupName: 'rg', addressSpace: ['10.0.0.0/16'], subnets: [{ name: 'nodes', addressPrefix: '10.0.0.0/24' }],
  }).subnetIds, 'output "subnet_ids" of module "vnet" has no "x" in environment "dev"; it has: nodes.'],
  ['queues', (root) => new azure.ServiceBus(root, 'bus', { resourceGroupName: 'rg', publicNetworkAccessEnabled: true, queues: { mail: {} } }).queueIds,
    'output "queue_ids" of module "bus" has no "x" in environment "dev"; it has: mail.'],
])('%s of a module for Azure', (_, declare, problem) => {
  const { project } = new AzureEstate();
  const root = project.addRootModule('made');
  root.addOutput('it', { description: 'It.', value: Hcl.element(declare(root), 'x') });
  expect(problemsOf(project)).toContain(problem);
});

/** Uses outside of Terraform, in the default estate. */
test.each<[string, (project: FeiyueProject, vpc: tencent.Network) => unknown, string[]]>([
  ['an element', (project, vpc) => project.addService('web', { port: 1024, env: { SUBNET: Hcl.element(vpc.subnetIds, 1) } }), []],
  ['no element', (project, vpc) => project.addService('web', { port: 1024, env: { SUBNET: Hcl.element(vpc.subnetIds, 1), OTHER: Hcl.element(vpc.subnetIds, 2) } }),
    ['service "web" uses output "vpc_subnet_ids" of root module "network", which has no "2" in environment "dev"; it has: 0 to 1.']],
  ['no element, to connect to', (project, vpc) => project.addWorker('web', { connectsTo: [TrafficTarget.cidr(Hcl.element(vpc.output('endpoint_addresses'), 'data'), [443])] }),
    ['worker "web" uses output "vpc_endpoint_addresses" of root module "network", which has no "data" in environment "dev"; it has: none.']],
  ['a list', (project, vpc) => project.addService('web', { port: 1024, env: { SUBNETS: vpc.subnetIds } }),
    ['service "web" uses output "vpc_subnet_ids" of root module "network", which is a list, where one value is wanted: take one of its elements with Hcl.element(…, 0)']],
  ['a map', (project, vpc) => project.addService('web', { port: 1024, args: [vpc.output('subnet_ids_by_name')] }),
    ['service "web" uses output "vpc_subnet_ids_by_name" of root module "network", which is a map, where one value is wanted: take one of its elements with Hcl.element(…, key)']],
  ['what is not made', (project, vpc) => project.addService('web', { port: 1024, env: { BLOCK: vpc.output('ipv6_cidr_block') } }),
    ['service "web" uses output "vpc_ipv6_cidr_block" of root module "network", which is null in environment "dev", where a text is wanted: have its module make it, or drop it here']],
])('text of an output: %s', (_, declare, problems) => {
  const { project, vpc } = new DefaultEstate({}, []);
  declare(project, vpc);
  expect([...new Set(problemsOf(project).map((problem) => problem.replace('"prod"', '"dev"')))]).toEqual(problems);
});
