import type { Environment } from '../../../src/estate/environment';
import { ScalingPolicy, ScalingPolicySelect } from '../../../src/kubernetes/options/scaling-behavior';
import { ScalingMetric, ScalingTarget } from '../../../src/kubernetes/options/scaling-metric';
import { TrafficTarget } from '../../../src/kubernetes/options/traffic-target';
import { Worker } from '../../../src/kubernetes/worker';
import type { SmallEstate } from '../small-estate';

/** Where workloads are, and how many pods they have: a fixed number, none, or a range that follows from whatever metric. */
export function declareScaling({ project }: SmallEstate, dev: Environment): void {
  new Worker(project, 'tool', { environments: [dev], connectsTo: [TrafficTarget.service('api')] });
  new Worker(project, 'resizer', { replicas: { min: 3, max: 3 } }).override('prod', {
    replicas: { min: 2, max: 20 },
    scaleOn: [
      ScalingMetric.cpu(60),
      ScalingMetric.memory(80),
      ScalingMetric.pods('queue_length', '30', { labels: { queue: 'images' } }),
      ScalingMetric.object('requests', { apiVersion: 'v1', kind: 'Service', name: 'api' }, ScalingTarget.value('2k')),
      ScalingMetric.external('queue_length', ScalingTarget.averageValue('500m'), { labels: { queue: 'mail' } }),
    ],
    scalingBehavior: {
      scaleUp: {
        stabilizationWindowSeconds: 30,
        policies: [ScalingPolicy.pods(4, 60), ScalingPolicy.percent(100, 15)],
        selectPolicy: ScalingPolicySelect.MIN,
      },
      scaleDown: { selectPolicy: ScalingPolicySelect.DISABLED },
    },
  });
  new Worker(project, 'preview').override(dev, { replicas: { min: 0, max: 0 } });
}
