import { describeWithTools, runStep, StepRun } from './run-step';
import { AzureLogin, azureSettings } from '../../../src/ci/github/azure-login';
import { AzureCloud } from '../../../src/clouds/azure/azure-cloud';
import { AZURE_CHINA, AZURE_PUBLIC } from '../../../src/clouds/azure/azure-sovereign-cloud';

const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';
const CHINA_SUBSCRIPTION = '22222222-2222-3333-4444-555555555555';
const TENANT = '66666666-7777-8888-9999-aaaaaaaaaaaa';
const CHINA_TENANT = '77777777-7777-8888-9999-aaaaaaaaaaaa';
const CLIENT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const CHINA_CLIENT = 'bbbbbbbb-bbbb-cccc-dddd-eeeeeeeeeeee';
const REQUEST_URL = 'https://pipelines.test/idtoken?api-version=2.0';

const CLOUD = new AzureCloud({ subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope' }, AZURE_PUBLIC);
const CHINA = new AzureCloud({ subscriptionId: CHINA_SUBSCRIPTION, tenantId: CHINA_TENANT, location: 'chinanorth3' }, AZURE_CHINA);

function loginTo(...environments: ReadonlyArray<{ readonly name: string; readonly cloud: AzureCloud }>): AzureLogin {
  return new AzureLogin({ projectName: 'shop', cloud: CLOUD, environments: () => environments.map(({ name, cloud }) => ({ name, settings: azureSettings(cloud) })) });
}

const LOGIN = loginTo({ name: 'dev', cloud: CLOUD }, { name: 'prod-cn', cloud: CHINA });

async function login(env: Record<string, string> = {}, role = 'shop-dev-plan'): Promise<StepRun> {
  return runStep(LOGIN.step(role, { durationSeconds: 1800 }), {
    env: {
      CLIENT_IDS: JSON.stringify({ 'shop-dev-plan': CLIENT, 'shop-prod-cn-apply': CHINA_CLIENT }),
      ACTIONS_ID_TOKEN_REQUEST_URL: REQUEST_URL,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the-request-token',
      ...env,
    },
  });
}

describeWithTools(['bash', 'jq'], () => {
  test('the provider and the backend are told as whom they exchange the identity of the job', async () => {
    const run = await login();
    expect([run.status, run.stdout, run.stderr]).toEqual([0, '', '']);
    expect(run.exported).toEqual({
      ARM_CLIENT_ID: CLIENT,
      ARM_ENVIRONMENT: 'public',
      ARM_OIDC_REQUEST_URL: `${REQUEST_URL}&audience=api%3A%2F%2FAzureADTokenExchange`,
      ARM_SUBSCRIPTION_ID: SUBSCRIPTION,
      ARM_TENANT_ID: TENANT,
      ARM_USE_AZUREAD: 'true',
      ARM_USE_CLI: 'false',
      ARM_USE_OIDC: 'true',
      AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com',
    });
  });

  test('an environment on another cloud is logged in to there', async () => {
    expect((await login({}, 'shop-prod-cn-apply')).exported).toEqual({
      ARM_CLIENT_ID: CHINA_CLIENT,
      ARM_ENVIRONMENT: 'china',
      ARM_OIDC_REQUEST_URL: `${REQUEST_URL}&audience=api%3A%2F%2FAzureADTokenExchangeChina`,
      ARM_SUBSCRIPTION_ID: CHINA_SUBSCRIPTION,
      ARM_TENANT_ID: CHINA_TENANT,
      ARM_USE_AZUREAD: 'true',
      ARM_USE_CLI: 'false',
      ARM_USE_OIDC: 'true',
      AZURE_AUTHORITY_HOST: 'https://login.chinacloudapi.cn',
    });
  });

  test('there is no secret in what is exported: the token of the request stays where GitHub put it', async () => {
    const { exported } = await login();
    expect(Object.values(exported).filter((value) => value.includes('the-request-token'))).toEqual([]);
  });

  test.each([
    ['the client ids', { CLIENT_IDS: '' }, 'Set the variable AZURE_CLIENT_IDS of the repository (Settings, Secrets and variables, Actions, Variables)'],
    ['JSON', { CLIENT_IDS: 'none' }, 'The variable AZURE_CLIENT_IDS is not the JSON that the bootstrap puts out.'],
    ['the id of the role', { CLIENT_IDS: '{"shop-dev-apply":"x"}' }, 'The variable AZURE_CLIENT_IDS has no client id for shop-dev-plan: apply the bootstrap'],
    ['a real id', { CLIENT_IDS: '{"shop-dev-plan":"a\\nPATH=/tmp"}' }, 'has no client id for shop-dev-plan'],
    ['the identity', { ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }, 'needs the permission id-token: write'],
  ])('without %s it ends, and says what to do', async (_, env, message) => {
    const run = await login(env);
    expect([run.status, run.exported]).toEqual([1, {}]);
    expect(run.stdout).toMatch(/^::error title=Login to Azure::/);
    expect(run.stdout).toContain(message);
  });
});

test('where all environments are on one cloud, nothing is decided by the role', () => {
  expect(loginTo({ name: 'dev', cloud: CLOUD }).step('shop-dev-plan', { durationSeconds: 1 }).run).not.toContain('case');
});

test('a job of a matrix chooses the identity by an expression, and all of them are in one variable', () => {
  const { env } = LOGIN.step(LOGIN.roleName('plan', '${{ matrix.environment }}'), { durationSeconds: 1 });
  expect(env).toMatchObject({ ROLE: 'shop-${{ matrix.environment }}-plan', CLIENT_IDS: '${{ vars.AZURE_CLIENT_IDS }}' });
  expect(LOGIN.variables.map(({ name }) => name)).toEqual(['AZURE_CLIENT_IDS']);
});
