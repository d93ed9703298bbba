import type { MetricsEndpoint } from './metrics-endpoint';
import type { Probe } from './probe';
import type { TrafficSource } from './traffic-source';
import type { WorkloadOverrides } from './workload-options';

/**
 * What may differ between the environments of a workload whose pods run until somebody ends them. Given when it is added it holds
 * everywhere; given to `override` it holds in one environment, and what is left out there stays as it is everywhere: objects and maps are
 * merged key by key, and a list or a single value takes the place of the one before.
 */
export interface LongRunningOverrides extends WorkloadOverrides {
  /**
   * How Kubernetes finds out that the process is healthy; a pod that fails it is restarted. Must not ask other services.
   * @default - `Probe.http('/livez')` of a service; no other workload is asked
   */
  readonly liveness?: Probe;

  /**
   * How Kubernetes finds out that the pod can do its work; a pod that fails it gets no traffic, and holds up a rollout.
   * @default - `Probe.http('/readyz')` of a service, `Probe.tcp()` of a stateful service; no other workload is asked
   */
  readonly readiness?: Probe;

  /**
   * How Kubernetes finds out that the container has started. Until then nothing else is asked, and a container that takes too long is
   * restarted.
   * @default - asks as `liveness` does, every 5 seconds for `startupTimeoutSeconds`; nothing where `liveness` asks nothing
   */
  readonly startup?: Probe;

  /**
   * Time a pod has to start before it is restarted, in seconds, in steps of the period of `startup`. Not beside a `startup` with a
   * `failureThreshold` of its own, which says the same.
   * @default 60
   */
  readonly startupTimeoutSeconds?: number;

  /**
   * Who may open connections to the pods, each to the main port or to the ports that it names. Workloads that name this one in
   * `connectsTo` always may.
   * @default - every pod in the namespace of the environment, to the main port
   */
  readonly allowedFrom?: TrafficSource[];

  /**
   * Where the pods serve their metrics, for the Prometheus of the project's `monitoring`, whose pods may then connect to that port: `{}` for
   * `/metrics` at the main port. A problem with `Monitoring.files()`, which tells no Prometheus of anything.
   * @default - they serve none
   */
  readonly metrics?: MetricsEndpoint;
}
