import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program, ProgramRun, start } from './program';
import { estateRoles } from './tencent/estate-roles';
import { startTencent, Tencent } from './tencent/tencent';
import { ENVIRONMENTS, GATE, REACHED, STATE_BUCKET, TerraformEstate } from './terraform-estate';
import { STATE_LEDGER } from '../../src/terraform/state/state-ledger';
import { describeWithTools } from '../ci/github/run-step';
import { eventually } from '../eventually';

const ROLES = estateRoles({ projectName: 'feiyue-mono', repository: 'feiyue/feiyue-mono', environments: ENVIRONMENTS, bucket: STATE_BUCKET });
const SCRIPT = 'ops/scripts/terraform-root.sh';
const APPROVED = ['--', '-auto-approve', '-no-color'];

let tencent: Tencent;
let estate: TerraformEstate;

beforeEach(async () => {
  tencent = await startTencent({ buckets: [STATE_BUCKET], ...ROLES });
  estate = new TerraformEstate().synthesise();
});

afterEach(async () => {
  await tencent.stop();
  rmSync(estate.directory, { recursive: true });
});

type Identity = 'plan' | 'apply';

/** Starts a program of the estate with the keys of a role of an environment. */
function startAs(identity: Identity, environment: string, program: string, ...args: string[]): Program {
  const keys = tencent.keysOf(`feiyue-mono-${environment}-${identity}`);
  return start(program, args, {
    cwd: estate.directory,
    env: { ...tencent.env, ...keys, HOME: join(estate.directory, 'home'), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
  });
}

/** Runs `terraform-root.sh` on a root module of `dev`. */
async function terraformRoot(identity: Identity, action: string, rootModule: string, ...args: string[]): Promise<ProgramRun> {
  return startAs(identity, 'dev', SCRIPT, action, `terraform/dev/${rootModule}`, ...args).ended;
}

function forceUnlock(rootModule: string, id: string): Promise<ProgramRun> {
  return startAs('apply', 'dev', 'terraform', `-chdir=terraform/dev/${rootModule}`, 'force-unlock', '-force', id).ended;
}

/** The state of a root module, as the stand-in names it. */
function stateOf(environment: string, rootModule: string): string {
  return `${STATE_BUCKET.name}/${environment}/${rootModule}/terraform.tfstate`;
}

/** Who holds the lock of a root module of `dev`. */
function lockOf(rootModule: string): { readonly ID: string; readonly Who: string } {
  const { body, headers } = tencent.objects().get(`${stateOf('dev', rootModule)}.tflock`)!;
  // The backend knows a lock by the checksum of its file.
  return { ...JSON.parse(body.toString()) as { Who: string }, ID: headers['x-cos-meta-md5'] };
}

async function apply(rootModule: string): Promise<void> {
  expect(await terraformRoot('apply', 'apply', rootModule, ...APPROVED)).toMatchObject({ status: 0 });
}

/** What was written, by requests that were not refused. */
function writes(): string[] {
  return tencent.requests.filter(({ operation, error }) => /^(Put|Delete|Create)/.test(operation) && error === undefined).map(({ operation }) => operation);
}

/** Where the ledger says that the states are, as COS would say it. */
function objectsInLedger(): string[] {
  const { states } = JSON.parse(readFileSync(join(estate.directory, STATE_LEDGER), 'utf-8')) as { states: Record<string, { address: string }> };
  return Object.values(states).map(({ address }) => `${address.replace(`cos://${STATE_BUCKET.region}/`, '')}/terraform.tfstate`).sort();
}

/** Waits until Terraform holds the lock of `database`, and stands still. */
async function gateReached(): Promise<void> {
  const directory = join(estate.directory, 'terraform/dev/database');
  await eventually('Terraform stands still', () => existsSync(join(directory, REACHED)));
}

describeWithTools(['terraform', 'openssl', 'bash'], () => {
  test('a root module is planned and applied, and has nothing to change after that', async () => {
    expect(await terraformRoot('apply', 'plan', 'network', '--', '-no-color'))
      .toMatchObject({ status: 0, output: expect.stringContaining('Plan: 1 to add, 0 to change, 0 to destroy.') });
    expect(tencent.states()).toEqual({});
    await apply('network');
    const [[, { serial }]] = Object.entries(tencent.states());
    expect(await terraformRoot('apply', 'apply', 'network', ...APPROVED)).toMatchObject({ status: 0, output: expect.stringContaining('No changes.') });
    expect(tencent.states()).toMatchObject({ [stateOf('dev', 'network')]: { serial } });
  });

  test('every state is where the ledger says that it is, encrypted and private, and nothing else is left in the bucket', async () => {
    for (const environment of ['dev', 'prod']) {
      for (const rootModule of ['network', 'database']) {
        const confirmation = environment === 'prod' ? ['--confirm', 'prod'] : [];
        expect(await startAs('apply', environment, SCRIPT, 'apply', `terraform/${environment}/${rootModule}`, ...confirmation, ...APPROVED).ended)
          .toMatchObject({ status: 0 });
      }
    }
    expect([...tencent.objects().keys()].sort()).toEqual(objectsInLedger());
    expect(objectsInLedger()).toContain(stateOf('prod', 'database'));
    for (const { headers } of tencent.objects().values()) {
      expect(headers).toMatchObject({ 'x-cos-server-side-encryption': 'AES256', 'x-cos-acl': 'private' });
    }
    expect(tencent.tags()).toEqual(new Set());
  });

  test('a root module reads the outputs of another out of its state, each environment those of its own', async () => {
    expect(await terraformRoot('apply', 'plan', 'database', '--', '-no-color')).toMatchObject({ status: 1, output: expect.stringContaining('Unable to find remote state') });
    await apply('network');
    await apply('database');
    expect(tencent.states()[stateOf('dev', 'database')].outputs.addresses.value).toBe('10.0.0.0/16');
    expect(await startAs('apply', 'prod', SCRIPT, 'apply', 'terraform/prod/network', '--confirm', 'prod', ...APPROVED).ended).toMatchObject({ status: 0 });
    expect(tencent.states()[stateOf('prod', 'network')].outputs.addresses_cidr_block.value).toBe('10.1.0.0/16');
  });

  test('a root module whose name begins that of another has a state of its own', async () => {
    rmSync(estate.directory, { recursive: true });
    estate = new TerraformEstate({ database: { name: 'net' } }).synthesise();
    await apply('network');
    // COS lists by the beginnings of names: to the backend of `net`, the state of `network` looks like one of its own.
    await apply('net');
    expect(Object.keys(tencent.states()).sort()).toEqual([stateOf('dev', 'net'), stateOf('dev', 'network')]);
    expect(await terraformRoot('apply', 'plan', 'net', '--', '-no-color')).toMatchObject({ status: 0, output: expect.stringContaining('No changes.') });
  });

  describe('the identity that plans', () => {
    beforeEach(() => apply('network'));

    test('plans without a lock, and writes nothing', async () => {
      const before = writes().length;
      expect(await terraformRoot('plan', 'plan', 'database', '--', '-lock=false', '-no-color'))
        .toMatchObject({ status: 0, output: expect.stringContaining('Plan: 1 to add, 0 to change, 0 to destroy.') });
      expect(writes()).toHaveLength(before);
      expect(tencent.requests.filter(({ by, error }) => by === 'feiyue-mono-dev-plan' && error === 'AccessDenied')).toEqual([]);
    });

    test('cannot take a lock', async () => {
      expect(await terraformRoot('plan', 'plan', 'network', '--', '-no-color')).toMatchObject({ status: 1, output: expect.stringContaining('AuthFailure.UnauthorizedOperation') });
      expect(tencent.tags()).toEqual(new Set());
    });

    test('cannot apply, with a lock or without', async () => {
      const before = tencent.objects();
      expect(await terraformRoot('plan', 'apply', 'database', ...APPROVED)).toMatchObject({ status: 1, output: expect.stringContaining('AuthFailure.UnauthorizedOperation') });
      expect(await terraformRoot('plan', 'apply', 'database', ...APPROVED, '-lock=false')).toMatchObject({ status: 1, output: expect.stringContaining('AccessDenied') });
      expect(tencent.objects()).toEqual(before);
      expect(tencent.requests.filter(({ operation, by, error }) => operation === 'PutObject' && by === 'feiyue-mono-dev-plan' && error === 'AccessDenied')).not.toEqual([]);
    });
  });

  test.each<Identity>(['plan', 'apply'])('the identity that may %s in one environment sees no state of another', async (identity) => {
    expect(await startAs('apply', 'prod', SCRIPT, 'apply', 'terraform/prod/network', '--confirm', 'prod', ...APPROVED).ended).toMatchObject({ status: 0 });
    expect(await startAs(identity, 'dev', SCRIPT, 'plan', 'terraform/prod/network', '--', '-lock=false', '-no-color').ended)
      .toMatchObject({ status: 1, output: expect.stringContaining('AccessDenied') });
  });

  test.each([
    ['no keys', {}, 'InvalidAccessKeyId'],
    ['keys that nobody gave out', { TENCENTCLOUD_SECRET_ID: 'AKIDx', TENCENTCLOUD_SECRET_KEY: 'x', TENCENTCLOUD_SECURITY_TOKEN: 'x' }, 'InvalidAccessKeyId'],
  ])('with %s, nothing is initialised', async (_, keys, error) => {
    const env = { ...tencent.env, ...keys, HOME: join(estate.directory, 'home'), CHECKPOINT_DISABLE: '1' };
    expect(await start(SCRIPT, ['plan', 'terraform/dev/network'], { cwd: estate.directory, env }).ended).toMatchObject({ status: 1, output: expect.stringContaining(error) });
  });

  describe('while a run holds the lock', () => {
    let holder: Program;
    const gate = () => join(estate.directory, 'terraform/dev/database', GATE);

    beforeEach(async () => {
      await apply('network');
      writeFileSync(gate(), '');
      holder = startAs('apply', 'dev', SCRIPT, 'apply', 'terraform/dev/database', ...APPROVED);
      await gateReached();
    });

    afterEach(async () => {
      rmSync(gate(), { force: true });
      await holder.ended;
    });

    test('another is refused, and told who holds it', async () => {
      const { status, output } = await terraformRoot('apply', 'apply', 'database', ...APPROVED);
      expect(status).toBe(1);
      expect(output).toContain('Error acquiring the state lock');
      const { ID, Who } = lockOf('database');
      expect(output).toMatch(new RegExp(`ID: +${ID}`));
      expect(output).toMatch(new RegExp(`Who: +${Who}`));
      expect(output).toMatch(/Operation: +OperationTypeApply/);
      rmSync(gate());
      expect(await holder.ended).toMatchObject({ status: 0 });
      expect(tencent.states()[stateOf('dev', 'database')].serial).toBe(1);
    });

    test('another that may wait succeeds when it is released', async () => {
      const waiting = startAs('apply', 'dev', SCRIPT, 'apply', 'terraform/dev/database', ...APPROVED, '-lock-timeout=10m');
      const tries = () => tencent.requests.filter(({ operation, by }) => operation === 'CreateTag' && by !== undefined).length;
      const before = tries();
      await eventually('it tries again', () => tries() >= before + 2);
      rmSync(gate());
      expect(await holder.ended).toMatchObject({ status: 0 });
      expect(await waiting.ended).toMatchObject({ status: 0, output: expect.stringContaining('No changes.') });
    });

    test('a plan that takes no lock is not held up', async () => {
      expect(await terraformRoot('plan', 'plan', 'database', '--', '-lock=false', '-no-color')).toMatchObject({ status: 0 });
    });

    test('and is killed, the lock stays until it is broken by its id', async () => {
      holder.kill();
      rmSync(gate());
      await holder.ended;
      const { ID } = lockOf('database');
      expect(await terraformRoot('apply', 'apply', 'database', ...APPROVED)).toMatchObject({ status: 1, output: expect.stringContaining(ID) });
      expect(await forceUnlock('database', 'another-id')).toMatchObject({ status: 1 });
      expect(await forceUnlock('database', ID)).toMatchObject({ status: 0 });
      await apply('database');
    });
  });

  describe('a run that is killed while it takes the lock leaves a tag', () => {
    /** Kills a run of `network` when it sends a request about the file of its lock. */
    async function killAt(lockMethod: 'GET' | 'PUT'): Promise<void> {
      const victim = startAs('apply', 'dev', SCRIPT, 'apply', 'terraform/dev/network', ...APPROVED);
      tencent.before = async ({ method, url }) => {
        if (method !== lockMethod || !url.pathname.endsWith('.tflock')) return;
        victim.kill();
        await victim.ended;
      };
      expect(await victim.ended).toMatchObject({ status: undefined });
      tencent.before = undefined;
      expect(tencent.tags().size).toBe(1);
    }

    test('that goes with the lock, when there is one already', async () => {
      await killAt('PUT');
      expect(await terraformRoot('apply', 'apply', 'network', ...APPROVED)).toMatchObject({ status: 1, output: expect.stringContaining('ResourceInUse.TagDuplicate') });
      expect(await forceUnlock('network', lockOf('network').ID)).toMatchObject({ status: 0 });
      expect(tencent.tags()).toEqual(new Set());
      await apply('network');
    });

    test('that Terraform cannot delete, when there is no lock yet', async () => {
      await killAt('GET');
      const { status, output } = await terraformRoot('apply', 'apply', 'network', ...APPROVED);
      expect(status).toBe(1);
      expect(output).toContain('ResourceInUse.TagDuplicate');
      expect(output).toContain('dev/network/terraform.tfstate.tflock not exists');
      expect(await forceUnlock('network', 'any')).toMatchObject({ status: 1 });
      expect(tencent.tags().size).toBe(1);
    });
  });
});
