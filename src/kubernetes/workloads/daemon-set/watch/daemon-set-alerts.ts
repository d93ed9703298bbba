import { DAEMON_SET_WORDS } from './daemon-set-words';
import { ClaimFacts, sharedClaimAlerts } from '../../../watch/claim-watch';
import { matchers } from '../../../watch/promql';
import { gauge, TriedAlert } from '../../../watch/trial';
import { namespacesWhere, WatchedWorkload } from '../../../watch/watched-workload';
import { containerAlerts } from '../../long-running/watch/container-alerts';

/** The alerts on a daemon. They read metrics of kube-state-metrics and of the kubelet (cAdvisor); how many nodes there are is one, too. */
export function daemonSetAlerts(daemon: WatchedWorkload<ClaimFacts>): TriedAlert[] {
  const namespaces = namespacesWhere(daemon, () => true);
  const all = matchers({ namespace: namespaces, daemonset: daemon.name });
  const first = matchers({ namespace: namespaces.slice(0, 1), daemonset: daemon.name });
  const most = (metric: string) => `max by (namespace) (kube_daemonset_status_${metric}{${all}})`;
  return [
    {
      name: 'DaemonPodsMissing',
      severity: 'warning',
      forMinutes: 15,
      expr: [most('desired_number_scheduled'), '-', most('number_available'), '> 0'].join('\n'),
      summary: '{{ $value }} nodes have no pod of it that is available',
      namespaces,
      trouble: {
        [`kube_daemonset_status_desired_number_scheduled{${first}}`]: gauge(3, 3),
        [`kube_daemonset_status_number_available{${first}}`]: gauge(2, 3),
      },
    },
    {
      name: 'DaemonPodsMisscheduled',
      severity: 'warning',
      forMinutes: 15,
      expr: `${most('number_misscheduled')} > 0`,
      summary: '{{ $value }} nodes have a pod of it that does not belong there',
      namespaces,
      trouble: { [`kube_daemonset_status_number_misscheduled{${first}}`]: gauge(1, 0) },
    },
    {
      name: 'DaemonRolloutStuck',
      severity: 'warning',
      forMinutes: 5,
      expr: [
        most('updated_number_scheduled'),
        '<',
        most('desired_number_scheduled'),
        `and max by (namespace) (changes(kube_daemonset_status_updated_number_scheduled{${all}}[10m])) == 0`,
      ].join('\n'),
      summary: '{{ $value }} nodes have the newest release, and no other one gets it',
      namespaces,
      trouble: {
        [`kube_daemonset_status_updated_number_scheduled{${first}}`]: gauge(1, 3),
        [`kube_daemonset_status_desired_number_scheduled{${first}}`]: gauge(3, 3),
      },
    },
    ...containerAlerts(daemon, DAEMON_SET_WORDS),
    ...sharedClaimAlerts(DAEMON_SET_WORDS.prefix, daemon),
  ];
}
