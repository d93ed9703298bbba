import { renderConfigMapGenerator, renderLiterals } from '../../../src/kubernetes/manifests/config-map';
import { renderNetworkPolicy } from '../../../src/kubernetes/manifests/network-policy';
import type { NetworkPeer } from '../../../src/kubernetes/options/network-peer';
import type { ServiceOverrides } from '../../../src/kubernetes/options/service-options';
import { renderManifests } from '../../../src/kubernetes/workloads/base-files';
import { renderDeployment } from '../../../src/kubernetes/workloads/deployment/deployment';
import { DEPLOYMENT } from '../../../src/kubernetes/workloads/deployment/deployment-kind';
import { resolveService, ServiceModel } from '../../../src/kubernetes/workloads/deployment/service-model';
import { NetworkJudge } from '../network-judge';

function model(settings: ServiceOverrides = {}): ServiceModel {
  const facts = { name: 'api', partOf: 'shop', imageRepository: 'registry.example/api' };
  return resolveService(facts, [{ port: 8080, ...settings }], { callers: [], portOf: () => 9000 });
}

function container(settings: ServiceOverrides): any {
  return (renderDeployment(model(settings)) as any).spec.template.spec.containers[0];
}

test('every object carries the recommended labels, and selects by one that never changes', () => {
  for (const manifest of renderManifests(DEPLOYMENT, model())) {
    expect(manifest.metadata).toEqual({
      name: 'api',
      labels: {
        'app.kubernetes.io/name': 'api',
        'app.kubernetes.io/instance': 'api',
        'app.kubernetes.io/part-of': 'shop',
        'app.kubernetes.io/managed-by': 'feiyue-projen',
      },
    });
  }
  const [deployment, service, budget, policy] = ['Deployment', 'Service', 'PodDisruptionBudget', 'NetworkPolicy']
    .map((kind) => renderManifests(DEPLOYMENT, model()).find((manifest) => manifest.kind === kind) as any);
  const label = { 'app.kubernetes.io/instance': 'api' };
  expect([deployment.spec.selector.matchLabels, service.spec.selector, budget.spec.selector.matchLabels, policy.spec.podSelector.matchLabels])
    .toEqual([label, label, label, label]);
});

test('the Deployment leaves the number of pods to the autoscaler and the version to the environments', () => {
  const deployment = renderDeployment(model({ replicas: { min: 3, max: 9 }, imageTag: '1.2.3' })) as any;
  expect(deployment.spec).not.toHaveProperty('replicas');
  expect(deployment.spec.template.spec.containers[0].image).toBe('registry.example/api');
  const autoscaler = (DEPLOYMENT.resources['hpa.yaml'](model({ replicas: { min: 3, max: 9 }, targetCpuUtilizationPercent: 55 })) as any).spec;
  expect([autoscaler.minReplicas, autoscaler.maxReplicas, autoscaler.metrics[0].resource.target.averageUtilization]).toEqual([3, 9, 55]);
});

describe('the container', () => {
  test.each<[string, ServiceOverrides, object]>([
    ['asks its own paths whether it is well', { livenessPath: '/a', readinessPath: '/b' }, {
      livenessProbe: { httpGet: { path: '/a', port: 'http' } },
      readinessProbe: { httpGet: { path: '/b', port: 'http' } },
    }],
    ['gets its time to start in steps', { startupTimeoutSeconds: 121 }, {
      startupProbe: { httpGet: { path: '/livez', port: 'http' }, periodSeconds: 5, failureThreshold: 25 },
    }],
    ['takes secrets by reference', { secretEnv: { DSN: { secret: 'db', key: 'dsn' } } }, {
      env: [{ name: 'DSN', valueFrom: { secretKeyRef: { name: 'db', key: 'dsn' } } }],
    }],
    ['runs another program', { command: ['/app'], args: ['serve'] }, { command: ['/app'], args: ['serve'] }],
    ['gets its compute', { resources: { requests: { cpu: '1', ephemeralStorage: '1Gi' }, limits: { cpu: '2' } } }, {
      resources: {
        requests: { 'cpu': '1', 'memory': '128Mi', 'ephemeral-storage': '1Gi' },
        limits: { 'cpu': '2', 'memory': '256Mi', 'ephemeral-storage': '256Mi' },
      },
    }],
  ])('%s', (_, settings, expected) => {
    expect(container(settings)).toMatchObject(expected);
  });

  test('has no empty lists', () => {
    expect(container({})).not.toHaveProperty('env');
    expect(container({})).not.toHaveProperty('command');
    expect(container({})).not.toHaveProperty('args');
  });
});

describe('the network policy', () => {
  function rules(part: Partial<ServiceModel>): any {
    return (renderNetworkPolicy({ ...model(), ...part }) as any).spec;
  }

  test.each<[NetworkPeer, object]>([
    [{ kind: 'own-namespace' }, { podSelector: {} }],
    [{ kind: 'service', name: 'web' }, { podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } } }],
    [{ kind: 'namespace', name: 'edge' }, { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } } }],
    [{ kind: 'cidr', range: '10.0.0.0/8' }, { ipBlock: { cidr: '10.0.0.0/8' } }],
  ])('knows the peer %j', (peer, expected) => {
    expect(rules({ ingress: [peer] }).ingress).toEqual([{ from: [expected], ports: [{ protocol: 'TCP', port: 8080 }] }]);
    expect(rules({ egress: [{ peer, ports: [1, 2] }] }).egress[1]).toEqual({
      to: [expected],
      ports: [{ protocol: 'TCP', port: 1 }, { protocol: 'TCP', port: 2 }],
    });
  });

  test('lets nobody in when nobody is named, which an empty list of peers would not say', () => {
    const spec = rules({ ingress: [] });
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(spec).not.toHaveProperty('ingress');
  });

  test('lets nothing out but DNS', () => {
    expect(rules({}).egress).toHaveLength(1);
    expect(rules({}).egress[0].ports).toEqual([{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }]);
    const api = { namespace: 'shop-dev', labels: { 'app.kubernetes.io/instance': 'api' } };
    const judge = new NetworkJudge([renderNetworkPolicy(model())], 'shop-dev');
    const asked = [
      { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }, '169.254.10.10', '169.254.10.11', '169.254.20.10',
      { namespace: 'kube-system', labels: { 'k8s-app': 'other' } }, { namespace: 'shop-dev', labels: { 'k8s-app': 'kube-dns' } }, '169.254.10.12', '8.8.8.8',
    ];
    expect(asked.map((server) => judge.permits(api, server, 53, 'UDP'))).toEqual([true, true, true, true, false, false, false, false]);
  });
});

test('the ConfigMap is made by a generator of kustomize', () => {
  expect(renderConfigMapGenerator(model({ env: { LOG_LEVEL: 'info' } }))).toMatchObject({
    apiVersion: 'builtin',
    kind: 'ConfigMapGenerator',
    metadata: { name: 'api' },
    literals: ['PORT=8080', 'LOG_LEVEL=info'],
  });
});

test.each([
  ['plain', 'A=plain'],
  ['', 'A='],
  ['"', 'A="'],
  ['"quoted"', "A='\"quoted\"'"],
  ["''", "A=''''"],
  ['"mixed\'', 'A="mixed\''],
])('the value %j survives that kustomize takes quotes off', (value, literal) => {
  expect(renderLiterals({ A: value })).toEqual([literal]);
});
