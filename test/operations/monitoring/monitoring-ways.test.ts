import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse as hcl } from '@cdktn/hcl2json';
import { parse } from 'yaml';
import {
  AlertReceiver, AlertSeverity, ArgoCd, azure, AzureMonitoringOptions, CertManager, Cloud, FeiyueProject, FeiyueProjectOptions, GatewayTls,
  KustomizePatch, Monitoring, NoticeChannel, NoticeLanguage, PrometheusOperatorOptions, RootModule, tencent, TrafficSource,
} from '../../../src';
import { AZURE_WATCHED_MODULES, AzureWatchedModule } from '../../../src/operations/monitoring/ways/azure-watched-modules';
import { TENCENT_WATCHED_MODULES } from '../../../src/operations/monitoring/ways/tencent-watched-modules';
import { MODULE_RUNBOOKS } from '../../../src/operations/runbooks/module-runbooks';
import { explanationsOf } from '../../../src/synth/run/explanations';
import { LIBRARY_DIR } from '../../../src/terraform/declare/library-module';
import { ModuleInterface } from '../../../src/terraform/interface/module-interface';
import { DefaultEstate, emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { read, tree } from '../../synth/test-project';

const OVERLAYS = 'k8s/overlays';
const AZURE = Cloud.azure({
  subscriptionId: '11111111-2222-3333-4444-555555555555', tenantId: '66666666-7777-8888-9999-aaaaaaaaaaaa', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true },
});

function estate(options?: PrometheusOperatorOptions): FeiyueProject {
  const project = emptyProject({ monitoring: Monitoring.prometheusOperator(options) });
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev, prunes: true });
  project.addService('api', { port: 8080, additionalPorts: [{ name: 'metrics', port: 9090 }], metrics: { port: 'metrics' } })
    .override(prod, { objective: { availability: 0.999 }, metrics: { path: '/stats' } });
  project.addWorker('mailer', { environments: [dev] });
  return project;
}

function written(options?: PrometheusOperatorOptions): (file: string) => any {
  const project = estate(options);
  project.synth();
  return (file) => parse(read(project.outdir, file));
}

describe('by the Prometheus Operator', () => {
  const file = written();

  test('each environment has the rules of its workloads, for its namespace alone, and the files have them for all', () => {
    const dev = file(`${OVERLAYS}/dev/api/prometheusrule.yaml`);
    const prod = file(`${OVERLAYS}/prod/api/prometheusrule.yaml`);
    expect(dev).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'api', labels: { 'app.kubernetes.io/instance': 'api', 'app.kubernetes.io/part-of': 'feiyue-mono' } },
    });
    expect(JSON.stringify(dev)).not.toContain('feiyue-mono-prod');
    expect(JSON.stringify(prod)).not.toContain('feiyue-mono-dev');
    const names = (spec: any) => spec.groups.flatMap(({ rules }: any) => rules.map(({ alert, record }: any) => alert ?? record));
    expect(names(dev.spec)).not.toContain('ServiceErrorBudgetBurnsFast');
    // The same data as the file of the repository, whose unit tests therefore hold for both.
    expect(names(prod.spec)).toEqual(names(file('ops/monitoring/api.rules.yaml')));
    for (const folder of ['dev/api', 'dev/mailer', 'prod/api']) {
      expect(file(`${OVERLAYS}/${folder}/kustomization.yaml`).resources).toEqual(expect.arrayContaining(['prometheusrule.yaml', 'dashboard.yaml']));
    }
  });

  test('each environment has the dashboards of its workloads, each with an address of its own', () => {
    const [dev, prod] = ['dev', 'prod'].map((environment) => file(`${OVERLAYS}/${environment}/api/dashboard.yaml`));
    expect(dev).toMatchObject({ kind: 'ConfigMap', metadata: { name: 'api.dashboard', labels: { 'grafana_dashboard': '1', 'app.kubernetes.io/instance': 'api' } } });
    const boards = [dev, prod].map(({ data }) => Object.entries<string>(data).map(([name, text]) => ({ name, ...JSON.parse(text) }))[0]);
    expect(boards.map(({ title }) => title)).toEqual(['api (feiyue-mono, dev)', 'api (feiyue-mono, prod)']);
    expect(new Set(boards.map(({ uid }) => uid)).size).toBe(2);
    for (const { name, uid } of boards) expect(name).toBe(`${uid}.json`);
    expect(boards[1].templating.list[1].query).toBe('feiyue-mono-prod');
  });

  test('a workload that serves metrics is read at that port, by the pods of Prometheus alone', () => {
    expect(file('k8s/base/api/podmonitor.yaml')).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'api' },
      spec: { selector: { matchLabels: { 'app.kubernetes.io/instance': 'api' } }, podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }] },
    });
    expect(file('k8s/base/api/networkpolicy.yaml').spec.ingress).toEqual([
      { from: [{ podSelector: {} }], ports: [{ protocol: 'TCP', port: 8080 }] },
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } }, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } } }],
        ports: [{ protocol: 'TCP', port: 9090 }],
      },
    ]);
    expect(JSON.stringify(file(`${OVERLAYS}/prod/api/kustomization.yaml`).patches)).toContain('/stats');
    expect(file('k8s/base/mailer/kustomization.yaml').resources).not.toContain('podmonitor.yaml');
  });

  test('another installation is told by its labels, and let in by where it runs', () => {
    const labels = { release: 'kube-prometheus-stack' };
    const other = written({ labels, namespace: 'prometheus', podLabels: { app: 'prometheus' }, dashboardLabels: { dashboards: 'yes' } });
    expect(other(`${OVERLAYS}/dev/api/prometheusrule.yaml`).metadata.labels).toMatchObject(labels);
    expect(other('k8s/base/api/podmonitor.yaml').metadata.labels).toMatchObject(labels);
    expect(other(`${OVERLAYS}/dev/api/dashboard.yaml`).metadata.labels).toMatchObject({ dashboards: 'yes' });
    expect(other('k8s/base/api/networkpolicy.yaml').spec.ingress[1].from).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'prometheus' } }, podSelector: { matchLabels: { app: 'prometheus' } } },
    ]);
  });

  test('Argo CD may bring the objects, and patches find them', () => {
    const project = estate();
    new ArgoCd(project, 'argo-cd');
    (project.services[0]).patch('dev', KustomizePatch.json6902({ kind: 'PrometheusRule' }, [{ op: 'replace', path: '/spec/groups/0/rules/0/for', value: '1h' }]));
    project.synth();
    const { spec } = parse(read(project.outdir, 'k8s/applications/argo-cd/environments/dev/appproject.yaml'));
    for (const kind of ['PrometheusRule', 'PodMonitor']) expect(spec.namespaceResourceWhitelist).toContainEqual({ group: 'monitoring.coreos.com', kind });
  });

  test('why tells where the rules, the dashboard and the monitor come from', () => {
    const project = estate();
    project.synth();
    const why = (path: string, text: string) => {
      const lines = read(project.outdir, path).trimEnd().split('\n');
      return explanationsOf(project.tryFindFile(path)!, { lines, index: lines.findIndex((line) => line.includes(text)) })[0].what;
    };
    expect(why(`${OVERLAYS}/dev/api/prometheusrule.yaml`, 'alert:')).toBe('alert rules of service "api" in dev');
    expect(why('k8s/base/api/podmonitor.yaml', 'port: metrics')).toBe('metrics.port of service "api"');
    expect(why('k8s/base/api/podmonitor.yaml', 'path: /metrics')).toBe('metrics of service "api"');
  });
});

/** An estate whose clusters are ours, on one of the clouds. */
function managed(cloud: 'azure' | 'tencent', options: Partial<FeiyueProjectOptions> = {}): FeiyueProject {
  const project = MANAGED[cloud](options);
  const prod = project.addEnvironment('prod');
  MAKES_CLUSTER[cloud](project.addRootModule('platform'));
  project.addService('api', { port: 8080, additionalPorts: [{ name: 'metrics', port: 9090 }], metrics: { port: 'metrics' } })
    .override(prod, { objective: { availability: 0.999 } });
  return project;
}

/** One on Azure with databases in a root module of their own. */
function watchingDatabases(): FeiyueProject {
  const project = managed('azure', {
    alertReceivers: { platform: [AlertReceiver.email('platform@example.com')] },
    monitoring: Monitoring.azure({ alertThresholds: { 'postgresql/disk': 90 }, alertsOff: ['postgresql/connections'] }),
  });
  const data = project.addRootModule('data');
  const resourceGroupName = 'rg-shop';
  new azure.Postgresql(data, 'pg', { resourceGroupName, majorVersion: '16' });
  new azure.Mssql(data, 'sql', { resourceGroupName, administrator: { name: 'dba', objectId: EVERYBODY.everybody }, databases: { orders: {} } });
  new azure.Redis(data, 'cache', { resourceGroupName });
  return project;
}

const EVERYBODY = { everybody: '00000000-0000-0000-0000-000000000003' };
const MANAGED = {
  azure: (options: Partial<FeiyueProjectOptions>) => (
    emptyProject({ cloud: AZURE, monitoring: Monitoring.azure({ grafanaViewerGroups: EVERYBODY }), ...options })),
  tencent: (options: Partial<FeiyueProjectOptions>) => emptyProject({ monitoring: Monitoring.tencent(), ...options }),
};
const MAKES_CLUSTER = {
  azure: (root: RootModule) => new azure.KubernetesCluster(root, 'aks', { resourceGroupName: 'rg-shop', subnetId: '/subnets/nodes', managedPrometheusEnabled: true }),
  tencent: (root: RootModule) => new tencent.TkeCluster(root, 'tke', { vpcId: 'vpc-1', subnetId: 'subnet-1' }),
};

/** What the root module of a synthesised estate says, by the ids of its calls. */
async function callsIn(project: FeiyueProject): Promise<Readonly<Record<string, any>>> {
  project.synth();
  const { module: calls } = await hcl('main.tf', read(project.outdir, 'terraform/prod/monitoring/main.tf'));
  return Object.fromEntries(Object.entries<any>(calls).map(([id, [call]]) => [id, call]));
}

/** The root module as CI knows it. */
function inGraph(project: FeiyueProject): object {
  return JSON.parse(read(project.outdir, '.projen/graph.json')).rootModules.find(({ name }: any) => name === 'monitoring');
}

interface AnyRule { readonly alert?: string; readonly record?: string; readonly expr?: string; readonly expression?: string }

/** Each rule with its expression, sorted: what is recorded and what fires. */
function rulesOf(groups: ReadonlyArray<{ readonly rules: readonly AnyRule[] }>): string[] {
  return groups.flatMap(({ rules }) => rules.map(({ alert, record, expr, expression }) => `${alert ?? record}: ${expr ?? expression}`)).sort();
}

/** Those of the file of the repository, whose unit tests therefore hold for the service, too. */
function rulesOfFile(project: FeiyueProject): string[] {
  return rulesOf(parse(read(project.outdir, 'ops/monitoring/api.rules.yaml')).groups);
}

describe('by the services of Azure', () => {
  const bridge = AlertReceiver.webhook({ secret: 'alerts', key: 'bridge', severities: [AlertSeverity.CRITICAL] });

  let project: FeiyueProject;
  let calls: Readonly<Record<string, any>>;

  beforeAll(async () => {
    project = managed('azure', { alertReceivers: { platform: [AlertReceiver.email('platform@example.com')] } });
    calls = await callsIn(project);
  });

  test('a workspace reads the cluster, evaluates the rules of the files, and tells an action group of each severity', () => {
    const { workspace, receivers, rules, grafana } = calls;
    expect(workspace).toMatchObject({ source: '../../modules/monitor-workspace', cluster_ids: { cluster: '${data.terraform_remote_state.platform.outputs.aks_id}' } });
    expect(rulesOf(Object.values(rules.groups))).toEqual(rulesOfFile(project));
    const alerts = rules.groups['api-alerts'].rules;
    expect(alerts[0]).toMatchObject({ alert: 'ServiceUnavailable', for_minutes: 2, severity: 0, action_group_ids: ['${module.receivers.ids["platform-critical"]}'] });
    expect(alerts[1]).toMatchObject({ alert: 'ServiceReplicasMissing', severity: 2, action_group_ids: ['${module.receivers.ids["platform-warning"]}'] });
    expect(Object.keys(rules.groups['api-objective'].rules[0]).sort()).toEqual(['expression', 'labels', 'record']);
    expect(receivers.groups['platform-warning']).toEqual({ emails: { 'platform@example.com': 'platform@example.com' } });
    expect(receivers).not.toHaveProperty('key_vault_id');
    // Without addresses of webhooks there is nothing in its state that a pull request may not read.
    expect(inGraph(project)).toMatchObject({ dependsOn: ['platform'] });
    expect(inGraph(project)).not.toHaveProperty('plannedAtDeployment');
    expect(grafana).toMatchObject({ workspace_ids: { metrics: '${module.workspace.id}' }, viewer_group_object_ids: EVERYBODY });
  });

  test('the agent reads the pods by an object of its own API, keeps all metrics that rules and dashboards read, and is let in', () => {
    const monitor = parse(read(project.outdir, 'k8s/base/api/podmonitor.yaml'));
    expect(monitor).toMatchObject({ apiVersion: 'azmonitoring.coreos.com/v1', spec: { labelLimit: 63, podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }] } });
    expect(parse(read(project.outdir, 'k8s/base/api/networkpolicy.yaml')).spec.ingress[1].from).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { rsName: 'ama-metrics' } } },
    ]);
    const { metadata, data } = parse(read(project.outdir, 'k8s/applications/azure-monitor-metrics/ama-metrics-settings-configmap.yaml'));
    expect(metadata).toMatchObject({ name: 'ama-metrics-settings-configmap', namespace: 'kube-system' });
    const used = [...new Set(`${read(project.outdir, 'ops/monitoring/api.rules.yaml')}${read(project.outdir, 'ops/monitoring/dashboards/api.json')}`.match(/\b(?:kube|container)_[a-z_]+/g))];
    for (const metric of used) expect(data['default-targets-metrics-keep-list']).toMatch(new RegExp(`["|]${metric}["|]`));
  });

  test('what library modules make is watched by alerts of their metrics, each told to the team of the environment, with the page that says what to do', async () => {
    const other = watchingDatabases();
    const { alerts, receivers } = await callsIn(other);
    expect(alerts.source).toBe('../../modules/metric-alerts');
    const { metric_alerts: metrics } = alerts;
    const names = Object.keys(metrics);
    expect(names).toEqual(expect.arrayContaining(['platform-aks-disk', 'data-pg-disk', 'data-sql-orders-cpu', 'data-cache-memory']));
    expect(metrics['data-pg-disk']).toEqual({
      scopes: ['${data.terraform_remote_state.data.outputs.pg_id}'],
      description: 'The disk fills up: at 95 % the server takes no more writes. What to do: https://github.com/feiyue/feiyue-mono/blob/HEAD/ops/runbooks/terraform-database.md',
      severity: 0,
      criteria: [{ metric_namespace: 'Microsoft.DBforPostgreSQL/flexibleServers', metric_name: 'storage_percent', threshold: 90 }],
      action_group_ids: ['${module.receivers.ids["platform-critical"]}'],
    });
    expect(metrics['data-sql-orders-cpu'].scopes).toEqual(['${data.terraform_remote_state.data.outputs.sql_database_ids["orders"]}']);
    // Switched off.
    expect(names).not.toContain('data-pg-connections');
    expect(Object.keys(receivers.groups)).toEqual(['platform-critical', 'platform-warning']);
    expect(alerts.action_group_ids).toEqual(['${module.receivers.ids["platform-critical"]}', '${module.receivers.ids["platform-warning"]}']);
    expect(inGraph(other)).toMatchObject({ dependsOn: ['data', 'platform'] });
  });

  test('nothing that Terraform makes is watched where nobody is told, or nobody wants it', async () => {
    expect(await callsIn(managed('azure'))).not.toHaveProperty('alerts');
    const alertReceivers = { platform: [AlertReceiver.email('platform@example.com')] };
    const alertsOff = ['cpu', 'memory', 'disk'].map((alert) => `kubernetes-cluster/${alert}`);
    for (const choices of [{ includeResourceAlerts: false }, { alertsOff }]) {
      const other = managed('azure', { alertReceivers, monitoring: Monitoring.azure(choices) });
      expect(await callsIn(other)).not.toHaveProperty('alerts');
      expect(existsSync(join(other.outdir, 'terraform/modules/metric-alerts'))).toBe(false);
    }
  });

  test.each<[string, AzureMonitoringOptions, boolean, string]>([
    ['an alert that there is not', { alertsOff: ['postgres/disk'] }, true, 'has alertsOff of "postgres/disk", which is no alert on what a library module makes; there are: cosmos/throughput, '],
    ['a threshold of one that there is not', { alertThresholds: { 'redis/cpu': 1 } }, true, 'has alertThresholds of "redis/cpu", which is no alert'],
    ['a threshold of what nothing makes', { alertThresholds: { 'redis/memory': 90 } }, true,
      'has alertThresholds of "redis/memory", while no environment that it watches has a call of the library\'s module "redis": leave it out'],
    ['an alert that is off where nothing makes it', { alertsOff: ['redis/memory'] }, true, 'has alertsOff of "redis/memory", while no environment that it watches'],
    ['a threshold of an alert that is off', { alertThresholds: { 'kubernetes-cluster/cpu': 80 }, alertsOff: ['kubernetes-cluster/cpu'] }, true,
      'has alertThresholds of "kubernetes-cluster/cpu", which alertsOff takes away: leave one of them out'],
    ['choices where nobody is told', { alertsOff: ['redis/memory'] }, false,
      'has alertsOff, while there are no alerts on what Terraform makes: say in alertReceivers who is told, or leave it out'],
    ['choices among none', { includeResourceAlerts: false, alertThresholds: { 'redis/memory': 1 } }, true,
      'has alertThresholds, while there are no alerts on what Terraform makes: take includeResourceAlerts: false away, or leave it out'],
  ])('%s is a problem', (_, choices, isSomebodyTold, problem) => {
    const receivers = isSomebodyTold ? { alertReceivers: { platform: [AlertReceiver.email('platform@example.com')] } } : {};
    expect(problemsOf(managed('azure', { ...receivers, monitoring: Monitoring.azure(choices) })).join('\n')).toContain(problem);
  });

  test('what is watched of a library module is there to be watched, and its page is about it', () => {
    const watched: ReadonlyArray<[string, { runbook?: string; each?: AzureWatchedModule['each']; uid?: string }]> = [
      ...Object.entries(AZURE_WATCHED_MODULES), ...Object.entries(TENCENT_WATCHED_MODULES),
    ];
    for (const [path, { each, uid = 'id', runbook }] of watched) {
      const { outputs, inputs } = ModuleInterface.read(join(LIBRARY_DIR, path));
      expect([path, outputs.has(each?.output ?? 'id'), outputs.has(each?.output ?? uid), each === undefined || inputs.has(each.input)]).toEqual([path, true, true, true]);
      if (runbook !== undefined) expect([path, Object.keys(MODULE_RUNBOOKS[`${runbook}.md`].sections)]).toEqual([path, expect.arrayContaining([path])]);
    }
  });

  test('addresses of webhooks are read from the key vault of the environment, and its state is for reviewed code alone', async () => {
    const other = managed('azure', { alertReceivers: { platform: [bridge] } });
    new azure.Keyvault(other.rootModules.find(({ name }) => name === 'platform')!, 'vault', { resourceGroupName: 'rg-shop' });
    const { receivers, rules } = await callsIn(other);
    expect(receivers).toMatchObject({
      key_vault_id: '${data.terraform_remote_state.platform.outputs.vault_id}',
      groups: { 'platform-critical': { webhooks: { 'alerts/bridge': { secret_name: 'alerts', key: 'bridge' } } } },
    });
    // Nobody is told of warnings.
    expect(Object.keys(receivers.groups)).toEqual(['platform-critical']);
    expect(rules.groups['api-alerts'].rules[1]).not.toHaveProperty('action_group_ids');
    expect(inGraph(other)).toMatchObject({ dependsOn: ['platform'], plannedAtDeployment: true });
  });

  test.each<[string, (estate: FeiyueProject) => unknown, Partial<FeiyueProjectOptions>, string]>([
    ['webhooks without a vault', () => undefined, { alertReceivers: { platform: [bridge] } },
      'has webhooks among its alertReceivers, whose addresses are read from a key vault: name one as keyVault: \'<root module>/<id of the call>\'; it has none that the library\'s module "keyvault" makes'],
    ['a vault in another environment', (declared) => {
      declared.addEnvironment('dev');
      new azure.Keyvault(declared.rootModules[0], 'vault', { resourceGroupName: 'rg-shop', environments: ['dev'] });
    }, { alertReceivers: { platform: [bridge] } },
    'has webhooks among its alertReceivers, whose addresses are read from a key vault: name one as keyVault: \'<root module>/<id of the call>\'; it has none that the library\'s module "keyvault" makes'],
    ['a vault that there is not', ({ rootModules: [platform] }) => new azure.Keyvault(platform, 'vault', { resourceGroupName: 'rg-shop' }),
      { alertReceivers: { platform: [bridge] }, monitoring: Monitoring.azure({ keyVault: 'platform/vaults' }) },
      'has webhooks among its alertReceivers, whose addresses are read from a key vault: name one as keyVault: \'<root module>/<id of the call>\'; its vaults are: platform/vault'],
  ])('%s are a problem', (_, declare, options, problem) => {
    const other = managed('azure', options);
    declare(other);
    expect(problemsOf(other)).toEqual([`monitoring is Monitoring.azure({ … }), and environment "prod" ${problem}`]);
  });

  test('whether the agent of a cluster that is looked up is on says who made it', () => {
    const other = emptyProject({ cloud: AZURE, monitoring: Monitoring.azure() });
    other.addEnvironment('prod');
    new azure.ExistingKubernetesCluster(other.addRootModule('platform'), 'aks', { clusterName: 'aks-old', resourceGroupName: 'rg-old' });
    other.addWorker('mailer');
    expect(problemsOf(other)).toEqual([]);
  });

  test('a cluster whose agent is off is a problem', () => {
    const other = emptyProject({ cloud: AZURE, monitoring: Monitoring.azure() });
    other.addEnvironment('prod');
    new azure.KubernetesCluster(other.addRootModule('platform'), 'aks', { resourceGroupName: 'rg-shop', subnetId: '/subnets/nodes' });
    other.addWorker('mailer');
    expect(problemsOf(other)).toEqual([
      'monitoring is Monitoring.azure({ … }), and environment "prod" has a cluster whose agent is off: give module "aks" of root module "platform" managedPrometheusEnabled: true',
    ]);
  });
});

describe('by the services of Tencent Cloud', () => {
  const group = AlertReceiver.userGroup(123, { channels: [NoticeChannel.EMAIL, NoticeChannel.WECOM] });
  const slack = AlertReceiver.slack({ secret: 'alerts', key: 'slack', severities: [AlertSeverity.CRITICAL] });

  let project: FeiyueProject;
  let calls: Readonly<Record<string, any>>;

  beforeAll(async () => {
    project = managed('tencent', { alertReceivers: { platform: [group, slack] } });
    calls = await callsIn(project);
  });

  test('a managed Prometheus reads the cluster and the pods, evaluates the rules of the files, and tells by a notice of each severity', () => {
    const { prometheus, receivers, rules, grafana } = calls;
    const { id, state_metric_names: kept, pod_monitors: monitors } = prometheus.clusters.cluster;
    expect(id).toBe('${data.terraform_remote_state.platform.outputs.tke_cluster_id}');
    expect(kept).toEqual(expect.arrayContaining(['kube_deployment_status_replicas_available', 'kube_horizontalpodautoscaler_spec_max_replicas']));
    expect(parse(monitors['feiyue-mono-prod/api'])).toMatchObject({
      kind: 'PodMonitor', metadata: { name: 'api', namespace: 'feiyue-mono-prod' }, spec: { podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }] },
    });
    expect(rulesOf(Object.values(rules.groups))).toEqual(rulesOfFile(project));
    expect(Object.keys(rules.groups)).toEqual(['api-alerts-critical', 'api-alerts-warning', 'api-objective', 'api-objective-critical', 'api-objective-warning']);
    expect(rules.groups['api-objective-critical'].notice_ids).toEqual(['${module.receivers.ids["platform-critical"]}']);
    expect(rules.groups['api-alerts-critical'].rules[0].annotations.description).toMatch(/ServiceUnavailable\.md$/);
    expect(receivers).toMatchObject({
      webhook_secret_names: ['alerts'],
      notices: {
        'platform-critical': { user_groups: [{ ids: [123], channels: ['EMAIL', 'RTX'] }], webhooks: [{ secret_name: 'alerts', key: 'slack' }] },
        'platform-warning': { user_groups: [{ ids: [123], channels: ['EMAIL', 'RTX'] }] },
      },
    });
    expect(grafana.prometheus_ids).toEqual({ metrics: '${module.prometheus.id}' });
  });

  test('databases are watched by policies of their metrics, one for each severity, and events are told with the worst', async () => {
    // Nothing is there that Cloud Monitor would be told of.
    expect(calls).not.toHaveProperty('alerts');
    expect(existsSync(join(project.outdir, 'terraform/modules/alarm-policies'))).toBe(false);
    const other = managed('tencent', {
      alertReceivers: { platform: [group] },
      monitoring: Monitoring.tencent({ alertThresholds: { 'redis/memory': 95 }, alertsOff: ['redis/cpu', 'redis/connections'] }),
    });
    const data = other.addRootModule('stores-of-orders');
    new tencent.Postgresql(data, 'pg', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
    new tencent.Redis(data, 'sessions', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
    const { alerts } = await callsIn(other);
    const [critical, warning] = ['critical', 'warning'].map((severity) => `\${module.receivers.ids["platform-${severity}"]}`);
    const ofData = (output: string) => `\${data.terraform_remote_state.stores-of-orders.outputs.${output}}`;
    const instances = { pg: { id: ofData('pg_id'), uid: ofData('pg_uid') } };
    expect(alerts).toMatchObject({ source: '../../modules/alarm-policies', notice_ids: [critical, warning] });
    expect(alerts.policies).toEqual({
      'stores-of-orders-pg-critical': { service: 'postgresql', rules: [{ metric: 'StorageRate', threshold: 80 }], instances, notice_ids: [critical] },
      'stores-of-orders-pg-warning': { service: 'postgresql', rules: [{ metric: 'Cpu', threshold: 90 }], events: [], instances, notice_ids: [warning] },
      // Its whole name is too long.
      'stores-of-orders-sessi-f076d83': {
        service: 'redis', rules: [{ metric: 'MemMaxUtil', threshold: 95 }], instances: { sessions: { id: ofData('sessions_id') } }, notice_ids: [warning],
      },
    });
    expect(inGraph(other)).toMatchObject({ dependsOn: ['platform', 'stores-of-orders'], plannedAtDeployment: true });
  });

  test('the agent is let in from the namespace that is called as the instance is, which the deployment fills in', () => {
    expect(parse(read(project.outdir, 'k8s/base/api/networkpolicy.yaml')).spec.ingress[1].from)
      .toEqual([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': '${terraform.monitoring.prometheus_id}' } } }]);
    expect(parse(read(project.outdir, 'k8s/base/api/kustomization.yaml')).resources).not.toContain('podmonitor.yaml');
    expect(JSON.parse(read(project.outdir, '.projen/graph.json')).environments[0].reads).toEqual({ monitoring: ['api'] });
  });

  test('how long metrics are kept, the language and that there is no Grafana can be said', async () => {
    const monitoring = Monitoring.tencent({ retentionDays: 90, noticeLanguage: NoticeLanguage.CHINESE, includeGrafana: false });
    const others = await callsIn(managed('tencent', { monitoring, alertReceivers: { platform: [group] } }));
    expect(others).toMatchObject({ prometheus: { retention_days: 90 }, receivers: { language: 'zh-CN' } });
    expect(others).not.toHaveProperty('grafana');
  });

  test('why tells where the rules and those who are told come from', () => {
    const file = 'terraform/prod/monitoring/main.tf';
    const lines = read(project.outdir, file).trimEnd().split('\n');
    const why = (text: string) => explanationsOf(project.tryFindFile(file)!, { lines, index: lines.findIndex((line) => line.includes(text)) })[0];
    expect(why('ServiceUnavailable')).toMatchObject({ what: 'input "groups" of module "rules"', change: 'monitoring: Monitoring.tencent({ … }) of the project' });
    expect(why('user_groups')).toMatchObject({ what: 'input "notices" of module "receivers"', change: 'alertReceivers of the project' });
  });
});

describe('certificates of hosts, which cert-manager makes,', () => {
  const MONITOR = 'k8s/applications/cert-manager/monitor/podmonitor.yaml';

  /** Exposes the service of an estate in both ways. */
  function exposed(project: FeiyueProject): FeiyueProject {
    const gateway = project.addGateway('public', { domains: { prod: 'example.com' } });
    const others = project.addGateway('others', { domains: { prod: 'example.net' }, tls: GatewayTls.secret('wildcard') });
    const [api] = project.services;
    api.expose(gateway, { host: 'api' }).expose(gateway, { host: 'old', hosts: { prod: 'shop.example.org' } }).expose(others);
    new CertManager(project, 'cert-manager');
    return project;
  }

  function synthesised(project: FeiyueProject): FeiyueProject {
    exposed(project).synth();
    return project;
  }

  function certificateRules(rules: any): any[] {
    return rules.groups.flatMap((group: any) => group.rules).filter(({ alert }: any) => /Certificate/.test(alert));
  }

  test('are watched in the environments that have them, and those that somebody else makes are not', () => {
    const project = synthesised(estate());
    const [notReady, notRenewed] = certificateRules(parse(read(project.outdir, `${OVERLAYS}/prod/api/prometheusrule.yaml`)).spec);
    const names = '{namespace="feiyue-mono-prod", name=~"public-api-tls|public-shop\\\\.example\\\\.org-tls"';
    expect(notReady).toMatchObject({ alert: 'ServiceCertificateNotReady', expr: `max by (namespace, name) (certmanager_certificate_ready_status${names}, condition="True"}) == 0`, labels: { severity: 'critical', service: 'api' } });
    expect(notRenewed).toMatchObject({ alert: 'ServiceCertificateNotRenewed', expr: `max by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds${names}} > 0) - time() < 14 * 86400`, labels: { severity: 'warning' } });
    expect(certificateRules(parse(read(project.outdir, `${OVERLAYS}/dev/api/prometheusrule.yaml`)).spec)).toEqual([]);
    const listeners = parse(read(project.outdir, `${OVERLAYS}/prod/gateway-public.yaml`)).spec.listeners.flatMap(({ tls }: any) => tls?.certificateRefs ?? []);
    // Certificates are called as the Secrets of the listeners.
    expect(listeners).toEqual([{ name: 'public-api-tls' }, { name: 'public-shop.example.org-tls' }]);
    expect(existsSync(join(project.outdir, 'ops/runbooks/ServiceCertificateNotRenewed.md'))).toBe(true);
  });

  test('are told of by cert-manager to the Prometheus of the project', () => {
    const operator = parse(read(synthesised(estate({ labels: { release: 'stack' } })).outdir, MONITOR));
    expect(operator).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      metadata: { name: 'cert-manager', namespace: 'cert-manager', labels: { release: 'stack' } },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/component': 'controller', 'app.kubernetes.io/instance': 'cert-manager' } },
        podMetricsEndpoints: [{ port: 'http-metrics', honorLabels: true }],
      },
    });
    expect(parse(read(synthesised(managed('azure')).outdir, MONITOR))).toMatchObject({ apiVersion: 'azmonitoring.coreos.com/v1', spec: { labelLimit: 63 } });
  });

  test('are told of to the agent of Tencent Cloud by its service, and by files to nobody', async () => {
    const tencentEstate = exposed(managed('tencent'));
    const { prometheus } = await callsIn(tencentEstate);
    expect(parse(prometheus.clusters.cluster.pod_monitors['cert-manager/cert-manager'])).toMatchObject({ kind: 'PodMonitor', spec: { namespaceSelector: { matchNames: ['cert-manager'] } } });
    const files = emptyProject();
    files.addEnvironment('prod');
    files.addService('api', { port: 8080 });
    for (const project of [tencentEstate, synthesised(files)]) expect(existsSync(join(project.outdir, MONITOR))).toBe(false);
  });
});

test.each<[string, () => FeiyueProject, string]>([
  ['no cluster', () => emptyProject({ monitoring: Monitoring.tencent() }),
    'monitoring is Monitoring.tencent({ … }), and environment "prod" has no root module with a cluster that it would read: tencent.TkeCluster makes one, tencent.ExistingTkeCluster stands for one that is there; or choose Monitoring.prometheusOperator()'],
  ['another cloud', () => emptyProject({ monitoring: Monitoring.azure() }),
    'monitoring is Monitoring.azure({ … }), and environment "prod" is on another cloud, whose clusters it does not read: choose Monitoring.prometheusOperator(), or have another project for that environment'],
])('an environment with %s is a problem', (_, make, problem) => {
  const project = make();
  project.addEnvironment('prod');
  project.addWorker('mailer');
  expect(problemsOf(project)).toEqual([problem]);
});

test('as files alone, nothing is added to the overlays', () => {
  const project = emptyProject({ monitoring: Monitoring.files() });
  project.addEnvironment('dev');
  project.addService('api', { port: 8080 });
  project.synth();
  expect(Object.keys(tree(project.outdir)).filter((file) => /prometheusrule|dashboard\.yaml|podmonitor/.test(file))).toEqual([]);
});

test.each<[string, (project: FeiyueProject) => unknown, Monitoring, string]>([
  ['that nothing reads', (project) => project.addService('api', { port: 8080, metrics: {} }), Monitoring.files(),
    'service "api" says where its metrics are, and nothing here reads them: choose who does, by monitoring: Monitoring.prometheusOperator() of the project, or leave "metrics" out.'],
  ['of a port that there is not', (project) => project.addService('api', { port: 8080, metrics: { port: 'metrics' } }), Monitoring.prometheusOperator(),
    'service "api" serves metrics on port "metrics", which it does not have; its ports are: http.'],
  ['of a workload without ports', (project) => project.addWorker('api', { metrics: {} }), Monitoring.prometheusOperator(),
    'worker "api" serves metrics, and listens on no port: give it ports.'],
  ['at no path', (project) => project.addService('api', { port: 8080, metrics: { path: 'metrics' }, allowedFrom: [TrafficSource.sameNamespace()] }), Monitoring.prometheusOperator(),
    'service "api" serves metrics at "metrics", which is no path such as "/metrics".'],
])('metrics %s are a problem', (_, declare, monitoring, problem) => {
  const project = emptyProject({ monitoring });
  project.addEnvironment('dev');
  declare(project);
  expect(problemsOf(project)).toEqual([problem]);
});

describe('who is told', () => {
  const email = AlertReceiver.email('platform@example.com', { severities: [AlertSeverity.WARNING] });
  const slack = AlertReceiver.slack({ secret: 'alerts', key: 'slack', channel: '#payments' });
  const webhook = AlertReceiver.webhook({ secret: 'alerts', key: 'bridge' });
  const smtp = { server: 'smtp.example.com:587', from: 'alerts@example.com', username: 'alerts' };

  interface Teams { readonly workload?: string; readonly dev?: string; readonly prod?: string }

  function told(alertReceivers: { [team: string]: AlertReceiver[] }, teams: Teams = {}): (environment: string) => any {
    const monitoring = Monitoring.prometheusOperator({ smtp: alertReceivers.platform?.includes(email) ? smtp : undefined });
    const project = emptyProject({ monitoring, alertReceivers });
    const dev = project.addEnvironment('dev', { team: teams.dev });
    project.addEnvironment('prod', { promotedFrom: dev, prunes: true, team: teams.prod });
    project.addService('api', { port: 8080, team: teams.workload });
    project.synth();
    return (environment) => parse(read(project.outdir, `${OVERLAYS}/${environment}/api/alertmanagerconfig.yaml`));
  }

  test('is said once, by team and severity, and secrets are named alone', () => {
    const { apiVersion, kind, metadata, spec } = told({ platform: [email, webhook] })('dev');
    expect([apiVersion, kind, metadata.name]).toEqual(['monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', 'api']);
    expect(spec.route).toEqual({
      receiver: 'nobody',
      groupBy: ['alertname', 'namespace'],
      matchers: [{ name: 'service', matchType: '=', value: 'api' }],
      routes: ['critical', 'warning'].map((severity) => ({ receiver: severity, matchers: [{ name: 'severity', matchType: '=', value: severity }] })),
    });
    const webhookConfigs = [{ sendResolved: true, urlSecret: { name: 'alerts', key: 'bridge' } }];
    const mail = {
      sendResolved: true,
      to: 'platform@example.com',
      smarthost: smtp.server,
      from: smtp.from,
      requireTLS: true,
      authUsername: 'alerts',
      authPassword: { name: 'smtp', key: 'password' },
    };
    expect(spec.receivers).toEqual([
      { name: 'nobody' },
      { name: 'critical', webhookConfigs },
      { name: 'warning', emailConfigs: [mail], webhookConfigs },
    ]);
  });

  test.each<[string, Teams, string, string]>([
    ['the first team', {}, 'bridge', 'bridge'],
    ['the team of the environment', { prod: 'payments' }, 'bridge', 'slack'],
    ['the team of the workload, before that of the environment', { workload: 'payments', dev: 'platform' }, 'slack', 'slack'],
  ])('is %s', (_, teams, dev, prod) => {
    const file = told({ platform: [webhook], payments: [slack] }, teams);
    const keys = (environment: string) => file(environment).spec.receivers.flatMap(({ webhookConfigs = [], slackConfigs = [] }: any) => (
      [...webhookConfigs.map(({ urlSecret }: any) => urlSecret.key), ...slackConfigs.map(({ apiURL }: any) => apiURL.key)]));
    expect([new Set(keys('dev')), new Set(keys('prod'))]).toEqual([new Set([dev]), new Set([prod])]);
  });

  test('who is told of warnings alone gets no route for what is critical', () => {
    const { spec } = told({ platform: [email] })('dev');
    expect(spec.route.routes.map(({ receiver }: any) => receiver)).toEqual(['warning']);
  });

  const operator = Monitoring.prometheusOperator();
  test.each<[string, Monitoring, { [team: string]: AlertReceiver[] } | undefined, string]>([
    ['with files', Monitoring.files(), { a: [webhook] }, 'alertReceivers says where alerts go, and nothing sends them with Monitoring.files(): choose another way by "monitoring", or leave alertReceivers out'],
    ['without a server for mail', operator, { a: [email] }, 'alertReceivers has AlertReceiver.email, and no server takes the mail: say Monitoring.prometheusOperator({ smtp: { … } })'],
    ['with a server in vain', Monitoring.prometheusOperator({ smtp }), { a: [webhook] }, 'monitoring has smtp, and alertReceivers has no AlertReceiver.email: leave smtp out'],
    ['without a port of the server', Monitoring.prometheusOperator({ smtp: { ...smtp, server: 'smtp.example.com' } }), { a: [email] }, 'monitoring has smtp.server "smtp.example.com", which is no name and port such as "smtp.example.com:587"'],
    ['from nobody', Monitoring.prometheusOperator({ smtp: { ...smtp, from: 'alerts' } }), { a: [email] }, 'monitoring has smtp.from "alerts", which is no address of one mailbox'],
    ['with a password of nobody', Monitoring.prometheusOperator({ smtp: { ...smtp, username: undefined, passwordSecret: 'mail' } }), { a: [email] }, 'monitoring has smtp.passwordSecret, and no smtp.username who logs in with it: say both, or neither'],
    ['with the password itself', Monitoring.prometheusOperator({ smtp: { ...smtp, passwordSecret: 'Pa$$' } }), { a: [email] }, 'monitoring has smtp.passwordSecret "Pa$$", which is no name of a Secret: give its name, and never the password itself'],
    ['of a team without anybody', operator, { a: [] }, 'alertReceivers of team "a" has nobody: give it a receiver, or leave the team out'],
    ['for no severity', operator, { a: [AlertReceiver.webhook({ secret: 'a', key: 'b', severities: [] })] }, 'alertReceivers of team "a" has a receiver with no severities, who would be told of nothing: leave severities out to have all'],
    ['with the address itself', operator, { a: [AlertReceiver.webhook({ secret: 'https://hooks.example/T0', key: 'b' })] }, 'alertReceivers of team "a" has secret "https://hooks.example/T0", which is no name of a Secret: give its name, and never the address itself'],
    ['by a key that is none', operator, { a: [AlertReceiver.slack({ secret: 'a', key: 'https://hooks.example/T0' })] }, 'alertReceivers of team "a" has key "https://hooks.example/T0", which is no key of a Secret: give its key, and never the address itself'],
    ['to Slack from Azure', Monitoring.azure(), { a: [AlertReceiver.slack({ secret: 'a', key: 'b' })] }, 'alertReceivers of team "a" has AlertReceiver.slack, to which Monitoring.azure() does not send; name the mail address of the channel by AlertReceiver.email, or a bridge by AlertReceiver.webhook'],
    ['to a mailbox from Tencent Cloud', Monitoring.tencent(), { a: [AlertReceiver.email('a@example.com')] }, 'alertReceivers of team "a" has AlertReceiver.email, to which Monitoring.tencent() does not send; mail goes to users of Tencent Cloud alone: name their group by AlertReceiver.userGroup'],
    ['to users of Tencent Cloud from Alertmanager', operator, { a: [AlertReceiver.userGroup(1)] }, 'alertReceivers of team "a" has AlertReceiver.userGroup, to which Monitoring.prometheusOperator() does not send; it sends to: email, webhook, slack'],
    ['to a group of no number', Monitoring.tencent(), { a: [AlertReceiver.userGroup(0)] }, 'alertReceivers of team "a" has the user group 0, which is no number of a group: the console of CAM shows it'],
    ['on no channel', Monitoring.tencent(), { a: [AlertReceiver.userGroup(1, { channels: [] })] }, 'alertReceivers of team "a" has the user group 1 with no channels, which would be told of nothing: leave channels out to have mails'],
    ['to a channel that the cloud cannot choose', Monitoring.tencent(), { a: [slack] }, 'alertReceivers of team "a" has a channel of Slack, which Monitoring.tencent() cannot choose: leave it out, the webhook has one'],
    ['by a secret that no key vault has', Monitoring.azure(), { a: [AlertReceiver.webhook({ secret: 'a.b', key: 'b' })] }, 'alertReceivers of team "a" has secret "a.b", of which the store of the cloud takes no such name: use letters, digits and hyphens'],
    ['of a team whose name the cloud cannot take', Monitoring.azure(), { 'a b': [AlertReceiver.email('a@example.com')] }, 'alertReceivers of team "a b": the name is part of names in the cloud, which take up to 40 letters, digits and hyphens'],
    ['to no mailbox', Monitoring.prometheusOperator({ smtp }), { a: [AlertReceiver.email('platform')] }, 'alertReceivers of team "a" has the email "platform", which is no address of one mailbox'],
  ])('%s is a problem', (_, monitoring, alertReceivers, problem) => {
    expect(problemsOf(emptyProject({ monitoring, alertReceivers }))).toEqual([problem]);
  });

  test('a team that there is not is a problem', () => {
    const project = emptyProject({ monitoring: operator, alertReceivers: { platform: [webhook] } });
    project.addEnvironment('dev', { team: 'plattform' });
    project.addService('api', { port: 8080, team: 'payments' });
    expect(problemsOf(project)).toEqual([
      'environment "dev" has team "plattform", of whom alertReceivers of the project says nothing; its teams are: platform. Did you mean "platform"?',
      'service "api" has team "payments", of whom alertReceivers of the project says nothing; its teams are: platform.',
    ]);
  });
});

describe('runbooks of what no alert of a workload is about', () => {
  const pages = (project: FeiyueProject) => {
    project.synth();
    const files = Object.entries(tree(project.outdir)).filter(([file]) => /^ops\/runbooks\/[a-z]/.test(file));
    return Object.fromEntries(files.map(([file, text]) => [file.slice('ops/runbooks/'.length), text]));
  };

  test('there is a page of what the estate has, for its cloud and each module that it calls, with where that is', () => {
    const { project } = new DefaultEstate();
    new CertManager(project, 'cert-manager');
    const found = pages(project);
    expect(Object.keys(found)).toEqual(['certificates.md', 'terraform-cluster.md', 'terraform-database.md', 'terraform-state.md']);
    expect(found['terraform-database.md']).toContain('| prod | `terraform/prod/database` | `postgresql` | `tencent/postgresql` |');
    expect(found['terraform-database.md']).toContain('## PostgreSQL of Tencent Cloud: restore');
    expect(found['terraform-database.md']).not.toContain('Azure');
    expect(found['terraform-state.md']).toContain('ops/scripts/unlock-state.sh <directory>');
    expect(found['terraform-state.md']).toContain('coscli cp cos://');
  });

  test('there is none of what it does not have', () => {
    const project = emptyProject();
    project.addEnvironment('dev');
    project.addService('api', { port: 8080 });
    expect(pages(project)).toEqual({});
  });

  test.each(Object.entries({
    azure: ['cosmos', 'mssql', 'mysql', 'postgresql', 'redis'], tencent: ['mongodb', 'mysql', 'postgresql', 'redis'],
  }).flatMap(([cloud, modules]) => modules.map((module) => `${cloud}/${module}`)))('there is a page of every kind of database, %s, to which its alerts lead', (module) => {
    expect(Object.keys(MODULE_RUNBOOKS['terraform-database.md'].sections)).toContain(module);
    expect({ ...AZURE_WATCHED_MODULES, ...TENCENT_WATCHED_MODULES }[module]).toMatchObject({ runbook: 'terraform-database' });
  });

  test('every module that they are about is one of the library', () => {
    for (const { sections } of Object.values(MODULE_RUNBOOKS)) {
      for (const module of Object.keys(sections)) expect({ module, isThere: existsSync(join(LIBRARY_DIR, module, 'main.tf')) }).toEqual({ module, isThere: true });
    }
  });
});
