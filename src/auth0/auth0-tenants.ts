import { isDeepStrictEqual } from 'node:util';
import { IConstruct } from 'constructs';
import { Auth0Tenant, TENANTS } from './auth0-tenant';
import { deployScript } from './deploy-script';
import { exportScript } from './export-script';
import { tenantSecrets } from './tenant-data';
import { Estate } from '../estate/estate';
import { Problems } from '../synth/declare/problems';
import { GeneratedText } from '../synth/files/generated-text';

const SCRIPTS = [
  { file: 'deploy.sh', what: 'deploys an Auth0 tenant', render: deployScript },
  { file: 'export.sh', what: 'exports an Auth0 tenant', render: exportScript },
] as const;

/** The tenants of one estate: what they have in common, and the scripts that work on all of them. */
export class Auth0Tenants {
  private readonly tenants: readonly Auth0Tenant[];

  constructor(scope: IConstruct) {
    const tenants = TENANTS.in(scope);
    this.tenants = tenants.all;
    tenants.each((tenant) => this.join(tenant));
  }

  /** The scripts for people, relative to the repository; none where there is no tenant. */
  public scripts(): Array<{ readonly path: string; readonly what: string }> {
    const [first] = this.tenants;
    return first === undefined ? [] : SCRIPTS.map(({ file, what }) => ({ path: scriptPath(first, file), what }));
  }

  private join(tenant: Auth0Tenant): void {
    const [first] = this.tenants;
    if (tenant === first) this.addScripts(first);
    else Problems.of(tenant).addCheck(() => checkAlike(first, tenant));
  }

  private addScripts(first: Auth0Tenant): void {
    const { auth0Dir } = Estate.of(first).facts.layout;
    for (const { file, what, render } of SCRIPTS) {
      const path = scriptPath(first, file);
      new GeneratedText(first, path, {
        executable: true,
        comment: '#',
        content: () => render({ path, dataDir: `${auth0Dir}/data`, tenants: this.facts() }),
        explain: () => [{ what: `the script that ${what}`, source: first._source, change: 'project.addAuth0Tenant(…)' }],
      });
    }
  }

  private facts() {
    return this.tenants.map(({ name, _options: { isProtected = true, keywords = {} }, _options }) =>
      ({ name, isProtected, keywords: Object.keys(keywords), secrets: tenantSecrets(_options) }));
  }
}

/** What is tried in one tenant is to be what the next one gets. */
function checkAlike(first: Auth0Tenant, other: Auth0Tenant): void {
  const report = (message: string) => Problems.of(other).add(other._source, `auth0 tenant "${other.name}" ${message}`);
  const remedy = 'tenants hold the same, with what differs in `keywords`';
  for (const [noun, what] of [
    ['file', ({ _data }: Auth0Tenant) => Object.keys(_data)],
    ['keyword', ({ _options: { keywords = {} } }: Auth0Tenant) => Object.keys(keywords)],
    ['secret', ({ _options }: Auth0Tenant) => tenantSecrets(_options)],
  ] as const) {
    const [here, there] = [what(other), what(first)];
    for (const name of there.filter((each) => !here.includes(each))) report(`has no ${noun} ${name}, which "${first.name}" has: ${remedy}.`);
    for (const name of here.filter((each) => !there.includes(each))) report(`has the ${noun} ${name}, which "${first.name}" has not: ${remedy}.`);
  }
  for (const [path, document] of Object.entries(first._data)) {
    if (other._data[path] !== undefined && !isDeepStrictEqual(other._data[path], document)) {
      report(`has another ${path} than "${first.name}": write what differs as a keyword.`);
    }
  }
}

function scriptPath(tenant: Auth0Tenant, file: string): string {
  return `${Estate.of(tenant).facts.layout.auth0Dir}/scripts/${file}`;
}
