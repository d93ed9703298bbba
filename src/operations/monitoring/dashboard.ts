import { createHash } from 'node:crypto';
import type { MonitoredService } from './monitored-service';
import { matchers } from './promql';
import { indicatorsOf } from './service-indicators';

/** Half of Grafana's 24 columns. */
const PANEL_WIDTH = 12;
const PANEL_HEIGHT = 8;

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** What a panel shows: each query with the name of its lines. */
interface Panel {
  readonly title: string;
  /** Unit in the notation of Grafana. */
  readonly unit: string;
  readonly queries: ReadonlyArray<readonly [expr: string, legend: string]>;
}

/** A dashboard as Grafana imports it, for its 11th release and later; the keys are its own. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly DashboardPanel[];
  readonly [key: string]: unknown;
}

export interface DashboardPanel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: ReadonlyArray<{ readonly refId: string; readonly expr: string }>;
  readonly [key: string]: unknown;
}

/** The dashboard of one service, for all its environments: what the alerts look at, over time. */
export function dashboard(project: string, service: MonitoredService): Dashboard {
  const namespaces = service.environments.map(({ namespace }) => namespace);
  return {
    // Grafana takes 40 characters, which is less than the two names may have.
    uid: createHash('sha256').update(`${project}/${service.name}`).digest('hex').slice(0, 16),
    title: `${service.name} (${project})`,
    tags: [project],
    schemaVersion: 39,
    editable: false,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' },
        {
          name: 'namespace',
          label: 'Namespace',
          type: 'custom',
          query: namespaces.join(','),
          multi: true,
          includeAll: true,
          current: { text: ['All'], value: ['$__all'] },
        },
      ],
    },
    panels: panelsOf(service).map(({ title, unit, queries }, index) => ({
      id: index + 1,
      title,
      type: 'timeseries',
      datasource: DATASOURCE,
      gridPos: { x: (index % 2) * PANEL_WIDTH, y: Math.floor(index / 2) * PANEL_HEIGHT, w: PANEL_WIDTH, h: PANEL_HEIGHT },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      targets: queries.map(([expr, legendFormat], number) => ({ refId: `Q${number + 1}`, datasource: DATASOURCE, expr, legendFormat })),
    })),
  };
}

function panelsOf(service: MonitoredService): Panel[] {
  const select = (labels: Readonly<Record<string, string>>) => `{namespace=~"$namespace", ${matchers(labels)}}`;
  const deployment = select({ deployment: service.name });
  const autoscaler = select({ horizontalpodautoscaler: service.name });
  const container = select({ container: service.name });
  const limit = (resource: string) => `max by (namespace) (kube_pod_container_resource_limits${select({ container: service.name, resource })})`;
  return [
    ...objectivePanels(service),
    {
      title: 'Replicas',
      unit: 'short',
      queries: [
        [`max by (namespace) (kube_deployment_status_replicas_available${deployment})`, '{{namespace}} available'],
        [`max by (namespace) (kube_horizontalpodautoscaler_spec_min_replicas${autoscaler})`, '{{namespace}} least'],
        [`max by (namespace) (kube_horizontalpodautoscaler_spec_max_replicas${autoscaler})`, '{{namespace}} most'],
      ],
    },
    {
      title: 'Restarts in 15 minutes',
      unit: 'short',
      queries: [[`max by (namespace, pod) (increase(kube_pod_container_status_restarts_total${container}[15m]))`, '{{namespace}} {{pod}}']],
    },
    {
      title: 'CPU of a pod',
      unit: 'short',
      queries: [
        [`max by (namespace) (rate(container_cpu_usage_seconds_total${container}[5m]))`, '{{namespace}} most used'],
        [limit('cpu'), '{{namespace}} limit'],
      ],
    },
    {
      title: 'CPU periods throttled',
      unit: 'percentunit',
      queries: [[
        `sum by (namespace) (rate(container_cpu_cfs_throttled_periods_total${container}[5m]))\n/\nsum by (namespace) (rate(container_cpu_cfs_periods_total${container}[5m]))`,
        '{{namespace}}',
      ]],
    },
    {
      title: 'Memory of a pod',
      unit: 'bytes',
      queries: [
        [`max by (namespace) (container_memory_working_set_bytes${container})`, '{{namespace}} most used'],
        [limit('memory'), '{{namespace}} limit'],
      ],
    },
  ];
}

const OBJECTIVE_TITLES = { errors: 'Requests that fail', latency: 'Requests that are slow' };

/** One panel for each kind of objective: what went wrong, and what may. */
function objectivePanels(service: MonitoredService): Panel[] {
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
