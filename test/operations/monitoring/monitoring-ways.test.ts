import { parse } from 'yaml';
import { AlertReceiver, AlertSeverity, ArgoCd, FeiyueProject, KustomizePatch, Monitoring, PrometheusOperatorOptions, TrafficSource } from '../../../src';
import { explanationsOf } from '../../../src/synth/run/explanations';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { read, tree } from '../../synth/test-project';

const OVERLAYS = 'k8s/overlays';

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
