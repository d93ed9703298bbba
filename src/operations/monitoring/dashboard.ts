import { createHash } from 'node:crypto';
import type { Panel } from '../../kubernetes/watch/panel';
import type { WatchedWorkload } from '../../kubernetes/watch/watched-workload';

/** Half of Grafana's 24 columns. */
const PANEL_WIDTH = 12;
const PANEL_HEIGHT = 8;

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

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

/**
 * The dashboard of one workload, for all its environments.
 * @param overlay that of the one environment which it is about; undefined: it is about all of them
 */
export function dashboard(project: string, { name, environments }: WatchedWorkload, panels: readonly Panel[], overlay?: string): Dashboard {
  const namespaces = environments.map(({ namespace }) => namespace);
  const place = overlay === undefined ? [] : [overlay];
  return {
    // Grafana takes 40 characters, which is less than the two names may have.
    uid: createHash('sha256').update([project, name, ...place].join('/')).digest('hex').slice(0, 16),
    title: `${name} (${[project, ...place].join(', ')})`,
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
    panels: panels.map(({ title, unit, queries }, index) => ({
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
