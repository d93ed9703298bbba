import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProgramRun, start } from './program';
import { estateRoles } from './tencent/estate-roles';
import { startTencent, State, Tencent } from './tencent/tencent';
import { ENVIRONMENTS, STATE_BUCKET, TerraformEstate } from './terraform-estate';
import { Backend } from '../../src';
import { describeWithTools } from '../ci/github/run-step';

const OTHER_BUCKET = { name: 'feiyue-states-1250000000', region: 'ap-shanghai' };
const ROLES = estateRoles({ projectName: 'feiyue-mono', repository: 'feiyue/feiyue-mono', environments: ENVIRONMENTS, bucket: STATE_BUCKET });
/** Whoever moves states needs more than the role of any one environment. */
const PLATFORM = {
  name: 'platform',
  trust: ROLES.roles[0].trust,
  permissions: [{ version: '2.0', statement: [{ effect: 'allow', action: ['cos:*', 'tag:*'], resource: '*' }] }],
};
const MOVE_STATES = 'ops/scripts/move-states.sh';

let tencent: Tencent;
let outdir: string;
/** The states of `database` before they are moved, by environment. */
let old: Record<string, State>;

beforeEach(async () => {
  tencent = await startTencent({ buckets: [STATE_BUCKET, OTHER_BUCKET], ...ROLES, roles: [...ROLES.roles, PLATFORM] });
  outdir = new TerraformEstate().synthesise().directory;
  old = {};
  for (const environment of ['dev', 'prod']) {
    for (const rootModule of ['network', 'database']) {
      const confirmation = environment === 'prod' ? ['--confirm', 'prod'] : [];
      expect(await terraformRoot('apply', environment, rootModule, [...confirmation, '--', '-auto-approve'])).toMatchObject({ status: 0 });
    }
    old[environment] = tencent.states()[stateOf(environment, 'database')];
  }
});

afterEach(async () => {
  await tencent.stop();
  rmSync(outdir, { recursive: true });
});

/** Runs a script of the estate with the keys of a role. */
async function run(role: string, script: string, ...args: string[]): Promise<ProgramRun> {
  return runIn(outdir, role, script, ...args);
}

async function runIn(cwd: string, role: string, script: string, ...args: string[]): Promise<ProgramRun> {
  const env = { ...tencent.env, ...tencent.keysOf(role), HOME: join(outdir, 'home'), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  return start(script, args, { cwd, env }).ended;
}

async function terraformRoot(action: string, environment: string, rootModule: string, args: readonly string[], cwd = outdir): Promise<ProgramRun> {
  return runIn(cwd, PLATFORM.name, 'ops/scripts/terraform-root.sh', action, `terraform/${environment}/${rootModule}`, ...args);
}

async function plan(environment: string, rootModule: string): Promise<ProgramRun> {
  return terraformRoot('plan', environment, rootModule, ['--', '-no-color']);
}

function stateOf(environment: string, rootModule: string, bucket = STATE_BUCKET): string {
  return `${bucket.name}/${environment}/${rootModule}/terraform.tfstate`;
}

describeWithTools(['terraform', 'openssl', 'bash'], () => {
  test('the states of a root module that is renamed arrive under its new name, and nothing has to change', async () => {
    new TerraformEstate({ outdir, database: { name: 'db', movedFrom: 'database' } }).synthesise();
    expect(await plan('prod', 'db')).toMatchObject({ status: 1, output: expect.stringContaining('Unable to find remote state') });

    expect(await run(PLATFORM.name, MOVE_STATES)).toMatchObject({ status: 0, output: expect.stringContaining('dev/db: moved\nprod/db: moved\nNow plan each of them') });
    for (const environment of ['dev', 'prod']) {
      expect(tencent.states()[stateOf(environment, 'db')]).toEqual(old[environment]);
      expect(tencent.states()[stateOf(environment, 'database')]).toEqual(old[environment]);
      expect(await plan(environment, 'db')).toMatchObject({ status: 0, output: expect.stringContaining('No changes.') });
    }
    expect(tencent.objects().get(stateOf('prod', 'db'))?.headers).toMatchObject({ 'x-cos-server-side-encryption': 'AES256', 'x-cos-acl': 'private' });
    expect([...tencent.objects().keys()].filter((key) => !key.endsWith('/terraform.tfstate'))).toEqual([]);
    expect(tencent.tags()).toEqual(new Set());

    new TerraformEstate({ outdir, database: { name: 'db' } }).synthesise();
    expect(await plan('prod', 'db')).toMatchObject({ status: 0, output: expect.stringContaining('No changes.') });
  });

  test('what was applied at the old address after the move follows with the next run, and never goes back', async () => {
    const late = join(outdir, 'home/late');
    cpSync(join(outdir, 'terraform'), join(late, 'terraform'), { recursive: true });
    cpSync(join(outdir, 'ops'), join(late, 'ops'), { recursive: true });
    const replaced = ['--', '-auto-approve', '-replace=terraform_data.database'];
    new TerraformEstate({ outdir, database: { name: 'db', movedFrom: 'database' } }).synthesise();
    expect(await run(PLATFORM.name, MOVE_STATES)).toMatchObject({ status: 0 });
    expect(await run(PLATFORM.name, MOVE_STATES)).toMatchObject({ status: 0, output: expect.stringContaining('dev/db: is there\nprod/db: is there\n') });

    // A colleague applies once more, from a working copy in which the root module has its old name.
    expect(await terraformRoot('apply', 'dev', 'database', replaced, late)).toMatchObject({ status: 0 });
    expect(await run(PLATFORM.name, MOVE_STATES)).toMatchObject({ status: 0, output: expect.stringContaining('dev/db: moved\nprod/db: is there\n') });
    const moved = tencent.states()[stateOf('dev', 'db')];
    expect(moved).toEqual(tencent.states()[stateOf('dev', 'database')]);
    expect(moved.resources).not.toEqual(old.dev.resources);

    expect(await terraformRoot('apply', 'dev', 'db', replaced)).toMatchObject({ status: 0 });
    const newer = tencent.states()[stateOf('dev', 'db')];
    expect(newer.resources).not.toEqual(moved.resources);
    expect(await run(PLATFORM.name, MOVE_STATES)).toMatchObject({ status: 0, output: expect.stringContaining('dev/db: is there\n') });
    expect(tencent.states()[stateOf('dev', 'db')]).toEqual(newer);
  });

  test('the states of a backend that is another bucket, in another region, arrive there', async () => {
    const backend = Backend.cos({ bucket: OTHER_BUCKET.name, region: OTHER_BUCKET.region });
    new TerraformEstate({ outdir, backend: backend.movedFrom(Backend.cos({ bucket: STATE_BUCKET.name, region: STATE_BUCKET.region })) }).synthesise();
    expect(await run(PLATFORM.name, MOVE_STATES)).toMatchObject({ status: 0, output: expect.stringContaining('prod/network: moved') });
    expect(tencent.states()[stateOf('prod', 'database', OTHER_BUCKET)]).toEqual(old.prod);
    for (const rootModule of ['network', 'database']) {
      // As in a fresh working copy: the folder knows no other backend.
      rmSync(join(outdir, 'terraform/prod', rootModule, '.terraform'), { recursive: true });
      expect(await plan('prod', rootModule)).toMatchObject({ status: 0, output: expect.stringContaining('No changes.') });
    }
  });

  test('whoever may not write a state moves none, and loses none', async () => {
    new TerraformEstate({ outdir, database: { name: 'db', movedFrom: 'database' } }).synthesise();
    const before = tencent.objects();
    expect(await run('feiyue-mono-dev-plan', MOVE_STATES, 'dev/db')).toMatchObject({ status: 1, output: expect.stringContaining('AuthFailure.UnauthorizedOperation') });
    expect(tencent.objects()).toEqual(before);
  });

  test('the role that applies to an environment moves the states of this environment', async () => {
    new TerraformEstate({ outdir, database: { name: 'db', movedFrom: 'database' } }).synthesise();
    expect(await run('feiyue-mono-dev-apply', MOVE_STATES, 'dev/db')).toMatchObject({ status: 0, output: expect.stringContaining('dev/db: moved') });
    expect(await run('feiyue-mono-dev-apply', MOVE_STATES)).toMatchObject({ status: 1, output: expect.stringContaining('AccessDenied') });
    expect(tencent.states()).not.toHaveProperty([stateOf('prod', 'db')]);
  });
});
