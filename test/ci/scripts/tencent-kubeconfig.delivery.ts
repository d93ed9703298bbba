import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from './script-sandbox';

const KEY = 'bm90LWEta2V5';
const KUBECONFIG = `apiVersion: v1\nkind: Config\nusers:\n- name: "100001"\n  user:\n    client-certificate-data: Y2VydA==\n    client-key-data: ${KEY}\n`;

let server: Server;
let requests: Array<{ headers: IncomingMessage['headers']; body: unknown }>;
let reply: object;
let sandbox: ScriptSandbox;
let file: string;

beforeEach(async () => {
  requests = [];
  reply = { Kubeconfig: KUBECONFIG };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
    request.on('end', () => {
      requests.push({ headers: request.headers, body: JSON.parse(body) });
      response.end(JSON.stringify({ Response: reply }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sandbox = new ScriptSandbox();
  file = join(sandbox.bin, 'kubeconfig');
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

async function fetched(address: string, env: Record<string, string> = {}): Promise<ScriptRun> {
  writeFileSync(file, address, { mode: 0o600 });
  return sandbox.run('tencent-kubeconfig.mjs', ['--kubeconfig', file], {
    TKE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    TENCENTCLOUD_SECRET_ID: 'AKIDx',
    TENCENTCLOUD_SECRET_KEY: 'the-key',
    TENCENTCLOUD_SECURITY_TOKEN: 'the-token',
    ...env,
  });
}

test.each([['private', false], ['public', true]])('the kubeconfig of the %s endpoint goes into the file, for its owner only, and its key is masked', async (endpoint, isPublic) => {
  const run = await fetched(`ap-guangzhou/cls-abc/${endpoint}`);
  expect(run).toMatchObject({ status: 0, stderr: '', stdout: `::add-mask::${KEY}\n` });
  expect(readFileSync(file, 'utf-8')).toBe(KUBECONFIG);
  expect(statSync(file).mode & 0o777).toBe(0o600); // eslint-disable-line no-bitwise
  expect(requests.map(({ body }) => body)).toEqual([{ ClusterId: 'cls-abc', IsExtranet: isPublic }]);
  expect(requests[0].headers).toMatchObject({
    'authorization': expect.stringMatching(/^TC3-HMAC-SHA256 Credential=AKIDx\/\d{4}-\d\d-\d\d\/tke\/tc3_request, SignedHeaders=content-type;host, Signature=[0-9a-f]{64}$/),
    'x-tc-action': 'DescribeClusterKubeconfig',
    'x-tc-region': 'ap-guangzhou',
    'x-tc-token': 'the-token',
    'x-tc-version': '2018-05-25',
  });
});

test.each([
  ['the role may not', 'ap-guangzhou/cls-abc/private', { Error: { Code: 'UnauthorizedOperation', Message: 'no' } }, {}, 'Tencent refused DescribeClusterKubeconfig: UnauthorizedOperation: no'],
  ['the reply is empty', 'ap-guangzhou/cls-abc/private', {}, {}, 'the reply of Tencent holds no kubeconfig of cls-abc'],
  ['there are no keys', 'ap-guangzhou/cls-abc/private', {}, { TENCENTCLOUD_SECRET_KEY: '' }, 'there are no keys: log in to Tencent Cloud first'],
  ['the file is no address', 'kind: Config\n', {}, {}, 'holds no address of a kubeconfig'],
  ['the address leads elsewhere', 'ap-guangzhou/../x/private', {}, {}, 'holds no address of a kubeconfig'],
])('nothing is fetched when %s', async (_, address, answer, env, message) => {
  reply = answer;
  const run = await fetched(address, env);
  expect(run.status).toBe(1);
  expect(run.stderr).toContain('::error title=Connection to the cluster::');
  expect(run.stderr).toContain(message);
  expect(readFileSync(file, 'utf-8')).toBe(address);
});
