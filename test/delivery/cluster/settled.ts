import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesClient } from './kubernetes-client';

const POLL_MILLISECONDS = 100;

/** What the controllers look after. */
interface Objects {
  readonly deployments: readonly any[];
  readonly statefulSets: readonly any[];
  readonly daemonSets: readonly any[];
  readonly autoscalers: readonly any[];
  readonly budgets: readonly any[];
  readonly pods: readonly any[];
}

/**
 * Returns when the controllers have nothing left to do in some namespaces: what rolls out has the pods that are wanted of it and no others, its
 * autoscaler has seen that, and every budget has counted them. What is read before and after something is compared after this alone: autoscalers
 * raise numbers of pods some time after a rollout, and pods that were replaced go some time after it. To be called where all pods can run.
 */
export async function settled(client: KubernetesClient, ...namespaces: string[]): Promise<void> {
  for (const namespace of namespaces) while (!isSettled(await objectsIn(client, namespace))) await sleep(POLL_MILLISECONDS);
}

async function objectsIn(client: KubernetesClient, namespace: string): Promise<Objects> {
  const list = async (api: string, kind: string) => (await client.find(`${api}/namespaces/${namespace}/${kind}`)).items;
  const [deployments, statefulSets, daemonSets, autoscalers, budgets, pods] = await Promise.all([
    list('/apis/apps/v1', 'deployments'), list('/apis/apps/v1', 'statefulsets'), list('/apis/apps/v1', 'daemonsets'),
    list('/apis/autoscaling/v2', 'horizontalpodautoscalers'), list('/apis/policy/v1', 'poddisruptionbudgets'), list('/api/v1', 'pods'),
  ]);
  return { deployments, statefulSets, daemonSets, autoscalers, budgets, pods };
}

function isSettled({ deployments, statefulSets, daemonSets, autoscalers, budgets, pods }: Objects): boolean {
  const scaled = [...deployments, ...statefulSets];
  return [...scaled, ...daemonSets].every(({ metadata, status }) => status.observedGeneration === metadata.generation)
    && scaled.every(({ spec: { replicas }, status }) => areAll(replicas, status, 'replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'))
    && daemonSets.every(({ status }) => areAll(status.desiredNumberScheduled, status, 'currentNumberScheduled', 'updatedNumberScheduled', 'numberReady', 'numberAvailable'))
    && autoscalers.every((autoscaler) => hasSeen(autoscaler, deployments))
    && budgets.every((budget) => hasCounted(budget, pods))
    && pods.every(({ metadata }) => metadata.deletionTimestamp === undefined);
}

/** Whether all of these counts are this number. One that is 0 is left out. */
function areAll(wanted: number, status: any, ...counts: string[]): boolean {
  return counts.every((count) => (status[count] ?? 0) === wanted);
}

/** Whether an autoscaler has looked at the number of pods that there is now, and leaves it: it has no metrics here, and sees to its limits alone. */
function hasSeen({ spec: { scaleTargetRef, minReplicas = 1, maxReplicas }, status }: any, deployments: readonly any[]): boolean {
  const target = deployments.find(({ metadata }) => metadata.name === scaleTargetRef.name);
  if (target === undefined) return true;
  const { replicas } = target.spec;
  const reasonOf = (type: string) => (status?.conditions ?? []).find((condition: any) => condition.type === type)?.reason;
  return (replicas === 0 || (replicas >= minReplicas && replicas <= maxReplicas)) && (status?.currentReplicas ?? 0) === replicas
    && reasonOf('AbleToScale') === 'SucceededGetScale' && reasonOf('ScalingActive') !== undefined;
}

function hasCounted({ metadata: { generation }, spec: { selector }, status }: any, pods: readonly any[]): boolean {
  const labels = Object.entries<string>(selector.matchLabels);
  const counted = pods.filter(({ metadata, status: { phase } }) => phase === 'Running' && labels.every(([name, value]) => metadata.labels?.[name] === value));
  return status?.observedGeneration === generation && status.expectedPods === counted.length && status.currentHealthy === counted.length;
}
