import type { Report } from '../../../synth/declare/problem';
import type { MetricsModel } from '../../models/metrics-model';
import type { PortModel } from '../../models/port-model';
import { allPorts, WorkloadModel } from '../../models/workload-model';
import type { LongRunningOverrides } from '../../options/long-running-options';
import { PortProtocol } from '../../options/workload-port';
import { merged } from '../resolve/layers';
import type { Caller, WorkloadFacts } from '../resolve/resolve-settings';

/** What may serve metrics. */
type Listener = Pick<WorkloadModel, 'ports' | 'initContainers'> & { readonly metrics?: MetricsModel };

/** Where the metrics are, by what was said last; undefined: nothing was. */
export function resolveMetrics(
  { metricsReader: reader }: Pick<WorkloadFacts, 'metricsReader'>, layers: readonly LongRunningOverrides[], ports: readonly PortModel[],
): MetricsModel | undefined {
  const said = layers.flatMap(({ metrics }) => metrics ?? []);
  if (said.length === 0) return undefined;
  const { port = ports[0]?.name ?? '', path = '/metrics' } = merged<string>(said as Array<Record<string, string>>);
  return { port, path, ...(reader && { reader }) };
}

/** Who reads them, as somebody who connects to the workload. */
export function readerAsCaller({ port, reader }: Partial<MetricsModel> = {}): Caller[] {
  if (reader === undefined || port === undefined) return [];
  const { namespace, podLabels } = reader;
  return [{ peer: podLabels === undefined ? { kind: 'namespace', name: namespace } : { kind: 'pods', namespace, labels: podLabels }, portNames: [port] }];
}

/** Reports metrics that nobody can read. */
export function checkMetricsEndpoint(model: Listener, reportWhere: (option: string) => Report): void {
  const { metrics } = model;
  const ports = allPorts(model);
  if (metrics === undefined) return;
  const report = reportWhere('metrics');
  const { port, path, reader } = metrics;
  if (reader === undefined) {
    report('says where its metrics are, and nothing here reads them: choose who does, by monitoring: Monitoring.prometheusOperator() of the project, or leave "metrics" out.');
  }
  const found = ports.find(({ name }) => name === port);
  if (found === undefined) {
    report(ports.length === 0
      ? 'serves metrics, and listens on no port: give it ports.'
      : `serves metrics on port ${JSON.stringify(port)}, which it does not have; its ports are: ${ports.map(({ name }) => name).join(', ')}.`);
  } else if (found.protocol !== PortProtocol.TCP) {report(`serves metrics on port "${port}", which speaks ${found.protocol}: metrics are asked for by HTTP, which needs TCP.`);}
  if (!/^\/[^\s?#]*$/.test(path)) report(`serves metrics at ${JSON.stringify(path)}, which is no path such as "/metrics".`);
}
