import type { DataAccess } from './data-access';

/** Inputs of a call, by variable name: those that are settled before Terraform runs. */
export type ModuleInputs = Readonly<Record<string, unknown>>;

/** Something that opens what a module made, or more than that, and that no pull request may read. */
export interface ModuleCredential {
  /** In words, such as `password of the administrator`. */
  readonly what: string;
  /**
   * Where it is read: in the `state`, which keeps it, or by the `plan` alone, which asks the cloud for it with an action that would
   * give the same of everything else in the account.
   */
  readonly from: 'state' | 'plan';
  /**
   * Only when the call gives this input, and not as false.
   * @default - always
   */
  readonly ifInput?: string;
}

/** What workloads can be granted of what a module makes. */
export interface ModuleGrants {
  /**
   * What a level of access is on the cloud, by name, and no more than it needs: roles on Azure, actions of CAM on Tencent Cloud. A level
   * for which the cloud has nothing is left out, and cannot be granted.
   */
  readonly levels: Readonly<Partial<Record<DataAccess, readonly string[]>>>;
  /** TCP ports on which the data is reached. */
  readonly ports: readonly PortRange[];
}

/** TCP ports in a row. */
export interface PortRange {
  readonly port: number;
  /**
   * The last of them.
   * @default - it is one port
   */
  readonly endPort?: number;
}

/** An output of a module, or an element of one. */
export interface OutputElement {
  readonly output: string;
  /**
   * Key of the element, where the output is a map.
   * @default - the output itself
   */
  readonly key?: string;
}

/** Where clients inside of the network reach what a call made. */
export interface ModuleEndpoint {
  /** What gives its IPv4 addresses; none: it has no address there, or none that is known. */
  readonly addresses: readonly OutputElement[];
  readonly ports: readonly PortRange[];
  /** The input, by its TypeScript name, without which a call has no address there; undefined: it always has one. */
  readonly addressedBy?: string;
}

/** An output of another call that an input is given. */
export interface GivenOutput {
  /** The module that is called there, as the library names it. */
  readonly module: string;
  /** How to speak of the call. */
  readonly call: string;
  /** What that call is given in the same environment. */
  readonly inputs: ModuleInputs;
  readonly output: OutputElement;
}

/** The addresses of a network that a call makes. */
export interface ModuleNetwork {
  /** Its blocks in CIDR notation; what only Terraform can compute is left to it. */
  readonly blocks: readonly unknown[];
  /** The input that says them, by its TypeScript name. */
  readonly input: string;
}

/** What a library module needs beside its `.tf` files, on every cloud. */
export interface ModuleFacts {
  /** Types of the resources in it that lose data, or everything that runs on them, when they are destroyed: sorted. */
  readonly statefulTypes: readonly string[];
  /** The credentials in it; empty: it has none. */
  readonly credentials: readonly ModuleCredential[];
  /**
   * Whether its name only stands in front of the names of what it makes, so that several calls may have the same.
   * @default - something is called by it alone
   */
  readonly namesParts?: boolean;
  /**
   * Says what is wrong with inputs together that Terraform would find out only at apply time, each message ready for the user.
   * What only Terraform can compute is left to it.
   * @default - nothing can be
   */
  readonly problems?: (inputs: ModuleInputs) => string[];
  /**
   * The same of what it is given of other calls.
   * @param outputOf says of which output of a library module a value of its inputs is; undefined: of none
   * @default - nothing can be wrong
   */
  readonly problemsBetween?: (inputs: ModuleInputs, outputOf: (value: unknown) => GivenOutput | undefined) => string[];
  /**
   * The network that a call makes, which may be connected to others of the estate some day: none of these has the same addresses.
   * @default - it makes none
   */
  readonly network?: (inputs: ModuleInputs) => ModuleNetwork | undefined;
  /**
   * What workloads can be granted of it, without a key.
   * @default - nothing: it holds no data, or the cloud knows no identities there
   */
  readonly grants?: ModuleGrants;
  /**
   * Whether the workload that owns what the module makes logs in with a token of Microsoft Entra, as a user whom a job makes.
   * @default - it does not
   */
  readonly entraUser?: boolean;
  /**
   * Whether it is the cluster in which the workloads of an environment run, made or looked up, with the outputs of `ClusterModule`.
   * @default - it is none
   */
  readonly isCluster?: boolean;
  /**
   * Where clients inside of the network connect to.
   * @default - nowhere, or its addresses are too many or not known
   */
  readonly endpoint?: (inputs: ModuleInputs) => ModuleEndpoint;
}

/** Whether a call gives an input, and not as false. What only Terraform can compute counts as given. */
export function gives(inputs: ModuleInputs, name: string): boolean {
  return inputs[name] !== undefined && inputs[name] !== null && inputs[name] !== false;
}

/** The facts of a module by its name; undefined: there is none of this name. */
export function moduleNamed<Facts extends ModuleFacts>(modules: Readonly<Record<string, Facts>>, name: string): Facts | undefined {
  return Object.hasOwn(modules, name) ? modules[name] : undefined;
}

/** Types of resources that lose data when they are destroyed: those in the modules of a cloud, and others of its provider. Sorted. */
export function allStatefulTypes(modules: Readonly<Record<string, ModuleFacts>>, others: readonly string[]): string[] {
  return [...new Set([...others, ...Object.values(modules).flatMap(({ statefulTypes }) => statefulTypes)])].sort();
}
