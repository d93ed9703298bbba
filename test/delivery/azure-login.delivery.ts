import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Azure, IDENTITY_URL, startAzure } from './azure/azure';
import { ProgramRun, start } from './program';
import { TerraformEstate } from './terraform-estate';
import { Cloud } from '../../src';
import type { ScriptStep, Workflow } from '../../src/ci/github/workflow';
import { CHINA_SUBSCRIPTION, CHINA_TENANT, SUBSCRIPTION, TENANT } from '../azure-estate';
import { describeWithTools, runStep } from '../ci/github/run-step';

const REPOSITORY = 'feiyue/feiyue-mono';
const PULL_REQUEST = `repo:${REPOSITORY}:pull_request`;
const DEV = `repo:${REPOSITORY}:environment:dev`;
const STATE = 'tfstate-dev/dev/network/terraform.tfstate';
const PLAN = ['plan', 'terraform/dev/network', '--', '-lock=false', '-no-color'];
const APPLY = ['apply', 'terraform/dev/network', '--', '-auto-approve', '-no-color'];

const CLOUDS = [
  ['Azure', Cloud.azure({ subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } })],
  ['Azure China', Cloud.azureChina({ subscriptionId: CHINA_SUBSCRIPTION, tenantId: CHINA_TENANT, location: 'chinanorth3', stateAccess: { isOpenToAllNetworks: true } })],
] as const;

describeWithTools(['terraform', 'openssl', 'bash', 'jq'], () => {
  describe.each(CLOUDS)('a job on %s', (_, cloud) => {
    let azure: Azure;
    let estate: TerraformEstate;

    beforeEach(async () => {
      estate = new TerraformEstate({ cloud }).synthesise();
      azure = await startAzure(readFileSync(join(estate.directory, 'terraform/bootstrap/azure-storage/terraform.tfvars'), 'utf-8'));
    });

    afterEach(async () => {
      await azure.stop();
      rmSync(estate.directory, { recursive: true });
    });

    /** What later steps find after the login of a generated workflow, as it stands in the YAML. */
    async function login(workflow: 'terraform-plan.yml' | 'deploy-dev.yml', role: string): Promise<Readonly<Record<string, string>>> {
      const { jobs } = parse(readFileSync(join(estate.directory, '.github/workflows', workflow), 'utf-8')) as Workflow;
      const step = Object.values(jobs).flatMap(({ steps }) => steps).find(({ name }) => name === 'Log in to Azure') as ScriptStep;
      const identity = { ACTIONS_ID_TOKEN_REQUEST_URL: IDENTITY_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the-request-token' };
      const { status, stdout, exported } = await runStep(step, { env: { ...identity, CLIENT_IDS: azure.clientIds, ROLE: role } });
      expect([status, stdout]).toEqual([0, '']);
      return { ...identity, ...exported };
    }

    async function terraformRoot(job: Readonly<Record<string, string>>, args: readonly string[]): Promise<ProgramRun> {
      const env = { ...azure.env, ...job, HOME: join(estate.directory, 'home'), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
      return start('ops/scripts/terraform-root.sh', args, { cwd: estate.directory, env }).ended;
    }

    test('plans what has no state yet, then applies it, and plans what has one: always as itself', async () => {
      azure.subject = PULL_REQUEST;
      const reader = await login('terraform-plan.yml', 'feiyue-mono-dev-plan');
      const first = await terraformRoot(reader, PLAN);
      expect(first).toMatchObject({ status: 0, output: expect.stringContaining('Plan: 1 to add') });
      expect(first.output).toContain('terraform/dev/network: plan, as there is no state yet');
      expect(azure.blobs()).toEqual({});

      azure.subject = DEV;
      const writer = await login('deploy-dev.yml', 'feiyue-mono-dev-apply');
      expect(await terraformRoot(writer, APPLY)).toMatchObject({ status: 0, output: expect.stringContaining('Apply complete!') });
      expect(JSON.parse(azure.blobs()[STATE])).toMatchObject({ outputs: { addresses_cidr_block: { value: '10.0.0.0/16' } } });

      azure.subject = PULL_REQUEST;
      expect(await terraformRoot(reader, PLAN)).toMatchObject({ status: 0, output: expect.stringContaining('No changes.') });
      expect(azure.requests.filter((request) => request.includes(' 502'))).toEqual([]);
    });

    test('that may only plan cannot apply', async () => {
      azure.subject = PULL_REQUEST;
      const job = await login('terraform-plan.yml', 'feiyue-mono-dev-plan');
      expect(await terraformRoot(job, APPLY)).toMatchObject({ status: 1 });
      expect(azure.blobs()).toEqual({});
    });

    test.each([
      ['a pull request that wants to apply', PULL_REQUEST, 'feiyue-mono-dev-apply'],
      ['an environment that wants to apply to another', DEV, 'feiyue-mono-prod-apply'],
      ['another repository', 'repo:feiyue/other:environment:dev', 'feiyue-mono-dev-apply'],
      ['another branch', `repo:${REPOSITORY}:ref:refs/heads/main-2`, 'feiyue-mono-dev-plan'],
    ])('that is %s is refused by Entra', async (__, subject, role) => {
      azure.subject = subject;
      const { status, output } = await terraformRoot(await login('deploy-dev.yml', role), PLAN);
      expect(status).toBe(1);
      expect(output).toContain('AADSTS700213');
      expect(azure.blobs()).toEqual({});
    });

    test('of one environment reaches no state of another', async () => {
      azure.subject = DEV;
      const job = await login('deploy-dev.yml', 'feiyue-mono-dev-apply');
      const { status, output } = await terraformRoot(job, ['plan', 'terraform/prod/network', '--', '-lock=false', '-no-color']);
      expect(status).toBe(1);
      expect(output).toContain('AuthorizationPermissionMismatch');
    });

    test('that plans what reads another root module says so, as long as that has no state', async () => {
      azure.subject = PULL_REQUEST;
      const job = await login('terraform-plan.yml', 'feiyue-mono-dev-plan');
      const report = join(estate.directory, 'report.json');
      const env = { ...azure.env, ...job, HOME: join(estate.directory, 'home'), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
      const plan = async (more = {}) => start('bash', ['ops/scripts/plan-report.sh', 'terraform/dev/database', report], { cwd: estate.directory, env: { ...env, ...more } }).ended;
      const { status, output } = await plan();
      expect([status, output]).toEqual([0, expect.stringContaining('Not planned yet: it reads what another root module has only after it is applied.')]);
      expect(JSON.parse(readFileSync(report, 'utf-8'))).toMatchObject({ status: 'awaiting' });
      expect(await plan({ MOCK_VALUES: 'true' })).toMatchObject({ status: 0 });
      expect(JSON.parse(readFileSync(report, 'utf-8'))).toMatchObject({ status: 'changed', mocked: { network: ['addresses_cidr_block'] } });
    });
  });
});
