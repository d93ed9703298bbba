import { AzureMetricsSettings } from './azure-metrics-settings';
import { AZURE_WATCHED_MODULES, AzureResourceAlert, AzureWatchedModule } from './azure-watched-modules';
import type { ManagedCallOptions } from './managed-call';
import { ManagedWay, RECEIVERS_CALL, ruleInputs, ToldGroup, WatchedCall } from './managed-way';
import type { MonitoringSite, WatchedDeclaration } from './monitoring-way';
import type { Environment } from '../../../estate/environment';
import { GRAFANA_CALL, MonitoringContent, ResourceAlertChoices } from '../../../estate/monitoring';
import type { LateInputs } from '../../../terraform/declare/late-call';
import { LibraryModule } from '../../../terraform/declare/library-module';
import type { ModuleCall } from '../../../terraform/declare/root-module-call';
import { Hcl } from '../../../terraform/hcl/hcl';
import type { RuleGroup } from '../alert-rules';

/** As Azure numbers severities: 0 is critical, 2 a warning. */
const SEVERITIES: Readonly<Record<string, number>> = { critical: 0, warning: 2 };

/** Name of the application that tells the agent in a cluster which metrics are kept. */
const SETTINGS_APPLICATION = 'azure-monitor-metrics';

/** An Azure Monitor workspace that reads the cluster of each environment, its rules, action groups and a managed Grafana. */
export class AzureWay extends ManagedWay {
  private settings?: AzureMetricsSettings;

  constructor(site: MonitoringSite, private readonly content: MonitoringContent & { readonly kind: 'azure' }) {
    super(site, 'azure', 'Monitoring.azure({ … })');
  }

  public addWorkload(workload: WatchedDeclaration): void {
    super.addWorkload(workload);
    this.settings ??= new AzureMetricsSettings(this.site.scope, SETTINGS_APPLICATION, (beginning) => this.metricNames(beginning));
  }

  protected calls(): Readonly<Record<string, ManagedCallOptions>> {
    const { includeGrafana, grafanaAdminGroups: admins, grafanaViewerGroups: viewers } = this.content;
    return {
      workspace: { module: 'azure/monitor-workspace', inputs: (environment) => ({ ...this.place(environment), cluster_ids: { cluster: this.ofCluster(environment, 'id') } }) },
      ...(this.tellsSomebody && {
        [RECEIVERS_CALL]: { module: 'azure/action-groups', change: 'alertReceivers of the project', inputs: (environment: Environment) => this.receivers(environment) },
      }),
      ...(this.watchesResources && {
        alerts: {
          module: 'azure/metric-alerts',
          isIn: (environment: Environment) => this.watchedResources(environment).length > 0,
          inputs: (environment: Environment) => this.alerts(environment),
        },
      }),
      rules: { module: 'azure/prometheus-rules', inputs: (environment) => this.rules(environment) },
      ...(includeGrafana && {
        [GRAFANA_CALL]: {
          module: 'azure/grafana',
          inputs: (environment: Environment) => ({
            ...this.place(environment),
            workspace_ids: { metrics: this.own('workspace', 'id') },
            admin_group_object_ids: admins,
            viewer_group_object_ids: viewers,
          }),
        },
      }),
    };
  }

  protected get resourceAlerts(): ResourceAlertChoices {
    return this.content.resourceAlerts;
  }

  protected get watchedModules(): Readonly<Record<string, AzureWatchedModule>> {
    return AZURE_WATCHED_MODULES;
  }

  protected clusterProblem(environment: Environment, cluster: ModuleCall): string | undefined {
    // Whoever made a cluster that is looked up has switched the agent on.
    const isSwitchedHere = cluster._interface?.inputs.has('managed_prometheus_enabled') ?? false;
    if (isSwitchedHere && cluster._inputsOf(environment).managed_prometheus_enabled !== true) {
      return `has a cluster whose agent is off: give module "${cluster.callId}" of root module "${cluster.rootModule.name}" managedPrometheusEnabled: true`;
    }
    if (!this.toldIn(environment).some(hasWebhook) || this.vaultIn(environment) !== undefined) return undefined;
    const vaults = this.vaultsIn(environment).map(pathOf);
    const names = vaults.length === 0 ? 'it has none that the library\'s module "keyvault" makes' : `its vaults are: ${vaults.join(', ')}`;
    return `has webhooks among its alertReceivers, whose addresses are read from a key vault: name one as keyVault: '<root module>/<id of the call>'; ${names}`;
  }

  private place(environment: Environment): LateInputs {
    return { resource_group_name: this.ofCluster(environment, 'resource_group_name') };
  }

  private receivers(environment: Environment): LateInputs {
    const groups = this.toldIn(environment);
    const vault = groups.some(hasWebhook) ? this.vaultIn(environment) : undefined;
    return {
      ...this.place(environment),
      ...(vault && { key_vault_id: this.outputOf(vault.rootModule.name, vault.callId, 'id') }),
      groups: Object.fromEntries(groups.map((group) => [group.name, receiversOf(group, vault !== undefined)])),
    };
  }

  private watchedResources(environment: Environment): Array<WatchedCall<AzureResourceAlert, AzureWatchedModule>> {
    return this.resourceAlertsIn<AzureResourceAlert, AzureWatchedModule>(environment, AZURE_WATCHED_MODULES);
  }

  private alerts(environment: Environment): LateInputs {
    const watched = this.watchedResources(environment);
    const groups = new Set(watched.flatMap(({ alerts }) => alerts.map(({ told }) => told)));
    return {
      ...this.place(environment),
      action_group_ids: [...groups].sort().map((group) => this.idOf(group)),
      metric_alerts: Object.fromEntries(watched.flatMap((call) => this.alertsOf(call, environment))),
    };
  }

  private alertsOf(
    { call, module: { namespace, each }, alerts }: WatchedCall<AzureResourceAlert, AzureWatchedModule>, environment: Environment,
  ): Array<readonly [name: string, inputs: LateInputs]> {
    const output = this.outputOf(call.rootModule.name, call.callId, each?.output ?? 'id');
    const prefix = `${call.rootModule.name}-${call.callId}`;
    const scopes = each === undefined ? [{ name: prefix, id: output }]
      : Object.keys(call._inputsOf(environment)[each.input] ?? {}).map((name) => ({ name: `${prefix}-${inName(name)}`, id: Hcl.element(output, name) }));
    return scopes.flatMap(({ name, id }) => alerts.map((alert) => [`${name}-${alert.name}`, {
      scopes: [id],
      description: alert.description,
      severity: SEVERITIES[alert.severity],
      ...(alert.windowMinutes !== undefined && { window_minutes: alert.windowMinutes }),
      criteria: [{
        metric_namespace: namespace,
        metric_name: alert.metric,
        ...(alert.aggregation && { aggregation: alert.aggregation }),
        ...(alert.operator && { operator: alert.operator }),
        threshold: alert.threshold,
      }],
      action_group_ids: [this.idOf(alert.told)],
    }] as const));
  }

  private rules(environment: Environment): LateInputs {
    const groups = this.rulesIn(environment).flatMap(({ groups: list, toldOf }) => (
      list.map(({ name, rules }) => [name, { rules: rules.map((rule) => ruleOf(rule, toldOf, (group) => this.idOf(group))) }])));
    return { ...this.place(environment), workspace_id: this.own('workspace', 'id'), groups: Object.fromEntries(groups) };
  }

  private idOf(group: string): unknown {
    return Hcl.element(this.own(RECEIVERS_CALL, 'ids'), group);
  }

  /** The vault with the addresses of webhooks; undefined: it is not said which. */
  private vaultIn(environment: Environment): ModuleCall | undefined {
    const { keyVault } = this.content;
    const vaults = this.vaultsIn(environment);
    if (keyVault !== undefined) return vaults.find((vault) => pathOf(vault) === keyVault);
    return vaults.length === 1 ? vaults[0] : undefined;
  }

  private vaultsIn(environment: Environment): ModuleCall[] {
    return this.othersCallsIn(environment).filter((call) => call instanceof LibraryModule && call._libraryPath === 'azure/keyvault');
  }
}

/** As part of the name of an alert. */
function inName(name: string): string {
  return name.replace(/[^-\w]/g, '-');
}

function pathOf({ rootModule, callId }: ModuleCall): string {
  return `${rootModule.name}/${callId}`;
}

function hasWebhook({ receivers }: ToldGroup): boolean {
  return receivers.some(({ _address }) => _address.kind === 'webhook');
}

/** Each under a name that stays as long as it does. Webhooks without a vault are a problem already. */
function receiversOf({ receivers }: ToldGroup, hasVault: boolean): LateInputs {
  const addresses = receivers.map(({ _address }) => _address);
  const emails = addresses.flatMap((address) => (address.kind === 'email' ? [[address.address, address.address]] : []));
  const webhooks = addresses.flatMap((address) => (
    address.kind === 'webhook' ? [[`${address.secret}/${address.key}`, { secret_name: address.secret, key: address.key }]] : []));
  return {
    ...(emails.length > 0 && { emails: Object.fromEntries(emails) }),
    ...(webhooks.length > 0 && hasVault && { webhooks: Object.fromEntries(webhooks) }),
  };
}

function ruleOf(rule: RuleGroup['rules'][number], toldOf: (severity: string) => string | undefined, idOf: (group: string) => unknown): LateInputs {
  if ('record' in rule) return ruleInputs(rule);
  const group = toldOf(rule.labels.severity);
  return {
    ...ruleInputs(rule),
    annotations: rule.annotations,
    severity: SEVERITIES[rule.labels.severity],
    ...(group !== undefined && { action_group_ids: [idOf(group)] }),
  };
}
