import { Component } from 'projen/lib/component';
import { JsonFile } from 'projen/lib/json';
import { JsonPatch } from 'projen/lib/json-patch';
import { TextFile } from 'projen/lib/textfile';
import { DefaultEstate } from './default-estate';
import { AccessLevel, AccessSubject, Hcl, HclBlock, KustomizePatch, PlanPolicy, tencent } from '../src';
import { asEntryScript } from './synth/entry-script';
import { read, tree } from './synth/test-project';
import { EstateError } from '../src/synth/declare/estate-error';

const PATCH = KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'remove', path: '/spec' }]);
const WORKFLOW = '.github/workflows/deploy-prod.yml';

type Declare = (estate: DefaultEstate) => unknown;

/** What the user declares in a project that is written, and what he is told of it. */
const LATE: Array<[what: string, declare: Declare]> = [
  ['service "chat2"', ({ project }) => project.addService('chat2', { port: 8080 })],
  ['environment "test"', ({ project }) => project.addEnvironment('test')],
  ['root module "queue"', ({ project }) => project.addRootModule('queue')],
  ['module "more" of root module "storage"', ({ storage }) => new tencent.CosStorage(storage, 'more')],
  ['policy "keep"', ({ project }) => project.addPolicy('keep', PlanPolicy.noDestroy())],
  ['access "ops"', ({ project, dev }) => project.addAccess('ops', { subjects: [AccessSubject.user('a')], level: AccessLevel.VIEW, environments: [dev] })],
  ['application "extra"', ({ project }) => project.addApplication('extra')],
  ['container "tool"', ({ project }) => project.addContainer('tool')],
  ['Cloudflare worker "edge"', ({ project }) => project.addCloudflareWorker('edge')],
  ['auth0 tenant "Dev"', ({ project }) => project.addAuth0Tenant('Dev', { domain: 'shop-dev.eu.auth0.com' })],
  ['product "shop"', ({ project, services }) => project.addProduct('shop', { services })],
  ['what service "api" is given in one environment', ({ services, prod }) => services[0].override(prod, { replicas: { min: 5, max: 9 } })],
  ['what service "api" is given in one environment', ({ services, prod }) => services[0].patch(prod, PATCH)],
  ['a patch of service "api"', ({ services }) => services[0].patchBase(PATCH)],
  ['a patch of environment "dev"', ({ project, dev }) => project.overlay(dev).patch(PATCH)],
  ['what module "uploads" is given in one environment', ({ storage, dev }) =>
    (storage.node.children[0] as tencent.CosStorage).override(dev, { storageClass: 'STANDARD' } as tencent.CosStorageOverrides)],
  ['output "cidr" of root module "network"', ({ network }) => network.addOutput('cidr', { value: 'x', description: 'x' })],
  ['variable "cidr" of root module "network"', ({ network }) => network.addVariable('cidr', { description: 'x' })],
  ['provider "random" of root module "network"', ({ network }) => network.addProvider('random', { source: 'hashicorp/random', version: '~> 3.0' })],
  ['a block of root module "network"', ({ network }) => network.addBlock(new HclBlock('locals', [], { a: Hcl.raw('1') }))],
  ['what root module "network" retires', ({ network }) => network.retire('module.old')],
  ['what retireStates gives up', ({ project }) => project.retireStates('dev/old')],
  [`a patch of "${WORKFLOW}"`, ({ project }) => project.tryFindObjectFile(WORKFLOW)!.addOverride('jobs.deploy.timeout-minutes', 60)],
  [`a patch of "${WORKFLOW}"`, ({ project }) => project.tryFindObjectFile(WORKFLOW)!.addDeletionOverride('jobs.deploy.timeout-minutes')],
  [`a patch of "${WORKFLOW}"`, ({ project }) => project.tryFindObjectFile(WORKFLOW)!.addToArray('jobs.deploy.steps', {})],
  [`a patch of "${WORKFLOW}"`, ({ project }) => project.tryFindObjectFile(WORKFLOW)!.patch(JsonPatch.remove('/jobs/deploy'))],
  ['"notes.txt"', ({ project }) => new TextFile(project, 'notes.txt', { lines: ['mine'] })],
];

function synthesised(): DefaultEstate {
  const estate = new DefaultEstate();
  estate.project.synth();
  return estate;
}

test.each(LATE)('%s after the synthesis is an error at once', (what, declare) => {
  const estate = synthesised();
  const before = tree(estate.project.outdir);
  let error: unknown;
  try {
    declare(estate);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(EstateError);
  const [problem, ...others] = (error as EstateError).problems;
  expect(problem).toMatch(/late-declarations\.test\.ts:\d+ {2}/);
  expect(problem).toContain(`${what} comes after project.synth(), so this run has left it out, and removed what an earlier run wrote for it`);
  expect(others).toEqual([]);
  expect((error as EstateError).message).toMatch(/^1 problem, too late for this run\n/);
  expect(tree(estate.project.outdir)).toEqual(before);
});

/** Runs a program as `.projenrc.ts`, to its end. */
function programEnds(program: (estate: DefaultEstate) => void) {
  let end = () => {};
  const ended = asEntryScript('/repository', [], () => {
    jest.spyOn(process, 'once').mockImplementation((event, listener) => {
      if (event === 'beforeExit') end = listener as () => void;
      return process;
    });
    program(new DefaultEstate());
    end();
  });
  return ended;
}

test('a program that declares something late ends with status 1 and says where', () => {
  const { status, stderr } = programEnds(({ project }) => {
    project.synth();
    project.addService('late', { port: 8080 });
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/1 problem, too late for this run\n\n {2}\S+late-declarations\.test\.ts:\d+ {2}service "late" comes after/);
});

test.each<[string, (estate: DefaultEstate) => unknown]>([
  ['.projen/tasks.json, package.json', ({ project }) => project.addTask('late')],
  ['.gitignore', ({ project }) => project.gitignore.exclude('late')],
  ['.gitattributes', ({ project }) => project.gitattributes.addAttributes('late', 'text')],
  ['.projen/deps.json', ({ project }) => project.addDeps('late')],
  ['package.json', ({ project }) => project.package.addField('late', true)],
])('a program that ends with %s not as it was written says so', (files, declare) => {
  const { status, stderr } = programEnds((estate) => {
    estate.project.synth();
    declare(estate);
  });
  expect(stderr).toContain(`  something was added after project.synth() that belongs in ${files}, so this run has left it out: move project.synth() to the end`);
  expect(status).toBe(1);
});

test('a program that ends with its synthesis has nothing to be told', () => {
  expect(programEnds(({ project }) => project.synth())).toMatchObject({ status: 0, stderr: '' });
});

test('nor has one whose names stand in another order in a language than by their characters', () => {
  const names = ['no-destroy.rego', 'no-destroy_test.rego'];
  expect([...names].sort((a, b) => a.localeCompare(b))).toEqual([...names].reverse());
  expect(programEnds(({ project }) => {
    project.addPolicy('no-destroy', PlanPolicy.noDestroy());
    project.synth();
  })).toMatchObject({ status: 0, stderr: '' });
});

test('a second synthesis is an error that names the first', () => {
  const { project } = synthesised();
  expect(() => project.synth()).toThrow(/project\.synth\(\) was called before, in \S+late-declarations\.test\.ts:\d+, and has done everything: drop one of the two/);
});

test('what a component declares while the estate is synthesised is an error, and nothing is written', () => {
  class Late extends Component {
    public preSynthesize(): void {
      (this.project as DefaultEstate['project']).addRootModule('late');
    }
  }
  const { project } = new DefaultEstate();
  new Late(project);
  expect(() => project.synth()).toThrow(/root module "late" comes after project\.synth\(\)/);
  expect(tree(project.outdir)).toEqual({});
});

test('what a component adds to a file while it writes its own is written with the rest', () => {
  let outdir = '';
  class Late extends Component {
    public synthesize(): void {
      this.project.addTask('late');
    }
  }
  const { stderr, status } = programEnds(({ project }) => {
    outdir = project.outdir;
    new Late(project);
    project.synth();
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(tree(outdir)['.projen/tasks.json']).toContain('"late"');
});

test('a component may patch files and add its own until all are settled', () => {
  class Patching extends Component {
    public preSynthesize(): void {
      this.project.tryFindObjectFile(WORKFLOW)!.addOverride('jobs.deploy.timeout-minutes', 61);
      new JsonFile(this.project, 'own.json', { obj: { mine: true } });
    }
  }
  const { project } = new DefaultEstate();
  new Patching(project);
  project.synth();
  expect(read(project.outdir, WORKFLOW)).toContain('timeout-minutes: 61');
  expect(read(project.outdir, 'own.json')).toContain('"mine": true');
});

test('an estate that was refused can be mended and synthesised by the program that declares it', () => {
  const estate = new DefaultEstate();
  estate.services[0].override('nowhere', {});
  expect(() => estate.project.synth()).toThrow(EstateError);
  expect(() => estate.project.addService('more', { port: 8080 })).not.toThrow();
});
