import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE } from './sample-tenant';
import { Auth0ClientType, Auth0TenantOptions, Auth0Trigger, Convention, FeiyueProject } from '../../src';
import { emptyProject } from '../default-estate';
import { filesBelow, problemsOf } from '../room';
import { tree } from '../synth/test-project';

const PROD: Auth0TenantOptions = {
  ...SAMPLE,
  domain: 'shop.eu.auth0.com',
  keywords: { WEB_ORIGIN: 'https://example.com', CALLBACKS: ['https://example.com/callback'], API: 'https://api.example.com' },
};

function json(project: FeiyueProject, file: string): any {
  return JSON.parse(readFileSync(join(project.outdir, 'auth0/data/Auth0Dev', file), 'utf-8'));
}

describe('an estate with tenants', () => {
  const project = emptyProject({ convention: Convention.PICASSO });
  project.addAuth0Tenant('Auth0Dev', { ...SAMPLE, isProtected: false });
  project.addAuth0Tenant('Auth0Prod', PROD);
  project.synth();
  const filesOf = (tenant: string) => filesBelow(project, `auth0/data/${tenant}`);

  test('has the same files for every tenant', () => {
    expect(filesOf('Auth0Dev')).toEqual([
      'actions/Add roles.json', 'actions/Add roles/code.js', 'actions/Tell the CRM.json', 'actions/Tell the CRM/code.js',
      'clients/Back office.json', 'clients/Phone.json', 'clients/Web app.json', 'clients/Worker.json', 'config.json', 'connections/google.json',
      'database-connections/Customers/database.json', 'grants/Worker-Orders API.json', 'resource-servers/Orders API.json', 'roles/clerk.json',
      'tenant.json', 'triggers/triggers.json',
    ]);
    expect(filesOf('Auth0Prod')).toEqual(filesOf('Auth0Dev'));
  });

  test('differs between tenants in their configuration alone', () => {
    const files = tree(project.outdir);
    const different = filesOf('Auth0Dev').filter((file) => files[`auth0/data/Auth0Dev/${file}`] !== files[`auth0/data/Auth0Prod/${file}`]);
    expect(different).toEqual(['config.json']);
  });

  test('configures a tenant without a secret, and so that nothing is deleted', () => {
    expect(json(project, 'config.json')).toEqual({
      AUTH0_DOMAIN: 'shop-dev.eu.auth0.com', AUTH0_ALLOW_DELETE: false, AUTH0_KEYWORD_REPLACE_MAPPINGS: SAMPLE.keywords,
    });
    expect(json(project, 'connections/google.json').options.client_secret).toBe('@@GOOGLE_CLIENT_SECRET@@');
    expect(json(project, 'actions/Tell the CRM.json').secrets).toEqual([{ name: 'CRM_TOKEN', value: '@@CRM_TOKEN@@' }]);
  });

  test('lets a client get tokens in the ways of its kind, and no others', () => {
    const of = (name: string) => { const { grant_types, token_endpoint_auth_method, refresh_token } = json(project, `clients/${name}.json`); return [grant_types, token_endpoint_auth_method, refresh_token?.rotation_type]; };
    expect(of('Web app')).toEqual([['authorization_code', 'refresh_token'], 'none', 'rotating']);
    expect(of('Phone')).toEqual([['authorization_code', 'refresh_token'], 'none', 'rotating']);
    expect(of('Back office')).toEqual([['authorization_code', 'refresh_token'], 'client_secret_post', 'rotating']);
    expect(of('Worker')).toEqual([['client_credentials'], 'client_secret_post', undefined]);
  });

  test('writes a list that is a keyword as that keyword', () => {
    expect(json(project, 'clients/Web app.json').callbacks).toBe('@@CALLBACKS@@');
    expect(json(project, 'clients/Web app.json').web_origins).toEqual(['##WEB_ORIGIN##']);
  });

  test('refers to an API by its identifier, and to a client by its name', () => {
    expect(json(project, 'grants/Worker-Orders API.json')).toEqual({ client_id: 'Worker', audience: '##API##/orders', scope: ['read:orders'] });
    expect(json(project, 'roles/clerk.json').permissions[0]).toEqual({ permission_name: 'read:orders', resource_server_identifier: '##API##/orders' });
  });

  test('binds actions to their triggers', () => {
    expect(json(project, 'triggers/triggers.json')).toEqual({
      'post-login': [{ action_name: 'Add roles', display_name: 'Add roles' }],
      'post-user-registration': [{ action_name: 'Tell the CRM', display_name: 'Tell the CRM' }],
    });
  });
});

test('the code of an action is the user\'s after the first run', () => {
  const project = emptyProject();
  project.addAuth0Tenant('Auth0Dev', SAMPLE);
  project.synth();
  const code = join(project.outdir, 'auth0/data/Auth0Dev/actions/Add roles/code.js');
  expect(readFileSync(code, 'utf-8')).toContain('exports.onExecutePostLogin = async (event, api) => {');
  writeFileSync(code, '// mine\n');
  const again = emptyProject({ outdir: project.outdir });
  again.addAuth0Tenant('Auth0Dev', SAMPLE);
  again.synth();
  expect(readFileSync(code, 'utf-8')).toBe('// mine\n');
});

test('nothing is written for Auth0 without a tenant', () => {
  const project = emptyProject({ convention: Convention.PICASSO });
  project.synth();
  expect(filesBelow(project, 'auth0')).toEqual([]);
});

test('a tenant without anything in it says only what it is called', () => {
  const project = emptyProject();
  project.addAuth0Tenant('Auth0Dev', { domain: 'shop-dev.eu.auth0.com' });
  project.synth();
  expect(json(project, 'tenant.json')).toEqual({ friendly_name: 'feiyue-mono' });
  expect(filesBelow(project, 'auth0')).toEqual(['data/Auth0Dev/config.json', 'data/Auth0Dev/tenant.json', 'scripts/deploy.sh', 'scripts/export.sh']);
});

const SPA = { name: 'Web', type: Auth0ClientType.SINGLE_PAGE };
const API = { name: 'Orders', identifier: 'https://api', scopes: { 'read:orders': 'Read' } };

test.each<[what: string, options: Partial<Auth0TenantOptions>, problem: RegExp]>([
  ['a domain with a scheme', { domain: 'https://shop.auth0.com' }, /has domain "https:\/\/shop\.auth0\.com", which is none: give it without "https:\/\/"/],
  ['half an hour', { sessionLifetimeHours: 0.5 }, /has sessionLifetimeHours 0\.5; it has to be a whole number of hours/],
  ['a keyword in lower case', { keywords: { origin: 'x' } }, /has the keyword "origin": use upper-case letters/],
  ['a keyword that every machine sets', { keywords: { HOME: 'x' } }, /has the keyword "HOME", which is a variable of auth0-deploy-cli or of the machine/],
  ['a secret of the tool', { secrets: ['AUTH0_CLIENT_SECRET'] }, /has the secret "AUTH0_CLIENT_SECRET", which is a variable of auth0-deploy-cli/],
  ['a keyword that is an object', { keywords: { A: { b: 1 } } }, /has a keyword "A" that is no string, number, boolean or list of them/],
  ['a keyword that is a secret', { keywords: { CRM_TOKEN: 'abc' } }, /has what its name calls a secret in keywords \("CRM_TOKEN"\), where everyone can read it/],
  ['a keyword and a secret of one name', { keywords: { A: 'b' }, secrets: ['A'] }, /has "A" as keyword and as secret/],
  ['an unknown keyword', { keywords: { ORIGIN: 'x' }, clients: [{ ...SPA, webOrigins: ['##ORIGN##'] }] }, /uses "##ORIGN##" in clients\/Web\.json, but has neither keyword nor secret of that name\. Did you mean "ORIGIN"\?/],
  ['a list inside of a text', { keywords: { URLS: ['x'] }, clients: [{ ...SPA, callbacks: ['##URLS##'] }] }, /uses "##URLS##" in clients\/Web\.json, but its value is no text/],
  ['a value that ends the JSON around it', { keywords: { TEXT: 'a"b' }, friendlyName: '##TEXT##' }, /uses "##TEXT##" in tenant\.json, but its value is no text/],
  ['a secret inside of a text', { secrets: ['PIN'], friendlyName: '##PIN##' }, /uses "##PIN##" in tenant\.json, but its value is no text/],
  ['a value as a part of a text', { keywords: { TEXT: 'a' }, friendlyName: 'x @@TEXT@@' }, /uses "@@TEXT@@" in tenant\.json with other text around it/],
  ['a name that is no file', { clients: [{ ...SPA, name: 'a/b' }] }, /has a client "a\/b": a name has at most 100 characters/],
  ['a name that is a keyword', { keywords: { A: 'b' }, roles: [{ name: '##A##' }] }, /has a role "##A##": a name has/],
  ['two clients that are one file on some systems', { clients: [SPA, { ...SPA, name: 'web' }] }, /has two clients "web"/],
  ['a connection with a space', { databases: [{ name: 'My users' }] }, /has a connection "My users": .*letters and digits/],
  ['an unknown client', { clients: [SPA], databases: [{ name: 'Users', enabledClients: ['Wep'] }] }, /has connection "Users" with client "Wep", which there is not\. Did you mean "Web"\?/],
  ['an unknown API', { clients: [SPA], resourceServers: [API], clientGrants: [{ client: 'Web', resourceServer: 'Order', scopes: [] }] }, /has the grant of client "Web" with resource server "Order", which there is not\. Did you mean "Orders"\?/],
  ['an unknown scope', { resourceServers: [API], roles: [{ name: 'r', permissions: [{ resourceServer: 'Orders', scopes: ['read:order'] }] }] }, /has role "r" with scope "read:order", which resource server "Orders" has not\. Did you mean "read:orders"\?/],
  ['two grants of one kind', { clients: [SPA], resourceServers: [API], clientGrants: [{ client: 'Web', resourceServer: 'Orders', scopes: [] }, { client: 'Web', resourceServer: 'Orders', scopes: [] }] }, /has two grants of client "Web"/],
  ['a range of versions', { actions: [{ name: 'a', trigger: Auth0Trigger.POST_LOGIN, dependencies: { axios: '^1' } }] }, /has axios "\^1" for actions\/a\/code\.js, which is not one exact version/],
  ['an unknown password policy', { databases: [{ name: 'Users', passwordPolicy: 'god' }] }, /has the passwordPolicy "god" .*Did you mean "good"\?/],
  ['a secret in the repository', { connections: [{ name: 'g', strategy: 'oidc', options: { deep: { client_secret: 'abc' } } }] }, /has what its name calls a secret in connections \("client_secret"\), where everyone can read it/],
])('%s is a problem', (_, options, problem) => {
  const project = emptyProject();
  project.addAuth0Tenant('Auth0Dev', { domain: 'shop-dev.eu.auth0.com', ...options });
  expect(problemsOf(project)).toEqual([expect.stringMatching(new RegExp(`^auth0 tenant "Auth0Dev" ${problem.source}`))]);
});

test.each(['Auth0-Dev', '0dev', 'a/b', ''])('a tenant of the name %p is a problem', (name) => {
  const project = emptyProject();
  project.addAuth0Tenant(name, { domain: 'shop-dev.eu.auth0.com' });
  expect(problemsOf(project)).toEqual([expect.stringContaining('has an illegal name: use letters and digits')]);
});

test('two tenants of one name are a problem', () => {
  const project = emptyProject();
  for (let n = 0; n < 2; n++) project.addAuth0Tenant('Auth0Dev', { domain: 'shop-dev.eu.auth0.com' });
  expect(problemsOf(project)).toEqual([expect.stringContaining('auth0 tenant "Auth0Dev" is declared twice')]);
});

test.each<[what: string, change: Partial<Auth0TenantOptions>, problems: RegExp[]]>([
  ['a file', { roles: [] }, [/^auth0 tenant "Auth0Prod" has no file roles\/clerk\.json, which "Auth0Dev" has/]],
  ['another file', { roles: [...SAMPLE.roles!, { name: 'boss' }] }, [/^auth0 tenant "Auth0Prod" has the file roles\/boss\.json, which "Auth0Dev" has not/]],
  ['a keyword', { keywords: { ...PROD.keywords, MORE: 1 } }, [/^auth0 tenant "Auth0Prod" has the keyword MORE/]],
  ['a secret', { secrets: [...SAMPLE.secrets!, 'MORE'] }, [/^auth0 tenant "Auth0Prod" has the secret MORE/]],
  ['the content of a file', { supportEmail: 'other@example.com' }, [/^auth0 tenant "Auth0Prod" has another tenant\.json than "Auth0Dev": write what differs as a keyword/]],
])('tenants that differ in %s are a problem', (_, change, problems) => {
  const project = emptyProject();
  project.addAuth0Tenant('Auth0Dev', SAMPLE);
  project.addAuth0Tenant('Auth0Prod', { ...PROD, ...change });
  expect(problemsOf(project)).toEqual(problems.map((problem) => expect.stringMatching(problem)));
});
