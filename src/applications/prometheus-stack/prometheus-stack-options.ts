import type { ApplicationPlacement } from '../application-options';

/** How the Prometheus Operator and what it runs are set up. */
export interface PrometheusStackOptions extends ApplicationPlacement {
  /**
   * How long metrics are kept, in days.
   * @default 15
   */
  readonly retentionDays?: number;

  /**
   * Size of the disk of each of the two Prometheus.
   * @default '50Gi'
   */
  readonly storageSize?: string;

  /**
   * Storage class of these disks.
   * @default - that of the cluster
   */
  readonly storageClassName?: string;

  /**
   * Whether Grafana shows the dashboards, to whoever reaches it by `kubectl port-forward`: without logins, so that there is no password, and
   * nothing can be changed in it.
   * @default true
   */
  readonly includeGrafana?: boolean;
}
