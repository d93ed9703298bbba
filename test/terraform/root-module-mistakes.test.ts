import * as fs from 'fs';
import * as path from 'path';
import { Hcl, HclBlock, Module, tencent } from '../../src';
import { EstateError } from '../../src/synth/declare/estate-error';
import { DefaultEstate } from '../default-estate';
import { temporaryDirectory, write } from '../synth/test-project';

const RANDOM = { source: 'hashicorp/random', version: '~> 3.7' };

const MISTAKES: Array<[what: string, declare: (estate: DefaultEstate) => void, problem: RegExp]> = [
  ['a provider of an illegal name', (e) => { e.storage.addProvider('My_Own', RANDOM); },
    /^HERE provider "My_Own" is not a provider name: use lower-case letters, digits and single "-"/],
  ['a provider of an illegal source', (e) => { e.storage.addProvider('own', { source: 'own', version: '1.0.0' }); },
    /^HERE provider "own" has the source "own", which is not of the form namespace\/name/],
  ['a provider without a version', (e) => { e.storage.addProvider('random', { source: 'hashicorp/random', version: '' }); },
    /^HERE provider "random" has no version/],
  ['a provider whose version is no constraint', (e) => { e.storage.addProvider('random', { source: 'hashicorp/random', version: 'latest' }); },
    /^HERE provider "random" has the version "latest", which is not a constraint such as "~> 3\.7"/],
  ['a provider of a version that there cannot be', (e) => { e.storage.addProvider('random', { source: 'hashicorp/random', version: '>= 4.0, < 3.0' }); },
    /^HERE provider "random" has the version ">= 4\.0, < 3\.0", which no version meets/],
  ['a variable of a reserved name', (e) => { e.storage.addVariable('for_each', { description: 'x' }); },
    /^HERE variable "for_each" of root module "storage" has a name that Terraform reserves, like source, version, providers/],
  ['a provider declared twice', (e) => { e.storage.addProvider('random', RANDOM); e.storage.addProvider('random', RANDOM); },
    /^HERE provider "random" of root module "storage" is declared twice: drop one of the two/],
  ['the cloud\'s provider declared again', (e) => { e.storage.addProvider('tencentcloud', { source: 'tencentcloudstack/tencentcloud', version: '1.0.0' }); },
    /^HERE provider "tencentcloud" is the cloud's own: it is required and configured already/],
  ['a provider that a called module takes from elsewhere', (e) => { e.database.addProvider('random', { source: 'me/random', version: '1.0.0' }); },
    /^HERE provider "random" of root module "database" comes from "me\/random", but module "postgresql" takes it from "hashicorp\/random"/],
  ['a provider whose configuration cannot be written', (e) => { e.storage.addProvider('random', { ...RANDOM, configuration: { seed: NaN } }); },
    /^HERE provider "random" of root module "storage" cannot be written: .*"seed"/],
  ['a raw block of a provider that nobody declared', (e) => { e.storage.addBlock(new HclBlock('data', ['aws_ami', 'x'])); },
    /^HERE root module "storage" has the block data "aws_ami" "x" of provider "aws", which nobody declared: add rootModule\.addProvider\('aws'/],
  ['a module from an absolute path', (e) => { new Module(e.storage, 'own', { source: '/etc' }); },
    /^HERE module "own" cannot use "\/etc": it is absolute; give it relative to the project/],
  ['a module from outside of the repository', (e) => { new Module(e.storage, 'own', { source: 'terraform/../../elsewhere' }); },
    /^HERE module "own" cannot use "\.\.\/elsewhere": it leads out of the project/],
  ['an output of the root module itself that it does not have', (e) => { e.network.addOutput('x', { value: e.network.output('vpcid'), description: 'x' }); },
    /^HERE root module "network" uses output "vpcid" of "network"; it has: .*vpc_id.*\. Did you mean "vpc_id"\?/],
  ['an output made of itself', (e) => { e.network.addOutput('x', { value: e.network.output('x'), description: 'x' }); },
    /^HERE root module "network" uses its own output "x": use the module's output/],
  ['a variable whose type is none', (e) => { e.storage.addVariable('n', { description: 'x', type: 'list(strin' }); },
    /^HERE variable "n": type "list\(strin" is not a Terraform type: /],
  ['a variable whose default does not fit', (e) => { e.storage.addVariable('n', { description: 'x', type: 'list(string)', defaultValue: 3 }); },
    /^HERE variable "n": default: expected list, got number 3/],
  ['a variable of an illegal name', (e) => { e.storage.addVariable('1st', { description: 'x' }); },
    /^HERE variable "1st" is not a Terraform identifier/],
  ['an output that is no number', (e) => { e.storage.addOutput('n', { value: NaN, description: 'x' }); },
    /^HERE output "n" of root module "storage" cannot be written: .*NaN/],
  ['an output with a hole', (e) => { e.storage.addOutput('n', { value: { list: [undefined] }, description: 'x' }); },
    /^HERE output "n" of root module "storage" cannot be written: key "list": item 0: undefined is not a Terraform value/],
  ['an output without a value', (e) => { e.storage.addOutput('n', { value: undefined, description: 'x' }); },
    /^HERE output "n" of root module "storage" cannot be written: undefined is not a Terraform value/],
  ['a raw block that cannot be written', (e) => { e.storage.addBlock(new HclBlock('locals', [], { at: new Date(0) })); },
    /^HERE a block of root module "storage" cannot be written: locals: argument "at": instance of Date is not a Terraform value/],
  ['a raw block with a key that no file can hold', (e) => { e.storage.addBlock(new HclBlock('locals', [], { map: { '\ud800': 1 } })); },
    /^HERE a block of root module "storage" cannot be written: locals: argument "map": .*surrogate/],
  ['an input with an expression that cannot be written', (e) => { new tencent.Redis(e.database, 'more', { vpcId: Hcl.call('join', NaN) as unknown as string, subnetId: 's' }); },
    /^HERE module "more" cannot be written: .*NaN/],
  ['a root module in no environment', (e) => { e.project.addRootModule('q', { environments: [] }); },
    /^HERE root module "q" is in no environment: list at least one in "environments"/],
  ['an output of a root module that an environment lacks', (e) => {
    const only = e.project.addRootModule('only', { environments: [e.dev] });
    const id = only.addOutput('id', { value: 'x', description: 'x' });
    e.storage.addBlock(new HclBlock('locals', [], { id }));
  }, /^HERE root module "storage" uses output "id" of "only", which is not in environment "prod": add that environment to root module "only", or restrict "storage"/],
  ['an output for a hand-written root module', (e) => { e.project.addRootModule('legacy', { handWritten: true }).addOutput('n', { value: 1, description: 'x' }); },
    /^HERE root module "legacy" is hand-written, so output "n" cannot be added from here: write it in its outputs\.tf, and list its name in "outputs"/],
  ['a variable for a hand-written root module', (e) => { e.project.addRootModule('legacy', { handWritten: true }).addVariable('n', { description: 'x' }); },
    /^HERE root module "legacy" is hand-written, so variable "n" cannot be added from here: write it in its variables\.tf/],
  ['a block for a hand-written root module', (e) => { e.project.addRootModule('legacy', { handWritten: true }).addBlock(new HclBlock('locals')); },
    /^HERE root module "legacy" is hand-written, so no block can be added to it: write the block in its main\.tf/],
  ['a hand-written output of an illegal name', (e) => { e.project.addRootModule('legacy', { handWritten: true, outputs: ['Queue URL'] }); },
    /^HERE output "Queue URL" is not a Terraform identifier/],
  ['a hand-written root module that cannot be parsed', (e) => {
    write(e.project.outdir, 'terraform/dev/legacy/main.tf', '# mine\nmodule "x" {\n');
    e.project.addRootModule('legacy', { handWritten: true });
  }, /^HERE root module "legacy" has a file that cannot be parsed: terraform\/dev\/legacy\/main\.tf:\d+: /],
  ['a hand-written root module that uses an output from here', (e) => {
    e.project.addRootModule('legacy', { handWritten: true }).addProvider('random', { ...RANDOM, configuration: { x: e.vpc.vpcId } });
  }, /root module "legacy" is hand-written, so it cannot use output "vpc_id" of "network" from here/],
];

test.each(MISTAKES)('%s is reported with its place and its remedy, beside every other problem', (_, declare, problem) => {
  const problems = problemsOf((estate) => {
    estate.project.addRootModule('Other');
    declare(estate);
  });
  expect(problems.join('\n')).toMatch(new RegExp(problem.source, 'm'));
  expect(problems.join('\n')).toMatch(/^HERE root module "Other" is not a DNS-1123 label/m);
});

test('nothing outside of the repository is read', () => {
  const outside = temporaryDirectory();
  fs.writeFileSync(path.join(outside, 'main.tf'), 'variable "secret" {\n');
  for (const relative of [false, true]) {
    const problems = problemsOf((e) => { new Module(e.storage, 'own', { source: relative ? path.relative(e.project.outdir, outside) : outside }); });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/it is absolute|it leads out of the project/);
  }
});

test.each<[string, (estate: DefaultEstate) => void]>([
  ['a call for a hand-written root module', (e) => {
    new tencent.Redis(e.project.addRootModule('legacy', { handWritten: true }), 'redis', { vpcId: e.vpc.vpcId, subnetId: e.vpc.subnetId });
  }],
  ['an output of a module that cannot be read', (e) => {
    const jobs = e.project.addRootModule('jobs');
    new Module(jobs, 'queue', { source: 'terraform/modules/nothing' });
    e.storage.addBlock(new HclBlock('locals', [], { url: jobs.output('queue_url') }));
  }],
])('%s is one problem, not several', (_, declare) => {
  expect(problemsOf(declare)).toHaveLength(1);
});

/** What the mistakes are reported as, one line each; those of this file begin with HERE. */
function problemsOf(declare: (estate: DefaultEstate) => void): string[] {
  const estate = new DefaultEstate();
  declare(estate);
  try {
    estate.project.synth();
  } catch (error) {
    if (error instanceof EstateError) return error.problems.map((problem) => problem.replace(/^\S+mistakes\.test\.ts:\d+\s+/, 'HERE '));
    throw error;
  }
  throw new Error('the estate has no problem');
}
