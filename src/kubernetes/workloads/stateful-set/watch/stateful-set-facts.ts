import { CertificateFacts, certificateFacts } from '../../../watch/certificate-watch';
import { ClaimFacts, claimFacts } from '../../../watch/claim-watch';
import type { WatchedWorkload } from '../../../watch/watched-workload';
import type { StatefulSetModel } from '../stateful-set-model';

/** What the monitoring of a stateful service looks at in an environment. */
export interface StatefulSetFacts extends ClaimFacts, CertificateFacts {
  readonly replicas: number;
  /** Names of the volumes that each pod has a claim of its own for. */
  readonly podClaims: readonly string[];
}

/** A stateful service as it is watched. StatefulSet and container are called as it. */
export type WatchedStatefulSet = WatchedWorkload<StatefulSetFacts>;

/** What of a stateful service is watched; undefined: no pod runs. */
export function statefulSetFacts({ replicas, podClaims, volumes, routes }: StatefulSetModel): StatefulSetFacts | undefined {
  if (replicas === 0) return undefined;
  return { replicas, podClaims: podClaims.map(({ name }) => name), ...claimFacts({ volumes }), ...certificateFacts({ routes }) };
}

/** Whether there is any claim in an environment. */
export function hasClaims({ podClaims, claims = [] }: StatefulSetFacts): boolean {
  return podClaims.length + claims.length > 0;
}

/** Label matcher of PromQL for all claims: that of a pod is called by its volume, the workload and the number of the pod. */
export function claimMatcher({ name, environments }: WatchedStatefulSet): string {
  const volumes = [...new Set(environments.flatMap(({ podClaims }) => podClaims))];
  const shared = [...new Set(environments.flatMap(({ claims = [] }) => claims))];
  const patterns = [...volumes.map((volume) => `${volume}-${name}-[0-9]+`), ...shared.map((claim) => claim.replaceAll('.', '[.]'))];
  return `persistentvolumeclaim=~"${patterns.join('|')}"`;
}

/** Name of a claim that there is in an environment. */
export function exampleOfClaim({ name }: WatchedStatefulSet, { podClaims: [volume], claims: [shared] = [] }: StatefulSetFacts): string {
  return volume === undefined ? shared : `${volume}-${name}-0`;
}
