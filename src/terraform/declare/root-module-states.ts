import type { DeclaredState } from './declared';
import type { RootModule } from './root-module';
import type { Backend, BackendConfiguration } from '../../clouds/backends/backend';
import { isStateFolder, STATE_FOLDER_RULE } from '../../clouds/state-key';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';

/** How the states of a root module are named. */
export interface StateNames {
  readonly stateKey?: string;
  readonly movedFrom?: string;
}

/** Where the states of one root module are, and where they were. */
export class RootModuleStates {
  private readonly key: string;

  constructor(private readonly rootModule: RootModule, private readonly names: StateNames) {
    this.key = names.stateKey ?? rootModule.name;
  }

  /** The former key that is declared. */
  public get movedFrom(): string | undefined {
    return this.names.movedFrom;
  }

  public in(environment: Environment): DeclaredState {
    const backend = this.rootModule._backendIn(environment);
    const address = this.addressIn(environment, backend, this.key);
    const hasMoved = backend._former !== undefined || this.names.movedFrom !== undefined;
    const formerAddress = hasMoved ? this.addressIn(environment, this.formerBackendIn(environment), this.formerKey) : address;
    return {
      environment: environment.name,
      rootModule: this.rootModule.name,
      backend: backend.type,
      key: keyIn(environment, this.key),
      address,
      formerAddress: formerAddress === address ? undefined : formerAddress,
      modules: this.rootModule._callsIn(environment).map((call) => call.callId).sort(),
    };
  }

  /** What `backend.hcl` says in one environment. */
  public configurationIn(environment: Environment): BackendConfiguration {
    return this.rootModule._backendIn(environment)._configuration(environment.name, this.rootModule.name, keyIn(environment, this.key));
  }

  /** What `backend.hcl` said while the state was at its former address. */
  public formerConfigurationIn(environment: Environment): BackendConfiguration {
    return this.formerBackendIn(environment)._configuration(environment.name, this.rootModule.name, keyIn(environment, this.formerKey));
  }

  /** How a state is read from another root module of the environment, or from its own. */
  public remoteConfigIn(environment: Environment): Record<string, unknown> {
    return this.rootModule._backendIn(environment)._remoteStateConfig(environment.name, this.rootModule.name, keyIn(environment, this.key));
  }

  public formerBackendIn(environment: Environment): Backend {
    const backend = this.rootModule._backendIn(environment);
    return backend._former ?? backend;
  }

  /** Names that cannot stand in an address. */
  public problems(): string[] {
    const { name } = this.rootModule;
    const { stateKey, movedFrom } = this.names;
    const illegal = Object.entries({ stateKey, movedFrom })
      .filter(([, key]) => key !== undefined && !isStateFolder(key))
      .map(([option, key]) => `root module "${name}" has ${option} ${JSON.stringify(key)}; it must be ${STATE_FOLDER_RULE}`);
    return movedFrom === this.key ? [...illegal, `root module "${name}" is moved from "${movedFrom}", where its states are now: drop "movedFrom"`] : illegal;
  }

  private get formerKey(): string {
    return this.names.movedFrom ?? this.key;
  }

  /** A local state lies in the folder of a root module; every other address is the backend's own. */
  private addressIn(environment: Environment, backend: Backend, key: string): string {
    if (backend.type === 'local') return `local://${Estate.of(this.rootModule).facts.layout.rootModuleDir(environment._stateNames, key)}`;
    return backend._stateAddress(environment.name, this.rootModule.name, keyIn(environment, key));
  }
}

function keyIn(environment: Environment, key: string): string {
  return `${environment._stateKey}/${key}`;
}
