import type { MetricsReader } from '../../estate/monitoring';

/** Where the pods of a workload serve their metrics, and to whom. */
export interface MetricsModel {
  /** Name of the port. */
  readonly port: string;
  readonly path: string;
  /** Undefined: nobody reads them, which is a problem. */
  readonly reader?: MetricsReader;
}
