import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { describeWithTools, runStep, StepRun } from './run-step';
import { TencentLogin } from '../../../src/ci/github/tencent-login';

interface Request {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const CREDENTIALS = { TmpSecretId: 'AKIDtemporary', TmpSecretKey: 'key/with+chars=', Token: 'a-long-token' };
const LOGIN = new TencentLogin({ projectName: 'shop', region: 'ap-guangzhou' });

let server: Server;
let origin: string;
let requests: Request[];
/** What the two services answer. */
let identityReply: { status: number; body: string };
let stsReply: { status: number; body: string };

beforeEach(async () => {
  requests = [];
  identityReply = { status: 200, body: JSON.stringify({ value: 'the.identity.token' }) };
  stsReply = { status: 200, body: JSON.stringify({ Response: { Credentials: CREDENTIALS, RequestId: 'r' } }) };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
    request.on('end', () => {
      requests.push({ url: request.url ?? '', headers: request.headers, body });
      const reply = request.url?.startsWith('/identity') ? identityReply : stsReply;
      response.writeHead(reply.status).end(reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

async function login(env: Record<string, string> = {}): Promise<StepRun> {
  return runStep(LOGIN.step(LOGIN.roleName('plan', 'dev'), { durationSeconds: 1800 }), {
    env: {
      STS_URL: `${origin}/sts`,
      ACCOUNT_UIN: '100000000001',
      ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/identity?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the-request-token',
      ...env,
    },
  });
}

describeWithTools(['bash', 'curl', 'jq'], () => {
  test('the identity of the job is exchanged for keys that the provider and the backend read', async () => {
    const run = await login();
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    expect(run.exported).toEqual({
      TENCENTCLOUD_SECRET_ID: CREDENTIALS.TmpSecretId,
      TENCENTCLOUD_SECRET_KEY: CREDENTIALS.TmpSecretKey,
      TENCENTCLOUD_SECURITY_TOKEN: CREDENTIALS.Token,
      TENCENTCLOUD_REGION: 'ap-guangzhou',
    });
  });

  test('the identity token is asked for with the audience of Tencent STS', async () => {
    await login();
    expect(requests[0].url).toBe('/identity?api-version=2.0&audience=sts.tencentcloudapi.com');
    expect(requests[0].headers.authorization).toBe('Bearer the-request-token');
  });

  test('STS is called as its documentation says, without a signature', async () => {
    await login();
    const { headers, body } = requests[1];
    expect(headers).toMatchObject({
      'authorization': 'SKIP',
      'content-type': 'application/json',
      'x-tc-action': 'AssumeRoleWithWebIdentity',
      'x-tc-version': '2018-08-13',
      'x-tc-region': 'ap-guangzhou',
      'x-tc-timestamp': expect.stringMatching(/^\d{10}$/),
    });
    expect(JSON.parse(body)).toEqual({
      ProviderId: 'shop-github',
      WebIdentityToken: 'the.identity.token',
      RoleArn: 'qcs::cam::uin/100000000001:roleName/shop-dev-plan',
      RoleSessionName: 'github-77-2',
      DurationSeconds: 1800,
    });
  });

  test('every secret is masked, and shown nowhere but in its mask', async () => {
    const { stdout, stderr } = await login();
    for (const secret of ['the.identity.token', ...Object.values(CREDENTIALS)]) {
      expect(`${stdout}${stderr}`.split('\n').filter((line) => line.includes(secret))).toEqual([`::add-mask::${secret}`]);
    }
  });

  test('the reason of a refusal is shown, and nothing is exported', async () => {
    stsReply = { status: 200, body: JSON.stringify({ Response: { Error: { Code: 'UnauthorizedOperation', Message: 'subject is not trusted' } } }) };
    const run = await login();
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('::error title=Login to Tencent Cloud::Tencent STS refused the role shop-dev-plan: UnauthorizedOperation: subject is not trusted');
    expect(run.exported).toEqual({});
  });

  test.each([
    ['the account', 'ACCOUNT_UIN', 'Set the variable TENCENTCLOUD_ACCOUNT_UIN of the repository'],
    ['the identity', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'needs the permission id-token: write'],
  ])('without %s nobody is asked, and it says what to do', async (_, missing, message) => {
    const run = await login({ [missing]: '' });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(message);
    expect(requests).toEqual([]);
  });

  test.each([
    ['GitHub gives no token', () => { identityReply = { status: 200, body: '{}' }; }, 'GitHub gave no identity token.'],
    ['GitHub refuses', () => { identityReply = { status: 403, body: '{}' }; }, 'GitHub gave no identity token.'],
    ['STS does not work', () => { stsReply = { status: 400, body: 'bad gateway' }; }, 'Tencent STS did not answer.'],
    ['the reply holds no keys', () => { stsReply = { status: 200, body: '{"Response":{}}' }; }, 'The reply of Tencent STS holds no keys.'],
  ])('it fails and exports nothing when %s', async (_, prepare, message) => {
    prepare();
    const run = await login();
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(message);
    expect(run.exported).toEqual({});
  });
});

test('every environment has a role to plan and another to apply', () => {
  expect(LOGIN.roleName('plan', 'dev')).toBe('shop-dev-plan');
  expect(LOGIN.roleName('apply', 'prod')).toBe('shop-prod-apply');
});

test('a job of a matrix chooses the role by an expression', () => {
  expect(LOGIN.step(LOGIN.roleName('plan', '${{ matrix.environment }}'), { durationSeconds: 1 }).env?.ROLE).toBe('shop-${{ matrix.environment }}-plan');
});

test('the account is a variable of the repository, unless the estate names it', () => {
  const declared = new TencentLogin({ projectName: 'shop', region: 'ap-guangzhou', accountUin: '100000000001' });
  const account = (login_: TencentLogin) => login_.step('shop-dev-plan', { durationSeconds: 1 }).env?.ACCOUNT_UIN;
  expect(account(LOGIN)).toBe('${{ vars.TENCENTCLOUD_ACCOUNT_UIN }}');
  expect(account(declared)).toBe('100000000001');
  expect(LOGIN.variables.map(({ name }) => name)).toEqual(['TENCENTCLOUD_ACCOUNT_UIN']);
  expect(declared.variables).toEqual([]);
});

test('the variables that make the backend call plain AssumeRole are never exported', () => {
  expect(LOGIN.step('shop-dev-apply', { durationSeconds: 1 }).run).not.toContain('TENCENTCLOUD_ASSUME_ROLE');
});
