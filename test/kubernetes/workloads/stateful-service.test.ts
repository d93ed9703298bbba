import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { FeiyueProject, PodManagementPolicy, Probe, StatefulService, StatefulServiceOptions, StatefulServiceOverrides, TrafficTarget, Volume } from '../../../src';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { askWhyText } from '../../synth/ask-why';

function declare(options: Partial<StatefulServiceOptions> = {}, override: StatefulServiceOverrides = {}): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev });
  project.addStatefulService('db', { port: 5432, ...options }).override(prod, override);
  return project;
}

function written(project: FeiyueProject): (file: string) => any {
  project.synth();
  return (file) => parse(fs.readFileSync(path.join(project.outdir, file), 'utf-8'));
}

const BASE = 'k8s/base/db';

test('a stateful service is a StatefulSet of one pod that is asked on its port', () => {
  const read = written(declare());
  expect(read(`${BASE}/kustomization.yaml`).resources)
    .toEqual(['networkpolicy.yaml', 'pdb.yaml', 'service-pods.yaml', 'service.yaml', 'serviceaccount.yaml', 'statefulset.yaml']);
  const { spec } = read(`${BASE}/statefulset.yaml`);
  expect(spec).toMatchObject({ serviceName: 'db-pods', replicas: 1, podManagementPolicy: 'OrderedReady', updateStrategy: { type: 'RollingUpdate' } });
  expect(spec).not.toHaveProperty('volumeClaimTemplates');
  const [container] = spec.template.spec.containers;
  expect(container).toMatchObject({ ports: [{ name: 'tcp', containerPort: 5432 }], readinessProbe: { tcpSocket: { port: 'tcp' } } });
  expect(container).not.toHaveProperty('livenessProbe');
  expect(read(`${BASE}/configmap.yaml`).literals).toEqual([]);
});

test('each pod has claims of its own, which nobody deletes', () => {
  const claims = { '/var/lib/data': { size: '10Gi', storageClassName: 'fast', subPath: 'db' }, '/wal': { size: '1Gi' } };
  const { spec } = written(declare({ claims }))(`${BASE}/statefulset.yaml`);
  expect(spec.volumeClaimTemplates).toEqual([
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'var-lib-data' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'wal' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ]);
  expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  expect(spec.template.spec.containers[0].volumeMounts).toEqual(expect.arrayContaining([
    { name: 'var-lib-data', mountPath: '/var/lib/data', subPath: 'db' }, { name: 'wal', mountPath: '/wal' },
  ]));
  expect(spec.template.spec.volumes.map(({ name }: { name: string }) => name)).toEqual(['tmp']);
  expect(spec.template.spec.securityContext).toMatchObject({ fsGroup: 10001, fsGroupChangePolicy: 'OnRootMismatch' });
});

test('its pods have names also before they are ready, by a Service beside that of callers', () => {
  const read = written(declare({ servicePort: 5433, additionalPorts: [{ name: 'metrics', port: 9187, inService: false }] }));
  expect(read(`${BASE}/service.yaml`).spec).toEqual({
    type: 'ClusterIP', selector: { 'app.kubernetes.io/instance': 'db' }, ports: [{ name: 'tcp', port: 5433, targetPort: 'tcp', protocol: 'TCP' }],
  });
  expect(read(`${BASE}/service-pods.yaml`)).toMatchObject({
    metadata: { name: 'db-pods' },
    spec: { clusterIP: 'None', publishNotReadyAddresses: true, ports: [{ name: 'tcp', port: 5432 }, { name: 'metrics', port: 9187 }] },
  });
});

test('an overlay says its number of pods, and what it says of claims is laid over the base', () => {
  const read = written(declare({ claims: { '/data': { size: '1Gi', storageClassName: 'fast' } } }, { replicas: { min: 3, max: 3 }, claims: { '/data': { size: '9Gi' } } }));
  const [{ patch }] = read('k8s/overlays/prod/db/kustomization.yaml').patches;
  expect(parse(patch).spec).toEqual({
    replicas: 3,
    volumeClaimTemplates: [expect.objectContaining({ spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '9Gi' } } } })],
  });
});

test('others connect to it as to a service, and its pods to one another where it says so', () => {
  const project = declare({ additionalPorts: [{ name: 'peers', port: 7000 }], connectsTo: [TrafficTarget.service('db', { ports: ['peers'] })], allowedFrom: [] });
  project.addService('api', { port: 8080, connectsTo: [TrafficTarget.service('db')] });
  const { ingress, egress } = written(project)(`${BASE}/networkpolicy.yaml`).spec;
  const podsOf = (name: string) => [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } } }];
  expect(ingress).toEqual([
    { from: podsOf('db'), ports: [{ protocol: 'TCP', port: 7000 }] },
    { from: podsOf('api'), ports: [{ protocol: 'TCP', port: 5432 }] },
  ]);
  expect(egress[1]).toEqual({ to: podsOf('db'), ports: [{ protocol: 'TCP', port: 7000 }] });
});

test('its alerts and their pages are its own, those on claims where it has any', () => {
  const alertsOf = (project: FeiyueProject) => written(project)('ops/monitoring/db.rules.yaml').groups[0].rules.map(({ alert }: { alert: string }) => alert);
  expect(alertsOf(declare())).toEqual([
    'StatefulServiceUnavailable', 'StatefulServiceUpdateStuck', 'StatefulServicePodsRestarting', 'StatefulServiceCpuThrottled', 'StatefulServiceMemoryNearLimit',
  ]);
  expect(written(declare({}, { replicas: { min: 0, max: 0 } }))('ops/monitoring/db.rules.yaml').groups[0].rules[0].expr).toContain('namespace="feiyue-mono-dev"');
  const project = declare({ claims: { '/data': { size: '1Gi' } } }, { replicas: { min: 3, max: 3 } });
  expect(alertsOf(project)).toEqual(expect.arrayContaining(['StatefulServicePodsNotReady', 'StatefulServiceClaimFillsUp', 'StatefulServiceClaimNotBound']));
  const read = (file: string) => fs.readFileSync(path.join(project.outdir, file), 'utf-8');
  expect(read('ops/monitoring/db.rules.yaml')).toContain('persistentvolumeclaim=~"data-db-[0-9]+"');
  expect(read('ops/runbooks/StatefulServiceClaimFillsUp.md')).toContain('delete statefulset <service> --cascade=orphan');
  expect(read('ops/scripts/rollback-service.sh')).toContain('db) deployment="statefulset/${service}" ;;');
});

test('a name leaves room for the hash in the labels of its pods', () => {
  const project = emptyProject();
  for (const length of [52, 53]) new StatefulService(project, 'a'.repeat(length), { port: 5432 });
  expect(problemsOf(project)).toEqual([expect.stringContaining('has a name of 53 characters; the names of its pods leave room for 52.')]);
});

test.each<[string, Partial<StatefulServiceOptions>, string]>([
  ['a number of pods that changes', { replicas: { min: 1, max: 3 } }, 'has from 1 to 3 replicas; nothing scales a stateful service, so that min and max have to be the same number.'],
  ['a part of a pod', { replicas: { min: 1.5, max: 1.5 } }, 'has replicas.min 1.5; it has to be a whole number from 0 to 1000.'],
  ['a claim of nothing', { claims: { '/data': { size: '10m' } } }, 'has size of the claim at "/data" "10m", less than a mebibyte: write "256Mi" or "1Gi" (a small "m" means a thousandth).'],
  ['a claim at no path', { claims: { 'data/../x': { size: '1Gi' } } }, 'has a claim at "data/../x", which is no path to mount at: it has no "..", ":", "\\" and white space.'],
  ['two claims of one name', { claims: { '/data/a': { size: '1Gi' }, '/data-a': { size: '1Gi' } } }, 'has volumes at "/data/a" and "/data-a", which would both be called "data-a": choose another path for one of them.'],
  ['a class of no name', { claims: { '/data': { size: '1Gi', storageClassName: 'Fast SSD' } } }, 'has "Fast SSD" in the claim at "/data", which is no legal name of an object: use lower-case letters, digits, "-" and ".".'],
  ['a claim in the place of a volume', { claims: { '/tmp': { size: '1Gi' } } }, 'has volumes at "/tmp" and "/tmp", which would both be called "tmp": choose another path for one of them.'],
  ['pods that share what one of them alone can have', { replicas: { min: 3, max: 3 }, volumes: { '/seed': Volume.claim({ size: '1Gi' }) } },
    'has the volume at "/seed" with the access mode ReadWriteOnce, by which 3 pods cannot share it: give it AccessMode.READ_WRITE_MANY and a class that has it, or give each pod one of its own with `claims`.'],
  ['a probe of no port', { liveness: Probe.http('/livez', { port: 9999 }) }, 'asks port 9999 in liveness, on which it does not listen; its ports are: 5432.'],
])('%s is a problem', (_, options, problem) => {
  expect(problemsOf(declare(options))).toContain(`stateful service "db" ${problem}`);
});

test('a claim that an environment alone has is a problem, and so is another workload of the name of its second Service', () => {
  expect(problemsOf(declare({ claims: { '/data': { size: '1Gi' } } }, { claims: { '/dta': { size: '2Gi' } } })))
    .toContain('stateful service "db" overrides the claim at "/dta", but its claims are at: /data. Did you mean "/data"? A new claim is declared with the stateful service.');
  const project = declare();
  project.addWorker('db-pods');
  expect(problemsOf(project)).toContain('worker "db-pods" is called as the Service by which the pods of stateful service "db" have names: give one of the two another name');
});

describe('why a line is as it is', () => {
  const project = declare(
    { claims: { '/data': { size: '1Gi', storageClassName: 'fast' } } },
    { replicas: { min: 3, max: 3 }, claims: { '/data': { size: '9Gi' } } },
  );
  beforeAll(() => project.synth());

  test.each([
    [`${BASE}/statefulset.yaml`, 'replicas:', 'replicas of stateful service "db"'],
    [`${BASE}/statefulset.yaml`, 'podManagementPolicy:', 'podManagementPolicy of stateful service "db"'],
    [`${BASE}/statefulset.yaml`, 'storage: 1Gi', 'claims./data of stateful service "db"'],
    [`${BASE}/statefulset.yaml`, 'storageClassName:', 'claims./data of stateful service "db"'],
    [`${BASE}/statefulset.yaml`, 'volumeClaimTemplates:', 'claims./data of stateful service "db"'],
    [`${BASE}/statefulset.yaml`, 'mountPath: /data', 'claims./data of stateful service "db"'],
    [`${BASE}/statefulset.yaml`, 'tcpSocket:', 'readiness of stateful service "db"'],
    [`${BASE}/service-pods.yaml`, 'port: 5432', 'port of stateful service "db"'],
    [`${BASE}/service-pods.yaml`, 'publishNotReadyAddresses', 'stateful service "db"'],
    ['k8s/overlays/prod/db/kustomization.yaml', 'replicas:', 'replicas of stateful service "db" in prod'],
    ['k8s/overlays/prod/db/kustomization.yaml', 'storage: 9Gi', 'claims./data of stateful service "db" in prod'],
  ])('%s: %s', (file, text, what) => {
    expect(askWhyText(project, file, text)[0]).toMatchObject({ what });
  });
});

test.each(Object.values(PodManagementPolicy))('the policy %s is one of Kubernetes', (podManagementPolicy) => {
  expect(written(declare({ podManagementPolicy }))(`${BASE}/statefulset.yaml`).spec).toMatchObject({ podManagementPolicy });
});
