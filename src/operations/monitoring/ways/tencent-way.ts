import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { ManagedCallOptions } from './managed-call';
import { ManagedWay, RECEIVERS_CALL, ruleInputs, ToldGroup, WatchedCall, WatchedRules } from './managed-way';
import type { MonitoringSite } from './monitoring-way';
import { TENCENT_WATCHED_MODULES, TencentResourceAlert, TencentWatchedModule } from './tencent-watched-modules';
import { APPLICATIONS } from '../../../applications/application';
import { CertManager } from '../../../applications/cert-manager/cert-manager';
import { renderControllerMonitor } from '../../../applications/cert-manager/pod-monitor';
import type { Environment } from '../../../estate/environment';
import { GRAFANA_CALL, MonitoringContent, PROMETHEUS_CALL, ResourceAlertChoices } from '../../../estate/monitoring';
import { podMonitorSpec } from '../../../kubernetes/manifests/pod-monitor';
import type { LateInputs } from '../../../terraform/declare/late-call';
import type { ModuleCall } from '../../../terraform/declare/root-module-call';
import { Hcl } from '../../../terraform/hcl/hcl';
import type { AlertRule, RuleGroup } from '../alert-rules';

/** The API of what the agent is told by. */
const MONITORS = 'monitoring.coreos.com/v1';

/** A managed Prometheus (TMP) that reads the cluster of each environment, its rules, notices and a managed Grafana. */
export class TencentWay extends ManagedWay {
  constructor(site: MonitoringSite, private readonly content: MonitoringContent & { readonly kind: 'tencent' }) {
    super(site, 'tencent', 'Monitoring.tencent({ … })');
  }

  protected calls(): Readonly<Record<string, ManagedCallOptions>> {
    const { includeGrafana } = this.content;
    return {
      [PROMETHEUS_CALL]: { module: 'tencent/managed-prometheus', inputs: (environment) => this.prometheus(environment) },
      ...(this.tellsSomebody && {
        [RECEIVERS_CALL]: { module: 'tencent/alarm-notices', change: 'alertReceivers of the project', inputs: (environment: Environment) => this.receivers(environment) },
      }),
      ...(this.watchesResources && {
        alerts: {
          module: 'tencent/alarm-policies',
          isIn: (environment: Environment) => this.watchedResources(environment).length > 0,
          inputs: (environment: Environment) => this.alerts(environment),
        },
      }),
      rules: { module: 'tencent/prometheus-rules', inputs: (environment) => this.rules(environment) },
      ...(includeGrafana && {
        [GRAFANA_CALL]: {
          module: 'tencent/grafana',
          inputs: (environment: Environment) => ({
            vpc_id: this.ofCluster(environment, 'vpc_id'),
            subnet_ids: [this.ofCluster(environment, 'subnet_id')],
            prometheus_ids: { metrics: this.own(PROMETHEUS_CALL, 'id') },
          }),
        },
      }),
    };
  }

  protected get resourceAlerts(): ResourceAlertChoices {
    return this.content.resourceAlerts;
  }

  protected get watchedModules(): Readonly<Record<string, TencentWatchedModule>> {
    return TENCENT_WATCHED_MODULES;
  }

  protected clusterProblem(): undefined {
    return undefined;
  }

  private prometheus(environment: Environment): LateInputs {
    const { retentionDays } = this.content;
    const monitors = this.podMonitors(environment);
    return {
      vpc_id: this.ofCluster(environment, 'vpc_id'),
      subnet_id: this.ofCluster(environment, 'subnet_id'),
      ...(retentionDays !== undefined && { retention_days: retentionDays }),
      clusters: {
        cluster: {
          id: this.ofCluster(environment, 'cluster_id'),
          state_metric_names: this.metricNames('kube'),
          ...(Object.keys(monitors).length > 0 && { pod_monitors: monitors }),
        },
      },
    };
  }

  /** The agent is told by the service, which makes the objects in the cluster, so that no workload waits for their definitions. */
  private podMonitors(environment: Environment): Readonly<Record<string, string>> {
    const { namespace } = environment;
    const workloads = this.watchedThere(environment).flatMap(({ workload: { name, metrics } }) => {
      const served = metrics(environment);
      if (served === undefined) return [];
      const spec = { namespaceSelector: { matchNames: [namespace] }, ...podMonitorSpec(name, served) };
      const manifest = { apiVersion: MONITORS, kind: 'PodMonitor', metadata: { name, namespace }, spec };
      return [[`${namespace}/${name}`, stringify(manifest)] as const];
    });
    return Object.fromEntries([...workloads, ...this.certManagerMonitor(environment)]);
  }

  private certManagerMonitor(environment: Environment): Array<readonly [name: string, monitor: string]> {
    const { scope, projectName } = this.site;
    if (!APPLICATIONS.in(scope).all.some((application) => application instanceof CertManager && application._isIn(environment))) return [];
    const monitor = renderControllerMonitor(projectName, { apiVersion: MONITORS, labels: {} });
    return [[`${monitor.metadata.namespace as string}/${monitor.metadata.name}`, stringify(monitor)]];
  }

  private receivers(environment: Environment): LateInputs {
    const groups = this.toldIn(environment);
    const secrets = [...new Set(groups.flatMap(secretsOf))].sort();
    const { noticeLanguage: language } = this.content;
    return {
      ...(language && { language }),
      ...(secrets.length > 0 && { webhook_secret_names: secrets }),
      notices: Object.fromEntries(groups.map((group) => [group.name, receiversOf(group)])),
    };
  }

  private watchedResources(environment: Environment): Array<WatchedCall<TencentResourceAlert, TencentWatchedModule>> {
    return this.resourceAlertsIn<TencentResourceAlert, TencentWatchedModule>(environment, TENCENT_WATCHED_MODULES);
  }

  private alerts(environment: Environment): LateInputs {
    const watched = this.watchedResources(environment);
    const told = new Set(watched.flatMap(({ alerts }) => alerts.map((alert) => alert.told)));
    return {
      notice_ids: [...told].sort().map((notice) => this.noticeId(notice)),
      policies: Object.fromEntries(watched.flatMap((call) => this.policiesOf(call))),
    };
  }

  /** Of each severity one, since a policy is told to all alike. Events, such as that it does not run, are with the worst. */
  private policiesOf(
    { call, module: { service, uid }, alerts }: WatchedCall<TencentResourceAlert, TencentWatchedModule>,
  ): Array<readonly [name: string, inputs: LateInputs]> {
    const output = (name: string) => this.outputOf(call.rootModule.name, call.callId, name);
    const worst = alerts.some(({ severity }) => severity === 'critical') ? 'critical' : 'warning';
    return [...new Set(alerts.map(({ severity }) => severity))].sort().map((severity) => {
      const own = alerts.filter((alert) => alert.severity === severity);
      return [policyName(call, severity), {
        service,
        rules: own.map(({ metric, threshold }) => ({ metric, threshold })),
        ...(severity !== worst && { events: [] }),
        instances: { [call.callId]: { id: output('id'), ...(uid !== undefined && { uid: output(uid) }) } },
        notice_ids: [this.noticeId(own[0].told)],
      }] as const;
    });
  }

  private noticeId(notice: string): unknown {
    return Hcl.element(this.own(RECEIVERS_CALL, 'ids'), notice);
  }

  private rules(environment: Environment): LateInputs {
    const groups = this.rulesIn(environment).flatMap((watched) => watched.groups.flatMap((group) => this.bySeverity(group, watched)));
    return { instance_id: this.own(PROMETHEUS_CALL, 'id'), groups: Object.fromEntries(groups) };
  }

  /** A group is told to all alike, so that alerts of each severity have one of their own; what is recorded is in the first. */
  private bySeverity({ name, rules }: RuleGroup, { toldOf }: WatchedRules): Array<readonly [name: string, inputs: LateInputs]> {
    const recordings = rules.filter((rule) => 'record' in rule);
    const alerts = rules.filter((rule): rule is AlertRule => 'alert' in rule);
    const severities = [...new Set(alerts.map(({ labels }) => labels.severity))];
    return [
      ...(recordings.length > 0 ? [[name, { rules: recordings.map(ruleInputs) }] as const] : []),
      ...severities.map((severity) => {
        const told = toldOf(severity);
        const own = alerts.filter(({ labels }) => labels.severity === severity);
        return [`${name}-${severity}`, {
          ...(told !== undefined && { notice_ids: [this.noticeId(told)] }),
          rules: own.map((rule) => ({ ...ruleInputs(rule), annotations: annotationsOf(rule) })),
        }] as const;
      }),
    ];
  }
}

/** The service takes 60 characters, and the project's name comes before it. */
const MOST_OF_POLICY_NAME = 30;
const DIGEST_LENGTH = 7;

function policyName({ rootModule, callId }: ModuleCall, severity: string): string {
  const name = [rootModule.name, callId, severity].join('-');
  if (name.length <= MOST_OF_POLICY_NAME) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, DIGEST_LENGTH);
  return `${name.slice(0, MOST_OF_POLICY_NAME - DIGEST_LENGTH - 1)}-${digest}`;
}

/** Of annotations, the service shows these two. */
function annotationsOf({ annotations }: AlertRule): LateInputs {
  return { ...annotations, description: annotations.runbook_url };
}

function secretsOf({ receivers }: ToldGroup): string[] {
  return receivers.flatMap(({ _address: address }) => ('secret' in address ? [address.secret] : []));
}

function receiversOf({ receivers }: ToldGroup): LateInputs {
  const addresses = receivers.map(({ _address }) => _address);
  const users = addresses.flatMap((address) => (address.kind === 'userGroup' ? [{ ids: [address.id], channels: address.channels }] : []));
  const webhooks = addresses.flatMap((address) => ('secret' in address ? [{ secret_name: address.secret, key: address.key }] : []));
  return { ...(users.length > 0 && { user_groups: users }), ...(webhooks.length > 0 && { webhooks }) };
}
