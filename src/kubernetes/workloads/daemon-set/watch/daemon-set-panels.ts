import { ClaimFacts, sharedClaimPanels } from '../../../watch/claim-watch';
import type { Panel } from '../../../watch/panel';
import type { WatchedWorkload } from '../../../watch/watched-workload';
import { containerPanels, inNamespaces } from '../../long-running/watch/container-panels';

/** What the dashboard of a daemon shows: what its alerts look at, over time. */
export function daemonSetPanels(daemon: WatchedWorkload<ClaimFacts>): Panel[] {
  const most = (metric: string) => `max by (namespace) (kube_daemonset_status_${metric}${inNamespaces({ daemonset: daemon.name })})`;
  return [
    {
      title: 'Nodes',
      unit: 'short',
      queries: [
        [most('desired_number_scheduled'), '{{namespace}} shall have it'],
        [most('number_available'), '{{namespace}} have it'],
        [most('updated_number_scheduled'), '{{namespace}} have the newest release'],
        [most('number_misscheduled'), '{{namespace}} should not have it'],
      ],
    },
    ...containerPanels(daemon),
    ...sharedClaimPanels(daemon),
  ];
}
