import { rmSync } from 'fs';
import { join } from 'path';
import { Environment, FeiyueProject, Hcl, HclBlock, Module, RootModule, tencent } from '../../src';
import { EstateError } from '../../src/synth/declare/estate-error';
import { emptyProject } from '../default-estate';
import { read, temporaryDirectory, tree, write } from '../synth/test-project';

const LEDGER = '.projen/state-addresses.json';
const POSTGRESQL = { vpcId: 'vpc-1', subnetId: 'subnet-1', allowedCidrBlocks: ['10.0.0.0/8'] };

/** An estate of two environments, and what is called in its root modules. */
type Declare = (roots: (name: string) => RootModule, environments: Record<'dev' | 'prod', Environment>, project: FeiyueProject) => void;

/** One run in a folder: its problems, without the places they are at. */
function run(outdir: string, declare: Declare): string[] {
  const project = emptyProject({ outdir });
  const [dev, prod] = ['dev', 'prod'].map((name) => project.addEnvironment(name));
  const known = new Map<string, RootModule>();
  const root = (name: string) => {
    const rootModule = known.get(name) ?? project.addRootModule(name);
    known.set(name, rootModule);
    return rootModule;
  };
  declare(root, { dev, prod }, project);
  try {
    project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return error.problems.map((problem) => problem.replace(/^\S+:\d+\s+/, ''));
  }
}

function after(...runs: Declare[]): string {
  return afterIn(temporaryDirectory(), ...runs);
}

function afterIn(outdir: string, ...runs: Declare[]): string {
  for (const declare of runs) expect(run(outdir, declare)).toEqual([]);
  return outdir;
}

const pg = (id: string, root = 'database'): Declare => (roots) => void new tencent.Postgresql(roots(root), id, POSTGRESQL);
const queue = (id: string): Declare => (roots) => void new Module(roots('queue'), id, { source: 'terraform/modules/queue' });
const KAFKA = 'resource "tencentcloud_ckafka_instance" "this" {}\n';

const call = (roots: (name: string) => RootModule, id: string) => new tencent.CosStorage(roots('queue'), id, { name: 'feiyue-files' });

function holds(outdir: string, name: string): string[] | undefined {
  return (JSON.parse(read(outdir, LEDGER)) as { states: Record<string, { holds?: string[] }> }).states[name].holds;
}

describe('a module call whose id changes while it holds data', () => {
  test('is a problem that names what would be destroyed and the ways out', () => {
    const outdir = after(pg('postgresql'));
    const before = tree(outdir);
    expect(run(outdir, pg('pg'))).toEqual([`root module "database" does not call module "postgresql" any more. The next plan would destroy what holds data:
      terraform/dev/database module.postgresql.tencentcloud_postgresql_instance.this
      terraform/prod/database module.postgresql.tencentcloud_postgresql_instance.this
    If it is module "pg" now: add .movedFrom('postgresql') to that call
    To leave it running, out of Terraform: root module "database" .retire('module.postgresql')
    To destroy it with the next deployment: .retire('module.postgresql', { destroy: true })`]);
    expect(tree(outdir)).toEqual(before);
  });

  test('is moved by Terraform with movedFrom, run after run, and keeps the names of what it made', () => {
    const moved: Declare = (roots) => void new tencent.Postgresql(roots('database'), 'pg', POSTGRESQL).movedFrom('postgresql');
    const outdir = after(pg('postgresql'), moved);
    const main = read(outdir, 'terraform/prod/database/main.tf');
    expect(main).toContain('moved {\n  from = module.postgresql\n  to   = module.pg\n}\n');
    expect(main).toMatch(/name +\s*= "feiyue-mono-prod-postgresql"/);
    const written = tree(outdir);
    expect(run(outdir, moved)).toEqual([]);
    expect(tree(outdir)).toEqual(written);
    expect(run(outdir, pg('pg'))).toEqual(['module "pg" of root module "database" was moved from "postgresql", and what it made is named after that id. '
      + 'Without movedFrom it would get another name, for which most things are replaced. Keep .movedFrom(\'postgresql\'), or give it the "name" that it has in every environment.']);
    expect(run(outdir, (roots, { prod }) => void new tencent.Postgresql(roots('database'), 'pg', { ...POSTGRESQL, name: 'feiyue-mono-dev-postgresql' })
      .override(prod, { name: 'feiyue-mono-prod-postgresql' }))).toEqual([]);
    expect(read(outdir, 'terraform/prod/database/main.tf')).not.toContain('moved');
    expect(read(outdir, LEDGER)).not.toContain('former');
  });

  test('twice is told as a chain, and what was not told twice is asked for', () => {
    const outdir = after((roots) => void call(roots, 'a'), (roots) => void call(roots, 'b').movedFrom('a'));
    expect(run(outdir, (roots) => void call(roots, 'c').movedFrom('b'))).toEqual([
      'root module "queue": what stands at module.b was itself moved there from module.a, perhaps not yet in every environment. '
      + 'Add .movedFrom(\'a\') behind .movedFrom(\'b\'); or, when every environment is deployed, run once without the former before you add the latter.',
    ]);
    expect(run(outdir, (roots) => void call(roots, 'c').movedFrom('b').movedFrom('a'))).toEqual([]);
    expect(read(outdir, 'terraform/dev/queue/main.tf')).toMatch(/from = module\.b\n {2}to {3}= module\.c\n[^]*from = module\.a\n {2}to {3}= module\.b\n/);
    expect(run(outdir, (roots) => void call(roots, 'c'))).toEqual([]);
  });

  test('is given up with retire: Terraform forgets it, in all environments or in some', () => {
    const outdir = after((roots) => {
      new tencent.CosStorage(roots('storage'), 'a');
      new tencent.CosStorage(roots('storage'), 'b');
    });
    const retired = (...args: Parameters<RootModule['retire']>): Declare => (roots) => {
      new tencent.CosStorage(roots('storage'), 'a');
      roots('storage').retire(...args);
    };
    for (const options of [undefined, undefined, { destroy: true }]) expect(run(outdir, retired('module.b', options))).toEqual([]);
    expect(read(outdir, 'terraform/dev/storage/main.tf')).toContain('removed {\n  from = module.b\n\n  lifecycle {\n    destroy = true\n  }\n}\n');
    expect(run(outdir, retired('module.a'))).toEqual(['root module "storage" retires module.a, which it still declares: drop one of the two']);
    expect(run(outdir, retired('module.b'))).toEqual([]);
  });

  test('is known by the library, by modules of the user\'s own and what they call, by blocks, by files and by JSON', () => {
    const outdir = temporaryDirectory();
    write(outdir, 'terraform/modules/queue/main.tf', 'module "inner" {\n  source = "../kafka"\n  for_each = {}\n}\nmodule "label" {\n  source = "cloudposse/label/null"\n}\n');
    write(outdir, 'terraform/modules/kafka/main.tf', `${KAFKA}data "tencentcloud_cos_buckets" "x" {}\nresource "tencentcloud_vpc" "x" {}\n`);
    write(outdir, 'terraform/prod/queue/own.tf', 'resource "tencentcloud_cbs_storage" "disk" {\n  count = 2\n}\n');
    write(outdir, 'terraform/prod/queue/more.tf.json', JSON.stringify({ resource: { tencentcloud_redis_instance: { cache: { for_each: '${{}}' } } } }));
    afterIn(outdir, queue('jobs'), (roots) => {
      new Module(roots('queue'), 'jobs', { source: 'terraform/modules/queue' });
      new tencent.Postgresql(roots('queue'), 'pg', POSTGRESQL);
      roots('queue').addBlock(new HclBlock('module', ['raw'], { source: '../../modules/kafka' }));
    });
    const everywhere = ['module.jobs.module.inner[each.key].tencentcloud_ckafka_instance.this', 'module.jobs.module.label', 'module.pg.tencentcloud_postgresql_instance.this', 'module.raw.tencentcloud_ckafka_instance.this'];
    expect(holds(outdir, 'dev/queue')).toEqual(everywhere);
    expect(holds(outdir, 'prod/queue')).toEqual([...everywhere, 'tencentcloud_cbs_storage.disk[count.index]', 'tencentcloud_redis_instance.cache[each.key]']);
    rmSync(join(outdir, 'terraform/prod/queue/own.tf'));
    const problems = run(outdir, () => undefined);
    expect(problems.join('\n')).toContain('root module "queue" is gone');
    const others = run(outdir, queue('jobs'));
    expect(others.map((problem) => problem.split('.')[0])).toEqual([
      'root module "queue" does not call module "pg" any more',
      'root module "queue" does not call module "raw" any more',
      'root module "queue" has no tencentcloud_cbs_storage',
    ]);
    expect(others[1]).toContain("If it has another address now: addBlock(new HclBlock('moved', [], { from: Hcl.reference('module.raw'), to: Hcl.reference('…') }))");
  });

  test('is none of anybody\'s business when it holds no data, and is not in the ledger', () => {
    const outdir = temporaryDirectory();
    write(outdir, 'terraform/modules/queue/main.tf', 'resource "terraform_data" "this" {}\n');
    afterIn(outdir, queue('a'), queue('b'));
    expect(read(outdir, LEDGER)).not.toContain('holds');
  });

  test('of which a ledger of an earlier release knows nothing is learned without a word', () => {
    const outdir = after(pg('postgresql'));
    const ledger = JSON.parse(read(outdir, LEDGER)) as { states: Record<string, { holds?: unknown }> };
    for (const state of Object.values(ledger.states)) delete state.holds;
    write(outdir, LEDGER, `${JSON.stringify(ledger, undefined, 2)}\n`);
    expect(run(outdir, pg('pg'))).toEqual([]);
    expect(holds(outdir, 'prod/database')).toEqual(['module.pg.tencentcloud_postgresql_instance.this']);
    expect(run(outdir, pg('postgresql'))).toHaveLength(1);
  });
});

describe('what takes the place of a module call', () => {
  test('another module under the same id', () => {
    const problems = run(after(pg('db')), (roots) => void new tencent.Redis(roots('database'), 'db', { vpcId: 'vpc-1', subnetId: 'subnet-1' }));
    expect(problems).toEqual([expect.stringMatching(/^module "db" of root module "database" has no longer what it had\./)]);
    expect(problems[0]).toContain('If another call has it now: give module "db" a new id, and add .movedFrom(\'db\') to the call that has it');
    expect(problems[0]).toContain(".retire('module.db.tencentcloud_postgresql_instance.this')");
  });

  test('another module that is moved from it', () => {
    const problems = run(after(pg('db')), (roots) => void new tencent.Redis(roots('database'), 'cache', { vpcId: 'vpc-1', subnetId: 'subnet-1' }).movedFrom('db'));
    expect(problems).toEqual([expect.stringMatching(/^module "cache" of root module "database" has no longer what it had\./)]);
  });

  test('a module of the user\'s own in which the resource is called otherwise, until it says so itself', () => {
    const outdir = temporaryDirectory();
    write(outdir, 'terraform/modules/queue/main.tf', KAFKA);
    afterIn(outdir, queue('jobs'));
    const renamed = KAFKA.replace('"this"', '"main"');
    write(outdir, 'terraform/modules/queue/main.tf', renamed);
    expect(run(outdir, queue('jobs'))[0]).toContain('If it has another address in its module now: write a "moved" block into that module');
    write(outdir, 'terraform/modules/queue/moved.tf', 'moved {\n  from = tencentcloud_ckafka_instance.this\n  to   = tencentcloud_ckafka_instance.main\n}\n');
    expect(run(outdir, queue('jobs'))).toEqual([]);
    expect(run(outdir, queue('jobs'))).toEqual([]);
  });

  test('a block of one\'s own that moves or removes it', () => {
    const outdir = after((roots) => void roots('storage').addBlock(new HclBlock('resource', ['tencentcloud_cos_bucket', 'files'], { bucket: 'files-1250000000' })));
    const files = () => new HclBlock('resource', ['tencentcloud_cos_bucket', 'uploads'], { bucket: 'files-1250000000' });
    expect(run(outdir, (roots) => void roots('storage').addBlock(files()))[0]).toContain('root module "storage" has no tencentcloud_cos_bucket.files any more');
    const move = new HclBlock('moved', [], { from: Hcl.reference('tencentcloud_cos_bucket.files'), to: Hcl.reference('tencentcloud_cos_bucket.uploads') });
    expect(run(outdir, (roots) => {
      roots('storage').addBlock(files());
      roots('storage').addBlock(move);
    })).toEqual([]);
    expect(run(outdir, (roots) => roots('storage').retire('tencentcloud_cos_bucket.uploads'))).toEqual([]);
  });

  test('the same call in some environments only', () => {
    const bucket = () => new HclBlock('resource', ['tencentcloud_cos_bucket', 'files'], { bucket: 'files-1250000000' });
    const outdir = after((roots) => roots('storage').addBlock(bucket()));
    const narrowed: Declare = (roots, { dev }) => roots('storage').addBlock(bucket(), [dev]);
    const [problem] = run(outdir, narrowed);
    expect(problem).toContain('terraform/prod/storage tencentcloud_cos_bucket.files');
    expect(problem).not.toContain('terraform/dev/storage');
    expect(problem).toContain(".retire('tencentcloud_cos_bucket.files', { environments: [prod] })");
    expect(run(outdir, (roots, environments, project) => {
      narrowed(roots, environments, project);
      roots('storage').retire('tencentcloud_cos_bucket.files', { environments: [environments.prod] });
    })).toEqual([]);
    expect(read(outdir, 'terraform/dev/storage/main.tf')).not.toContain('removed');
  });

  test('the same module that is called in some environments only, and moved there', () => {
    const only = (id: string): Declare => (roots, { dev }) => void new tencent.Postgresql(roots('database'), id, { ...POSTGRESQL, environments: [dev] });
    const outdir = after(pg('postgresql'));
    expect(run(outdir, only('postgresql'))).toEqual([expect.stringContaining('terraform/prod/database module.postgresql.tencentcloud_postgresql_instance.this\n    If it has')]);
    expect(run(outdir, (roots, environments, project) => {
      only('postgresql')(roots, environments, project);
      roots('database').retire('module.postgresql', { environments: [environments.prod] });
    })).toEqual([]);
    expect(run(outdir, (roots, { dev }) => {
      new tencent.Postgresql(roots('database'), 'pg', { ...POSTGRESQL, environments: [dev] }).movedFrom('postgresql');
    })).toEqual([]);
    expect(read(outdir, 'terraform/dev/database/main.tf')).toContain('moved {\n  from = module.postgresql\n  to   = module.pg\n}\n');
    expect(read(outdir, 'terraform/prod/database/main.tf')).not.toContain('moved');
  });

  test('a hand-written root module says it in its own files', () => {
    const outdir = temporaryDirectory();
    const byHand: Declare = (_roots, _environments, project) => void project.addRootModule('legacy', { handWritten: true });
    for (const environment of ['dev', 'prod']) write(outdir, `terraform/${environment}/legacy/main.tf`, 'resource "tencentcloud_mysql_instance" "db" {}\n');
    afterIn(outdir, byHand);
    write(outdir, 'terraform/prod/legacy/main.tf', 'locals {}\n');
    const [problem] = run(outdir, byHand);
    expect(problem).toContain('terraform/prod/legacy tencentcloud_mysql_instance.db\n    If it has another address now: write a "moved" block in its main.tf\n    To leave it running, or to destroy it: write a "removed" block in its main.tf');
    write(outdir, 'terraform/prod/legacy/main.tf', 'removed {\n  from = tencentcloud_mysql_instance.db\n  lifecycle {\n    destroy = false\n  }\n}\n');
    expect(run(outdir, byHand)).toEqual([]);
  });

  test('the root module is called otherwise at once: its state is known by its address', () => {
    const outdir = after(pg('postgresql'));
    const renamed = (id: string): Declare => (_roots, _environments, project) => void new tencent.Postgresql(project.addRootModule('data', { stateKey: 'database' }), id, POSTGRESQL);
    expect(run(outdir, renamed('pg'))[0]).toContain('root module "data" does not call module "postgresql" any more');
    expect(run(outdir, renamed('postgresql'))).toEqual([]);
  });
});

describe('a call that another root module made', () => {
  const before: Declare = (roots) => {
    new tencent.Postgresql(roots('database'), 'postgresql', POSTGRESQL);
    new tencent.CosStorage(roots('database'), 'dumps');
  };
  const rest: Declare = (roots) => void new tencent.CosStorage(roots('database'), 'dumps');

  test('is recognised, and moved with a script', () => {
    const outdir = after(before);
    expect(run(outdir, (roots, ...others) => {
      rest(roots, ...others);
      pg('pg', 'data')(roots, ...others);
    })[0]).toContain('If it is module "pg" of root module "data" now: add .movedFrom(\'database/postgresql\') to that call');
    const moved: Declare = (roots, ...others) => {
      rest(roots, ...others);
      new tencent.Postgresql(roots('data'), 'pg', POSTGRESQL).movedFrom('database/postgresql');
    };
    for (const declare of [moved, moved]) expect(run(outdir, declare)).toEqual([]);
    expect(read(outdir, 'ops/scripts/move-modules.sh')).toContain('  move prod/data/pg module.postgresql module.pg moved_from_database_postgresql\n');
    expect(read(outdir, 'terraform/prod/database/main.tf')).toContain('removed {\n  from = module.postgresql\n\n  lifecycle {\n    destroy = false\n  }\n}\n');
    expect(read(outdir, 'terraform/prod/data/main.tf')).toMatch(/name +\s*= "feiyue-mono-prod-postgresql"/);
    for (const root of ['data', 'database']) expect(read(outdir, `terraform/prod/${root}/terraform.tf`)).toContain('try(self.outputs.moved_from_database_postgresql, false)');
  });

  test('of a root module that makes something else now is told apart from one that has another name', () => {
    const outdir = after((roots) => void new tencent.CosStorage(roots('network'), 'vpc'));
    const moved = (former?: string): Declare => (roots) => {
      const vpc = new tencent.CosStorage(roots('net'), 'vpc');
      if (former !== undefined) vpc.movedFrom(former);
      new tencent.CosStorage(roots('network'), 'peering');
    };
    expect(run(outdir, moved())).toEqual([expect.stringContaining("If its modules have moved, add .movedFrom('network/vpc') to their calls.")]);
    expect(run(outdir, moved('network/vpc'))).toEqual([]);
    expect(run(outdir, moved('network/vpc'))).toEqual([]);
    expect(run(outdir, (_roots, _environments, project) => {
      new tencent.CosStorage(project.addRootModule('net'), 'vpc', { name: 'feiyue-vpc' });
      project.retireStates('dev/network');
    }).join('\n')).toContain('Its state may still have module.vpc, which another root module has taken over: destroy nothing with it');
  });

  test.each<[string, Declare, string]>([
    ['still made there', (roots, ...others) => {
      before(roots, ...others);
      new tencent.Postgresql(roots('data'), 'pg', POSTGRESQL).movedFrom('database/postgresql');
    }, 'root module "data" takes over module "postgresql" of root module "database", which still calls it: drop that call'],
    ['of a root module that is gone', (roots, _environments, project) => {
      new tencent.Postgresql(roots('data'), 'pg', POSTGRESQL).movedFrom('database/postgresql');
      project.retireStates('dev/database', 'prod/database');
    }, 'which is not there: keep that root module'],
    ['claimed by two', (roots, ...others) => {
      rest(roots, ...others);
      for (const root of ['data', 'more']) new tencent.Postgresql(roots(root), 'pg', POSTGRESQL).movedFrom('database/postgresql');
    }, 'and so does root module "data": drop one of the two'],
    ['unknown', (roots, ...others) => {
      before(roots, ...others);
      new tencent.Postgresql(roots('data'), 'pg', POSTGRESQL).movedFrom('database/postgres');
    }, 'moves module.postgres of root module "database" to module.pg, but the last run knew of nothing there: drop it.'],
  ])('cannot be moved when it is %s', (_, declare, problem) => {
    expect(run(after(before), declare).join('\n')).toContain(problem);
  });
});

describe('a statement', () => {
  test.each<[string, Declare, string]>([
    ['that matches nothing', (roots) => void new tencent.Postgresql(roots('database'), 'postgresql', POSTGRESQL).movedFrom('postgresq'),
      'root module "database" moves module.postgresq to module.postgresql, but the last run knew of nothing there: drop it.'],
    ['about what is still called', (roots) => {
      new tencent.Postgresql(roots('database'), 'postgresql', POSTGRESQL);
      new tencent.Postgresql(roots('database'), 'pg', POSTGRESQL).movedFrom('postgresql');
    }, 'root module "database" moves module.postgresql to module.pg, but still declares module.postgresql, which Terraform refuses.'],
    ['of one object for two', (roots) => {
      for (const id of ['a', 'b']) new tencent.Postgresql(roots('database'), id, POSTGRESQL).movedFrom('postgresql');
    }, 'module "b" of root module "database" is moved from "postgresql", and so is what stands at module.a: one object cannot be in two places, so drop one of the two'],
    ['of a call about itself', (roots) => void new tencent.Postgresql(roots('database'), 'postgresql', POSTGRESQL).movedFrom('postgresql'), 'is moved from "postgresql", which is its id: drop movedFrom'],
    ['in a circle', (roots) => void new tencent.Postgresql(roots('database'), 'pg', POSTGRESQL).movedFrom('postgresql').movedFrom('pg'), 'is moved from "pg", which is its id: drop movedFrom'],
    ['with an impossible id', (roots) => void new tencent.Postgresql(roots('database'), 'postgresql', POSTGRESQL).movedFrom('a/b/c'), 'cannot be moved from "a/b/c": give the former id of the call, or <root module>/<former id>'],
    ['that retires no address', (roots) => {
      new tencent.Postgresql(roots('database'), 'postgresql', POSTGRESQL);
      roots('database').retire('module.x[0]');
    }, 'root module "database" cannot retire "module.x[0]": name a module call or a resource of it without its instances'],
    ['that retires twice', (roots) => {
      for (const options of [{}, { destroy: true }]) roots('database').retire('module.postgresql', options);
    }, 'cannot retire "module.postgresql": it is retired, or moved, already: drop one of the two'],
  ])('%s is a problem', (_, declare, problem) => {
    expect(run(after(pg('postgresql')), declare).join('\n')).toContain(problem);
  });

  test('about a call that was there already is a problem: one of the two would be destroyed', () => {
    const outdir = after((roots) => ['a', 'b'].forEach((id) => new tencent.Postgresql(roots('database'), id, POSTGRESQL)));
    const problems = run(outdir, (roots) => void new tencent.Postgresql(roots('database'), 'b', POSTGRESQL).movedFrom('a'));
    expect(problems.join('\n')).toContain('root module "database" moves module.a to module.b, which was there already: Terraform cannot make one of two');
  });

  test('of two that exchange their ids is a problem with the way out', () => {
    const two = (a: string, b: string): Declare => (roots) => {
      new tencent.Postgresql(roots('database'), 'a', POSTGRESQL).movedFrom(a);
      new tencent.Postgresql(roots('database'), 'b', POSTGRESQL).movedFrom(b);
    };
    const outdir = after((roots) => ['a', 'b'].forEach((id) => new tencent.Postgresql(roots('database'), id, POSTGRESQL)));
    expect(run(outdir, two('b', 'a')).join('\n')).toContain('Two that exchange their ids need a third one for a while: deploy one of them under a new id first.');
  });

  test('in an estate that was never synthesised, or whose ledger is gone, is believed', () => {
    const moved: Declare = (roots) => void new tencent.Postgresql(roots('database'), 'pg', POSTGRESQL).movedFrom('postgresql');
    expect(run(after(moved), moved)).toEqual([]);
  });
});
