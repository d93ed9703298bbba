import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from './script-sandbox';
import { describeWithTool } from '../../real-tool';

const TENANT = '66666666-7777-8888-9999-aaaaaaaaaaaa';
const CLIENT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const ASSERTION = 'the.identity.token';
const TOKEN = 'the.access.token';
const PASSWORD = 'the.registry.password';

interface Request {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly form: Readonly<Record<string, string>>;
}

let server: Server;
let origin: string;
let requests: Request[];
/** What GitHub, Entra and the registry answer, by the beginning of the path. */
let replies: Record<string, { status: number; body: object | string }>;
let sandbox: ScriptSandbox;

beforeEach(async () => {
  requests = [];
  replies = {
    '/idtoken': { status: 200, body: { value: ASSERTION } },
    [`/${TENANT}/oauth2/v2.0/token`]: { status: 200, body: { access_token: TOKEN, expires_in: 3599 } },
    '/oauth2/exchange': { status: 200, body: { refresh_token: PASSWORD } },
  };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
    request.on('end', () => {
      requests.push({ url: request.url ?? '', headers: request.headers, form: Object.fromEntries(new URLSearchParams(body)) });
      const reply = replies[(request.url ?? '').split('?')[0]];
      response.writeHead(reply.status).end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox = new ScriptSandbox();
  sandbox.program('docker', 'cat > "${BIN}/password"');
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

function environment(): Record<string, string> {
  return {
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'the-request-token',
    ARM_CLIENT_ID: CLIENT,
    ARM_OIDC_REQUEST_URL: `${origin}/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchangeChina`,
    ARM_TENANT_ID: TENANT,
    AZURE_AUTHORITY_HOST: origin,
    REGISTRY_URL: origin,
  };
}

async function registryLogin(env: Record<string, string> = {}): Promise<ScriptRun> {
  return sandbox.run('azure-registry-login.mjs', ['--registry', 'shop.azurecr.cn', '--resource-manager', 'https://management.chinacloudapi.cn'], { ...environment(), ...env });
}

/** Everything on a line that is not what keeps a secret out of the log. */
function shown({ stdout, stderr }: ScriptRun): string {
  return `${stdout}${stderr}`.split('\n').filter((line) => !line.startsWith('::add-mask::')).join('\n');
}

describe('the login to a registry', () => {
  test('exchanges the identity of the job, first for a token of Entra and then for a password of the registry', async () => {
    expect(await registryLogin()).toMatchObject({ status: 0, stderr: '' });
    expect(requests.map(({ url, form }) => ({ url, form }))).toEqual([
      { url: '/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchangeChina', form: {} },
      {
        url: `/${TENANT}/oauth2/v2.0/token`,
        form: {
          client_assertion: ASSERTION,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_id: CLIENT,
          grant_type: 'client_credentials',
          scope: 'https://management.chinacloudapi.cn/.default',
        },
      },
      { url: '/oauth2/exchange', form: { access_token: TOKEN, grant_type: 'access_token', service: 'shop.azurecr.cn', tenant: TENANT } },
    ]);
    expect(requests[0].headers.authorization).toBe('Bearer the-request-token');
  });

  test('gives docker the password, and no command line a secret', async () => {
    const run = await registryLogin();
    expect(sandbox.calls).toEqual(['docker login shop.azurecr.cn --username 00000000-0000-0000-0000-000000000000 --password-stdin']);
    expect(readFileSync(join(sandbox.bin, 'password'), 'utf-8')).toBe(PASSWORD);
    expect(run.stdout.split('\n').filter((line) => line !== '')).toEqual([ASSERTION, TOKEN, PASSWORD].map((secret) => `::add-mask::${secret}`));
  });

  test.each<[string, () => void, Record<string, string>, string]>([
    ['GitHub refuses', () => { replies['/idtoken'] = { status: 403, body: {} }; }, {}, 'GitHub gave no identity token: status 403'],
    ['GitHub gives none', () => { replies['/idtoken'] = { status: 200, body: {} }; }, {}, 'GitHub gave no identity token'],
    ['Entra does not trust the job', () => {
      replies[`/${TENANT}/oauth2/v2.0/token`] = { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS700213: No matching federated identity record found.\r\nTrace ID: 1' } };
    }, {}, 'Entra refused with status 401: AADSTS700213: No matching federated identity record found.'],
    ['Entra gives no token', () => { replies[`/${TENANT}/oauth2/v2.0/token`] = { status: 200, body: {} }; }, {}, 'the reply of Entra holds no token'],
    ['the registry refuses', () => {
      replies['/oauth2/exchange'] = { status: 403, body: { errors: [{ code: 'DENIED', message: 'client is not allowed' }] } };
    }, {}, 'The registry shop.azurecr.cn refused with status 403: client is not allowed'],
    ['something else answers', () => { replies['/oauth2/exchange'] = { status: 502, body: '<html>' }; }, {}, 'The registry shop.azurecr.cn refused with status 502: it gave no reason'],
    ['the registry gives none', () => { replies['/oauth2/exchange'] = { status: 200, body: {} }; }, {}, 'the reply of the registry holds no password'],
    ['there was no login', () => undefined, { ARM_CLIENT_ID: '' }, 'the job has no identity at Azure: log in to Azure first'],
    ['nobody answers', () => undefined, { AZURE_AUTHORITY_HOST: 'http://127.0.0.1:1' }, 'Login to the registry failed:'],
  ])('ends when %s, and says why without a secret', async (_, prepare, env, message) => {
    prepare();
    const run = await registryLogin(env);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(`::error title=Login to the registry::${message}`);
    for (const secret of [ASSERTION, TOKEN, PASSWORD, 'the-request-token']) expect(shown(run)).not.toContain(secret);
    expect(sandbox.calls).toEqual([]);
  });

  test('at a desk takes the identity of "az login"', async () => {
    sandbox.program('az', `echo '${TOKEN}'`);
    expect(await registryLogin({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: '', GITHUB_ACTIONS: '' })).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(sandbox.calls[0]).toBe('az account get-access-token --scope https://management.chinacloudapi.cn/.default --query accessToken --output tsv');
    expect(requests.map(({ form }) => form.access_token)).toEqual([TOKEN]);
  });
});

describeWithTool('kubectl', () => {
  const KUBECONFIG = `apiVersion: v1
kind: Config
clusters: [{ name: shop, cluster: { server: 'https://shop.hcp.westeurope.azmk8s.io:443', certificate-authority-data: Y2E= } }]
contexts: [{ name: shop, context: { cluster: shop, user: clusterUser_rg_shop } }]
current-context: shop
users:
  - name: clusterUser_rg_shop
    user: { exec: { apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --login, devicecode], provideClusterInfo: false } }
`;

  function kubeconfig(text = KUBECONFIG): string {
    const file = join(mkdtempSync(join(tmpdir(), 'kubeconfig-')), 'config');
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  }

  test('a token of the job takes the place of what would ask a person', async () => {
    const file = kubeconfig();
    expect(await sandbox.run('azure-cluster-login.mjs', ['--kubeconfig', file], environment())).toMatchObject({ status: 0, stderr: '' });
    expect(requests[1].form.scope).toBe('6dae42f8-4368-4678-94ff-3960e28e3630/.default');
    expect(JSON.parse(readFileSync(file, 'utf-8'))).toMatchObject({
      'clusters': [{ name: 'shop', cluster: { 'server': 'https://shop.hcp.westeurope.azmk8s.io:443', 'certificate-authority-data': 'Y2E=' } }],
      'current-context': 'shop',
      'users': [{ name: 'clusterUser_rg_shop', user: { token: TOKEN } }],
    });
    expect(readFileSync(file, 'utf-8')).not.toContain('kubelogin');
  });

  test('a kubeconfig for nobody is refused before a token is asked for', async () => {
    const run = await sandbox.run('azure-cluster-login.mjs', ['--kubeconfig', kubeconfig('apiVersion: v1\nkind: Config\n')], environment());
    expect([run.status, requests]).toEqual([1, []]);
    expect(run.stderr).toContain('::error title=Login to the cluster::');
    expect(run.stderr).toContain('names no user that a token could be for');
  });
});

test.each([
  ['azure-registry-login.mjs', '--registry <name>.azurecr.io'],
  ['azure-cluster-login.mjs', '--kubeconfig <file>'],
])('%s says how it is used', async (script, usage) => {
  expect(await sandbox.run(script, ['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining(usage), stderr: '' });
  expect(await sandbox.run(script, [])).toMatchObject({ status: 1, stderr: expect.stringContaining(`give ${usage}`) });
});
