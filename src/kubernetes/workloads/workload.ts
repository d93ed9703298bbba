/** What makes the pods of a workload in one environment: what a deployment has to wait for, and where it comes from. */
export interface Workload {
  /** Name of the environment. */
  readonly environment: string;
  /** Namespace in the cluster. */
  readonly namespace: string;
  /** Kind of the object: `Deployment`, `StatefulSet` or `DaemonSet`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /** Folder of the overlay that renders it, relative to the repository. */
  readonly overlayDir: string;
}
