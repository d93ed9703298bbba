import type { WatchedDeployment } from './deployment-facts';
import { sharedClaimPanels } from '../../../watch/claim-watch';
import type { Panel } from '../../../watch/panel';
import { containerPanels, inNamespaces } from '../../long-running/watch/container-panels';

/** What a dashboard shows of pods that run side by side: what their alerts look at, over time. */
export function deploymentPanels(workload: WatchedDeployment): Panel[] {
  const deployment = inNamespaces({ deployment: workload.name });
  const autoscaler = inNamespaces({ horizontalpodautoscaler: workload.name });
  return [
    {
      title: 'Replicas',
      unit: 'short',
      queries: [
        [`max by (namespace) (kube_deployment_status_replicas_available${deployment})`, '{{namespace}} available'],
        [`max by (namespace) (kube_horizontalpodautoscaler_spec_min_replicas${autoscaler})`, '{{namespace}} least'],
        [`max by (namespace) (kube_horizontalpodautoscaler_spec_max_replicas${autoscaler})`, '{{namespace}} most'],
      ],
    },
    ...containerPanels(workload),
    ...sharedClaimPanels(workload),
  ];
}
