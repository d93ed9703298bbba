import type { Panel } from './panel';
import { matchers } from './promql';
import type { AlertPage } from './runbook';
import { gauge, TriedAlert } from './trial';
import { namespacesWhere, WatchedWorkload } from './watched-workload';
import { claimsOf, VolumeModel } from '../models/volume-model';

/** From which share on somebody has to act. */
const FULL_PERCENT = 85;

/** The claims of a workload, as its monitoring asks for them. */
export interface WatchedClaims {
  /** Before the name of the alert: `Service`. */
  readonly prefix: string;
  /** Where there are any. */
  readonly namespaces: readonly string[];
  /** Label matcher of PromQL for all of them: `persistentvolumeclaim="api-data"`. */
  readonly matcher: string;
  /** Name of one that there is in the first of these namespaces. */
  readonly example: string;
}

/** What is watched of the claims that the pods of a workload share. */
export interface ClaimFacts {
  /** Their names; undefined: there are none. */
  readonly claims?: readonly string[];
}

export function claimFacts({ volumes }: { readonly volumes: readonly VolumeModel[] }): ClaimFacts {
  const claims = claimsOf(volumes);
  return claims.length > 0 ? { claims } : {};
}

/** The alert on claims that pods share; none where there are none. */
export function sharedClaimAlerts(prefix: string, workload: WatchedWorkload<ClaimFacts>): TriedAlert[] {
  const namespaces = namespacesWhere(workload, ({ claims = [] }) => claims.length > 0);
  const [example] = namesIn(workload);
  return claimAlerts({ prefix, namespaces, matcher: matcherOf(workload), example });
}

/** How full they are, over `$namespace`. */
export function sharedClaimPanels(workload: WatchedWorkload<ClaimFacts>): Panel[] {
  return namesIn(workload).length > 0 ? [claimPanel(matcherOf(workload))] : [];
}

/** What to do about one that fills up. */
export function sharedClaimPages<F extends ClaimFacts>(prefix: string, noun: string): Readonly<Record<string, AlertPage<F>>> {
  const needs: AlertPage<F>['needs'] = { option: 'volumes', isSaid: ({ claims }) => claims !== undefined };
  return Object.fromEntries(Object.entries(claimPages<F>(prefix, noun, 'Volume.claim')).map(([alert, page]) => [alert, { ...page, needs }]));
}

function matcherOf(workload: WatchedWorkload<ClaimFacts>): string {
  return matchers({ persistentvolumeclaim: namesIn(workload) });
}

function namesIn({ environments }: WatchedWorkload<ClaimFacts>): string[] {
  return [...new Set(environments.flatMap(({ claims = [] }) => claims))];
}

/** The alert on claims that fill up. It reads metrics of the kubelet, which measures the volumes that are mounted; none without namespaces. */
export function claimAlerts({ prefix, namespaces, matcher, example }: WatchedClaims): TriedAlert[] {
  if (namespaces.length === 0) return [];
  const claims = `${matchers({ namespace: namespaces })}, ${matcher}`;
  const claim = matchers({ namespace: namespaces[0], persistentvolumeclaim: example });
  const most = (metric: string) => `max by (namespace, persistentvolumeclaim) (${metric}{${claims}})`;
  return [{
    name: `${prefix}ClaimFillsUp`,
    severity: 'warning',
    forMinutes: 10,
    expr: [most('kubelet_volume_stats_used_bytes'), '/', most('kubelet_volume_stats_capacity_bytes'), `> ${FULL_PERCENT / 100}`].join('\n'),
    summary: 'claim {{ $labels.persistentvolumeclaim }} is full to {{ $value | humanizePercentage }}',
    namespaces,
    trouble: {
      [`kubelet_volume_stats_used_bytes{${claim}}`]: gauge(95, 50),
      [`kubelet_volume_stats_capacity_bytes{${claim}}`]: gauge(100, 100),
    },
  }];
}

/**
 * What to do about a claim that fills up.
 * @param noun what people call the workload: `service`
 * @param option where its size is said: `Volume.claim`
 * @param grow what to do where it is not enough to say that
 */
export function claimPages<F extends object>(
  prefix: string, noun: string, option: string, grow = growBy(option),
): Readonly<Record<string, AlertPage<F>>> {
  return {
    [`${prefix}ClaimFillsUp`]: {
      severity: 'warning',
      runbook: () => ({
        meaning: `For 10 minutes a claim of the ${noun} has been full to more than ${FULL_PERCENT} %.`,
        impact: `Once it is full nothing can be written: the ${noun} fails, and may lose what it was about to keep.`,
        look: ['kubectl --namespace <namespace> get persistentvolumeclaims', 'kubectl --namespace <namespace> get storageclasses'],
        act: [
          grow,
          `What it holds is not needed: let the ${noun} delete it.`,
        ],
      }),
    },
  };
}

function growBy(option: string): string {
  return 'What it holds is needed: raise `size` of `' + option + '` in `.projenrc.ts`. Kubernetes grows a claim where its storage class has `allowVolumeExpansion`, and never makes one smaller.';
}

/**
 * How full the claims are, over `$namespace`.
 * @param matcher label matcher of PromQL for all of them
 */
export function claimPanel(matcher: string): Panel {
  const claims = `{namespace=~"$namespace", ${matcher}}`;
  const most = (metric: string) => `max by (namespace, persistentvolumeclaim) (${metric}${claims})`;
  return {
    title: 'Claims',
    unit: 'percentunit',
    queries: [[`${most('kubelet_volume_stats_used_bytes')}\n/\n${most('kubelet_volume_stats_capacity_bytes')}`, '{{namespace}} {{persistentvolumeclaim}}']],
  };
}
