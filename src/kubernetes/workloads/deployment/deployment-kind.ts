import type { DeploymentOverrides } from '../../options/deployment-options';
import { PodSpread } from '../../options/spread-options';
import { NOT_THE_DEFAULTS_OF_LONG_RUNNING } from '../long-running/long-running-kind';

/** What all kinds of workload have in common whose pods are made by a Deployment. */
export const DEPLOYMENT = {
  // A pod's name is that of its workload, the hash of a ReplicaSet (11 characters) and its own (6).
  longestName: 63 - 17,
  podOwner: { apiVersion: 'apps/v1', kind: 'Deployment' },
  rollsOut: true,
} as const;

/** Values that no such workload has by default. */
export const NOT_THE_DEFAULTS_OF_DEPLOYMENTS: DeploymentOverrides = {
  ...NOT_THE_DEFAULTS_OF_LONG_RUNNING,
  replicas: { min: 901, max: 902 },
  spread: PodSpread.NONE,
  targetCpuUtilizationPercent: 99,
};
