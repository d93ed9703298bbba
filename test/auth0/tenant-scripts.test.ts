import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployScript } from '../../src/auth0/deploy-script';
import { exportScript } from '../../src/auth0/export-script';
import type { ScriptTenant } from '../../src/auth0/script-tenants';
import { ScriptSandbox } from '../operations/run-script';
import { describeWithTool, runTool } from '../real-tool';

const DEPLOY = 'auth0/scripts/deploy.sh';
const EXPORT = 'auth0/scripts/export.sh';
const TENANTS: ScriptTenant[] = [
  { name: 'Auth0Dev', isProtected: false, keywords: ['WEB_ORIGIN'], secrets: ['CRM_TOKEN'] },
  { name: 'Auth0Prod', isProtected: true, keywords: ['WEB_ORIGIN'], secrets: ['CRM_TOKEN'] },
];
const CREDENTIALS = { AUTH0_CLIENT_ID: 'id', AUTH0_CLIENT_SECRET: 'secret-of-the-client', CRM_TOKEN: 'secret-of-the-crm' };

function sandbox(npx: string, dataDir = 'auth0/data'): ScriptSandbox {
  const repository = new ScriptSandbox();
  repository.write(DEPLOY, deployScript({ path: DEPLOY, dataDir, tenants: TENANTS }));
  repository.write(EXPORT, exportScript({ path: EXPORT, dataDir, tenants: TENANTS }));
  for (const { name } of TENANTS) {
    repository.write(`${dataDir}/${name}/config.json`, '{}');
    repository.write(`${dataDir}/${name}/clients/Web.json`, '{"name":"Web"}\n');
    repository.write(`${dataDir}/${name}/roles/clerk.json`, '{"name":"clerk"}\n');
  }
  repository.fake('npx', npx);
  return repository;
}

const importOf = (repository: ScriptSandbox, tenant: string) =>
  `--yes --package=auth0-deploy-cli@8.44.0 -- a0deploy import --config_file ${repository.dir}/auth0/data/${tenant}/config.json --input_file ${repository.dir}/auth0/data/${tenant} --dry-run`;

test('a deployment shows what it would change, and changes nothing without a word', () => {
  const repository = sandbox('exit 0');
  expect(repository.run(DEPLOY, ['Auth0Dev'], { env: CREDENTIALS }).status).toBe(0);
  expect(repository.run(DEPLOY, ['Auth0Prod'], { env: CREDENTIALS }).status).toBe(0);
  expect(repository.callsOf('npx')).toEqual([importOf(repository, 'Auth0Dev'), importOf(repository, 'Auth0Prod')]);
});

test('a deployment of a protected tenant needs its name', () => {
  const repository = sandbox('exit 0');
  const { status, stderr } = repository.run(DEPLOY, ['Auth0Prod', '--apply'], { env: CREDENTIALS });
  expect([status, stderr]).toEqual([3, 'deploy.sh: Auth0Prod is protected: add --confirm Auth0Prod to deploy it\n']);
  expect(repository.run(DEPLOY, ['Auth0Dev', '--apply', '--confirm', 'Auth0Prod'], { env: CREDENTIALS }).status).toBe(3);
  expect(repository.callsOf('npx')).toEqual([]);
  expect(repository.run(DEPLOY, ['Auth0Prod', '--apply', '--confirm', 'Auth0Prod'], { env: CREDENTIALS }).status).toBe(0);
  expect(repository.run(DEPLOY, ['Auth0Dev', '--apply'], { env: CREDENTIALS }).status).toBe(0);
  expect(repository.callsOf('npx')).toEqual([`${importOf(repository, 'Auth0Prod')} --apply`, `${importOf(repository, 'Auth0Dev')} --apply`]);
});

test('auth0-deploy-cli gets secrets by its environment, and from there nothing that would go before the configuration', () => {
  const repository = sandbox('env');
  const { stdout } = repository.run(DEPLOY, ['Auth0Dev'], { env: { ...CREDENTIALS, AUTH0_DOMAIN: 'shop.eu.auth0.com', AUTH0_ALLOW_DELETE: 'true', WEB_ORIGIN: 'https://example.com' } });
  const variables = stdout.split('\n').map((line) => line.split('=')[0]).filter((name) => name.startsWith('AUTH0_') || ['CRM_TOKEN', 'WEB_ORIGIN', 'npm_config_ignore_scripts'].includes(name));
  expect(variables.sort()).toEqual(['AUTH0_CLIENT_ID', 'AUTH0_CLIENT_SECRET', 'CRM_TOKEN', 'npm_config_ignore_scripts']);
  expect(repository.callsOf('npx').join()).not.toContain('secret-of');
});

test.each([
  ['no tenant', [], CREDENTIALS, 2, 'which tenant? One of: Auth0Dev, Auth0Prod'],
  ['an unknown tenant', ['Auth0prod'], CREDENTIALS, 2, 'which tenant? One of: Auth0Dev, Auth0Prod'],
  ['a tenant that is a path', ['../Auth0Dev'], CREDENTIALS, 2, 'which tenant?'],
  ['no client', ['Auth0Dev'], { CRM_TOKEN: 'x' }, 1, 'AUTH0_CLIENT_ID is not set'],
  ['no secret of the client', ['Auth0Dev'], { CRM_TOKEN: 'x', AUTH0_CLIENT_ID: 'id' }, 1, 'neither AUTH0_CLIENT_SECRET nor AUTH0_CLIENT_SIGNING_KEY_PATH is set'],
  ['no value of a secret', ['Auth0Dev'], { AUTH0_ACCESS_TOKEN: 'x' }, 1, 'CRM_TOKEN is not set: it is a secret that is deployed'],
  ['a confirmation of nothing', ['Auth0Dev', '--confirm'], CREDENTIALS, 2, '--confirm needs the name of a tenant'],
])('a deployment with %s does not begin', (_, args, env: Record<string, string>, expected, message) => {
  const repository = sandbox('exit 0');
  const { status, stderr } = repository.run(DEPLOY, args, { env });
  expect(status).toBe(expected);
  expect(stderr).toContain(message);
  expect(repository.callsOf('npx')).toEqual([]);
});

test('an export shows what is different in the tenant, and leaves the data alone', () => {
  // The client changed, the role is gone, and there is an API of which the data knows nothing.
  const repository = sandbox('to="${@: -1}"; mkdir -p "${to}/resource-servers"; echo \'{"name":"Web","callbacks":[]}\' > "${to}/clients/Web.json"; echo \'{}\' > "${to}/resource-servers/New.json"; echo "keep ${AUTH0_PRESERVE_KEYWORDS}"');
  const target = join(repository.home, 'exported');
  const { status, stdout, stderr } = repository.run(EXPORT, ['Auth0Dev', target], { env: CREDENTIALS });
  expect(status).toBe(0);
  expect(stdout).toContain('keep true\n');
  expect(stdout).toContain('-{"name":"Web"}\n+{"name":"Web","callbacks":[]}\n');
  expect(stdout).toContain(`Only in ${repository.dir}/auth0/data/Auth0Dev: roles\n`);
  expect(stdout).toContain(`Only in ${target}: resource-servers\n`);
  expect(stderr).toContain(`Auth0Dev differs from its data; the export is in ${target}`);
  expect(repository.read('auth0/data/Auth0Dev/clients/Web.json')).toBe('{"name":"Web"}\n');
  expect(readFileSync(join(target, 'clients/Web.json'), 'utf-8')).toBe('{"name":"Web","callbacks":[]}\n');
});

test('an export of a tenant that is as its data says shows nothing', () => {
  const repository = sandbox('for file in clients/Web roles/clerk; do touch "${@: -1}/${file}.json"; done');
  const { status, stdout, stderr } = repository.run(EXPORT, ['Auth0Dev'], { env: CREDENTIALS });
  expect([status, stdout]).toEqual([0, '']);
  expect(stderr).toContain('Auth0Dev is as its data says');
});

test('an export into a directory that is there does not begin', () => {
  const repository = sandbox('exit 0');
  expect(repository.run(EXPORT, ['Auth0Dev', repository.home], { env: CREDENTIALS }).status).toBe(2);
  expect(repository.callsOf('npx')).toEqual([]);
});

const HOSTILE = "a b/d'$(touch hacked)";

test('a folder whose name means something to a shell is a folder', () => {
  const repository = sandbox('exit 0', HOSTILE);
  expect(repository.run(DEPLOY, ['Auth0Dev'], { env: CREDENTIALS }).status).toBe(0);
  expect(repository.callsOf('npx')[0]).toContain(`${repository.dir}/${HOSTILE}/Auth0Dev/config.json`);
  expect(repository.has('hacked')).toBe(false);
});

describeWithTool('shellcheck', () => {
  test.each([
    ['deploy.sh', deployScript], ['export.sh', exportScript],
  ])('shellcheck finds nothing in %s', (_, render) => {
    for (const [dataDir, tenants] of [['auth0/data', TENANTS], [HOSTILE, TENANTS], ['data', [{ ...TENANTS[0], keywords: [], secrets: [] }]]] as const) {
      const repository = new ScriptSandbox();
      repository.write('script.sh', render({ path: DEPLOY, dataDir, tenants }));
      const { status, stdout } = runTool('shellcheck', ['--norc', '--severity=style', '--exclude=SC2016', '--enable=require-variable-braces,quote-safe-variables', join(repository.dir, 'script.sh')]);
      expect([status, stdout]).toEqual([0, '']);
    }
  });
});
