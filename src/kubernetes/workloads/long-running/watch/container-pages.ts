import type { PodWords } from './pod-words';
import type { AlertPage } from '../../../watch/runbook';

export const ROLL_BACK = (script: string) => `A release caused it: \`${script} <environment> <service>\`, then revert the commit.`;
export const PODS = 'kubectl --namespace <namespace> get pods --selector app.kubernetes.io/name=<service> --output wide';
export const USE = 'kubectl --namespace <namespace> top pods --selector app.kubernetes.io/name=<service> --containers';

/**
 * Every alert that each container of such pods can have, and what to do about it.
 * @param more how the workload gets more cpu, beside a higher limit: `, or its replicas,`
 */
export function containerPages({ prefix, noun, interrupted, meanwhile, slow }: PodWords, more = ''): Readonly<Record<string, AlertPage>> {
  return {
    [`${prefix}PodsRestarting`]: {
      severity: 'warning',
      namesPod: true,
      runbook: (rollBackScript) => ({
        meaning: `A container of the ${noun} was restarted more than twice in 15 minutes, and still is.`,
        impact: `${interrupted}; while it waits to restart, ${meanwhile}.`,
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
        act: [`Raise \`resources.limits.cpu\` of the ${noun}${more} in \`.projenrc.ts\`.`, 'The load is not real: find where it comes from.'],
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
  };
}
