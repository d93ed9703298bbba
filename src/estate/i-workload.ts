import type { IConstruct } from 'constructs';

/**
 * A workload of any kind, as what it is granted looks at it: what `addService`, `addWorker`, `addStatefulService`, `addDaemon`, `addJob` and
 * `addScheduledJob` return.
 */
export interface IWorkload extends IConstruct {
  /** Name of the workload, unique among those of the estate. */
  readonly name: string;
  /** Name of the service account of Kubernetes that its pods run as, in the namespace of each environment. */
  readonly serviceAccountName: string;
}
