import { claimMatcher, hasClaims, WatchedStatefulSet } from './stateful-set-facts';
import { certificatePanels } from '../../../watch/certificate-watch';
import { claimPanel } from '../../../watch/claim-watch';
import type { Panel } from '../../../watch/panel';
import { containerPanels, inNamespaces } from '../../long-running/watch/container-panels';

/** What the dashboard of a stateful service shows: what its alerts look at, over time. */
export function statefulSetPanels(workload: WatchedStatefulSet): Panel[] {
  const statefulSet = inNamespaces({ statefulset: workload.name });
  return [
    {
      title: 'Pods',
      unit: 'short',
      queries: [
        [`max by (namespace) (kube_statefulset_status_replicas_ready${statefulSet})`, '{{namespace}} ready'],
        [`max by (namespace) (kube_statefulset_status_replicas_updated${statefulSet})`, '{{namespace}} of the newest release'],
        [`max by (namespace) (kube_statefulset_replicas${statefulSet})`, '{{namespace}} wanted'],
      ],
    },
    ...containerPanels(workload),
    ...(workload.environments.some(hasClaims) ? [claimPanel(claimMatcher(workload))] : []),
    ...certificatePanels(workload),
  ];
}
