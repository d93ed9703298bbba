import type { ServiceObjective } from '../../kubernetes/service-objective';

/** One environment that a service runs in. */
export interface MonitoredEnvironment {
  /** Where it runs; no other environment of the service runs there. */
  readonly namespace: string;
  /** How many replicas there are at least. */
  readonly minReplicas: number;
  /** How many replicas there are at most; the same as `minReplicas` when nothing scales the service. */
  readonly maxReplicas: number;
  /** What callers may expect; undefined: nothing was promised. */
  readonly objective?: ServiceObjective;
}

/** What the monitoring of a service follows from. Deployment, container and autoscaler are called as the service. */
export interface MonitoredService {
  readonly name: string;
  readonly environments: readonly MonitoredEnvironment[];
}

/** The namespaces of the environments that have something, in their order. */
export function namespacesWhere(service: MonitoredService, has: (environment: MonitoredEnvironment) => boolean): string[] {
  return service.environments.filter(has).map(({ namespace }) => namespace);
}
