import type { ServiceFacts } from './service-facts';
import type { AlertPage } from '../../../watch/runbook';

const ROLL_BACK = (script: string) => `A release caused it: \`${script} <environment> <service>\`, then revert the commit.`;
const PODS = 'kubectl --namespace <namespace> get pods --selector app.kubernetes.io/name=<service> --output wide';
const DEPLOYMENT = 'kubectl --namespace <namespace> describe deployment <service>';
const LOGS = 'kubectl --namespace <namespace> logs deployment/<service> --all-containers --since=15m';
const USE = 'kubectl --namespace <namespace> top pods --selector app.kubernetes.io/name=<service> --containers';

const OBJECTIVE: AlertPage<ServiceFacts>['needs'] = { option: 'objective', isSaid: ({ objective }) => objective !== undefined };
const LATENCY: AlertPage<ServiceFacts>['needs'] = {
  option: 'objective.latencyMilliseconds', isSaid: ({ objective }) => objective?.latencyMilliseconds !== undefined,
};

/** Every alert that a service can have, and what to do about it. */
export const SERVICE_PAGES: Readonly<Record<string, AlertPage<ServiceFacts>>> = {
  ServiceUnavailable: {
    severity: 'critical',
    runbook: (rollBackScript) => ({
      meaning: 'No replica of the service has been available for 2 minutes.',
      impact: 'Every request fails.',
      look: [PODS, DEPLOYMENT, 'kubectl --namespace <namespace> logs deployment/<service> --previous'],
      act: [
        ROLL_BACK(rollBackScript),
        'Pods are pending: the cluster lacks room or a node; add nodes.',
        'Pods wait for their image: push it, or give the nodes the right to pull it.',
        'Pods are not ready: see in the log what they wait for.',
      ],
    }),
  },
  ServiceReplicasMissing: {
    severity: 'warning',
    runbook: () => ({
      meaning: 'For 10 minutes fewer replicas have been available than the autoscaler keeps at least (`replicas.min`).',
      impact: 'The service answers with less reserve than planned: the loss of a node may stop it.',
      look: [PODS, DEPLOYMENT],
      act: [
        'Pods are pending: the cluster lacks room; add nodes.',
        'Pods are not ready or crash: see their log; a release caused it: roll back.',
      ],
    }),
  },
  ServiceRolloutStuck: {
    severity: 'warning',
    runbook: (rollBackScript) => ({
      meaning: 'The pods of the newest release did not become available before the deadline of the Deployment.',
      impact: 'The previous release still serves; the new one is not there.',
      look: ['kubectl --namespace <namespace> rollout status deployment/<service> --timeout=5s', PODS, DEPLOYMENT],
      act: [ROLL_BACK(rollBackScript), 'The release is good but lacks room, an image or a secret: supply it; the rollout goes on by itself.'],
    }),
  },
  ServicePodsRestarting: {
    severity: 'warning',
    namesPod: true,
    runbook: (rollBackScript) => ({
      meaning: 'A container of the service was restarted more than twice in 15 minutes, and still is.',
      impact: 'Requests that the pod was answering fail; while it waits to restart, the others carry its load.',
      look: ['kubectl --namespace <namespace> describe pod <pod>', 'kubectl --namespace <namespace> logs <pod> --previous'],
      act: [
        'It ended with `OOMKilled`: raise `resources.limits.memory` of the service, or mend the leak.',
        'It ended with an error: see the log of before the restart.',
        'The liveness probe failed: the process hangs, or is slower than the probe allows.',
        ROLL_BACK(rollBackScript),
      ],
    }),
  },
  ServiceCpuThrottled: {
    severity: 'warning',
    runbook: () => ({
      meaning: 'For 15 minutes the pods were stopped in more than a quarter of their CPU periods, because they had used up their limit.',
      impact: 'The service answers slowly.',
      look: [USE],
      act: ['Raise `resources.limits.cpu` of the service, or its replicas, in `.projenrc.ts`.', 'The load is not real: find where it comes from.'],
    }),
  },
  ServiceMemoryNearLimit: {
    severity: 'warning',
    namesPod: true,
    runbook: () => ({
      meaning: 'For 10 minutes a pod has used more than 90 % of its memory limit.',
      impact: 'At the limit the pod is killed, and its requests fail.',
      look: [USE],
      act: ['The use only grows: look for a leak; restarting gives time.', 'The use is what the work needs: raise `resources.limits.memory` of the service in `.projenrc.ts`.'],
    }),
  },
  ServiceAtMaximumReplicas: {
    severity: 'warning',
    runbook: () => ({
      meaning: 'For 15 minutes the autoscaler has kept as many replicas as it may (`replicas.max`).',
      impact: 'More load makes the service slow.',
      look: ['kubectl --namespace <namespace> describe hpa <service>', USE],
      act: ['The load is real: raise `replicas.max` of the service in `.projenrc.ts`.', 'The load is not real: find where it comes from, or what made each request dearer.'],
    }),
  },
  ServiceErrorBudgetBurnsFast: {
    severity: 'critical',
    needs: OBJECTIVE,
    runbook: (rollBackScript) => ({
      meaning: 'So many requests are answered with a status 5xx that the objective of 30 days is missed in 5 days or less: 14.4 times as many as it allows over 1 hour, or 6 times over 6 hours, and still now.',
      impact: 'Callers notice.',
      look: [PODS, LOGS],
      act: [ROLL_BACK(rollBackScript), 'Something that the service needs fails (database, cache, another service): mend that first.', 'It cannot keep up with the load: raise its replicas.'],
    }),
  },
  ServiceErrorBudgetBurnsSlowly: {
    severity: 'warning',
    needs: OBJECTIVE,
    runbook: () => ({
      meaning: 'More requests are answered with a status 5xx than the objective allows: 3 times as many over a day, or more than it allows over 3 days.',
      impact: 'If it goes on, the objective of 30 days is missed.',
      look: [LOGS],
      act: ['Find what the failing requests have in common, and mend it within days.', 'Nobody minds: the objective is stricter than it has to be; change `objective.availability` of the service.'],
    }),
  },
  ServiceLatencyBudgetBurnsFast: {
    severity: 'critical',
    needs: LATENCY,
    runbook: (rollBackScript) => ({
      meaning: 'So many requests take longer than `objective.latencyMilliseconds` that the objective of 30 days is missed in 5 days or less: 14.4 times as many as it allows over 1 hour, or 6 times over 6 hours, and still now.',
      impact: 'Callers notice.',
      look: [USE, PODS, LOGS],
      act: [ROLL_BACK(rollBackScript), 'It is throttled or at its most replicas (see the alerts): raise its limits or replicas.', 'Something that the service needs is slow: mend that first.'],
    }),
  },
  ServiceLatencyBudgetBurnsSlowly: {
    severity: 'warning',
    needs: LATENCY,
    runbook: () => ({
      meaning: 'More requests take longer than `objective.latencyMilliseconds` than the objective allows: 3 times as many over a day, or more than it allows over 3 days.',
      impact: 'If it goes on, the objective of 30 days is missed.',
      look: [USE, LOGS],
      act: ['Find what the slow requests have in common, and mend it within days.', 'Nobody minds: the objective is stricter than it has to be; change it.'],
    }),
  },
};
