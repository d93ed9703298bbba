import type { Backend } from './backends/backend';
import type { BackendConfiguration } from './backends/backend-configuration';
import type { CiTrust, TrustingEnvironment } from './ci-identity';
import type { CloudName } from './cloud-name';
import type { SovereignCloud } from './sovereign-clouds';

/** A Terraform provider as a root module requires and configures it. */
export interface ProviderRequirement {
  /** Local name, as in `required_providers`. */
  readonly name: string;
  /** Source address, such as `tencentcloudstack/tencentcloud`. */
  readonly source: string;
  /** Version constraint. */
  readonly version: string;
  /** Arguments of the provider block; undefined: the provider needs no block. */
  readonly configuration?: Readonly<Record<string, string | number | boolean>>;
  /** Blocks in the provider block, behind its arguments. */
  readonly blocks?: Readonly<Record<string, ProviderBlockBody>>;
}

/** What a block of a provider's configuration holds: arguments by name, and nested blocks by type, which are objects. */
export interface ProviderBlockBody {
  readonly [name: string]: string | number | boolean | ProviderBlockBody;
}

/** The root module that creates a state backend and the roles of CI, and what it is given. */
export interface BootstrapDeclaration {
  /** Name of the folder in this package that its `.tf` files come from. */
  readonly source: string;
  /** Name of its folder in the monorepo. */
  readonly name: string;
  /** What has to be done before it is applied for the first time. */
  readonly preparation: BootstrapPreparation;
  /**
   * What the user has to say first, ready for him.
   * @default - nothing is missing
   */
  readonly problem?: string;
  /** Values of its variables, by variable name, once the estate is settled. */
  variables(facts: BootstrapFacts): Readonly<Record<string, unknown>>;
}

/** What the person who applies a bootstrap does before. */
export interface BootstrapPreparation {
  /** Files that it reads: their URL, by the name that they have in its folder. */
  readonly downloads?: Readonly<Record<string, string>>;
  /** Shell. */
  readonly commands?: readonly string[];
}

/** What a bootstrap has to know of the estate. */
export interface BootstrapFacts {
  readonly projectName: string;
  readonly environments: readonly BootstrapEnvironment[];
  /** Undefined: no job of CI is let in. */
  readonly trust?: CiTrust;
}

/** An environment as its roles see it. */
export interface BootstrapEnvironment extends TrustingEnvironment {
  /** Id of the account that it runs in: another one than that of the bootstrap, perhaps; undefined: CI is told by a variable. */
  readonly account?: string;
  readonly rootModules: readonly BootstrapRootModule[];
  /**
   * The workloads in it that are granted something.
   * @default - none is
   */
  readonly workloads?: readonly BootstrapWorkload[];
  /** Whether the jobs that apply to it push the images of services, too. */
  readonly pushesImages: boolean;
  /** Whether the jobs that apply to it deploy services to CloudBase Run. */
  readonly deploysToCloudBaseRun: boolean;
}

/** A workload that is granted something in an environment. */
export interface BootstrapWorkload {
  readonly name: string;
  /** Namespace of its pods. */
  readonly namespace: string;
  /** Service account that its pods run as. */
  readonly serviceAccountName: string;
  /** What it may use: what was called, with the inputs that are settled, and what it may do there, as the facts of the module name it. */
  readonly uses: ReadonlyArray<{ readonly module: string; readonly inputs: Readonly<Record<string, unknown>>; readonly names: readonly string[] }>;
}

/** A root module as its roles see it: where its state is, and what it makes. */
export interface BootstrapRootModule {
  readonly backendType: string;
  readonly backend: BackendConfiguration;
  /** Whether its state holds credentials: then jobs of reviewed code alone read it. */
  readonly holdsCredentials: boolean;
  /** Whether pull requests do not plan it. */
  readonly plannedAtDeployment: boolean;
  /** The library modules that it calls, with the inputs that are settled. */
  readonly libraryCalls: ReadonlyArray<{ readonly module: string; readonly inputs: Readonly<Record<string, unknown>> }>;
}

/** The place where a module is called. */
export interface CallSite {
  readonly projectName: string;
  readonly environment: string;
  readonly rootModule: string;
  readonly id: string;
  /** Name of the library module that is called. */
  readonly module: string;
  /**
   * Whether the environment is protected.
   * @default false
   */
  readonly isProtected?: boolean;
}

/** The library module that makes a Kubernetes cluster, and its outputs that give access to it. */
export interface ClusterModule {
  /** The classes that have it, as a sentence: what somebody has to declare who has none. */
  readonly classes: string;
  /** Output with the kubeconfig of the private endpoint, or with what `kubeconfigScript` fetches it by. It holds no key. */
  readonly kubeconfigOutput: string;
  /** Output with that of the public endpoint. */
  readonly publicKubeconfigOutput: string;
  /**
   * Output with the ID by which the roles of workloads trust it, where the bootstrap makes these.
   * @default - the bootstrap has nothing to do with clusters
   */
  readonly idOutput?: string;
  /**
   * Name of the script beside `kubeconfig.sh` that puts the kubeconfig into a file (`--kubeconfig <file>`) in the place of the output.
   * @default - the output is the kubeconfig
   */
  readonly kubeconfigScript?: string;
  /** What a person has to know of a kubeconfig that he fetches, in one sentence. */
  readonly kubeconfigNote: string;
  /** The inputs that open its public endpoint to known addresses, as code in Markdown. */
  readonly publicEndpointInputs: string;
}

/** How a cloud tells apart what has a name. */
export interface UniqueName {
  /** What has names of its own: a type of resources, or several that share a host. */
  readonly kind: string;
  /** The argument of the resource that says its name. */
  readonly argument: string;
  /** The arguments within whose values a name is taken but once; none: it is within the environment. */
  readonly within: readonly string[];
}

/** What each cloud supplies. One class per cloud implements it; nothing else knows which cloud is in use. */
export interface CloudSupplier {
  readonly name: CloudName;
  /** What a state backend cannot be shared beyond: another sovereign cloud, another account. */
  readonly realm: string;
  /** The sovereign cloud that it is, where that is apart from the public cloud of the same supplier. */
  readonly sovereignty?: SovereignCloud;
  /** Region that the estate runs in. */
  readonly region: string;
  /** Id of the account that owns everything; undefined: it is told to CI by a variable. */
  readonly account?: string;
  readonly clusterModule: ClusterModule;
  /** Host of the image registry that CI can log in to with its own identity; undefined: there is none, see `pushRegistryHint`. */
  readonly pushRegistry?: string;
  /** What to do to have such a registry. */
  readonly pushRegistryHint: string;
  /** Whether CloudBase is of this supplier, so that services may run in CloudBase Run. */
  readonly hasCloudBase: boolean;
  /** Types of resources that lose data when they are destroyed; a deployment destroys none without being told to by name. */
  readonly statefulResourceTypes: readonly string[];
  /** The provider that root modules on this cloud use. */
  readonly provider: ProviderRequirement;
  /** What is wrong with the options, each message ready for the user. */
  problems(): string[];
  /**
   * The backend of an estate that names none.
   * @param group name of the bootstrap that makes it; undefined: there is one for the whole estate
   */
  defaultBackend(projectName: string, group?: string): Backend;
  /**
   * The root module that creates the state backend, if the backend is one of this cloud's.
   * @param group its name; undefined: there is one for the whole estate
   */
  bootstrap(backend: Backend, group?: string): BootstrapDeclaration | undefined;
  /** Values for the inputs that the cloud's modules share, by variable name; given where a module declares them. */
  sharedInputs(site: CallSite): Record<string, unknown>;
  /**
   * How resources of a type are told apart; undefined: they may be called the same.
   * @param names those of its arguments
   */
  uniqueName(type: string, names: readonly string[]): UniqueName | undefined;
  /** The image repository of a service, without a tag. */
  imageRepository(projectName: string, service: string): string;
}
