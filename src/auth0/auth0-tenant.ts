import { Construct } from 'constructs';
import type { Auth0TenantOptions } from './auth0-tenant-options';
import { actionCode, actionCodePath } from './render-action';
import { checkTenant } from './tenant-checks';
import { TenantData, tenantConfig, tenantData } from './tenant-data';
import { findTenantSecrets } from './tenant-secrets';
import { Estate } from '../estate/estate';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { Kind } from '../synth/declare/register';
import { SourceLocation } from '../synth/declare/source-location';
import type { Explain } from '../synth/files/explanation';
import { GeneratedJson } from '../synth/files/generated-json';
import { SeededText } from '../synth/files/seeded-text';

/** All Auth0 tenants of an estate. */
export const TENANTS = new Kind<Auth0Tenant>('auth0 tenant');

/** What Auth0 takes for a tenant begins with a letter; the rest is the convention of the folders. */
const NAME = /^[A-Za-z][A-Za-z0-9]{0,62}$/;

/**
 * An Auth0 tenant: its data in the directory format of auth0-deploy-cli, in a folder of its name.
 *
 * The data is generated, but for the code of actions, which is written once and yours from then on. What has no option can
 * be patched in with `project.findObjectFile(path)`, or stand in files of your own beside it. Made with
 * `project.addAuth0Tenant(name, options)`.
 */
export class Auth0Tenant extends Construct {
  /** Name of the tenant and of its folder. */
  public readonly name: string;
  /** @internal */
  public readonly _source: SourceLocation;
  /** @internal */
  public readonly _options: Auth0TenantOptions;
  /** @internal */
  public readonly _data: TenantData;

  /**
   * Declares a tenant.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the tenant: letters and digits
   */
  constructor(scope: Construct, id: string, options: Auth0TenantOptions) {
    super(scope, TENANTS.claim(scope, id));
    id = plainOptions(id);
    options = plainOptions(options);
    this._source = SourceLocation.capture();
    this.name = id;
    this._options = options;
    const { layout, projectName } = Estate.of(this).facts;
    this._data = tenantData(options, projectName);
    if (!NAME.test(id)) {
      Problems.of(this).add(this._source, `auth0 tenant ${JSON.stringify(id)} has an illegal name: use letters and digits, with a letter first.`);
      return;
    }
    if (!TENANTS.isFirst(this)) return;
    findTenantSecrets(this, options);
    const problems: string[] = [];
    checkTenant(options, this._data, (message) => problems.push(message));
    for (const problem of problems) Problems.of(this).add(this._source, `auth0 tenant "${id}" ${problem}`);
    // A name that is wrong would be wrong once more as the path of a file.
    if (problems.length === 0) this.addFiles(`${layout.auth0Dir}/data/${id}`);
    TENANTS.signIn(this);
  }

  private addFiles(dir: string): void {
    const documents = { 'config.json': tenantConfig(this._options), ...this._data };
    for (const [file, document] of Object.entries(documents)) {
      const path = `${dir}/${file}`;
      new GeneratedJson(this, path, { obj: () => document, explain: this.explain(path) });
    }
    for (const action of this._options.actions ?? []) {
      new SeededText(this, `${dir}/${actionCodePath(action)}`, { content: () => actionCode(action) });
    }
  }

  private explain(path: string): Explain {
    return () => [{
      what: `the data of auth0 tenant "${this.name}"`,
      source: this._source,
      change: `the options of project.addAuth0Tenant('${this.name}', …), or project.findObjectFile('${path}').addOverride(…)`,
    }];
  }
}
