import { DeploymentFacts, isScaled } from './deployment-facts';
import { sharedClaimPages } from '../../../watch/claim-watch';
import type { AlertPage } from '../../../watch/runbook';
import { containerPages, PODS, ROLL_BACK, USE } from '../../long-running/watch/container-pages';
import type { PodWords } from '../../long-running/watch/pod-words';

const DEPLOYMENT = 'kubectl --namespace <namespace> describe deployment <service>';
export const LOGS = 'kubectl --namespace <namespace> logs deployment/<service> --all-containers --since=15m';

/** Every alert that pods which run side by side can have, and what to do about it. */
export function deploymentPages<F extends DeploymentFacts>(words: PodWords): Readonly<Record<string, AlertPage<F>>> {
  const { prefix, noun, unavailable, slow } = words;
  return {
    [`${prefix}Unavailable`]: {
      severity: 'critical',
      runbook: (rollBackScript) => ({
        meaning: `No replica of the ${noun} has been available for 2 minutes.`,
        impact: unavailable,
        look: [PODS, DEPLOYMENT, 'kubectl --namespace <namespace> logs deployment/<service> --previous'],
        act: [
          ROLL_BACK(rollBackScript),
          'Pods are pending: the cluster lacks room or a node; add nodes.',
          'Pods wait for their image: push it, or give the nodes the right to pull it.',
          'Pods are not ready: see in the log what they wait for.',
        ],
      }),
    },
    [`${prefix}ReplicasMissing`]: {
      severity: 'warning',
      needs: { option: 'replicas', isSaid: ({ minReplicas }) => minReplicas > 1 },
      runbook: () => ({
        meaning: 'For 10 minutes fewer replicas have been available than there shall be at least (`replicas.min`).',
        impact: `The ${noun} has less reserve than planned: the loss of a node may stop it.`,
        look: [PODS, DEPLOYMENT],
        act: [
          'Pods are pending: the cluster lacks room; add nodes.',
          'Pods are not ready or crash: see their log; a release caused it: roll back.',
        ],
      }),
    },
    [`${prefix}RolloutStuck`]: {
      severity: 'warning',
      runbook: (rollBackScript) => ({
        meaning: 'The pods of the newest release did not become available before the deadline of the Deployment.',
        impact: 'The previous release still works; the new one is not there.',
        look: ['kubectl --namespace <namespace> rollout status deployment/<service> --timeout=5s', PODS, DEPLOYMENT],
        act: [ROLL_BACK(rollBackScript), 'The release is good but lacks room, an image or a secret: supply it; the rollout goes on by itself.'],
      }),
    },
    ...containerPages(words, ', or its replicas,'),
    [`${prefix}AtMaximumReplicas`]: {
      severity: 'warning',
      needs: { option: 'replicas', isSaid: isScaled },
      runbook: () => ({
        meaning: 'For 15 minutes the autoscaler has kept as many replicas as it may (`replicas.max`).',
        impact: `More load: ${slow[0].toLowerCase()}${slow.slice(1)}`,
        look: ['kubectl --namespace <namespace> describe hpa <service>', USE],
        act: [`The load is real: raise \`replicas.max\` of the ${noun} in \`.projenrc.ts\`.`, 'The load is not real: find where it comes from, or what made each request dearer.'],
      }),
    },
    ...sharedClaimPages<F>(prefix, noun),
  };
}
