import { ClaimFacts, claimFacts } from '../../../watch/claim-watch';
import type { WatchedWorkload } from '../../../watch/watched-workload';
import type { DeploymentModel } from '../deployment-model';

/** What the monitoring of pods that run side by side looks at in an environment. */
export interface DeploymentFacts extends ClaimFacts {
  /** How many replicas there are at least. */
  readonly minReplicas: number;
  /** How many replicas there are at most; the same as `minReplicas` when nothing scales them. */
  readonly maxReplicas: number;
}

/** A workload as it is watched. Deployment, container and autoscaler are called as it. */
export type WatchedDeployment = WatchedWorkload<DeploymentFacts>;

/** What of such a workload is watched; undefined: no pod runs. */
export function deploymentFacts({ replicas: { min, max }, volumes }: DeploymentModel): DeploymentFacts | undefined {
  return max === 0 ? undefined : { minReplicas: min, maxReplicas: max, ...claimFacts({ volumes }) };
}

/** Whether an autoscaler chooses the number of pods. */
export function isScaled({ minReplicas, maxReplicas }: DeploymentFacts): boolean {
  return maxReplicas > minReplicas;
}
