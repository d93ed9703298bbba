import type { BackendConfiguration } from '../../clouds/backends/backend';
import type { ProviderBlockBody } from '../../clouds/cloud-supplier';
import type { SourceLocation } from '../../synth/declare/source-location';
import type { ReferenceTarget } from '../declare/reference';
import type { HclBlock } from '../hcl/block';
import type { HclExpression } from '../hcl/expression';
import type { TypeConstraint } from '../hcl/type-constraint';

/** A module call with every input settled. */
export interface ResolvedCall {
  readonly id: string;
  /** Path of the module relative to the root module. */
  readonly source: string;
  /** Inputs in the order of the module's `variables.tf`; expressions already point where this root module finds them. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Provider configurations that are passed to the module; undefined: none. */
  readonly providers?: HclExpression;
}

/** A further configuration of a provider. */
export interface ResolvedProviderAlias {
  readonly alias: string;
  /** Arguments of its block, without the alias. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Blocks in it, behind its arguments. */
  readonly blocks?: Readonly<Record<string, ProviderBlockBody>>;
}

/** The state of another root module, as this one reads it. */
export interface ResolvedRemoteState {
  readonly rootModule: string;
  readonly backendType: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A provider that a root module requires. */
export interface ResolvedProvider {
  /** Local name, as in `required_providers`. */
  readonly name: string;
  readonly source: string;
  /** Version constraint. */
  readonly version: string;
  /** Arguments of the provider block; undefined: no block is written. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** Blocks in the provider block, behind its arguments. */
  readonly blocks?: Readonly<Record<string, ProviderBlockBody>>;
  /** Its further configurations. */
  readonly aliases?: readonly ResolvedProviderAlias[];
}

/** An output of a root module. */
export interface ResolvedOutput {
  readonly name: string;
  readonly value: unknown;
  readonly description?: string;
  readonly sensitive: boolean;
}

/** An input variable of a root module. */
export interface ResolvedVariable {
  readonly name: string;
  readonly type: HclExpression;
  readonly description: string;
  readonly hasDefault: boolean;
  readonly defaultValue?: unknown;
  readonly sensitive: boolean;
}

/** Values of outputs, by the name of their root module and of the output. */
export type MockValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** An element of an output, where it is taken. */
export interface TakenElement {
  readonly target: ReferenceTarget;
  /** Keys and numbers that lead to it, from the outside. */
  readonly keys: ReadonlyArray<string | number>;
  readonly source: SourceLocation;
}

/** An output, or an element of one, as a whole in an input of a call. */
export interface PassedOutput {
  readonly expression: HclExpression;
  /** The type of the place where it stands. */
  readonly type: TypeConstraint;
  /** Where that is, such as `module "redis": input "subnet_id"`. */
  readonly place: string;
  readonly source: SourceLocation;
}

/** One root module in one environment, settled and checked: all that its renderers need. */
export interface ResolvedRootModule {
  readonly name: string;
  readonly environment: string;
  /** Folder in the monorepo. */
  readonly dir: string;
  readonly handWritten: boolean;
  readonly requiredVersion: string;
  readonly providers: readonly ResolvedProvider[];
  readonly backendType: string;
  readonly backend: BackendConfiguration;
  /** Tags for every resource; undefined when no called module takes any. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly remoteStates: readonly ResolvedRemoteState[];
  readonly calls: readonly ResolvedCall[];
  readonly blocks: readonly HclBlock[];
  readonly variables: readonly ResolvedVariable[];
  readonly outputs: readonly ResolvedOutput[];
  /** What a plan of a pull request takes for the outputs of others that it uses, where their state has none yet. */
  readonly mocks: MockValues;
  /** What it takes of outputs by a key or a number, its own modules' included. */
  readonly elements: readonly TakenElement[];
  /** The outputs that its calls are given. */
  readonly passed: readonly PassedOutput[];
  /** Names of the root modules whose state this one reads, sorted. */
  readonly dependsOn: readonly string[];
  /** Folders of the modules it calls, and of those that they call, sorted. */
  readonly moduleDirs: readonly string[];
  /** Files and folders elsewhere that its Terraform reads, sorted; `.` is the whole repository. */
  readonly files: readonly string[];
  /** Of its own files and those of its modules, what it reads as files though it could be taken for configuration, sorted. */
  readonly readAsFiles?: readonly string[];
  /** Where links in its folder, and in those of its modules, lead. */
  readonly linked?: readonly string[];
  /** Whether its state holds credentials: no job that runs what a pull request says may read it. */
  readonly holdsCredentials: boolean;
  /** Whether a pull request validates it only, because a plan reads credentials: it is planned when it is deployed. */
  readonly plannedAtDeployment: boolean;
  /** Runs `render` with every reference of this root module pointing to where it finds the output. */
  readonly resolving: <T>(render: () => T) => T;
}
