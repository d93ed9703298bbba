import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { JsonPatch } from 'projen/lib/json-patch';
import { ObjectFile } from 'projen/lib/object-file';
import { Loaded, loadTenants } from './loaded-tenants';
import { SAMPLE } from './sample-tenant';
import { FeiyueProject } from '../../src';
import { emptyProject } from '../default-estate';
import { describeWithTool } from '../real-tool';

const SECRETS = { CRM_TOKEN: 'quoted "token"\\', GOOGLE_CLIENT_SECRET: '$& secret' };

function load(...dirs: string[]) {
  return loadTenants(dirs, SECRETS);
}

/** Two tenants, the second of which may be broken before it is written. */
function tenants(breakIt: (project: FeiyueProject) => void = () => {}): string[] {
  const project = emptyProject();
  project.addAuth0Tenant('Auth0Dev', SAMPLE);
  project.addAuth0Tenant('Auth0Prod', { ...SAMPLE, domain: 'shop.eu.auth0.com', keywords: { WEB_ORIGIN: 'https://example.com', CALLBACKS: [], API: 'https://api' } });
  breakIt(project);
  project.synth();
  return ['Auth0Dev', 'Auth0Prod'].map((name) => join(project.outdir, 'auth0/data', name));
}

function patch(project: FeiyueProject, file: string, ...patches: JsonPatch[]): void {
  (project.tryFindObjectFile(`auth0/data/Auth0Prod/${file}`) as ObjectFile).patch(...patches);
}

type Broken = [what: string, breakIt: (project: FeiyueProject) => void, problem: RegExp];

const BROKEN: Broken[] = [
  ['a client without a name', (project) => patch(project, 'clients/Web app.json', JsonPatch.remove('/name')), /clients: .*required property 'name'/],
  ['a resource server without an identifier', (project) => patch(project, 'resource-servers/Orders API.json', JsonPatch.remove('/identifier')), /resourceServers: .*required property 'identifier'/],
  ['a role whose permissions are a text', (project) => patch(project, 'roles/clerk.json', JsonPatch.replace('/permissions', 'all')), /roles: .*should be array/],
  ['an action whose code is elsewhere', (project) => patch(project, 'actions/Add roles.json', JsonPatch.replace('/code', 'actions/none.js')), /Unable to load file .*none\.js/],
];

function withoutCode(): string {
  const [dev] = tenants();
  rmSync(join(dev, 'actions/Add roles/code.js'));
  return dev;
}

describeWithTool('a0deploy', () => {
  let loaded: Loaded[];
  // All at once, since the tool takes seconds to start.
  beforeAll(() => {
    loaded = load(...tenants(), ...BROKEN.map(([, breakIt]) => tenants(breakIt)[1]), withoutCode());
  });

  test('a deployment loads every tenant, with keywords and secrets in their places', () => {
    const [dev, prod] = loaded;
    expect([dev.problem, prod.problem]).toEqual([undefined, undefined]);
    expect(Object.keys(dev.assets!).sort())
      .toEqual(['actions', 'clientGrants', 'clients', 'connections', 'databases', 'resourceServers', 'roles', 'tenant', 'triggers']);
    expect(dev.assets!.clients.map(({ name }: any) => name)).toEqual(['Back office', 'Phone', 'Web app', 'Worker']);
    expect(dev.assets!.clients[2].callbacks).toEqual(['https://dev.example.com/callback', 'http://localhost:3000/callback']);
    expect(prod.assets!.clients[2].callbacks).toEqual([]);
    expect(prod.assets!.clientGrants).toEqual([{ client_id: 'Worker', audience: 'https://api/orders', scope: ['read:orders'] }]);
    expect(prod.assets!.actions[1]).toMatchObject({ name: 'Tell the CRM', code: expect.stringContaining('exports.onExecutePostUserRegistration = '), secrets: [{ name: 'CRM_TOKEN', value: SECRETS.CRM_TOKEN }] });
    expect(prod.assets!.connections[0].options.client_secret).toBe(SECRETS.GOOGLE_CLIENT_SECRET);
    expect(prod.assets!.tenant).toEqual({
      friendly_name: 'feiyue-mono', support_email: 'support@example.com', support_url: 'https://example.com/support', session_lifetime_in_minutes: 720, idle_session_lifetime_in_minutes: 120,
    });
    expect(JSON.stringify([dev, prod])).not.toMatch(/##|@@/);
  });

  test.each(BROKEN.map(([what, , problem], index) => [what, problem, index] as const))('%s does not load', (_, problem, index) => {
    expect(loaded[2 + index].problem).toMatch(problem);
  });

  test('a tenant without the code of its actions does not load', () => {
    expect(loaded[2 + BROKEN.length].problem).toMatch(/Unable to load file .*code\.js/);
  });
});
