import type { CiScripts } from './ci-scripts';
import type { DependencyGraph } from './dependency-graph';
import type { ImageBuilds } from './image-builds';
import type { RecordedEnvironment } from './outputs-file';
import type { PolicyFolders } from './policy-folders';
import type { Product } from './product';
import type { CiTrust } from '../clouds/ci-identity';
import type { CloudName } from '../clouds/cloud-name';
import type { BootstrapPreparation } from '../clouds/cloud-supplier';
import type { Environment } from '../estate/environment';
import type { EstateFacts } from '../estate/estate-facts';
import type { RepositoryIds } from '../estate/repository-ids';
import type { ServiceConnectionTrust } from '../estate/service-connection-trust';
import type { EstateProject } from '../synth/estate-project';

/** What a CI system is told of an estate, as it is when it asks. */
export interface DeliveredEstate {
  readonly facts: EstateFacts;
  readonly environments: readonly Environment[];
  readonly graph: () => DependencyGraph;
  readonly policies: () => PolicyFolders;
  readonly imageBuilds: () => ImageBuilds;
  /** The environments whose outputs of Terraform a workflow records; none where nobody needs that. */
  readonly recordedEnvironments: () => readonly RecordedEnvironment[];
  /** Folders of the root modules that create state backends and the identities of jobs. */
  readonly bootstrapDirs: () => readonly string[];
  /** Folders whose Dockerfiles are ours to keep current. */
  readonly dockerfileDirs: () => readonly string[];
}

/** What the page of an estate tells of delivery, beside what the CI system knows itself. */
export interface DeliveryFacts {
  readonly environments: readonly Environment[];
  readonly rootModules: readonly string[];
  /** Whether images of services are built in CI. */
  readonly buildsImages: boolean;
  /** Whether outputs of Terraform are recorded in CI. */
  readonly recordsOutputs: boolean;
  /** What has to be done before the first of the bootstraps is applied. */
  readonly bootstrapPreparation: BootstrapPreparation;
  /** The root modules that create state backends and the identities of jobs: their folders, and what applies each, as a shell takes it. */
  readonly bootstraps: ReadonlyArray<{ readonly dir: string; readonly command: string }>;
}

/** What the page of an estate tells of a CI system. */
export interface DeliveryReadme {
  /** Folder of the workflows or pipelines. */
  readonly workflowsDir: string;
  /** The steps that come before anything is applied. */
  readonly firstSteps: readonly string[];
  /** Section on what is run and when; empty: nothing is. */
  readonly workflows: string;
  /** Section on how jobs are let in to the cloud; empty: there are none. */
  readonly identity: string;
}

/** What delivers an estate: the files of one CI system. One class per system. */
export interface DeliverySystem {
  /** The scripts that only this system needs. */
  readonly scripts: CiScripts;
  /** Adds what delivers an environment. */
  addEnvironment(environment: string): void;
  /** Adds what keeps generated files at what `.projenrc.ts` says. */
  addUpkeep(): void;
  /** Adds what builds images. */
  addImages(): void;
  /** Adds what delivers a product by itself. */
  addProduct(product: Product): void;
  /** Adds the files whose number follows from the whole estate. */
  addFiles(): void;
  /** What the page of the estate tells of it. */
  readme(facts: DeliveryFacts): DeliveryReadme;
}

/** What is told of the repository of an estate. */
export interface RepositoryFacts {
  /** As the host calls it. */
  readonly name: string;
  /** Whether it is only an example, to which nothing is given. */
  readonly isExample: boolean;
  readonly projectName: string;
  /** The branch whose pushes are deployed. */
  readonly defaultBranch: string;
  readonly cloud: CloudName;
  readonly repositoryIds?: RepositoryIds;
  readonly serviceConnections?: ServiceConnectionTrust;
}

/** Where the repository of an estate is. One class per host. */
export interface CodeHost {
  /** Address of the repository for people. */
  readonly url: string;
  /** The jobs that the cloud lets in; undefined: none, because the repository is only an example. */
  readonly trust?: CiTrust;
  /** Address of a file in it, at the newest commit. */
  fileUrl(path: string): string;
  /** What is wrong with what was told of the repository, each message ready for the user. */
  problems(): string[];
  /** Adds what delivers the estate from there. */
  deliver(project: EstateProject, estate: DeliveredEstate): DeliverySystem;
}
