/** Where the pods of a workload serve their metrics, in the format of Prometheus. */
export interface MetricsEndpoint {
  /**
   * Name of the port, which may be one of a sidecar.
   * @default - the main port
   */
  readonly port?: string;

  /**
   * Path of the metrics.
   * @default '/metrics'
   */
  readonly path?: string;
}
