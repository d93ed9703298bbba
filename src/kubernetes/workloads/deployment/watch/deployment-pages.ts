import type { DeploymentFacts } from './deployment-facts';
import type { DeploymentWords } from './deployment-words';
import type { AlertPage } from '../../../watch/runbook';

export const ROLL_BACK = (script: string) => `A release caused it: \`${script} <environment> <service>\`, then revert the commit.`;
export const PODS = 'kubectl --namespace <namespace> get pods --selector app.kubernetes.io/name=<service> --output wide';
const DEPLOYMENT = 'kubectl --namespace <namespace> describe deployment <service>';
export const LOGS = 'kubectl --namespace <namespace> logs deployment/<service> --all-containers --since=15m';
export const USE = 'kubectl --namespace <namespace> top pods --selector app.kubernetes.io/name=<service> --containers';

/** Every alert that pods which run side by side can have, and what to do about it. */
export function deploymentPages<F extends DeploymentFacts>(words: DeploymentWords): Readonly<Record<string, AlertPage<F>>> {
  const { prefix, noun, unavailable, interrupted, slow } = words;
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
      runbook: () => ({
        meaning: 'For 10 minutes fewer replicas have been available than the autoscaler keeps at least (`replicas.min`).',
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
    [`${prefix}PodsRestarting`]: {
      severity: 'warning',
      namesPod: true,
      runbook: (rollBackScript) => ({
        meaning: `A container of the ${noun} was restarted more than twice in 15 minutes, and still is.`,
        impact: `${interrupted}; while it waits to restart, the others carry its load.`,
        look: ['kubectl --namespace <namespace> describe pod <pod>', 'kubectl --namespace <namespace> logs <pod> --previous'],
        act: [
          `It ended with \`OOMKilled\`: raise \`resources.limits.memory\` of the ${noun}, or mend the leak.`,
          'It ended with an error: see the log of before the restart.',
          'The liveness probe failed: the process hangs, or is slower than the probe allows.',
          ROLL_BACK(rollBackScript),
        ],
      }),
    },
    [`${prefix}CpuThrottled`]: {
      severity: 'warning',
      runbook: () => ({
        meaning: 'For 15 minutes the pods were stopped in more than a quarter of their CPU periods, because they had used up their limit.',
        impact: slow,
        look: [USE],
        act: [`Raise \`resources.limits.cpu\` of the ${noun}, or its replicas, in \`.projenrc.ts\`.`, 'The load is not real: find where it comes from.'],
      }),
    },
    [`${prefix}MemoryNearLimit`]: {
      severity: 'warning',
      namesPod: true,
      runbook: () => ({
        meaning: 'For 10 minutes a pod has used more than 90 % of its memory limit.',
        impact: `At the limit the pod is killed. ${interrupted}.`,
        look: [USE],
        act: ['The use only grows: look for a leak; restarting gives time.', `The use is what the work needs: raise \`resources.limits.memory\` of the ${noun} in \`.projenrc.ts\`.`],
      }),
    },
    [`${prefix}AtMaximumReplicas`]: {
      severity: 'warning',
      runbook: () => ({
        meaning: 'For 15 minutes the autoscaler has kept as many replicas as it may (`replicas.max`).',
        impact: `More load: ${slow[0].toLowerCase()}${slow.slice(1)}`,
        look: ['kubectl --namespace <namespace> describe hpa <service>', USE],
        act: [`The load is real: raise \`replicas.max\` of the ${noun} in \`.projenrc.ts\`.`, 'The load is not real: find where it comes from, or what made each request dearer.'],
      }),
    },
  };
}
