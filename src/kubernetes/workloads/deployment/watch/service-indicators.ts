import type { WatchedService } from './service-facts';
import type { ServiceObjective } from '../../../options/service-objective';
import { matchers } from '../../../watch/promql';

const OPEN_TELEMETRY = { histogram: 'http_server_request_duration_seconds', statusLabel: 'http_response_status_code', serviceLabel: 'container' };
const LATENCY_TARGET = 0.99;

/** A share of the requests of a service that went wrong, and the share that may. */
export interface Indicator {
  readonly kind: 'errors' | 'latency';
  /** Name of the recorded ratios, to which the window is added. */
  readonly record: string;
  /** Share of the requests that shall go well. */
  readonly target: number;
  readonly namespaces: readonly string[];
  /** PromQL of the share that went wrong within a window such as `5m`, by namespace. */
  readonly ratio: (window: string) => string;
  /** What is counted in the first namespace when so many requests go well and so many wrong, by series. */
  readonly counters: (good: number, bad: number) => Readonly<Record<string, number>>;
}

/** What the objectives of a service measure; environments that promise the same share an indicator. */
export function indicatorsOf({ name, environments }: WatchedService): Indicator[] {
  const namespacesOf = new Map<string, string[]>();
  for (const { namespace, objective } of environments) {
    if (objective === undefined) continue;
    const key = JSON.stringify(objective);
    namespacesOf.set(key, [...namespacesOf.get(key) ?? [], namespace]);
  }
  return [...namespacesOf].flatMap(([key, namespaces]) => indicators(name, namespaces, JSON.parse(key) as ServiceObjective));
}

function indicators(service: string, namespaces: readonly string[], objective: ServiceObjective): Indicator[] {
  const { histogram, statusLabel, serviceLabel } = { ...OPEN_TELEMETRY, ...objective.requestMetrics };
  const all = matchers({ namespace: namespaces, [serviceLabel]: service });
  const rate = (series: string, labels: string, window: string) => `sum by (namespace) (rate(${histogram}_${series}{${labels}}[${window}]))`;
  const inFirst = (series: string, labels: Readonly<Record<string, string>> = {}) =>
    `${histogram}_${series}{${matchers({ namespace: namespaces[0], [serviceLabel]: service, ...labels })}}`;
  const errors: Indicator = {
    kind: 'errors',
    record: 'namespace_service:request_errors:ratio_rate',
    target: objective.availability,
    namespaces,
    ratio: (window) => [rate('count', `${all}, ${statusLabel}=~"5.."`, window), '/', rate('count', all, window)].join('\n'),
    counters: (good, bad) => ({ [inFirst('count', { [statusLabel]: '200' })]: good, [inFirst('count', { [statusLabel]: '503' })]: bad }),
  };
  const { latencyMilliseconds } = objective;
  if (latencyMilliseconds === undefined) return [errors];
  const boundaries = bucketBoundaries(latencyMilliseconds);
  return [errors, {
    kind: 'latency',
    record: 'namespace_service:request_slow:ratio_rate',
    target: objective.latencyTarget ?? LATENCY_TARGET,
    namespaces,
    ratio: (window) => ['1 -', rate('bucket', `${all}, ${matchers({ le: boundaries })}`, window), '/', rate('count', all, window)].join('\n'),
    counters: (good, bad) => ({ [inFirst('count')]: good + bad, [inFirst('bucket', { le: boundaries[0] })]: good }),
  }];
}

/** How `le` may be written: Prometheus 3 makes `1.0` of a whole number, most clients write `1`. */
function bucketBoundaries(milliseconds: number): string[] {
  const seconds = `${milliseconds / 1000}`;
  return Number.isInteger(milliseconds / 1000) ? [seconds, `${seconds}.0`] : [seconds];
}
