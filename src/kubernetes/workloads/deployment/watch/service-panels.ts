import { deploymentPanels } from './deployment-panels';
import type { WatchedService } from './service-facts';
import { indicatorsOf } from './service-indicators';
import { certificatePanels } from '../../../watch/certificate-watch';
import type { Panel } from '../../../watch/panel';
import { matchers } from '../../../watch/promql';

/** What the dashboard of a service shows: what its alerts look at, over time. */
export function servicePanels(service: WatchedService): Panel[] {
  return [...objectivePanels(service), ...deploymentPanels(service), ...certificatePanels(service)];
}

const OBJECTIVE_TITLES = { errors: 'Requests that fail', latency: 'Requests that are slow' };

/** One panel for each kind of objective: what went wrong, and what may. */
function objectivePanels(service: WatchedService): Panel[] {
  const indicators = indicatorsOf(service);
  return (['errors', 'latency'] as const).flatMap((kind) => {
    const of = indicators.filter((indicator) => indicator.kind === kind);
    if (of.length === 0) return [];
    const ratios = (window: string) => `${of[0].record}${window}{namespace=~"$namespace", ${matchers({ service: service.name })}}`;
    const targets = [...new Set(of.map(({ target }) => target))];
    return [{
      title: OBJECTIVE_TITLES[kind],
      unit: 'percentunit',
      queries: [
        [ratios('5m'), '{{namespace}} 5m'],
        [ratios('1h'), '{{namespace}} 1h'],
        ...targets.map((target) => [`vector(1 - ${target})`, `objective ${target}`] as const),
      ],
    }];
  });
}
