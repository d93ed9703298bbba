import { plainOptions } from '../synth/declare/plain-options';

/** Who reads the metrics of workloads, and how he is told of them. */
export interface MetricsReader {
  /**
   * The API of the objects by which he is told: `monitoring.coreos.com/v1`.
   * @default - he is told by Terraform
   */
  readonly apiVersion?: string;
  /** Labels without which he does not look at such an object. */
  readonly labels: Readonly<Record<string, string>>;
  /**
   * What such an object has to say beside where the metrics are.
   * @default - nothing
   */
  readonly monitorFields?: Readonly<Record<string, number>>;
  /** Namespace of his pods: its name, or an output of Terraform that is it. */
  readonly namespace: string;
  /**
   * Labels of his pods.
   * @default - they are all that there are in the namespace
   */
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** One who is told by objects of the Prometheus Operator. */
export interface OperatorReader extends MetricsReader {
  readonly apiVersion: string;
}

/** What is said of the alerts on what Terraform makes. */
export interface ResourceAlertChoices {
  readonly areIncluded: boolean;
  /** Other thresholds, by `<module>/<alert>`. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** Alerts that nobody wants, as `<module>/<alert>`. */
  readonly off: readonly string[];
}

/** How alert rules and dashboards get to where they are evaluated and shown. */
export type MonitoringContent =
  | { readonly kind: 'files' }
  | {
    readonly kind: 'prometheus-operator';
    readonly reader: OperatorReader;
    readonly dashboardLabels: Readonly<Record<string, string>>;
    /** Undefined: no mail is sent. */
    readonly smtp?: SmtpServer;
  }
  | {
    readonly kind: 'azure';
    readonly reader: MetricsReader;
    /** Whether there is a Grafana: groups are named that open it. */
    readonly includeGrafana: boolean;
    /** Object IDs of these groups, by names. */
    readonly grafanaAdminGroups: Readonly<Record<string, string>>;
    readonly grafanaViewerGroups: Readonly<Record<string, string>>;
    /** `<root module>/<id of the call>`; undefined: the only one. */
    readonly keyVault?: string;
    readonly resourceAlerts: ResourceAlertChoices;
  }
  | {
    readonly kind: 'tencent';
    readonly reader: MetricsReader;
    readonly includeGrafana: boolean;
    readonly retentionDays?: number;
    readonly noticeLanguage?: NoticeLanguage;
    readonly resourceAlerts: ResourceAlertChoices;
  };

/** Name of the root module with what a cloud evaluates rules and shows dashboards by. */
export const MONITORING_ROOT_MODULE = 'monitoring';

/** Id of the call in it that makes a managed Grafana. */
export const GRAFANA_CALL = 'grafana';

/** Id of the call in it that makes a managed Prometheus of Tencent Cloud. */
export const PROMETHEUS_CALL = 'prometheus';

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

/** The alerts on what Terraform makes. */
export interface ResourceAlertOptions {
  /**
   * Whether there are alerts on what modules of the library make: databases, caches, queues, storage, vaults and clusters. The team of the
   * environment is told of them; where nobody is told of anything there are none.
   * @default true
   */
  readonly includeResourceAlerts?: boolean;

  /**
   * Thresholds of these alerts that are not the usual ones, by `<module>/<alert>` and in the unit of the metric: `{ 'postgresql/disk': 90 }`.
   * One of a module that no environment calls, or that is among `alertsOff`, is a problem.
   * @default - the usual ones
   */
  readonly alertThresholds?: { [alert: string]: number };

  /**
   * Those of these alerts that nobody wants, as `<module>/<alert>`: `['service-bus/dead-letters']`. One of a module that no environment calls is a problem.
   * @default - none
   */
  readonly alertsOff?: string[];
}

/** The services of Azure by which rules are evaluated and dashboards shown. */
export interface AzureMonitoringOptions extends ResourceAlertOptions {
  /**
   * Groups of Microsoft Entra that may do everything in the managed Grafana: their object IDs, each under a name of its own.
   * @default - none
   */
  readonly grafanaAdminGroups?: { [name: string]: string };

  /**
   * Groups of Microsoft Entra that may look at the dashboards: their object IDs, each under a name of its own.
   * @default - none; there is no Grafana where no group is named at all, since nobody could open it
   */
  readonly grafanaViewerGroups?: { [name: string]: string };

  /**
   * The key vault whose secrets are the addresses of webhooks: the call of the library's module, as `<root module>/<id of the call>`.
   * @default - the only one of the environment
   */
  readonly keyVault?: string;
}

/** A language in which Tencent Cloud tells of alerts. */
export enum NoticeLanguage {
  /** English. */
  ENGLISH = 'en-US',
  /** Chinese. */
  CHINESE = 'zh-CN',
}

/** The services of Tencent Cloud by which rules are evaluated and dashboards shown. */
export interface TencentMonitoringOptions extends ResourceAlertOptions {
  /**
   * Whether there is a managed Grafana, inside of the network.
   * @default true
   */
  readonly includeGrafana?: boolean;

  /**
   * Days for which metrics are kept: 15, 30, 45, 90, 180, 365 or 730.
   * @default 15
   */
  readonly retentionDays?: number;

  /**
   * Language of what receivers are told.
   * @default NoticeLanguage.ENGLISH
   */
  readonly noticeLanguage?: NoticeLanguage;
}

/** The namespace of `PrometheusStack`. */
export const MONITORING_NAMESPACE = 'monitoring';

/** The labels by which `PrometheusStack` finds dashboards. */
export const DASHBOARD_LABELS = { grafana_dashboard: '1' };

/**
 * The agent of managed Prometheus in AKS. Its definitions ask for the limits.
 *
 * Source: Azure/prometheus-collector, `otelcollector/customresources/pod-monitor-template.yaml` and
 * `otelcollector/deploy/addon-chart/azure-monitor-metrics-addon/templates/ama-metrics-deployment.yaml`
 */
const AZURE_READER: MetricsReader = {
  apiVersion: 'azmonitoring.coreos.com/v1',
  labels: {},
  monitorFields: { labelLimit: 63, labelNameLengthLimit: 511, labelValueLengthLimit: 1023 },
  namespace: 'kube-system',
  podLabels: { rsName: 'ama-metrics' },
};

/** The agent of TMP in TKE. Its namespace is called as the instance is, whose ID is known once it is made. */
const TENCENT_READER: MetricsReader = { labels: {}, namespace: `\${terraform.${MONITORING_ROOT_MODULE}.${PROMETHEUS_CALL}_id}` };

function choicesOf({ includeResourceAlerts = true, alertThresholds = {}, alertsOff = [] }: ResourceAlertOptions): ResourceAlertChoices {
  return { areIncluded: includeResourceAlerts, thresholds: alertThresholds, off: alertsOff };
}

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

  /**
   * By managed services of Azure, in every environment of which a root module makes the AKS cluster: a root module `monitoring` with an Azure Monitor
   * workspace, the rules, an action group for each team and severity, and a managed Grafana. Workloads that say where they serve `metrics` have
   * a PodMonitor of Azure's. The cluster needs `managedPrometheusEnabled`.
   */
  public static azure(options: AzureMonitoringOptions = {}): Monitoring {
    const { grafanaAdminGroups = {}, grafanaViewerGroups = {}, keyVault, ...others } = plainOptions(options);
    const includeGrafana = Object.keys({ ...grafanaAdminGroups, ...grafanaViewerGroups }).length > 0;
    return new Monitoring({
      kind: 'azure',
      reader: AZURE_READER,
      includeGrafana,
      grafanaAdminGroups,
      grafanaViewerGroups,
      ...(keyVault !== undefined && { keyVault }),
      resourceAlerts: choicesOf(others),
    });
  }

  /**
   * By managed services of Tencent Cloud, in every environment of which a root module makes the TKE cluster: a root module `monitoring` with a
   * managed Prometheus (TMP) that reads the cluster, the rules, a notice for each team and severity, and a managed Grafana.
   */
  public static tencent(options: TencentMonitoringOptions = {}): Monitoring {
    const { includeGrafana = true, retentionDays, noticeLanguage, ...others } = plainOptions(options);
    return new Monitoring({
      kind: 'tencent',
      reader: TENCENT_READER,
      includeGrafana,
      ...(retentionDays !== undefined && { retentionDays }),
      ...(noticeLanguage && { noticeLanguage }),
      resourceAlerts: choicesOf(others),
    });
  }

  /** @internal */
  public readonly _content: MonitoringContent;

  private constructor(content: MonitoringContent) {
    this._content = content;
  }

  /** Whether a managed Grafana shows the dashboards. @internal */
  public get _includesGrafana(): boolean {
    return 'includeGrafana' in this._content && this._content.includeGrafana;
  }

  /** Who reads the metrics of workloads; undefined: nobody that is known. @internal */
  public get _reader(): MetricsReader | undefined {
    return 'reader' in this._content ? this._content.reader : undefined;
  }
}
