import { readFileSync, rmSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ProgramRun, start } from './program';
import { ACCOUNT_UIN } from './tencent/account';
import { estateRoles } from './tencent/estate-roles';
import { GITHUB_ISSUER, identityToken } from './tencent/identity-token';
import { startTencent, Tencent } from './tencent/tencent';
import { ENVIRONMENTS, STATE_BUCKET, TerraformEstate } from './terraform-estate';
import type { ScriptStep, Workflow } from '../../src/ci/github/workflow';
import { describeWithTools, runStep, StepRun } from '../ci/github/run-step';

const REPOSITORY = 'feiyue/feiyue-mono';
const ROLES = estateRoles({ projectName: 'feiyue-mono', repository: REPOSITORY, environments: ENVIRONMENTS, bucket: STATE_BUCKET });
const PULL_REQUEST = `repo:${REPOSITORY}:pull_request`;
const DEV = `repo:${REPOSITORY}:environment:dev`;

let tencent: Tencent;
let github: Server;
let estate: TerraformEstate;
/** What the identity token of the job says. */
let claims: { iss: string; sub: string; aud?: string };
let secondsToLive: number;

beforeEach(async () => {
  claims = { iss: GITHUB_ISSUER, sub: PULL_REQUEST };
  secondsToLive = 300;
  tencent = await startTencent({ buckets: [STATE_BUCKET], ...ROLES });
  github = createServer((request, response) => {
    const aud = new URL(request.url!, 'http://github').searchParams.get('audience') ?? 'none';
    response.end(JSON.stringify({ value: identityToken({ aud, ...claims }, secondsToLive) }));
  });
  await new Promise<void>((resolve) => github.listen(0, '127.0.0.1', resolve));
  estate = new TerraformEstate().synthesise();
});

afterEach(async () => {
  await tencent.stop();
  await new Promise((resolve) => github.close(resolve));
  rmSync(estate.directory, { recursive: true });
});

/** Runs the login of a generated workflow, as it stands in the YAML, for a role of `dev`. */
async function login(workflow: 'terraform-plan.yml' | 'deploy-dev.yml', role: string): Promise<StepRun> {
  const { jobs } = parse(readFileSync(join(estate.directory, '.github/workflows', workflow), 'utf-8')) as Workflow;
  const step = Object.values(jobs).flatMap(({ steps }) => steps).find(({ name }) => name === 'Log in to Tencent Cloud') as ScriptStep;
  return runStep(step, {
    env: {
      ...tencent.env,
      ACCOUNT_UIN,
      ROLE: role,
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(github.address() as AddressInfo).port}/?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the-request-token',
    },
  });
}

async function terraformRoot(exported: Readonly<Record<string, string>>, ...args: string[]): Promise<ProgramRun> {
  const env = { ...tencent.env, ...exported, HOME: join(estate.directory, 'home'), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  return start('ops/scripts/terraform-root.sh', args, { cwd: estate.directory, env }).ended;
}

describeWithTools(['terraform', 'openssl', 'bash', 'curl', 'jq'], () => {
  test('a pull request logs in to plan, with keys that Terraform uses and that cannot apply', async () => {
    const { status, exported } = await login('terraform-plan.yml', 'feiyue-mono-dev-plan');
    expect(status).toBe(0);
    expect(await terraformRoot(exported, 'plan', 'terraform/dev/network', '--', '-lock=false', '-no-color'))
      .toMatchObject({ status: 0, output: expect.stringContaining('Plan: 1 to add') });
    expect(await terraformRoot(exported, 'apply', 'terraform/dev/network', '--', '-auto-approve')).toMatchObject({ status: 1 });
    expect(tencent.states()).toEqual({});
    expect(new Set(tencent.requests.map(({ service, by }) => `${service} ${by ?? ''}`.trim()))).toEqual(new Set(['sts', 'cos feiyue-mono-dev-plan', 'tag feiyue-mono-dev-plan']));
  });

  test('the deployment of an environment logs in to apply', async () => {
    claims = { ...claims, sub: DEV };
    const { exported } = await login('deploy-dev.yml', 'feiyue-mono-dev-apply');
    expect(await terraformRoot(exported, 'apply', 'terraform/dev/network', '--', '-auto-approve')).toMatchObject({ status: 0 });
    expect(Object.keys(tencent.states())).toEqual([`${STATE_BUCKET.name}/dev/network/terraform.tfstate`]);
  });

  test.each([
    ['a pull request that wants to apply', PULL_REQUEST, 'feiyue-mono-dev-apply'],
    ['an environment that wants to apply to another', DEV, 'feiyue-mono-prod-apply'],
    ['another repository', 'repo:feiyue/other:environment:dev', 'feiyue-mono-dev-apply'],
    ['a repository whose name goes on', `repo:${REPOSITORY}-fork:environment:dev`, 'feiyue-mono-dev-apply'],
    ['another branch', `repo:${REPOSITORY}:ref:refs/heads/main-2`, 'feiyue-mono-dev-plan'],
  ])('%s is refused', async (_, sub, role) => {
    claims = { ...claims, sub };
    const { status, stdout, exported } = await login('deploy-dev.yml', role);
    expect(status).toBe(1);
    expect(stdout).toContain(`Tencent STS refused the role ${role}: UnauthorizedOperation: The identity is not trusted by the role.`);
    expect(exported).toEqual({});
  });

  test.each([
    ['of another issuer', { iss: 'https://token.example.com' }, 'its issuer is not that of the identity provider'],
    ['for another audience', { aud: 'https://github.com/feiyue' }, 'its audience is none of the identity provider'],
    ['that has expired', {}, 'it has expired'],
  ])('a token %s is refused', async (_, others, reason) => {
    claims = { ...claims, ...others };
    if (reason === 'it has expired') secondsToLive = -1;
    const { status, stdout, exported } = await login('terraform-plan.yml', 'feiyue-mono-dev-plan');
    expect(status).toBe(1);
    expect(stdout).toContain(`InvalidParameter.WebIdentityTokenError: The web identity token is not valid: ${reason}.`);
    expect(exported).toEqual({});
  });

  test('a role that the account does not have is refused', async () => {
    expect(await login('terraform-plan.yml', 'feiyue-mono-test-plan')).toMatchObject({ status: 1, stdout: expect.stringContaining('InternalError.GetRoleError') });
  });
});
