import type { AccessMode } from './access-mode';

/** A claim that each pod of a stateful service has for itself. A pod that comes again finds what it wrote. */
export interface PodClaim {
  /**
   * How much each holds, in bytes with a unit: `'10Gi'`. Cannot be changed once the StatefulSet is in the cluster, but by hand: the runbook of
   * the alert `StatefulServiceClaimFillsUp` says how.
   */
  readonly size: string;

  /**
   * Name of the StorageClass. Cannot be changed once the StatefulSet is in the cluster.
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;

  /**
   * From where each can be used at a time. Cannot be changed once the StatefulSet is in the cluster.
   * @default AccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: AccessMode;

  /**
   * Path inside of the volume that is mounted, such as `data` where a database refuses a directory with a `lost+found`.
   * @default - all of it
   */
  readonly subPath?: string;
}
