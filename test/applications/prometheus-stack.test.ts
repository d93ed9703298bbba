import { parse } from 'yaml';
import { SmallApplications } from './small-applications';
import { Monitoring, PrometheusStackOptions } from '../../src';
import { JudgedPeer, JudgedPod, NetworkJudge } from '../kubernetes/network-judge';

const FOLDER = 'k8s/applications/prometheus-stack';

function estate(options?: PrometheusStackOptions, monitoring = Monitoring.prometheusOperator()): SmallApplications {
  const made = new SmallApplications('tencent', monitoring);
  made.addPrometheusStack(options);
  return made;
}

function written(options?: PrometheusStackOptions): SmallApplications {
  const made = estate(options);
  made.write();
  return made;
}

test('a folder installs the operator, kube-state-metrics and Grafana, and one in it, which comes after that, has Prometheus and Alertmanager', () => {
  const made = written();
  const access = (name: string) => ['clusterrole', 'clusterrolebinding', 'serviceaccount'].map((file) => `${name}/${file}.yaml`);
  expect(made.files(FOLDER)).toEqual([
    'default-namespace.yaml',
    ...['configmap', 'deployment', 'service'].map((file) => `grafana/${file}.yaml`), ...access('grafana'),
    ...['alertmanager', 'kube-state-metrics', 'kubelet', 'kustomization', 'prometheus'].map((file) => `instances/${file}.yaml`),
    ...['deployment', 'service'].map((file) => `kube-state-metrics/${file}.yaml`), ...access('kube-state-metrics'),
    'kustomization.yaml', 'namespace.yaml',
    ...['alertmanager', 'default-deny', 'grafana', 'kube-state-metrics', 'operator', 'prometheus'].map((file) => `network/${file}.yaml`),
    ...access('prometheus'),
    'upstream/LICENSE', 'upstream/operator.yaml',
  ].sort());
  expect(parse(made.read(`${FOLDER}/namespace.yaml`)).metadata).toMatchObject({ name: 'monitoring', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } });
});

test('kube-state-metrics may read what it tells of, and neither Secrets nor ConfigMaps', () => {
  const made = written();
  const { rules } = parse(made.read(`${FOLDER}/kube-state-metrics/clusterrole.yaml`));
  const allowed = rules.flatMap(({ resources }: any) => resources);
  const [, , told] = parse(made.read(`${FOLDER}/kube-state-metrics/deployment.yaml`)).spec.template.spec.containers[0].args;
  expect(told).toBe(`--resources=${[...allowed].sort().join(',')}`);
  expect(allowed).not.toEqual(expect.arrayContaining(['secrets']));
  expect(allowed).not.toEqual(expect.arrayContaining(['configmaps']));
});

test('the options say how long and where metrics are kept', () => {
  const spec = (options?: PrometheusStackOptions) => parse(written(options).read(`${FOLDER}/instances/prometheus.yaml`)).spec;
  const disk = (size: string, more = {}) => ({ volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], ...more, resources: { requests: { storage: size } } } } });
  expect(spec()).toMatchObject({ retention: '15d', storage: disk('50Gi') });
  expect(spec({ retentionDays: 3, storageSize: '9Gi', storageClassName: 'cbs' })).toMatchObject({ retention: '3d', storage: disk('9Gi', { storageClassName: 'cbs' }) });
  expect(written({ includeGrafana: false }).files(FOLDER).filter((file) => file.includes('grafana'))).toEqual([]);
});

test('Grafana has no password and nobody who may change anything', () => {
  const [server] = parse(written().read(`${FOLDER}/grafana/deployment.yaml`)).spec.template.spec.containers;
  const env = Object.fromEntries(server.env.map(({ name, value }: any) => [name, value]));
  expect(env).toMatchObject({ GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer', GF_AUTH_DISABLE_LOGIN_FORM: 'true', GF_AUTH_BASIC_ENABLED: 'false', GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: 'true' });
});

test.each<[PrometheusStackOptions, Monitoring, string]>([
  [{ retentionDays: 0 }, Monitoring.prometheusOperator(), 'has retentionDays 0; it has to be a whole number from 1'],
  [{ storageSize: 'much' }, Monitoring.prometheusOperator(), 'has storageSize "much", which is no size such as "50Gi"'],
  [{ storageClassName: 'A b' }, Monitoring.prometheusOperator(), 'has storageClassName "A b", which is no name of an object'],
  [{}, Monitoring.files(), 'would read no rule and no metrics, since they go another way: say monitoring: Monitoring.prometheusOperator() in the options of the project'],
  [{}, Monitoring.prometheusOperator({ namespace: 'other' }), 'runs in the namespace "monitoring", and workloads let the Prometheus of "other" in: leave namespace out of Monitoring.prometheusOperator()'],
])('is refused with %j', (options, monitoring, problem) => {
  expect(estate(options, monitoring).problems()).toEqual([`application "prometheus-stack" ${problem}`]);
});

test('its parts connect to what they need, and to nothing else', () => {
  const made = written();
  const policies = made.files(`${FOLDER}/network`).map((file) => parse(made.read(`${FOLDER}/network/${file}`)));
  const judge = new NetworkJudge(policies, 'monitoring');
  const run = (name: string): JudgedPod => ({ namespace: 'monitoring', labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name } });
  const [operator, prometheus, alertmanager, state, grafana, other] = ['prometheus-operator', 'prometheus', 'alertmanager', 'kube-state-metrics', 'grafana', 'intruder'].map(run);
  const workload: JudgedPod = { namespace: 'shop-dev', labels: { 'app.kubernetes.io/instance': 'api' } };
  const [internet, database] = ['203.0.113.7', '10.0.0.5'];
  type Connection = readonly [from: JudgedPeer, to: JudgedPeer, port: number, protocol?: string];
  const needed: Connection[] = [
    [operator, internet, 443], [operator, internet, 60002], [prometheus, internet, 443], [prometheus, database, 10250], [prometheus, workload, 9090],
    [prometheus, state, 8080], [prometheus, alertmanager, 9093], [alertmanager, alertmanager, 9094], [alertmanager, alertmanager, 9094, 'UDP'],
    [alertmanager, internet, 443], [alertmanager, internet, 587], [grafana, prometheus, 9090], [grafana, internet, 443], [state, internet, 443],
  ];
  const refused: Connection[] = [
    [workload, prometheus, 9090], [workload, alertmanager, 9093], [workload, grafana, 3000], [workload, state, 8080], [internet, grafana, 3000],
    [grafana, alertmanager, 9093], [prometheus, database, 5432], [alertmanager, workload, 8080], [other, internet, 443], [other, prometheus, 9090],
    [operator, database, 5432], [grafana, workload, 8080],
  ];
  expect([...needed, ...refused].filter((each) => judge.permits(...each))).toEqual(needed);
});
