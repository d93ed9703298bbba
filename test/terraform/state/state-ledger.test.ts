import * as fs from 'fs';
import * as path from 'path';
import { Backend, Environment, FeiyueProject, HclBlock, RootModule, RootModuleOptions, tencent } from '../../../src';
import { EstateError } from '../../../src/synth/declare/estate-error';
import { emptyProject } from '../../default-estate';
import { read, temporaryDirectory, tree, write } from '../../synth/test-project';

const LEDGER = '.projen/state-addresses.json';
const SCRIPT = 'ops/scripts/move-states.sh';
const COS = 'cos://ap-guangzhou/feiyue-mono-tfstate-1250000000';

/** Ids of the buckets that a root module has, its environments, and its options. */
interface RootShape extends Pick<RootModuleOptions, 'stateKey' | 'movedFrom' | 'backend' | 'handWritten'> {
  readonly modules?: string[];
  readonly only?: string[];
}

/** An estate of two environments that differs from run to run. */
interface Shape {
  readonly environments?: Record<string, { stateKey?: string }>;
  readonly roots?: Record<string, RootShape>;
  readonly backend?: Backend;
  readonly retired?: string[];
}

const TWO = { dev: {}, prod: {} };

function declare(outdir: string, { environments = TWO, roots = { database: {} }, backend, retired = [] }: Shape): FeiyueProject {
  const project = emptyProject({ outdir, backend });
  const all: Record<string, Environment> = {};
  for (const [name, options] of Object.entries(environments)) all[name] = project.addEnvironment(name, options);
  for (const [name, { modules = [`${name}-files`], only, ...options }] of Object.entries(roots)) {
    const root: RootModule = project.addRootModule(name, { ...options, environments: only?.map((environment) => all[environment]) });
    for (const id of options.handWritten ? [] : modules) new tencent.CosStorage(root, id);
  }
  project.retireStates(...retired);
  return project;
}

/** One run in a folder: its problems, without the places they are at. */
function run(outdir: string, shape: Shape): string[] {
  const project = declare(outdir, shape);
  try {
    project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return error.problems.map((problem) => problem.replace(/^\S+state-ledger\.test\.ts:\d+\s+/, ''));
  }
}

/** A folder in which estates of these shapes were synthesised, one after the other. */
function after(...shapes: Shape[]): string {
  const outdir = temporaryDirectory();
  for (const shape of shapes) expect(run(outdir, shape)).toEqual([]);
  return outdir;
}

function addresses(outdir: string): Record<string, string> {
  const { states } = JSON.parse(read(outdir, LEDGER)) as { states: Record<string, { address: string }> };
  return Object.fromEntries(Object.entries(states).map(([name, { address }]) => [name, address]));
}

function prefix(outdir: string, dir: string): string | undefined {
  return /prefix += "(.*)"/.exec(read(outdir, `${dir}/backend.hcl`))?.[1];
}

describe('the ledger', () => {
  test('records the backend, the key, the modules and what holds data of every root module in every environment, sorted', () => {
    const outdir = after({ roots: { database: { modules: ['pg', 'cache'] }, app: { only: ['dev'] } } });
    expect(read(outdir, LEDGER)).toBe(`{
  "left": {},
  "states": {
    "dev/app": {
      "address": "${COS}/dev/app",
      "backend": "cos",
      "key": "dev/app",
      "modules": [
        "app-files"
      ],
      "holds": [
        "module.app-files.tencentcloud_cos_bucket.this"
      ]
    },
    "dev/database": {
      "address": "${COS}/dev/database",
      "backend": "cos",
      "key": "dev/database",
      "modules": [
        "cache",
        "pg"
      ],
      "holds": [
        "module.cache.tencentcloud_cos_bucket.this",
        "module.pg.tencentcloud_cos_bucket.this"
      ]
    },
    "prod/database": {
      "address": "${COS}/prod/database",
      "backend": "cos",
      "key": "prod/database",
      "modules": [
        "cache",
        "pg"
      ],
      "holds": [
        "module.cache.tencentcloud_cos_bucket.this",
        "module.pg.tencentcloud_cos_bucket.this"
      ]
    }
  }
}
`);
  });

  test('stays as it was when the run fails', () => {
    const outdir = after({});
    const before = tree(outdir);
    expect(run(outdir, { roots: { db: { modules: ['database-files'] } } })).toHaveLength(1);
    expect(tree(outdir)).toEqual(before);
  });

  test.each([
    ['a merge conflict', '<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n'],
    ['a state without an address', '{ "left": {}, "states": { "dev/database": { "key": "dev/database" } } }'],
    ['something else', '[]'],
    ['names that no estate has', '{ "left": {}, "states": { "../x": { "address": "a", "backend": "cos", "key": "a/b", "modules": [] } } }'],
  ])('that holds %s is a problem with a way out', (_, text) => {
    const outdir = temporaryDirectory();
    write(outdir, LEDGER, text);
    expect(run(outdir, {})).toContain(`${LEDGER}, the record of where the states are, cannot be read (a merge conflict?). Resolve it by keeping the entries of both sides, or take back the last commit's: git checkout HEAD -- ${LEDGER}`);
    expect(read(outdir, LEDGER)).toBe(text);
  });

  test('is not needed when the project is ejected', () => {
    const outdir = after({});
    process.env.PROJEN_EJECTING = 'true';
    try {
      expect(run(outdir, {})).toEqual([]);
    } finally {
      delete process.env.PROJEN_EJECTING;
    }
    expect(fs.existsSync(path.join(outdir, LEDGER))).toBe(false);
  });
});

describe('a root module that is renamed', () => {
  const renamed = (options = {}): Shape => ({ roots: { db: { modules: ['database-files'], ...options } } });

  test('is a problem that names what would be left behind and the ways out', () => {
    expect(run(after({}), renamed())).toEqual([`root module "db" looks like "database" of the last run under another name. Terraform would build everything a second time and leave behind:
      ${COS}/dev/database
      ${COS}/prod/database
    To keep the states in place: project.addRootModule('db', { stateKey: 'database' })
    To move the states: project.addRootModule('db', { movedFrom: 'database' }), which writes ${SCRIPT}
    If "db" is new and "database" is gone: project.retireStates('dev/database', 'prod/database')
    If nothing of this estate was ever applied: delete ${LEDGER}, and the next run begins anew`]);
  });

  test('keeps its states with stateKey, and its readers follow', () => {
    const outdir = after({}, renamed({ stateKey: 'database' }), renamed({ stateKey: 'database' }));
    expect(prefix(outdir, 'terraform/prod/db')).toBe('prod/database');
    expect(addresses(outdir)).toEqual({ 'dev/db': `${COS}/dev/database`, 'prod/db': `${COS}/prod/database` });
    expect(fs.existsSync(path.join(outdir, SCRIPT))).toBe(false);

    const project = declare(outdir, renamed({ stateKey: 'database' }));
    const id = project.rootModules[0].addOutput('id', { value: 'x', description: 'x' });
    project.addRootModule('reader').addBlock(new HclBlock('locals', [], { id }));
    project.synth();
    expect(read(outdir, 'terraform/prod/reader/main.tf')).toMatch(/data "terraform_remote_state" "db" \{[^}]*prefix  = "prod\/database"/);
  });

  test('moves its states with movedFrom: a script, and a guard that Terraform cannot pass before', () => {
    const outdir = after({}, renamed({ movedFrom: 'database' }));
    expect(prefix(outdir, 'terraform/prod/db')).toBe('prod/db');
    expect(read(outdir, SCRIPT)).toContain('prefix  = "prod/database"');
    expect(read(outdir, 'terraform/prod/db/terraform.tf')).toMatch(/data "terraform_remote_state" "moved_state" \{[^}]*prefix  = "prod\/db"/);
    const written = tree(outdir);
    expect(run(outdir, renamed({ movedFrom: 'database' }))).toEqual([]);
    expect(tree(outdir)).toEqual(written);
  });

  test('is done with moving when movedFrom is deleted', () => {
    const outdir = after({}, renamed({ movedFrom: 'database' }), renamed());
    expect(fs.existsSync(path.join(outdir, SCRIPT))).toBe(false);
    expect(read(outdir, 'terraform/prod/db/terraform.tf')).not.toContain('moved_state');
    expect(addresses(outdir)).toEqual({ 'dev/db': `${COS}/dev/db`, 'prod/db': `${COS}/prod/db` });
    expect(run(outdir, renamed())).toEqual([]);
  });

  test('leaves a copy behind that no later root module of the former name takes up', () => {
    const outdir = after({}, renamed({ movedFrom: 'database' }), renamed());
    const again = (options = {}): Shape => ({ roots: { ...renamed().roots, database: { modules: ['other'], ...options } } });
    expect(run(outdir, again())).toEqual(['dev', 'prod'].map((environment) =>
      `root module "database" would find a copy of the state of ${environment}/db at ${COS}/${environment}/database, which was moved away from there, and destroy what it describes. `
      + 'Give it an address of its own: project.addRootModule(\'database\', { stateKey: \'database-2\' })'));
    expect(run(outdir, again({ stateKey: 'database-2' }))).toEqual([]);
  });

  test('can be moved back', () => {
    const outdir = after({}, renamed({ movedFrom: 'database' }), renamed(), { roots: { database: { movedFrom: 'db' } } }, {});
    expect(JSON.parse(read(outdir, LEDGER)).left).toEqual({ [`${COS}/dev/db`]: 'dev/database', [`${COS}/prod/db`]: 'prod/database' });
  });

  test('twice at once is told apart by the modules that are called', () => {
    const outdir = after({ roots: { one: { modules: ['a'] }, two: { modules: ['b'] }, same: {} } });
    const problems = run(outdir, { roots: { eins: { modules: ['b'] }, zwei: { modules: ['a'] }, same: {} } });
    expect(problems.map((problem) => problem.split('.')[0]).sort()).toEqual([
      'root module "eins" looks like "two" of the last run under another name',
      'root module "zwei" looks like "one" of the last run under another name',
    ]);
  });

  test('and changed at once is known by a similar name and a module that it still calls', () => {
    const outdir = after({ roots: { storage: { modules: ['a', 'b'] } } });
    expect(run(outdir, { roots: { storages: { modules: ['b', 'c'] } } })[0]).toMatch(/^root module "storages" looks like "storage"/);
    expect(run(outdir, { roots: { storages: { modules: ['c', 'd'] } } })[0]).toMatch(/^root module "storage" is gone/);
  });

  test('by hand is known by a similar name', () => {
    const outdir = after({ roots: { legacy: { handWritten: true } } });
    expect(run(outdir, { roots: { legacies: { handWritten: true } } })[0]).toMatch(/^root module "legacies" looks like "legacy"/);
  });

  test('exchanges its name with another: the states would be exchanged as well', () => {
    const outdir = after({ roots: { one: { modules: ['a'] }, two: { modules: ['b'] } } });
    const swapped = (one = {}, two = {}): Shape => ({ roots: { one: { modules: ['b'], ...one }, two: { modules: ['a'], ...two } } });
    expect(run(outdir, swapped()).sort()).toEqual([expect.stringContaining('"one" calls what "two" called'), expect.stringContaining('"two" calls what "one" called')]);
    expect(run(outdir, swapped({ stateKey: 'two' }, { stateKey: 'one' }))).toEqual([]);
  });

  test('and its name given to a new one at once', () => {
    const outdir = after({ roots: { network: { modules: ['vpc'] } } });
    expect(run(outdir, { roots: { net: { modules: ['vpc'] }, network: { modules: ['peering'] } } })).toEqual([
      `root module "net" calls what "network" called in the last run, whose state is at ${COS}/prod/network: Terraform would destroy it in "network" and build it again in "net". `
      + 'If it was renamed, give "net" the stateKey \'network\', and "network" another one. '
      + 'If its modules have moved, add .movedFrom(\'network/vpc\') to their calls. If it is meant, run once without it in "net".',
    ]);
    expect(run(outdir, { roots: { net: { modules: ['vpc'], stateKey: 'network' }, network: { modules: ['peering'], stateKey: 'network-2' } } })).toEqual([]);
  });
});

describe('movedFrom', () => {
  test('that names nothing the last run knew is a problem', () => {
    expect(run(after({}), { roots: { database: {}, db: { movedFrom: 'databse' } } }))
      .toEqual(['root module "db" is moved from "databse", but the last run recorded no such state: drop "movedFrom". Did you mean "database"?']);
  });

  test('that names the present address is a problem', () => {
    expect(run(after({}), { roots: { database: { movedFrom: 'database' } } })).toEqual(['root module "database" is moved from "database", where its states are now: drop "movedFrom"']);
  });

  test('of a state that another root module still has is a problem', () => {
    const outdir = after({});
    expect(run(outdir, { roots: { database: {}, db: { movedFrom: 'database', only: ['dev'] } } }))
      .toEqual([`the state of dev/db cannot be moved to ${COS}/dev/db: ${COS}/dev/database is still the state of dev/database. Keep it where it is, with "stateKey", or move it to a free address.`]);
  });

  test('of one state in two root modules is a problem', () => {
    expect(run(after({}), { roots: { a: { movedFrom: 'database', only: ['dev'] }, b: { movedFrom: 'database' } } })[0])
      .toContain(`${COS}/dev/database is moved to dev/a already`);
  });

  test('to an address that has a state of its own is a problem', () => {
    expect(run(after({ roots: { database: {}, db: {} } }), { roots: { db: { movedFrom: 'database', only: ['dev'] } } })[0])
      .toContain(`it has a state of its own already, at ${COS}/dev/db`);
  });

  test('finds nothing in a new environment, and that is right', () => {
    const shape: Shape = { environments: { ...TWO, staging: {} }, roots: { db: { movedFrom: 'database', modules: ['database-files'] } } };
    const outdir = after({}, shape, shape);
    expect(read(outdir, 'terraform/staging/db/terraform.tf')).not.toContain('moved_state');
    expect(read(outdir, SCRIPT)).not.toContain('staging');
  });

  test('in a repository that was never synthesised changes nothing', () => {
    const outdir = after({ roots: { db: { movedFrom: 'database' } } });
    expect(fs.existsSync(path.join(outdir, SCRIPT))).toBe(false);
  });

  test.each(['a/b', '../x', '.hidden', '', 'a b', "'", 'ä'])('and stateKey cannot be %j', (key) => {
    const problems = [{ movedFrom: key }, { stateKey: key }].flatMap((db) => run(temporaryDirectory(), { roots: { db } }));
    expect(problems).toEqual(['movedFrom', 'stateKey'].map((option) =>
      `root module "db" has ${option} ${JSON.stringify(key)}; it must be letters, digits, "-", "_" and ".", not beginning with "."`));
  });
});

describe('a stateKey that changes', () => {
  test('is a problem that names the former one', () => {
    const outdir = after({ roots: { db: { stateKey: 'pg' } } });
    expect(run(outdir, { roots: { db: {} } })).toEqual([`root module "db" has another state key than in the last run. Terraform would build everything a second time and leave behind:
      ${COS}/dev/pg  (now ${COS}/dev/db)
      ${COS}/prod/pg  (now ${COS}/prod/db)
    To keep the states in place: project.addRootModule('db', { stateKey: 'pg' })
    To move the states: project.addRootModule('db', { movedFrom: 'pg' }), which writes ${SCRIPT}`]);
    expect(run(outdir, { roots: { db: { movedFrom: 'pg' } } })).toEqual([]);
  });

  test('to that of another is a problem', () => {
    expect(run(temporaryDirectory(), { roots: { a: {}, b: { stateKey: 'a' } } })[0]).toMatch(/the states of terraform\/dev\/a \(.*\) and terraform\/dev\/b \(.*\) would share a prefix/);
  });
});

describe('an environment that is renamed', () => {
  test('is a problem, and keeps its states and the names of its resources', () => {
    const roots = { database: {}, network: {} };
    const outdir = after({ roots });
    const name = /name += "(.*)"/.exec(read(outdir, 'terraform/prod/database/main.tf'))![1];
    expect(run(outdir, { environments: { dev: {}, production: {} }, roots })).toEqual([`environment "production" looks like "prod" of the last run under another name. Terraform would build everything a second time and leave behind:
      ${COS}/prod/database
      ${COS}/prod/network
    To keep the states, and the names of all resources: project.addEnvironment('production', { stateKey: 'prod' })
    If "production" is new and "prod" is gone: project.retireStates('prod/*')
    If nothing of this estate was ever applied: delete ${LEDGER}, and the next run begins anew`]);
    expect(run(outdir, { environments: { dev: {}, production: { stateKey: 'prod' } }, roots })).toEqual([]);
    expect(prefix(outdir, 'terraform/production/database')).toBe('prod/database');
    expect(read(outdir, 'terraform/production/database/main.tf')).toContain(`"${name}"`);
    expect(run(outdir, { environments: { dev: {}, production: {} }, roots })[0]).toMatch(/^environment "production" has another state key[^]*stateKey: 'prod'/);
  });

  test('keeps its namespace', () => {
    const project = emptyProject();
    expect(project.addEnvironment('production', { stateKey: 'prod' }).namespace).toBe('feiyue-mono-prod');
  });

  test('and another that is new are told apart by their root modules', () => {
    const outdir = after({ environments: { ...TWO, test: {} }, roots: { a: {}, b: { only: ['dev', 'prod'] } } });
    const roots = { a: {}, b: { only: ['dev', 'live'] } };
    const problems = run(outdir, { environments: { dev: {}, qa: {}, live: {} }, roots });
    expect(problems.map((problem) => problem.split('.')[0]).sort()).toEqual([
      'environment "live" looks like "prod" of the last run under another name',
      'environment "qa" looks like "test" of the last run under another name',
    ]);
  });

  test.each(['Prod', 'a/b', 'nul'])('has no stateKey %j', (stateKey) => {
    expect(run(temporaryDirectory(), { environments: { dev: { stateKey } } })[0]).toContain(`stateKey of environment "dev" "${stateKey}"`);
  });
});

describe('what is gone', () => {
  test('a root module: its states are retired by name', () => {
    const outdir = after({ roots: { database: {}, cache: {} } });
    const gone: Shape = { roots: { cache: {} } };
    expect(run(outdir, gone)).toEqual([`root module "database" is gone, but what it built lives on, and so do its states:
      ${COS}/dev/database
      ${COS}/prod/database
    To destroy it, put it back and run \`ops/scripts/terraform-root.sh apply <folder> -- -destroy\` for: terraform/dev/database, terraform/prod/database
    Then, or to leave it running unmanaged: project.retireStates('dev/database', 'prod/database')
    If nothing of this estate was ever applied: delete ${LEDGER}, and the next run begins anew`]);
    expect(run(outdir, { ...gone, retired: ['dev/database'] })[0]).not.toContain(`${COS}/dev/database`);
    expect(run(outdir, { ...gone, retired: ['dev/database', 'prod/database'] })).toEqual([]);
    expect(Object.keys(addresses(outdir))).toEqual(['dev/cache', 'prod/cache']);
    expect(run(outdir, gone)).toEqual([]);
  });

  test('a root module, beside one that is new: it may be a rename that cannot be recognised', () => {
    const outdir = after({});
    expect(run(outdir, { roots: Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`queue-${n}`, {}])) })[0])
      .toContain('If it is called "queue-1", "queue-2", "queue-3", "queue-4", "queue-5", "queue-6" or 2 more now: ');
    expect(run(outdir, { roots: { queue: {} } })[0])
      .toContain('\n    If it is called "queue" now: addRootModule(…, { stateKey: \'database\' }) keeps the states in place, { movedFrom: \'database\' } moves them');
  });

  test('an environment', () => {
    const outdir = after({});
    const gone: Shape = { environments: { dev: {} } };
    expect(run(outdir, gone)[0]).toMatch(/^environment "prod" is gone, but what it built lives on, and so does its state:[^]*project\.retireStates\('prod\/\*'\)\n    If nothing of this estate was ever applied: [^\n]*$/);
    expect(run(outdir, { ...gone, retired: ['prod/*'] })).toEqual([]);
    expect(run(outdir, gone)).toEqual([]);
  });

  test('a root module in one environment', () => {
    const outdir = after({});
    const narrowed: Shape = { roots: { database: { only: ['dev'] } } };
    expect(run(outdir, narrowed)[0]).toMatch(/^root module "database" is no longer in "prod", but what it built there lives on, and so does its state:[^]*project\.retireStates\('prod\/database'\)$/);
    expect(run(outdir, { ...narrowed, retired: ['prod/database'] })).toEqual([]);
  });

  test('everything', () => {
    const outdir = after({});
    expect(run(outdir, { roots: {} })[0]).toMatch(/^root module "database" is gone/);
    expect(run(outdir, { roots: {}, retired: ['dev/*', 'prod/*'] })).toEqual([]);
    expect(fs.existsSync(path.join(outdir, LEDGER))).toBe(false);
  });

  test('and declared nevertheless is a problem, because its next end would be silent', () => {
    expect(run(after({}), { retired: ['prod/*'] })).toEqual(['the states of \'prod/*\' are retired, but root module "database" is in environment "prod": drop one of the two']);
  });

  test.each(['prod', 'prod/', '*/database', '*', 'prod/../x', 'Prod/x'])('cannot be called %j', (name) => {
    expect(run(temporaryDirectory(), { retired: [name] })).toEqual([expect.stringContaining(`cannot retire the state ${JSON.stringify(name)}: name it as environment/root-module`)]);
  });
});

describe('another backend', () => {
  const old = () => Backend.cos({ bucket: 'old-1250000000', region: 'ap-guangzhou' });
  const OLD = 'cos://ap-guangzhou/old-1250000000';

  test('is one problem for all of its states', () => {
    const outdir = after({ backend: old() });
    const backend = Backend.cos({ bucket: 'new-1250000000', region: 'ap-guangzhou' });
    expect(run(outdir, { backend })).toEqual([`the backend keeps 2 states elsewhere than in the last run. Terraform would build everything a second time and leave behind:
      ${OLD}/dev/database  (now cos://ap-guangzhou/new-1250000000/dev/database)
      ${OLD}/prod/database  (now cos://ap-guangzhou/new-1250000000/prod/database)
    To keep the states in place: backend: Backend.cos({ … as it was … })
    To move the states: backend: Backend.cos({ … }).movedFrom(Backend.cos({ … as it was … })), which writes ${SCRIPT}
    If nothing of this estate was ever applied: delete ${LEDGER}, and the next run begins anew`]);
    fs.rmSync(path.join(outdir, LEDGER));
    expect(run(outdir, { backend })).toEqual([]);
  });

  test('of the account of one\'s own in the place of that which is nobody\'s leaves nothing behind: the first step of the first day', () => {
    const outdir = after({ roots: { database: {}, network: {} } });
    expect(run(outdir, { backend: Backend.cos({ bucket: 'shop-1250000001', region: 'ap-guangzhou' }), roots: { database: {} } })).toEqual([]);
    expect(addresses(outdir)).toEqual({ 'dev/database': 'cos://ap-guangzhou/shop-1250000001/dev/database', 'prod/database': 'cos://ap-guangzhou/shop-1250000001/prod/database' });
    expect(run(outdir, { backend: Backend.cos({ bucket: 'shop-1250000002', region: 'ap-guangzhou' }) })).toHaveLength(1);
  });

  test.each([
    ['a prefix', () => Backend.cos({ bucket: 'old-1250000000', region: 'ap-guangzhou', statePathPrefix: 'ops' })],
    ['a region', () => Backend.cos({ bucket: 'old-1250000000', region: 'ap-shanghai' })],
    ['a type', () => Backend.s3({ bucket: 'old-1250000000', region: 'ap-east-1' })],
  ])('by %s: the states are moved with movedFrom', (_, backend) => {
    const outdir = after({ backend: old() });
    expect(run(outdir, { backend: backend() })).toHaveLength(1);
    const moved = { backend: backend().movedFrom(old()) };
    expect(run(outdir, moved)).toEqual([]);
    expect(run(outdir, moved)).toEqual([]);
    expect(read(outdir, SCRIPT)).toContain(`# ${OLD}/prod/database\n`);
    expect(run(outdir, { backend: backend() })).toEqual([]);
    expect(fs.existsSync(path.join(outdir, SCRIPT))).toBe(false);
  });

  test('and another name at once are moved together', () => {
    const outdir = after({ backend: old() });
    expect(run(outdir, { backend: Backend.gcs({ bucket: 'new' }).movedFrom(old()), roots: { db: { movedFrom: 'database', modules: ['database-files'] } } })).toEqual([]);
    expect(addresses(outdir)).toEqual({ 'dev/db': 'gcs://new/dev/db', 'prod/db': 'gcs://new/prod/db' });
  });

  test('that is moved from one which kept nothing is a problem', () => {
    const outdir = after({ backend: old() });
    const wrong = Backend.cos({ bucket: 'wrong-1250000000', region: 'ap-guangzhou' });
    expect(run(outdir, { backend: old().movedFrom(wrong) })[0]).toContain('the backend is moved from one that would have kept cos://ap-guangzhou/wrong-1250000000/dev/database');
  });

  test('of one root module concerns that one alone', () => {
    const outdir = after({ roots: { database: {}, cache: {} } });
    const problems = run(outdir, { roots: { database: {}, cache: { backend: old() } } });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${COS}/prod/cache  (now ${OLD}/prod/cache)`);
    expect(problems[0]).not.toContain('database');
  });

  test('with another setting but the same place is none', () => {
    const outdir = after({ backend: old() });
    expect(run(outdir, { backend: Backend.cos({ bucket: 'old-1250000000', region: 'ap-guangzhou', encrypt: false, profile: 'ops' }) })).toEqual([]);
  });
});
