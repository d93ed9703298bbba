import type { WatchedWorkload } from '../../../watch/watched-workload';
import type { StatefulSetModel } from '../stateful-set-model';

/** What the monitoring of a stateful service looks at in an environment. */
export interface StatefulSetFacts {
  readonly replicas: number;
  /** Names of the volumes that each pod has a claim for. */
  readonly claims: readonly string[];
}

/** A stateful service as it is watched. StatefulSet and container are called as it. */
export type WatchedStatefulSet = WatchedWorkload<StatefulSetFacts>;

/** What of a stateful service is watched. */
export function statefulSetFacts({ replicas, podClaims }: StatefulSetModel): StatefulSetFacts {
  return { replicas, claims: podClaims.map(({ name }) => name) };
}

/** Label matcher of PromQL for the claims of all pods: each is called by its volume, the workload and the number of the pod. */
export function claimsOf({ name, environments }: WatchedStatefulSet): string {
  const volumes = [...new Set(environments.flatMap(({ claims }) => claims))];
  return `persistentvolumeclaim=~"(${volumes.join('|')})-${name}-[0-9]+"`;
}
