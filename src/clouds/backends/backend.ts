import { AzurermBackendOptions, azurermBackend, azurermBackendPerEnvironment } from './azurerm-backend';
import { BackendConfiguration, BackendDefinition, State, backendConfiguration, remoteStateConfig } from './backend-configuration';
import { CosBackendOptions, cosBackend } from './cos-backend';
import { GcsBackendOptions, gcsBackend } from './gcs-backend';
import { LocalBackendOptions, localBackend } from './local-backend';
import { S3BackendOptions, s3Backend } from './s3-backend';
import { ValueCheck } from './value-check';
import { plainOptions } from '../../synth/declare/plain-options';
import { SourceLocation } from '../../synth/declare/source-location';
import { STATE_FOLDER } from '../state-key';

export type { BackendConfiguration } from './backend-configuration';

const STATE_PATH_PREFIX = new RegExp(`^${STATE_FOLDER}(/${STATE_FOLDER})*$`);
const URL_WITH_CREDENTIALS = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i;

/**
 * Where Terraform keeps the states of an estate.
 *
 * One backend serves all root modules in all environments: each state is addressed by its environment and root module,
 * so no two share a state. Credentials are never part of a backend, because its configuration is committed: the
 * environment of the person or pipeline that runs Terraform supplies them.
 */
export class Backend {
  /** Tencent Cloud Object Storage: encrypted and locked. Credentials: `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY`, `TENCENTCLOUD_SECURITY_TOKEN`. */
  public static cos(options: CosBackendOptions): Backend {
    return new Backend(cosBackend(plainOptions(options)));
  }

  /** Azure Blob Storage: signed in with Microsoft Entra ID, locked by a blob lease. Credentials: `ARM_*` variables or the Azure CLI. */
  public static azurerm(options: AzurermBackendOptions): Backend {
    return new Backend(azurermBackend(plainOptions(options)));
  }

  /**
   * As `azurerm`, with a container for every environment.
   * @param containerName name of the container of an environment
   * @internal
   */
  public static _azurermPerEnvironment(options: Omit<AzurermBackendOptions, 'containerName'>, containerName: (environment: string) => string): Backend {
    return new Backend(azurermBackendPerEnvironment(options, containerName));
  }

  /** Amazon S3, or a store with its API: encrypted and locked. Credentials: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`. */
  public static s3(options: S3BackendOptions): Backend {
    return new Backend(s3Backend(plainOptions(options)));
  }

  /** Google Cloud Storage: locked. Credentials: `GOOGLE_CREDENTIALS`, `GOOGLE_OAUTH_ACCESS_TOKEN` or application default credentials. */
  public static gcs(options: GcsBackendOptions): Backend {
    return new Backend(gcsBackend(plainOptions(options)));
  }

  /** A file in the root module's folder: for trying things out. States hold secrets, so the file must not be committed. */
  public static local(options: LocalBackendOptions = {}): Backend {
    return new Backend(localBackend(plainOptions(options)));
  }

  /** Name of the backend type in Terraform: `cos`, `azurerm`, `s3`, `gcs` or `local`. */
  public readonly type: string;
  /** @internal */
  public readonly _source: SourceLocation;
  /** Where the states were before. @internal */
  public readonly _former?: Backend;
  private readonly definition: BackendDefinition;

  private constructor(definition: BackendDefinition, former?: Backend) {
    this._source = SourceLocation.capture();
    this.type = definition.type;
    this.definition = definition;
    this._former = former;
  }

  /**
   * This backend, taking over the states of another: a new bucket, another prefix, another cloud. A script that copies the
   * states is generated, and Terraform refuses to plan a root module until its state is here. Delete the call once the
   * script has run.
   * @param former the backend as it was until now
   */
  public movedFrom(former: Backend): Backend {
    return new Backend(this.definition, former);
  }

  /**
   * What `backend.hcl` of one root module says: the store, the state's address, then the other arguments alphabetically.
   * @param key what the state is known by
   * @internal
   */
  public _configuration(environment: string, rootModule: string, key = `${environment}/${rootModule}`): BackendConfiguration {
    return backendConfiguration(this.definition, this.state(environment, rootModule, key));
  }

  /**
   * The `config` of `data "terraform_remote_state"` that reads one root module's outputs from another.
   * @param key what the state is known by
   * @internal
   */
  public _remoteStateConfig(environment: string, rootModule: string, key = `${environment}/${rootModule}`): Record<string, unknown> {
    return remoteStateConfig(this.definition, this.state(environment, rootModule, key));
  }

  /**
   * Where a state is, unique among all backends. States conflict when one address is equal to or below another.
   * @param key what the state is known by
   * @internal
   */
  public _stateAddress(environment: string, rootModule: string, key = `${environment}/${rootModule}`): string {
    const { path } = this.state(environment, rootModule, key);
    const { type, store } = this.definition;
    return `${type}://${store === undefined ? path : `${store}/${path}`}`;
  }

  /**
   * Shell that says on stderr how to end a lock that names no holder, from what terraform said of it, in `answer`.
   * @internal
   */
  public get _lockWithoutHolder(): readonly string[] {
    return this.definition.lockWithoutHolder ?? [];
  }

  /**
   * Whether each environment has a place of its own, to which rights can be given.
   * @internal
   */
  public get _separatesEnvironments(): boolean {
    return this.definition.separatesEnvironments ?? false;
  }

  /**
   * What terraform says when a state is not there yet, and may not be made by an identity that only reads.
   * @internal
   */
  public get _absentState(): string | undefined {
    return this.definition.absentState;
  }

  /**
   * Values that the backend would refuse or that must not be committed.
   * @internal
   */
  public _problems(): string[] {
    const subject = `backend "${this.type}"`;
    const path = new ValueCheck(subject).matches('statePathPrefix', this.definition.statePathPrefix, STATE_PATH_PREFIX,
      'folders parted by "/", of letters, digits, "-", "_" and ".", with no "/" at either end and no folder beginning with ".", such as "platform/ops".');
    const secrets = urlsWithCredentials(this.definition.settings).map((option) =>
      `${subject} has ${option} with a user name or password in it, and would be committed; leave the option out and use the environment variable that its documentation names.`);
    return [...this.definition.problems(), ...path.problems, ...secrets, ...this._former?._problems() ?? []];
  }

  private state(environment: string, rootModule: string, key: string): State {
    const { statePathPrefix } = this.definition;
    return { owner: `${environment}/${rootModule}`, key, path: statePathPrefix === undefined ? key : `${statePathPrefix}/${key}` };
  }
}

function urlsWithCredentials(value: unknown, option = ''): string[] {
  if (typeof value === 'string') return URL_WITH_CREDENTIALS.test(value) ? [option] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => urlsWithCredentials(inner, option === '' ? name : `${option}.${name}`));
}
