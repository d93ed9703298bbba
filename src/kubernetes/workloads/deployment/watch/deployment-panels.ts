import { isScaled, WatchedDeployment } from './deployment-facts';
import { sharedClaimPanels } from '../../../watch/claim-watch';
import type { Panel } from '../../../watch/panel';
import { containerPanels, inNamespaces } from '../../long-running/watch/container-panels';

const AUTOSCALED = [
  ['kube_horizontalpodautoscaler_spec_min_replicas', '{{namespace}} least'],
  ['kube_horizontalpodautoscaler_spec_max_replicas', '{{namespace}} most'],
] as const;

/** What a dashboard shows of pods that run side by side: what their alerts look at, over time. */
export function deploymentPanels(workload: WatchedDeployment): Panel[] {
  const { environments } = workload;
  const scaled = environments.filter(isScaled);
  const deployment = inNamespaces({ deployment: workload.name });
  const autoscaler = inNamespaces({ horizontalpodautoscaler: workload.name });
  return [
    {
      title: 'Replicas',
      unit: 'short',
      queries: [
        [`max by (namespace) (kube_deployment_status_replicas_available${deployment})`, '{{namespace}} available'],
        ...(scaled.length > 0 ? AUTOSCALED : []).map(([metric, legend]) => [`max by (namespace) (${metric}${autoscaler})`, legend] as const),
        // An autoscaler changes this number: there it says nothing.
        ...(scaled.length < environments.length ? [[`max by (namespace) (kube_deployment_spec_replicas${deployment})`, '{{namespace}} wanted'] as const] : []),
      ],
    },
    ...containerPanels(workload),
    ...sharedClaimPanels(workload),
  ];
}
