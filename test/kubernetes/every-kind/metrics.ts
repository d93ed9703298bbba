import type { Environment } from '../../../src/estate/environment';
import { Daemon } from '../../../src/kubernetes/daemon';
import type { SmallEstate } from '../small-estate';

/** Metrics at the main port, and at one of a sidecar with a path of its own; elsewhere at another one. */
export function addMetrics({ project }: SmallEstate, prod: Environment): void {
  new Daemon(project, 'collector', {
    ports: [{ name: 'status', port: 9100 }],
    sidecars: { exporter: { image: 'registry.example/exporter:1.2.3', ports: [{ name: 'exporter', port: 9200 }] } },
    metrics: {},
  }).override(prod, { metrics: { port: 'exporter', path: '/stats' } });
}
