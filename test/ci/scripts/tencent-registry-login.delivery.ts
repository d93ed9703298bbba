import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from './script-sandbox';

const PASSWORD = 'the-temporary-password';

let server: Server;
let requests: Array<{ headers: IncomingMessage['headers']; body: string }>;
let replies: Record<string, object>;
let sandbox: ScriptSandbox;

beforeEach(async () => {
  requests = [];
  replies = {
    DescribeInstances: { Registries: [{ RegistryName: 'shop-2', RegistryId: 'tcr-2' }, { RegistryName: 'shop', RegistryId: 'tcr-1' }] },
    CreateInstanceToken: { Username: '100001', Token: PASSWORD },
  };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      response.end(JSON.stringify({ Response: replies[String(request.headers['x-tc-action'])] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sandbox = new ScriptSandbox();
  sandbox.program('docker', 'cat > "${BIN}/password"');
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

async function login(env: Record<string, string> = {}, registry = 'shop.tencentcloudcr.com'): Promise<ScriptRun> {
  return sandbox.run('tencent-registry-login.mjs', ['--registry', registry, '--region', 'ap-guangzhou'], {
    TCR_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    TENCENTCLOUD_SECRET_ID: 'AKIDx',
    TENCENTCLOUD_SECRET_KEY: 'the-key',
    TENCENTCLOUD_SECURITY_TOKEN: 'the-token',
    ...env,
  });
}

test('docker is logged in with a temporary password, which is masked and on no command line', async () => {
  const run = await login();
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { Filters: [{ Name: 'RegistryName', Values: ['shop'] }] },
    { RegistryId: 'tcr-1', TokenType: 'temp' },
  ]);
  expect(sandbox.calls).toEqual(['docker login shop.tencentcloudcr.com --username 100001 --password-stdin']);
  expect(readFileSync(join(sandbox.bin, 'password'), 'utf-8')).toBe(PASSWORD);
  expect(run.stdout).toBe(`::add-mask::${PASSWORD}\n`);
});

test('requests are signed with the temporary keys', async () => {
  await login();
  const [{ headers, body }] = requests;
  const timestamp = String(headers['x-tc-timestamp']);
  const date = new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const canonical = `POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:tcr.tencentcloudapi.com\n\ncontent-type;host\n${hash(body)}`;
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${date}/tcr/tc3_request\n${hash(canonical)}`;
  const signature = mac(mac(mac(mac('TC3the-key', date), 'tcr'), 'tc3_request'), toSign).toString('hex');
  expect(headers).toMatchObject({
    'authorization': `TC3-HMAC-SHA256 Credential=AKIDx/${date}/tcr/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`,
    'x-tc-action': 'DescribeInstances',
    'x-tc-region': 'ap-guangzhou',
    'x-tc-token': 'the-token',
    'x-tc-version': '2019-09-24',
  });
});

test.each([
  ['the role may not', () => { replies.CreateInstanceToken = { Error: { Code: 'UnauthorizedOperation', Message: 'no' } }; }, {}, 'Tencent refused CreateInstanceToken: UnauthorizedOperation: no'],
  ['there is no such registry', () => { replies.DescribeInstances = { Registries: [] }; }, {}, 'there is no registry "shop" in ap-guangzhou'],
  ['there are no keys', () => undefined, { TENCENTCLOUD_SECRET_ID: '' }, 'there are no keys: log in to Tencent Cloud first'],
  ['the reply holds no password', () => { replies.CreateInstanceToken = {}; }, {}, 'the reply of Tencent holds no password'],
])('nobody is logged in when %s', async (_, prepare, env, message) => {
  prepare();
  const run = await login(env);
  expect(run.status).toBe(1);
  expect(run.stderr).toContain(`::error title=Login to the registry::${message}`);
  expect(sandbox.calls).toEqual([]);
});

test('only an enterprise instance is one', async () => {
  expect((await login({}, 'ccr.ccs.tencentyun.com')).stderr).toContain('give --registry <instance>.tencentcloudcr.com');
});
