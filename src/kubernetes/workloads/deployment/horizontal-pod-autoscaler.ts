import { DeploymentModel, isScaled } from './deployment-model';
import { workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import type { ScalingRules } from '../../options/scaling-behavior';
import type { MetricSelection, ScalingMetricContent, ScalingTargetContent } from '../../options/scaling-metric';

const DEFAULT_CPU_PERCENT = 70;

/** What chooses the number of pods; undefined: it is fixed. */
export function renderHorizontalPodAutoscaler(model: DeploymentModel): Manifest | undefined {
  const { name, replicas, scalingBehavior } = model;
  if (!isScaled(replicas)) return undefined;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, labels: workloadLabels(model) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: replicas.min,
      maxReplicas: replicas.max,
      metrics: metricsOf(model).map(renderMetric),
      ...(scalingBehavior && {
        behavior: {
          ...(scalingBehavior.scaleUp && { scaleUp: renderRules(scalingBehavior.scaleUp) }),
          ...(scalingBehavior.scaleDown && { scaleDown: renderRules(scalingBehavior.scaleDown) }),
        },
      }),
    },
  };
}

/** What the number of pods follows from. */
export function metricsOf({ scaleOn, targetCpuUtilizationPercent = DEFAULT_CPU_PERCENT }: DeploymentModel): readonly ScalingMetricContent[] {
  return scaleOn ?? [{ kind: 'resource', resource: 'cpu', averageUtilizationPercent: targetCpuUtilizationPercent }];
}

function renderMetric(metric: ScalingMetricContent): object {
  switch (metric.kind) {
    case 'resource': return {
      type: 'Resource',
      resource: { name: metric.resource, target: { type: 'Utilization', averageUtilization: metric.averageUtilizationPercent } },
    };
    case 'pods': return { type: 'Pods', pods: { metric: renderIdentifier(metric), target: renderTarget(metric.target) } };
    case 'object': return {
      type: 'Object',
      object: { describedObject: metric.object, metric: renderIdentifier(metric), target: renderTarget(metric.target) },
    };
    case 'external': return { type: 'External', external: { metric: renderIdentifier(metric), target: renderTarget(metric.target) } };
  }
}

function renderIdentifier({ metric, labels = {} }: MetricSelection & { readonly metric: string }): object {
  return { name: metric, ...(Object.keys(labels).length > 0 && { selector: { matchLabels: labels } }) };
}

function renderTarget({ type, quantity }: ScalingTargetContent): object {
  return { type, [type === 'Value' ? 'value' : 'averageValue']: quantity };
}

function renderRules({ stabilizationWindowSeconds, policies, selectPolicy }: ScalingRules): object {
  return {
    ...(stabilizationWindowSeconds !== undefined && { stabilizationWindowSeconds }),
    ...(policies && { policies: policies.map(({ _content: { type, value, periodSeconds } }) => ({ type, value, periodSeconds })) }),
    ...(selectPolicy !== undefined && { selectPolicy }),
  };
}
