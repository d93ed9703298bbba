import * as fs from 'fs';
import * as path from 'path';
import { Backend, FeiyueProject, Hcl, HclBlock, Module, tencent } from '../../src';
import { DefaultEstate, emptyProject } from '../default-estate';
import { askWhy, askWhyText } from '../synth/ask-why';
import { write } from '../synth/test-project';

const CLOUD = 'cloud: Cloud.tencent({ appId: \'1250000000\', region: \'ap-guangzhou\', zones: [\'ap-guangzhou-6\', \'ap-guangzhou-7\'] }),';

function declare(): FeiyueProject {
  const project = emptyProject();
  write(project.outdir, 'terraform/modules/queue/main.tf', 'variable "vpc_id" {}\nvariable "policy" {\n  default = ""\n}\noutput "url" {\n  value = ""\n}\n');
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod-eu', { promotedFrom: dev });
  const network = project.addRootModule('network');
  const vpc = new tencent.Network(network, 'vpc', { cidrBlock: '10.0.0.0/16', tags: { team: 'core', cost: 'a' } });
  vpc.override(prod, { cidrBlock: '10.1.0.0/16', subnets: [{ name: 'a', zone: 'ap-guangzhou-6', cidrBlock: '10.1.1.0/24' }] });
  vpc.override(prod, { tags: { team: 'net' }, natGatewayEnabled: true });
  network.addOutput('range', { value: vpc.cidrBlock, description: 'x' });
  const queue = project.addRootModule('queue-eu', { stateKey: 'old-queue' });
  const jobs = new Module(queue, 'jobs', { source: 'terraform/modules/queue', inputs: { vpc_id: Hcl.template('%s!', vpc.vpcId) } });
  jobs.override(prod, { policy: Hcl.heredoc('one\nmodule "fake" {\n}\n\nlast\n') });
  queue.addVariable('size', { description: 'How many.', type: 'number' });
  queue.addProvider('random', { source: 'hashicorp/random', version: '~> 3.7', configuration: {} });
  queue.addBlock(new HclBlock('resource', ['terraform_data', 'first'], { input: ['a', 'b'] }), [prod]);
  queue.addBlock(new HclBlock('module', ['second'], { source: './second' }).comment('Why it is here.').block(new HclBlock('inner', [], { a: 1 })));
  const apart = project.addRootModule('apart', { backend: Backend.local(), environments: [dev] });
  new tencent.CosStorage(apart, 'uploads');
  project.synth();
  return project;
}

const project = declare();

const MAIN = 'terraform/prod-eu/network/main.tf';
const QUEUE = 'terraform/prod-eu/queue-eu/main.tf';
const VPC = 'const vpc = new tencent.Network(network, \'vpc\', { cidrBlock: \'10.0.0.0/16\', tags: { team: \'core\', cost: \'a\' } });';
const JOBS = 'const jobs = new Module(queue, \'jobs\', { source: \'terraform/modules/queue\', inputs: { vpc_id: Hcl.template(\'%s!\', vpc.vpcId) } });';
const FIRST_OVERRIDE = 'vpc.override(prod, { cidrBlock: \'10.1.0.0/16\', subnets: [{ name: \'a\', zone: \'ap-guangzhou-6\', cidrBlock: \'10.1.1.0/24\' }] });';
const SECOND_OVERRIDE = 'vpc.override(prod, { tags: { team: \'net\' }, natGatewayEnabled: true });';
const QUEUE_DECLARED = 'const queue = project.addRootModule(\'queue-eu\', { stateKey: \'old-queue\' });';
const JOBS_OVERRIDE = 'jobs.override(prod, { policy: Hcl.heredoc(\'one\\nmodule "fake" {\\n}\\n\\nlast\\n\') });';
const FIRST_BLOCK = 'queue.addBlock(new HclBlock(\'resource\', [\'terraform_data\', \'first\'], { input: [\'a\', \'b\'] }), [prod]);';
const SECOND_BLOCK = 'queue.addBlock(new HclBlock(\'module\', [\'second\'], { source: \'./second\' }).comment(\'Why it is here.\').block(new HclBlock(\'inner\', [], { a: 1 })));';
const RAW_BLOCK = 'a block that was added to root module "queue-eu" in prod-eu';
const RAW_CHANGE = 'queueEu.addBlock(…)';

type Row = [file: string, below: string, text: string, declaredBy: string | undefined, what: string, change: string | undefined];

const CASES: readonly Row[] = [
  [MAIN, 'module "vpc"', 'cidr_block ', FIRST_OVERRIDE, 'input "cidr_block" of module "vpc" in prod-eu', 'vpc.override(prodEu, { cidrBlock: … })'],
  [MAIN, 'subnets', '10.1.1.0/24', FIRST_OVERRIDE, 'input "subnets" of module "vpc" in prod-eu', 'vpc.override(prodEu, { subnets: … })'],
  [MAIN, 'module "vpc"', 'nat_gateway_enabled', SECOND_OVERRIDE, 'input "nat_gateway_enabled" of module "vpc" in prod-eu', 'vpc.override(prodEu, { natGatewayEnabled: … })'],
  [MAIN, 'module "vpc"', 'team ', SECOND_OVERRIDE, 'input "tags" of module "vpc" in prod-eu', 'vpc.override(prodEu, { tags: … })'],
  [MAIN, 'module "vpc"', 'cost ', VPC, 'input "tags" of module "vpc"', 'vpc.override(prodEu, { tags: … }), or there for every environment'],
  [MAIN, 'module "vpc"', 'managed_by', undefined, 'input "tags" of module "vpc"', 'vpc.override(prodEu, { tags: … })'],
  [MAIN, 'module "vpc"', 'zones', CLOUD, 'input "zones" of module "vpc"', 'vpc.override(prodEu, { zones: … })'],
  [MAIN, 'module "vpc"', 'name ', undefined, 'input "name" of module "vpc"', 'vpc.override(prodEu, { name: … })'],
  [MAIN, 'module "vpc"', 'source', VPC, 'module "vpc" of root module "network"', 'vpc.override(prodEu, { … })'],
  [MAIN, '', 'module "vpc"', VPC, 'module "vpc" of root module "network"', 'vpc.override(prodEu, { … })'],
  ['terraform/dev/network/main.tf', '', 'cidr_block', VPC, 'input "cidr_block" of module "vpc"', 'vpc.override(dev, { cidrBlock: … }), or there for every environment'],
  [MAIN, 'locals', 'environment', 'const prod = project.addEnvironment(\'prod-eu\', { promotedFrom: dev });', 'tag "environment" of root module "network" in prod-eu', 'vpc.override(prodEu, { tags: { … } }) for one module'],
  [MAIN, 'locals', 'project', undefined, 'tag "project" of root module "network" in prod-eu', 'vpc.override(prodEu, { tags: { … } }) for one module'],
  [MAIN, '', '# ~~', 'const network = project.addRootModule(\'network\');', 'root module "network" in prod-eu', 'new Module(network, …) or network.addBlock(…)'],
  [QUEUE, '', 'data "terraform_remote_state"', JOBS, 'output "vpc_id" of root module "network", which input "vpc_id" of module "jobs" reads', 'jobs.override(prodEu, { vpc_id: … }), or there for every environment'],
  [QUEUE, 'module "jobs"', 'vpc_id', JOBS, 'input "vpc_id" of module "jobs"', 'jobs.override(prodEu, { vpc_id: … }), or there for every environment'],
  [QUEUE, 'module "jobs"', 'module "fake"', JOBS_OVERRIDE, 'input "policy" of module "jobs" in prod-eu', 'jobs.override(prodEu, { policy: … })'],
  [QUEUE, 'module "fake"', 'last', JOBS_OVERRIDE, 'input "policy" of module "jobs" in prod-eu', 'jobs.override(prodEu, { policy: … })'],
  [QUEUE, '', 'terraform_data', FIRST_BLOCK, RAW_BLOCK, RAW_CHANGE],
  [QUEUE, '"terraform_data"', 'input', FIRST_BLOCK, RAW_BLOCK, RAW_CHANGE],
  [QUEUE, 'module "second"', '# Why', SECOND_BLOCK, RAW_BLOCK, RAW_CHANGE],
  [QUEUE, 'inner', 'a = 1', SECOND_BLOCK, RAW_BLOCK, RAW_CHANGE],
  ['terraform/prod-eu/network/terraform.tf', '', 'required_version', undefined, 'the versions of Terraform that every root module works with', undefined],
  ['terraform/prod-eu/network/terraform.tf', 'required_providers', 'version = "~> 1', CLOUD, 'provider "tencentcloud" of the cloud', 'new FeiyueProject({ cloud: … })'],
  ['terraform/prod-eu/network/terraform.tf', '', 'provider "tencentcloud"', CLOUD, 'provider "tencentcloud" of the cloud', 'new FeiyueProject({ cloud: … })'],
  ['terraform/prod-eu/network/terraform.tf', '', 'backend "cos"', 'return new FeiyueProject({', 'backend "cos"', 'new FeiyueProject({ backend: … })'],
  ['terraform/prod-eu/queue-eu/terraform.tf', 'random', 'version', 'queue.addProvider(\'random\', { source: \'hashicorp/random\', version: \'~> 3.7\', configuration: {} });', 'provider "random" of root module "queue-eu" in prod-eu', 'queueEu.addProvider(\'random\', …)'],
  ['terraform/dev/apart/terraform.tf', '', 'backend "local"', 'const apart = project.addRootModule(\'apart\', { backend: Backend.local(), environments: [dev] });', 'backend "local"', 'project.addRootModule(\'apart\', { backend: … })'],
  ['terraform/prod-eu/queue-eu/backend.hcl', '', 'bucket', 'return new FeiyueProject({', 'backend "cos"', 'new FeiyueProject({ backend: … })'],
  ['terraform/prod-eu/queue-eu/backend.hcl', '', 'prefix', QUEUE_DECLARED, 'state of root module "queue-eu" in prod-eu', 'project.addRootModule(\'queue-eu\', { stateKey: … })'],
  ['terraform/prod-eu/network/outputs.tf', 'output "vpc_subnet_id"', 'value', VPC, 'output "subnet_id" of module "vpc"', 'network.addOutput(…)'],
  ['terraform/prod-eu/network/outputs.tf', 'output "range"', 'description', 'network.addOutput(\'range\', { value: vpc.cidrBlock, description: \'x\' });', 'output "range" of root module "network" in prod-eu', 'network.addOutput(\'range\', …)'],
  ['terraform/prod-eu/queue-eu/outputs.tf', '', 'output "jobs_url"', JOBS, 'output "url" of module "jobs"', 'an output block in terraform/modules/queue'],
  ['terraform/prod-eu/queue-eu/variables.tf', '', 'type', 'queue.addVariable(\'size\', { description: \'How many.\', type: \'number\' });', 'variable "size" of root module "queue-eu" in prod-eu', 'queueEu.addVariable(\'size\', …)'],
  ['terraform/modules/network/main.tf', '', 'resource', VPC, 'library module terraform/modules/network, called as module "vpc" of root module "network"', 'new Module(…) with a module of your own'],
  ['terraform/bootstrap/tencent-cos/terraform.tfvars', '', 'bucket', 'return new FeiyueProject({', 'backend "cos"', 'new FeiyueProject({ backend: … })'],
  ['.projen/state-addresses.json', '', 'network', undefined, 'where the states of all root modules are', 'stateKey, backend or movedFrom of a root module'],
];

describe('why a line of Terraform is as it is', () => {
  test.each(CASES)('%s: %s … %s', (file, below, text, declaredBy, what, change) => {
    expect(askWhyText(project, file, text, below)[0]).toEqual({ declaredBy, what, change });
  });

  test.each([['module "jobs"', JOBS], ['"terraform_data"', FIRST_BLOCK], ['module "second"', SECOND_BLOCK]])('the end of %s belongs to it', (head, declaredBy) => {
    const lines = fs.readFileSync(path.join(project.outdir, QUEUE), 'utf8').split('\n');
    const start = lines.findIndex((line) => line.includes(head));
    // Text of a heredoc may look like the end of a block.
    const next = lines.findIndex((line, index) => index > start && /^(?:module|resource) "(?!fake)/.test(line));
    const end = lines.lastIndexOf('}', next < 0 ? lines.length : next);
    expect(askWhy(project, QUEUE, end + 1)[0].declaredBy).toBe(declaredBy);
  });

  test('the state of another root module is explained by who reads it and by the backend that holds it', () => {
    expect(askWhyText(project, QUEUE, 'bucket').map(({ what }) => what)).toEqual([
      'output "vpc_id" of root module "network", which input "vpc_id" of module "jobs" reads',
      'backend "cos"',
    ]);
  });

  test('the key of a state comes from the root module and from the environment', () => {
    expect(askWhyText(project, 'terraform/prod-eu/network/backend.hcl', 'prefix').map(({ change }) => change)).toEqual([
      'project.addRootModule(\'network\', { stateKey: … })',
      'project.addEnvironment(\'prod-eu\', { stateKey: … })',
    ]);
  });

  test('a state that is moved is explained by who moves it', () => {
    const { project: before } = new DefaultEstate();
    before.synth();
    const after = emptyProject({ outdir: before.outdir });
    after.addEnvironment('dev');
    after.addRootModule('net', { movedFrom: 'network' });
    after.retireStates('dev/database', 'dev/storage', 'dev/compute', 'prod/*');
    after.synth();
    const declaredBy = 'after.addRootModule(\'net\', { movedFrom: \'network\' });';
    expect(askWhyText(after, 'terraform/dev/net/terraform.tf', 'moved_state')[0])
      .toEqual({ declaredBy, what: 'the state of root module "net" in dev that is to be moved', change: 'project.addRootModule(\'net\', { movedFrom: … })' });
    expect(askWhy(after, 'ops/scripts/move-states.sh', 1)[0]).toMatchObject({ declaredBy, what: 'movedFrom of root module "net" or its backend' });
  });

  test.each(['main.tf', 'terraform.tf', 'outputs.tf', 'variables.tf'])('%s as a whole is explained by its root module', (name) => {
    expect(askWhy(project, `terraform/prod-eu/queue-eu/${name}`)).toEqual([
      { declaredBy: QUEUE_DECLARED, what: 'root module "queue-eu" in prod-eu', change: expect.stringContaining('queueEu') },
    ]);
  });
});
