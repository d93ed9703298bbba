import { claimMatcher, exampleOfClaim, hasClaims, WatchedStatefulSet } from './stateful-set-facts';
import { STATEFUL_SET_WORDS } from './stateful-set-words';
import { certificateAlerts } from '../../../watch/certificate-watch';
import { claimAlerts, WatchedClaims } from '../../../watch/claim-watch';
import { matchers } from '../../../watch/promql';
import { gauge, TriedAlert } from '../../../watch/trial';
import { namespacesWhere } from '../../../watch/watched-workload';
import { containerAlerts } from '../../long-running/watch/container-alerts';

/** The alerts on a stateful service. They read metrics of kube-state-metrics, of the kubelet (cAdvisor and its volumes), and of cert-manager. */
export function statefulSetAlerts(workload: WatchedStatefulSet): TriedAlert[] {
  return [
    ...podAlerts(workload),
    ...containerAlerts(workload, STATEFUL_SET_WORDS),
    ...alertsOnClaims(workload),
    ...certificateAlerts(STATEFUL_SET_WORDS.prefix, workload),
  ];
}

function podAlerts(workload: WatchedStatefulSet): TriedAlert[] {
  const everywhere = namespacesWhere(workload, () => true);
  const withReserve = namespacesWhere(workload, ({ replicas }) => replicas > 1);
  const of = (namespace: readonly string[]) => matchers({ namespace, statefulset: workload.name });
  const wanted = ([first]: readonly string[]) => workload.environments.find(({ namespace }) => namespace === first)?.replicas ?? 0;
  const inFirst = (metric: string, namespaces: readonly string[]) => `${metric}{${of(namespaces.slice(0, 1))}}`;
  const alerts: TriedAlert[] = [
    {
      name: 'StatefulServiceUnavailable',
      severity: 'critical',
      forMinutes: 5,
      expr: `kube_statefulset_status_replicas_ready{${of(everywhere)}} == 0`,
      summary: 'no pod is ready',
      namespaces: everywhere,
      trouble: { [inFirst('kube_statefulset_status_replicas_ready', everywhere)]: gauge(0, wanted(everywhere)) },
    },
    {
      name: 'StatefulServicePodsNotReady',
      severity: 'warning',
      forMinutes: 10,
      expr: [
        `max by (namespace) (kube_statefulset_status_replicas_ready{${of(withReserve)}})`,
        '<',
        `max by (namespace) (kube_statefulset_replicas{${of(withReserve)}})`,
      ].join('\n'),
      summary: '{{ $value }} pods are ready, fewer than there shall be',
      namespaces: withReserve,
      trouble: {
        [inFirst('kube_statefulset_status_replicas_ready', withReserve)]: gauge(wanted(withReserve) - 1, wanted(withReserve)),
        [inFirst('kube_statefulset_replicas', withReserve)]: gauge(wanted(withReserve), wanted(withReserve)),
      },
    },
    {
      name: 'StatefulServiceUpdateStuck',
      severity: 'warning',
      forMinutes: 5,
      expr: [
        `max by (namespace) (kube_statefulset_status_replicas_updated{${of(everywhere)}})`,
        '<',
        `max by (namespace) (kube_statefulset_replicas{${of(everywhere)}})`,
        `and max by (namespace) (changes(kube_statefulset_status_replicas_updated{${of(everywhere)}}[10m])) == 0`,
      ].join('\n'),
      summary: '{{ $value }} pods have the newest release, and no other one gets it',
      namespaces: everywhere,
      trouble: {
        [inFirst('kube_statefulset_status_replicas_updated', everywhere)]: gauge(wanted(everywhere) - 1, wanted(everywhere)),
        [inFirst('kube_statefulset_replicas', everywhere)]: gauge(wanted(everywhere), wanted(everywhere)),
      },
    },
  ];
  return alerts.filter(({ namespaces }) => namespaces.length > 0);
}

function alertsOnClaims(workload: WatchedStatefulSet): TriedAlert[] {
  const namespaces = namespacesWhere(workload, hasClaims);
  if (namespaces.length === 0) return [];
  const [first] = workload.environments.filter(hasClaims);
  const watched: WatchedClaims = {
    prefix: STATEFUL_SET_WORDS.prefix, namespaces, matcher: claimMatcher(workload), example: exampleOfClaim(workload, first),
  };
  return [...claimAlerts(watched), notBound(watched)];
}

function notBound({ prefix, namespaces, matcher, example }: WatchedClaims): TriedAlert {
  return {
    name: `${prefix}ClaimNotBound`,
    severity: 'warning',
    forMinutes: 10,
    expr: `max by (namespace, persistentvolumeclaim) (kube_persistentvolumeclaim_status_phase{${matchers({ namespace: namespaces })}, ${matcher}, phase=~"Pending|Lost"}) == 1`,
    summary: 'claim {{ $labels.persistentvolumeclaim }} has no volume',
    namespaces,
    trouble: {
      [`kube_persistentvolumeclaim_status_phase{${matchers({ namespace: namespaces[0], persistentvolumeclaim: example })}, phase="Pending"}`]: gauge(1, 0),
    },
  };
}
