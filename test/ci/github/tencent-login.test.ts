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
const ROLE = 'qcs::cam::uin/100000000001:roleName/plan';

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
  return runStep(new TencentLogin('ap-guangzhou').step('plan', { durationSeconds: 1800 }), {
    env: {
      STS_URL: `${origin}/sts`,
      OIDC_PROVIDER_ID: 'github-actions',
      ROLE_ARN: ROLE,
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
      ProviderId: 'github-actions',
      WebIdentityToken: 'the.identity.token',
      RoleArn: ROLE,
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
    expect(run.stdout).toContain('::error title=Login to Tencent Cloud::Tencent STS refused the role: UnauthorizedOperation: subject is not trusted');
    expect(run.exported).toEqual({});
  });

  test.each([
    ['the provider', 'OIDC_PROVIDER_ID', 'Set the variable TENCENTCLOUD_OIDC_PROVIDER_ID of the repository'],
    ['the role', 'ROLE_ARN', 'Set the variable TENCENTCLOUD_PLAN_ROLE_ARN of the repository'],
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

test('a pull request and a deployment log in as different identities', () => {
  const of = (identity: 'plan' | 'deploy') => new TencentLogin('ap-guangzhou').step(identity, { durationSeconds: 1 }).env?.ROLE_ARN;
  expect(of('plan')).toBe('${{ vars.TENCENTCLOUD_PLAN_ROLE_ARN }}');
  expect(of('deploy')).toBe('${{ vars.TENCENTCLOUD_DEPLOY_ROLE_ARN }}');
});

test('every variable that a step reads is one that the user is told to set', () => {
  const login_ = new TencentLogin('ap-guangzhou');
  const read = (['plan', 'deploy'] as const).flatMap((identity) => Object.values(login_.step(identity, { durationSeconds: 1 }).env ?? {}))
    .flatMap((value) => /vars\.(\w+)/.exec(value)?.[1] ?? []);
  expect([...new Set(read)].sort()).toEqual(login_.variables.map(({ name }) => name).sort());
});

test('the variables that make the backend call plain AssumeRole are never exported', () => {
  expect(new TencentLogin('ap-guangzhou').step('deploy', { durationSeconds: 1 }).run).not.toContain('TENCENTCLOUD_ASSUME_ROLE');
});
