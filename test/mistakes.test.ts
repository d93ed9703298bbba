import { TextFile } from 'projen/lib/textfile';
import { DefaultEstate } from './default-estate';
import { Backend, Cloud, KustomizePatch, Module, tencent } from '../src';
import { tree, write } from './synth/test-project';
import { EstateError } from '../src/synth/declare/estate-error';

/** What an estate's mistakes are reported as, one line each; empty when it synthesises. */
function problemsOf(declare: (estate: DefaultEstate) => void, estate = new DefaultEstate()): string[] {
  declare(estate);
  try {
    estate.project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return error.problems.map((problem) => problem.replace(/^\S+mistakes\.test\.ts:\d+\s+/, 'HERE '));
  }
}

const MISTAKES: Array<[what: string, declare: (estate: DefaultEstate) => void, problem: RegExp]> = [
  ['an environment of an illegal name', (e) => { e.project.addEnvironment('Prod_2'); },
    /^HERE environment "Prod_2" is not a DNS-1123 label: use 1 to 63 lower-case letters/],
  ['an environment declared twice', (e) => { e.project.addEnvironment('dev'); },
    /^HERE environment "dev" is declared twice/],
  ['an environment whose folder is taken', (e) => { e.project.addEnvironment('modules'); },
    /^HERE environment "modules" has a name that is taken by a folder beside the environments \(modules, bootstrap\)/],
  ['an environment that is promoted from one of another project', (e) => { e.project.addEnvironment('live', { promotedFrom: new DefaultEstate().prod }); },
    /^HERE promotedFrom of environment "live" names environment "prod", which is not one of this project; environments are: dev, prod\./],
  ['a root module of an illegal name', (e) => { e.project.addRootModule('data base'); },
    /^HERE root module "data base" is not a DNS-1123 label/],
  ['a root module declared twice', (e) => { e.project.addRootModule('network'); },
    /^HERE root module "network" is declared twice/],
  ['an environment of a name that Windows reserves', (e) => { e.project.addEnvironment('nul'); },
    /^HERE environment "nul" is a reserved name on Windows, where no folder can be called so: give it another one$/],
  ['a root module of a name that Windows reserves', (e) => { e.project.addRootModule('aux'); },
    /^HERE root module "aux" is a reserved name on Windows/],
  ['a service of a name that Windows reserves', (e) => { e.project.addService('con', { port: 8080 }); },
    /^HERE service "con" has a reserved name on Windows/],
  ['a service of an illegal name', (e) => { e.project.addService('API', { port: 8080 }); },
    /^HERE service "API" has an illegal name: use lower-case letters/],
  ['a service declared twice', (e) => { e.project.addService('api', { port: 8080 }); },
    /^HERE service "api" is declared twice/],
  ['a module that is no Terraform identifier', (e) => { new tencent.CosStorage(e.storage, '1st'); },
    /^HERE module "1st" is not a Terraform identifier/],
  ['two modules of one id in a root module', (e) => { new tencent.CosStorage(e.storage, 'uploads'); },
    /^HERE module "uploads" of root module "storage" is declared twice: give the second one another id/],
  ['an environment that is overridden and unknown', (e) => { e.services[0].override('pord', { replicas: { min: 3, max: 4 } }); },
    /^HERE service "api" names environment "pord"; environments are: dev, prod\. Did you mean "prod"\?/],
  ['a module override in an unknown environment', (e) => { new tencent.CosStorage(e.storage, 'more').override('de', {}); },
    /^HERE module "more" names environment "de"; environments are: dev, prod\. Did you mean "dev"\?/],
  ['an unknown output of a module', (e) => { new tencent.Redis(e.database, 'more', { vpcId: e.vpc.output('vpcID'), subnetId: e.vpc.subnetId }); },
    /^HERE module "vpc" has no output "vpcID"; it has: .*vpc_id.*\. Did you mean "vpc_id"\?/],
  ['an unknown output of a root module', (e) => { new tencent.Redis(e.database, 'more', { vpcId: e.network.output('vpcid'), subnetId: e.vpc.subnetId }); },
    /^HERE root module "database" uses output "vpcid" of "network"; it has: .*vpc_id.*\. Did you mean "vpc_id"\?/],
  ['an input that the module does not have', (e) => { new tencent.CosStorage(e.storage, 'more', { versionning: true } as tencent.CosStorageOptions); },
    /^HERE module "more" has no input "versionning"; it takes: .*\. Did you mean "versioning/],
  ['a required input that is missing', (e) => { new tencent.Redis(e.database, 'more', { vpcId: 'vpc-1' } as tencent.RedisOptions); },
    /^HERE module "more" needs the input "subnet_id": /],
  ['an input of the wrong type', (e) => { new tencent.Redis(e.database, 'more', { vpcId: 5, subnetId: 'subnet-1' } as unknown as tencent.RedisOptions); },
    /^HERE module "more": input "vpc_id": expected string, got number 5/],
  ['root modules that need each other', (e) => { e.network.addOutput('cycle', { value: (e.compute.node.children.find((child) => child instanceof tencent.TkeCluster) as tencent.TkeCluster).output('cluster_id'), description: 'x' }); },
    /^\S*default-estate\.ts:\d+\s+root modules "network" and "compute" need each other \(.* -> .* -> .*\)\. Remove one reference\./],
  ['a module from a folder that does not exist', (e) => { new Module(e.storage, 'own', { source: 'terraform/modules/nothing' }); },
    /^HERE module "own" cannot use terraform\/modules\/nothing: there is no such folder/],
  ['subnets that overlap', (e) => {
    new tencent.Network(e.network, 'second', {
      cidrBlock: '10.8.0.0/16',
      subnets: [{ name: 'a', cidrBlock: '10.8.0.0/20', zone: 'ap-guangzhou-6' }, { name: 'b', cidrBlock: '10.8.8.0/24', zone: 'ap-guangzhou-6' }],
    });
  }, /^HERE module "second": subnet "b" \(10\.8\.8\.0\/24\) overlaps subnet "a" \(10\.8\.0\.0\/20\)/],
  ['a subnet outside of its network', (e) => {
    new tencent.Network(e.network, 'second', { cidrBlock: '10.8.0.0/16', subnets: [{ name: 'a', cidrBlock: '10.9.0.0/20', zone: 'ap-guangzhou-6' }] });
  }, /^HERE module "second": subnet "a" \(10\.9\.0\.0\/20\) lies outside of the network \(10\.8\.0\.0\/16\)/],
  ['a bucket whose name is too long', (e) => { new tencent.CosStorage(e.storage, 'a-very-long-name-that-cannot-be-the-name-of-a-bucket'); },
    /^HERE module "a-very-long.*": bucket "feiyue-mono-dev-a-very-long.*-1250000000" is not a COS bucket name/],
  ['a replica range upside down', (e) => { e.services[1].override(e.dev, { replicas: { min: 5, max: 2 } }); },
    /^HERE service "match" .*5.*2/],
  ['an image without tag or digest in a protected environment', (e) => { e.project.addService('rank', { port: 8080, image: 'registry.example/rank' }); },
    /^HERE service "rank" .*without a tag or digest.*protected environment "prod"/],
  ['an image with a moving tag in a protected environment', (e) => { e.services[1].override(e.prod, { image: 'registry.example/match:latest' }); },
    /^HERE service "match" .*moving tag "latest".*protected environment "prod"/],
  ['a patch that matches nothing', (e) => { e.services[0].patch(e.dev, KustomizePatch.json6902({ kind: 'Deploymint', name: 'api' }, [{ op: 'remove', path: '/spec' }])); },
    /^HERE service "api" .*Deploymint.*Did you mean "Deployment/],
  ['a state backend with an illegal bucket', () => undefined, /bucket "tfstate" is not|bucket "tfstate"/],
];

test('a file in the place of a generated one is refused where it is made, and is taken once that one was taken out', () => {
  const { project } = new DefaultEstate();
  const mainFile = 'terraform/dev/network/main.tf';
  const own = () => new TextFile(project, mainFile, { lines: ['# mine'] });
  expect(own).toThrow(/^"terraform\/dev\/network\/main\.tf" is written by "root module:network" \(.+:\d+\) already\. .+ project\.tryRemoveFile\('terraform\/dev\/network\/main\.tf'\)$/);
  expect(project.tryFindFile(mainFile)).toBeDefined();
  project.tryRemoveFile(mainFile);
  own();
  project.synth();
  expect(tree(project.outdir)[mainFile]).toBe('444 # mine');
});

describe('a mistake in the estate is reported with its place, its cause and the nearest right name', () => {
  test.each(MISTAKES)('%s', (what, declare, problem) => {
    const estate = what.startsWith('a state backend') ? new DefaultEstate({ backend: Backend.cos({ bucket: 'tfstate', region: 'ap-guangzhou' }) }) : new DefaultEstate();
    expect(problemsOf(declare, estate).join('\n')).toMatch(new RegExp(problem.source, 'm'));
  });

  test('all mistakes are reported together, in the order of the file, each with the line it was made on', () => {
    const error = errorOf((estate) => {
      estate.services[0].override('pord', { replicas: { min: 3, max: 4 } });
      estate.vpc.output('vpcID');
      estate.project.addRootModule('Network');
    });
    expect(error.message).toMatch(/^3 problems, nothing was written\n/);
    const lines = error.problems.map((problem) => Number(/mistakes\.test\.ts:(\d+)/.exec(problem)![1]));
    expect(lines).toEqual([lines[0], lines[0] + 1, lines[0] + 2]);
  });

  test.each(['reserves', 'illegal name'].flatMap((what) => MISTAKES.filter(([name]) => name.includes(what))))('%s is one problem', (_, declare) => {
    expect(problemsOf(declare)).toHaveLength(1);
  });

  test('values of the command line name the allowed ones', () => {
    const project = new DefaultEstate({ cloud: Cloud.tencent({ appId: '12', region: 'ap-guangzou', zones: [] }), repository: 'mono' }).project;
    expect(() => project.synth()).toThrow(/appId "12" is not an APPID: it has exactly ten digits/);
    expect(() => project.synth()).toThrow(/region "ap-guangzou" is not known; regions are: .*ap-guangzhou.*Did you mean "ap-guangzhou"\?/);
    expect(() => project.synth()).toThrow(/repository "mono" is not of the form owner\/name/);
  });
});

describe('when there is any problem the tree stays exactly as it was', () => {
  test.each(MISTAKES.slice(0, -1).map(([what, declare]) => [what, declare] as const))('%s', (_, declare) => {
    const { project } = new DefaultEstate();
    project.synth();
    write(project.outdir, 'terraform/dev/network/extra.tf', '# mine\n');
    const before = tree(project.outdir);
    expect(problemsOf(declare, new DefaultEstate({ outdir: project.outdir }))).not.toEqual([]);
    expect(tree(project.outdir)).toEqual(before);
  });
});


function errorOf(declare: (estate: DefaultEstate) => void): EstateError {
  const estate = new DefaultEstate();
  declare(estate);
  try {
    estate.project.synth();
  } catch (error) {
    return error as EstateError;
  }
  throw new Error('the estate has no problem');
}
