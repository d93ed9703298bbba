import type { WatchedWorkload } from '../../../watch/watched-workload';
import { claimsOf } from '../../../models/volume-model';
import type { DeploymentModel } from '../deployment-model';

/** What the monitoring of pods that run side by side looks at in an environment. */
export interface DeploymentFacts {
  /** How many replicas there are at least. */
  readonly minReplicas: number;
  /** How many replicas there are at most; the same as `minReplicas` when nothing scales them. */
  readonly maxReplicas: number;
  /** Names of the claims that its pods share; undefined: none. */
  readonly claims?: readonly string[];
}

/** A workload as it is watched. Deployment, container and autoscaler are called as it. */
export type WatchedDeployment = WatchedWorkload<DeploymentFacts>;

/** What of such a workload is watched. */
export function deploymentFacts({ replicas: { min, max }, volumes }: DeploymentModel): DeploymentFacts {
  const claims = claimsOf(volumes);
  return { minReplicas: min, maxReplicas: max, ...(claims.length > 0 && { claims }) };
}
