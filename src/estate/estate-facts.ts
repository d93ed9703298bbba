import type { AlertReceivers } from './alert-receiver';
import type { Environment } from './environment';
import type { Layout } from './layout';
import type { Monitoring } from './monitoring';
import type { Backend } from '../clouds/backends/backend';
import type { Cloud } from '../clouds/cloud';

/** The facts that every room of an estate shares. */
export interface EstateFacts {
  readonly projectName: string;
  /** Folder of the repository, absolute. */
  readonly outdir: string;
  readonly layout: Layout;
  readonly cloud: Cloud;
  readonly backend: Backend;
  /** Where git finds the repository, and the branch that is deployed. */
  readonly repository: { readonly url: string; readonly defaultBranch: string };
  /** Whether the pull request with the digests of images is merged without a person. */
  readonly mergesImages: boolean;
  /** Whether outputs of Terraform that workloads use are recorded in the repository, whoever needs that. */
  readonly recordsOutputs: boolean;
  /** How alert rules and dashboards get to where they are evaluated and shown. */
  readonly monitoring: Monitoring;
  /** Where alerts go, by team; undefined: nowhere. */
  readonly alertReceivers?: AlertReceivers;
  /** Label of the runners, or name of the pool of agents, that jobs of CI run on; undefined: on hosted ones. */
  readonly ciRunners?: string;
  /** Version of the terraform program, pinned for CI. */
  readonly terraformVersion: string;
}

/** The cloud that an environment runs on. */
export function cloudOf({ cloud }: EstateFacts, environment: Environment): Cloud {
  return environment._cloud ?? cloud;
}
