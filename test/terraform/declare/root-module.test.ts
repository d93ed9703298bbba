import * as fs from 'fs';
import * as path from 'path';
import { Backend, Hcl, HclBlock, Module, tencent } from '../../../src';
import { DefaultEstate, emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { read, write } from '../../synth/test-project';

describe('an output of a module used as an input', () => {
  test('in the same root module is a plain reference', () => {
    const { project, vpc, network } = new DefaultEstate();
    network.addOutput('gateway', { value: Hcl.template('%s/24', vpc.vpcId), description: 'Where traffic leaves.' });
    project.synth();
    expect(read(project.outdir, 'terraform/dev/network/outputs.tf')).toContain('value       = "${module.vpc.vpc_id}/24"');
    expect(read(project.outdir, 'terraform/dev/network/main.tf')).not.toContain('terraform_remote_state');
  });

  test('in another root module reads that one\'s state with the backend arguments of the same environment', () => {
    const { project } = new DefaultEstate();
    project.synth();
    const main = read(project.outdir, 'terraform/prod/compute/main.tf');
    expect(main).toContain(`data "terraform_remote_state" "network" {
  backend = "cos"
  config = {
    bucket  = "feiyue-mono-tfstate-1250000000"
    region  = "ap-guangzhou"
    prefix  = "prod/network"
    key     = "terraform.tfstate"
    encrypt = true
  }
}`);
    expect(main).toContain('vpc_id                   = data.terraform_remote_state.network.outputs.vpc_id'.replace(/ +=/, '').split(' ')[0]);
    expect(main).toMatch(/vpc_id\s+= data\.terraform_remote_state\.network\.outputs\.vpc_id\n/);
    expect(read(project.outdir, 'terraform/prod/network/outputs.tf')).toContain('output "vpc_id" {');
  });

  test('is found inside templates, calls, lists and blocks', () => {
    const { project, vpc, storage } = new DefaultEstate();
    storage.addBlock(new HclBlock('locals', [], { all: [Hcl.call('upper', Hcl.template('%s!', vpc.vpcId))] }));
    project.synth();
    const main = read(project.outdir, 'terraform/dev/storage/main.tf');
    expect(main).toContain('all = [upper("${data.terraform_remote_state.network.outputs.vpc_id}!")]');
    expect(main).toContain('data "terraform_remote_state" "network"');
  });

  test('may be had from the root module, by the name that `terraform output` shows', () => {
    const { project, network, storage, compute } = new DefaultEstate();
    network.addOutput('gateway', { value: Hcl.template('%s/24', network.output('vpc_id')), description: 'Where traffic leaves.' });
    storage.addBlock(new HclBlock('locals', [], { vpc: network.output('vpc_id'), cluster: compute.output('cluster_id') }));
    project.synth();
    expect(read(project.outdir, 'terraform/dev/network/outputs.tf')).toContain('value       = "${module.vpc.vpc_id}/24"');
    const main = read(project.outdir, 'terraform/dev/storage/main.tf');
    expect(main).toContain('data "terraform_remote_state" "network"');
    expect(main).toContain('vpc     = data.terraform_remote_state.network.outputs.vpc_id');
    expect(main).toContain('cluster = data.terraform_remote_state.compute.outputs.cluster_id');
    expect(read(project.outdir, 'terraform/dev/compute/outputs.tf')).toContain('output "cluster_id"');
  });

  test('orders the two root modules in the dependency graph', () => {
    const { project } = new DefaultEstate();
    project.synth();
    const graph = JSON.parse(read(project.outdir, '.projen/graph.json'));
    expect(Object.fromEntries(graph.rootModules.map((root: { name: string; dependsOn: string[] }) => [root.name, root.dependsOn])))
      .toEqual({ network: [], database: ['network'], storage: [], compute: ['network'] });
  });
});

describe('environments differ', () => {
  test('by the inputs that are overridden, and by nothing else', () => {
    const { project } = new DefaultEstate();
    project.synth();
    const dev = read(project.outdir, 'terraform/dev/database/main.tf').split('\n');
    const prod = read(project.outdir, 'terraform/prod/database/main.tf').split('\n');
    const onlyProd = prod.filter((line) => !dev.includes(line)).map((line) => line.trim().replace(/ +/g, ' '));
    expect(onlyProd.filter((line) => !/prod/.test(line))).toEqual(['cpu = 4', 'memory_gb = 16', 'storage_gb = 200']);
  });

  test('by the root modules that they have', () => {
    const { project, dev, vpc } = new DefaultEstate();
    const sandbox = project.addRootModule('sandbox', { environments: [dev] });
    new tencent.Redis(sandbox, 'cache', { vpcId: vpc.vpcId, subnetId: vpc.subnetId });
    project.synth();
    expect(fs.existsSync(path.join(project.outdir, 'terraform/dev/sandbox/main.tf'))).toBe(true);
    expect(fs.existsSync(path.join(project.outdir, 'terraform/prod/sandbox'))).toBe(false);
  });

  test('by the modules that they call', () => {
    const { project, prod, storage, compute, services: [api] } = new DefaultEstate();
    const archive = new tencent.CosStorage(storage, 'archive', { environments: [prod] });
    // Elsewhere nothing is offered, so there is nothing to be used.
    compute.addBlock(new HclBlock('locals', [], { archive: archive.bucket }), [prod]);
    api.override(prod, { addedVariables: ['ARCHIVE'], env: { ARCHIVE: archive.bucket } });
    project.synth();
    const written = (environment: string) => ['main', 'outputs'].map((name) => read(project.outdir, `terraform/${environment}/storage/${name}.tf`)).join('');
    expect(written('prod')).toContain('module "archive" {');
    expect(written('prod')).toContain('output "archive_bucket" {');
    expect(written('dev')).not.toContain('archive');
    expect(read(project.outdir, 'terraform/prod/compute/main.tf')).toContain('archive = data.terraform_remote_state.storage.outputs.archive_bucket');
    expect(JSON.parse(read(project.outdir, '.projen/state-addresses.json')).states).toMatchObject({
      'dev/storage': { modules: ['uploads'] }, 'prod/storage': { modules: ['archive', 'uploads'] },
    });
  });

  test('and not by what others use of a module that is called in one of them alone', () => {
    const { project, prod, storage, compute, services: [api] } = new DefaultEstate();
    const archive = new tencent.CosStorage(storage, 'archive', { environments: [prod] });
    compute.addBlock(new HclBlock('locals', [], { archive: archive.bucket }));
    storage.addBlock(new HclBlock('locals', [], { archive: Hcl.raw('module.archive.bucket'), name: archive.bucket }));
    storage.addOutput('name', { value: storage.output('archive_bucket'), description: 'A name.' });
    api.override('dev', { addedVariables: ['ARCHIVE'], env: { ARCHIVE: archive.bucket } });
    const problems = problemsOf(project);
    const use = (root: string) => `root module "${root}" uses output "bucket" of module "archive", which is not called in environment "dev"`;
    for (const said of [use('compute'), use('storage'), 'output "archive_bucket"', 'module.archive.bucket, which nobody declares', 'whose module is not called in environment "dev"']) {
      expect(problems).toEqual(expect.arrayContaining([expect.stringContaining(said)]));
    }
    expect(problems.join()).not.toContain('in environment "prod"');
  });
});

describe('terraform of one\'s own', () => {
  const MODULE = 'variable "name" {\n  type = string\n}\n\nvariable "size_gb" {\n  type    = number\n  default = 10\n}\n\noutput "url" {\n  value = var.name\n}\n';

  test('is called as a module, checked against its variables.tf, and left alone', () => {
    const { project, vpc, storage, prod } = new DefaultEstate();
    write(project.outdir, 'terraform/modules/queue/main.tf', MODULE);
    const queue = new Module(storage, 'jobs', { source: 'terraform/modules/queue/', inputs: { name: vpc.vpcId } }).override(prod, { size_gb: 50 });
    storage.addOutput('queue', { value: queue.output('url'), description: 'Queue.' });
    project.synth();
    expect(read(project.outdir, 'terraform/prod/storage/main.tf')).toContain(`module "jobs" {
  source  = "../../modules/queue"
  name    = data.terraform_remote_state.network.outputs.vpc_id
  size_gb = 50
}`);
    expect(read(project.outdir, 'terraform/modules/queue/main.tf')).toBe(MODULE);
  });

  test.each([
    [{ nam: 'x' }, /module "jobs" has no input "nam"; it takes: name, size_gb\. Did you mean "name"\?/],
    [{}, /module "jobs" needs the input "name"/],
    [{ name: 'x', size_gb: 'large' }, /module "jobs": input "size_gb": expected number, got string "large"/],
  ])('with inputs %j is a problem', (inputs, problem) => {
    const { project, storage } = new DefaultEstate();
    write(project.outdir, 'terraform/modules/queue/main.tf', MODULE);
    new Module(storage, 'jobs', { source: 'terraform/modules/queue', inputs });
    expect(() => project.synth()).toThrow(problem);
  });

  test('that cannot be parsed is a problem that names the file and the line', () => {
    const { project, storage } = new DefaultEstate();
    write(project.outdir, 'terraform/modules/queue/main.tf', 'variable "name" {\n  type = {{\n');
    new Module(storage, 'jobs', { source: 'terraform/modules/queue' });
    expect(() => project.synth()).toThrow(/module "jobs" cannot use terraform\/modules\/queue: main\.tf:\d+: /);
  });

  test('beside generated files is never touched', () => {
    const { project } = new DefaultEstate();
    write(project.outdir, 'terraform/dev/network/extra.tf', '# mine\n');
    write(project.outdir, 'terraform/dev/network/.terraform.lock.hcl', '# lock\n');
    project.synth();
    expect(read(project.outdir, 'terraform/dev/network/extra.tf')).toBe('# mine\n');
    expect(read(project.outdir, 'terraform/dev/network/.terraform.lock.hcl')).toBe('# lock\n');
  });

  test('written by hand keeps main.tf and outputs.tf, while backend, providers and CI stay managed', () => {
    const declare = (outdir?: string) => {
      const estate = new DefaultEstate(outdir ? { outdir } : {});
      const legacy = estate.project.addRootModule('legacy', { handWritten: true, outputs: ['queue_url'] });
      estate.storage.addBlock(new HclBlock('locals', [], { queue: legacy.output('queue_url') }));
      estate.project.synth();
      return estate.project.outdir;
    };
    const outdir = declare();
    write(outdir, 'terraform/dev/legacy/main.tf', '# by hand\n');
    declare(outdir);
    expect(read(outdir, 'terraform/dev/legacy/main.tf')).toBe('# by hand\n');
    expect(read(outdir, 'terraform/dev/legacy/backend.hcl')).toContain('prefix  = "dev/legacy"');
    expect(read(outdir, 'terraform/dev/legacy/terraform.tf')).toContain('provider "tencentcloud"');
    expect(read(outdir, 'terraform/dev/storage/main.tf')).toContain('queue = data.terraform_remote_state.legacy.outputs.queue_url');
    expect(read(outdir, '.projen/graph.json')).toContain('terraform/*/legacy');
  });
});

describe('a root module', () => {
  test('has variables of its own, secrets among them without a value', () => {
    const { project, storage } = new DefaultEstate();
    const token = storage.addVariable('token', { description: 'Token of the webhook.', sensitive: true });
    storage.addBlock(new HclBlock('locals', [], { header: Hcl.template('Bearer %s', token) }));
    project.synth();
    expect(read(project.outdir, 'terraform/dev/storage/variables.tf')).toContain(`variable "token" {
  description = "Token of the webhook."
  type        = string
  sensitive   = true
}`);
    expect(read(project.outdir, 'terraform/dev/storage/main.tf')).toContain('header = "Bearer ${var.token}"');
  });

  test('keeps its state where it is told to, and its readers follow', () => {
    const { project, dev } = new DefaultEstate();
    const edge = project.addRootModule('edge', { environments: [dev], backend: Backend.s3({ bucket: 'edge-states', region: 'eu-central-1' }) });
    const id = edge.addOutput('id', { value: 'edge-1', description: 'Edge.' });
    const reader = project.addRootModule('reader', { environments: [dev] });
    reader.addBlock(new HclBlock('locals', [], { edge: id }));
    project.synth();
    expect(read(project.outdir, 'terraform/dev/edge/terraform.tf')).toContain('backend "s3" {}');
    expect(read(project.outdir, 'terraform/dev/edge/backend.hcl')).toContain('edge-states');
    expect(read(project.outdir, 'terraform/dev/reader/main.tf')).toContain('backend = "s3"');
  });

  test('requires only the providers that something in it uses', () => {
    const project = emptyProject();
    project.addEnvironment('dev');
    project.addRootModule('plain').addBlock(new HclBlock('resource', ['terraform_data', 'x']));
    project.addRootModule('cloud').addBlock(new HclBlock('resource', ['tencentcloud_vpc', 'x'], { name: 'x', cidr_block: '10.0.0.0/16' }));
    project.synth();
    expect(read(project.outdir, 'terraform/dev/plain/terraform.tf')).not.toContain('tencentcloud');
    expect(read(project.outdir, 'terraform/dev/cloud/terraform.tf')).toContain('source  = "tencentcloudstack/tencentcloud"');
  });

  test('never shares its state, nor lies below the state of another', () => {
    const { project, dev } = new DefaultEstate();
    const first = Backend.cos({ bucket: 'states-1250000000', region: 'ap-guangzhou', statePathPrefix: 'dev' });
    const second = Backend.cos({ bucket: 'states-1250000000', region: 'ap-guangzhou', statePathPrefix: 'dev/dev' });
    project.addRootModule('dev', { environments: [dev], backend: first });
    project.addRootModule('x', { environments: [dev], backend: second });
    expect(() => project.synth()).toThrow(/the states of terraform\/dev\/dev \(.*\) and terraform\/dev\/x \(.*\) would share a prefix/);
  });
});

test('tags that are given are added to those of the root module', () => {
  const { project, storage } = new DefaultEstate();
  new tencent.CosStorage(storage, 'archive', { tags: { team: 'data' } });
  project.synth();
  expect(read(project.outdir, 'terraform/dev/storage/main.tf')).toMatch(/tags = merge\(local\.tags, \{ team = "data" \}\)|managed_by\s+= "feiyue-projen"\n\s+team\s+= "data"/);
});
