import type { ServiceObjective } from '../../../options/service-objective';
import type { WatchedWorkload } from '../../../watch/watched-workload';
import type { ServiceModel } from '../service-model';

/** What the monitoring of a service looks at in an environment. */
export interface ServiceFacts {
  /** How many replicas there are at least. */
  readonly minReplicas: number;
  /** How many replicas there are at most; the same as `minReplicas` when nothing scales the service. */
  readonly maxReplicas: number;
  /** What callers may expect; undefined: nothing was promised. */
  readonly objective?: ServiceObjective;
}

/** A service as it is watched. Deployment, container and autoscaler are called as the service. */
export type WatchedService = WatchedWorkload<ServiceFacts>;

/** What of a service is watched. */
export function serviceFacts({ replicas: { min, max }, objective }: ServiceModel): ServiceFacts {
  return { minReplicas: min, maxReplicas: max, objective };
}
