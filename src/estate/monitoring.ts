import { plainOptions } from '../synth/declare/plain-options';

/** Who reads the metrics of workloads, and how he is told of them. */
export interface MetricsReader {
  /** The API of the objects by which he is told: `monitoring.coreos.com/v1`. */
  readonly apiVersion: string;
  /** Labels without which he does not look at such an object. */
  readonly labels: Readonly<Record<string, string>>;
  /** His pods. */
  readonly namespace: string;
  readonly podLabels: Readonly<Record<string, string>>;
}

/** How alert rules and dashboards get to where they are evaluated and shown. */
export type MonitoringContent =
  | { readonly kind: 'files' }
  | {
    readonly kind: 'prometheus-operator';
    readonly reader: MetricsReader;
    readonly dashboardLabels: Readonly<Record<string, string>>;
    /** Undefined: no mail is sent. */
    readonly smtp?: SmtpServer;
  };

/** The server that takes the mail of alerts. */
export interface SmtpServer {
  /** Its name and port: `smtp.example.com:587`. The connection has to be encrypted. */
  readonly server: string;
  /** Whom the mail is from: `alerts@example.com`. */
  readonly from: string;
  /**
   * As whom to log in.
   * @default - nobody logs in
   */
  readonly username?: string;
  /**
   * Name of the Secret with the password, in the namespace of each environment, and there under the key `password`.
   * @default 'smtp'
   */
  readonly passwordSecret?: string;
}

/** Where the Prometheus Operator's Prometheus is, and how it finds what it shall read. */
export interface PrometheusOperatorOptions {
  /**
   * Labels of PrometheusRule, PodMonitor and AlertmanagerConfig, without which the installation does not read them:
   * `{ release: 'kube-prometheus-stack' }` for the chart of that name.
   * @default - none: `PrometheusStack` reads those of all namespaces, whatever their labels
   */
  readonly labels?: { [label: string]: string };

  /**
   * Namespace in which Prometheus runs. Its pods may connect to the metrics of workloads, and no others.
   * @default 'monitoring' - that of `PrometheusStack`
   */
  readonly namespace?: string;

  /**
   * Labels of the pods of Prometheus.
   * @default - `app.kubernetes.io/name: prometheus`, which the operator gives them
   */
  readonly podLabels?: { [label: string]: string };

  /**
   * Labels by which the sidecar of Grafana finds the ConfigMaps of dashboards.
   * @default - `grafana_dashboard: "1"`, as the chart of Grafana and `PrometheusStack` have it
   */
  readonly dashboardLabels?: { [label: string]: string };

  /**
   * The server that takes the mail of `AlertReceiver.email`.
   * @default - none: no mail is sent
   */
  readonly smtp?: SmtpServer;
}

/** The namespace of `PrometheusStack`. */
export const MONITORING_NAMESPACE = 'monitoring';

/** The labels by which `PrometheusStack` finds dashboards. */
export const DASHBOARD_LABELS = { grafana_dashboard: '1' };

/** How alert rules and dashboards get to where they are evaluated and shown. */
export class Monitoring {
  /** As files of the repository alone, which somebody loads into a Prometheus and a Grafana. */
  public static files(): Monitoring {
    return new Monitoring({ kind: 'files' });
  }

  /**
   * By objects of the Prometheus Operator in the overlays of environments: a PrometheusRule and a ConfigMap with the dashboard of each workload,
   * and a PodMonitor for those that say where they serve `metrics`. `PrometheusStack` installs the operator; an installation of your own does as well.
   */
  public static prometheusOperator(options: PrometheusOperatorOptions = {}): Monitoring {
    const { labels = {}, namespace = MONITORING_NAMESPACE, podLabels = { 'app.kubernetes.io/name': 'prometheus' }, dashboardLabels = DASHBOARD_LABELS, smtp } = plainOptions(options);
    const reader = { apiVersion: 'monitoring.coreos.com/v1', labels, namespace, podLabels };
    return new Monitoring({ kind: 'prometheus-operator', reader, dashboardLabels, ...(smtp && { smtp }) });
  }

  /** @internal */
  public readonly _content: MonitoringContent;

  private constructor(content: MonitoringContent) {
    this._content = content;
  }

  /** Who reads the metrics of workloads; undefined: nobody that is known. @internal */
  public get _reader(): MetricsReader | undefined {
    return 'reader' in this._content ? this._content.reader : undefined;
  }
}
