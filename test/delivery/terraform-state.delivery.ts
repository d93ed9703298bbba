import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program, ProgramRun, start } from './program';
import { estateRoles } from './tencent/estate-roles';
import { startTencent, Tencent, TencentRequest } from './tencent/tencent';
import { GATE, STATE_BUCKET, TerraformEstate } from './terraform-estate';
import { STATE_LEDGER } from '../../src/terraform/state-ledger';
import { describeWithTools } from '../ci/github/run-step';

const ROLES = estateRoles({ projectName: 'feiyue-mono', repository: 'feiyue/feiyue-mono', environments: ['dev', 'prod'], bucket: STATE_BUCKET });
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
  return startAs(identity, 'dev', 'ops/scripts/terraform-root.sh', action, `terraform/dev/${rootModule}`, ...args).ended;
}

async function apply(rootModule: string): Promise<void> {
  expect(await terraformRoot('apply', 'apply', rootModule, ...APPROVED)).toMatchObject({ status: 0 });
}

/** Requests that change something, without those that COS refused. */
function writes(): TencentRequest[] {
  return tencent.requests.filter(({ operation, error }) => /^(Put|Delete|Create)/.test(operation) && error === undefined);
}

function objectOf(environment: string, rootModule: string): string {
  return `${STATE_BUCKET.name}/${environment}/${rootModule}/terraform.tfstate`;
}

/** Where the ledger says that the states are. */
function addressesInLedger(): string[] {
  const { states } = JSON.parse(readFileSync(join(estate.directory, STATE_LEDGER), 'utf-8')) as { states: Record<string, { address: string }> };
  return Object.values(states).map(({ address }) => address).sort();
}

describeWithTools(['terraform', 'openssl', 'bash'], () => {
  test('a root module is planned, applied, and has nothing to change after that', async () => {
    const planned = await terraformRoot('apply', 'plan', 'network', '--', '-no-color');
    expect(planned).toMatchObject({ status: 0, output: expect.stringContaining('Plan: 1 to add, 0 to change, 0 to destroy.') });
    await apply('network');
    const again = await terraformRoot('apply', 'apply', 'network', ...APPROVED);
    expect(again).toMatchObject({ status: 0, output: expect.stringContaining('No changes.') });
  });
  void [existsSync, writeFileSync, GATE, writes, objectOf, addressesInLedger];
});
