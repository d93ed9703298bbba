import { renderConfigMapGenerator, renderLiterals } from '../../../src/kubernetes/manifests/config-map';
import { renderNetworkPolicy } from '../../../src/kubernetes/manifests/network-policy';
import { LifecycleHook } from '../../../src/kubernetes/options/lifecycle-hook';
import type { NetworkPeer } from '../../../src/kubernetes/options/network-peer';
import { TaintEffect } from '../../../src/kubernetes/options/pod-options';
import { Probe, ProbeScheme } from '../../../src/kubernetes/options/probe';
import type { ServiceOptions } from '../../../src/kubernetes/options/service-options';
import { PodSpread } from '../../../src/kubernetes/options/spread-options';
import { PortProtocol, ServiceType } from '../../../src/kubernetes/options/workload-port';
import { renderManifests } from '../../../src/kubernetes/workloads/base-files';
import { renderDeployment } from '../../../src/kubernetes/workloads/deployment/deployment';
import { SERVICE } from '../../../src/kubernetes/workloads/deployment/service-kind';
import { portsOf, resolveService, ServiceModel } from '../../../src/kubernetes/workloads/deployment/service-model';
import { NetworkJudge } from '../network-judge';

function model(settings: Partial<ServiceOptions> = {}): ServiceModel {
  const facts = { name: 'api', partOf: 'shop', imageRepository: 'registry.example/api', fileText: () => '' };
  return resolveService(facts, [{ port: 8080, ...settings }], { callers: [], portsOf: () => portsOf({ port: 9000 }) });
}

function container(settings: Partial<ServiceOptions>): any {
  return (renderDeployment(model(settings)) as any).spec.template.spec.containers[0];
}

test('every object carries the recommended labels, and selects by one that never changes', () => {
  for (const manifest of renderManifests(SERVICE, model())) {
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
    .map((kind) => renderManifests(SERVICE, model()).find((manifest) => manifest.kind === kind) as any);
  const label = { 'app.kubernetes.io/instance': 'api' };
  expect([deployment.spec.selector.matchLabels, service.spec.selector, budget.spec.selector.matchLabels, policy.spec.podSelector.matchLabels])
    .toEqual([label, label, label, label]);
});

test('the Deployment leaves the number of pods to the autoscaler and the version to the environments', () => {
  const deployment = renderDeployment(model({ replicas: { min: 3, max: 9 }, imageTag: '1.2.3' })) as any;
  expect(deployment.spec).not.toHaveProperty('replicas');
  expect(deployment.spec.template.spec.containers[0].image).toBe('registry.example/api');
  const autoscaler = (SERVICE.optionalResources['hpa.yaml'](model({ replicas: { min: 3, max: 9 }, targetCpuUtilizationPercent: 55 })) as any).spec;
  expect([autoscaler.minReplicas, autoscaler.maxReplicas, autoscaler.metrics[0].resource.target.averageUtilization]).toEqual([3, 9, 55]);
});

describe('the container', () => {
  test.each<[string, Partial<ServiceOptions>, object]>([
    ['asks its own paths whether it is well', { liveness: Probe.http('/a'), readiness: Probe.http('/b') }, {
      livenessProbe: { httpGet: { path: '/a', port: 'http' } },
      readinessProbe: { httpGet: { path: '/b', port: 'http' } },
    }],
    ['asks with headers, over TLS, on another port', { liveness: Probe.http('/a', { port: 8080, scheme: ProbeScheme.HTTPS, headers: { Host: 'x' }, timeoutSeconds: 3, failureThreshold: 5 }) }, {
      livenessProbe: { httpGet: { path: '/a', port: 8080, scheme: 'HTTPS', httpHeaders: [{ name: 'Host', value: 'x' }] }, timeoutSeconds: 3, failureThreshold: 5 },
    }],
    ['asks by gRPC', { liveness: Probe.grpc(), readiness: Probe.grpc({ service: 'ready', periodSeconds: 3 }) }, {
      startupProbe: { grpc: { port: 8080 }, periodSeconds: 5, failureThreshold: 12 },
      livenessProbe: { grpc: { port: 8080 } },
      readinessProbe: { grpc: { port: 8080, service: 'ready' }, periodSeconds: 3 },
    }],
    ['asks by TCP and by a program', { liveness: Probe.tcp({ initialDelaySeconds: 2 }), readiness: Probe.exec(['pg_isready'], { successThreshold: 2 }) }, {
      livenessProbe: { tcpSocket: { port: 'http' }, initialDelaySeconds: 2 },
      readinessProbe: { exec: { command: ['pg_isready'] }, successThreshold: 2 },
    }],
    ['starts by a probe of its own', { startup: Probe.tcp({ periodSeconds: 10 }), startupTimeoutSeconds: 95 }, {
      startupProbe: { tcpSocket: { port: 'http' }, periodSeconds: 10, failureThreshold: 10 },
    }],
    ['has several ports', { portName: 'grpc', additionalPorts: [{ name: 'metrics', port: 9090 }, { name: 'dns', port: 5353, protocol: PortProtocol.UDP }] }, {
      ports: [
        { name: 'grpc', containerPort: 8080, protocol: 'TCP' },
        { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
        { name: 'dns', containerPort: 5353, protocol: 'UDP' },
      ],
      livenessProbe: { httpGet: { path: '/livez', port: 'grpc' } },
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

  test('is not asked what nobody wants to know', () => {
    const { liveness, readiness } = { liveness: Probe.none(), readiness: Probe.none() };
    expect(Object.keys(container({ liveness, readiness })).filter((key) => key.endsWith('Probe'))).toEqual([]);
    expect(container({ liveness, startup: Probe.tcp() })).toMatchObject({ startupProbe: {}, readinessProbe: {} });
  });

  test('has no empty lists', () => {
    expect(container({})).not.toHaveProperty('env');
    expect(container({})).not.toHaveProperty('command');
    expect(container({})).not.toHaveProperty('args');
  });
});

describe('the pods', () => {
  const template = (settings: Partial<ServiceOptions>) => (renderDeployment(model(settings)) as any).spec.template;

  test.each<[string, Partial<ServiceOptions>, object]>([
    ['run on some nodes', { nodeSelector: { disk: 'ssd' } }, { nodeSelector: { disk: 'ssd' } }],
    ['tolerate taints', { tolerations: [{}, { key: 'a' }, { key: 'b', value: 'c', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 60 }] }, {
      tolerations: [
        { operator: 'Exists' },
        { key: 'a', operator: 'Exists' },
        { key: 'b', operator: 'Equal', value: 'c', effect: 'NoExecute', tolerationSeconds: 60 },
      ],
    }],
    ['have a priority', { priorityClassName: 'high' }, { priorityClassName: 'high' }],
    ['get time to end', { terminationGracePeriodSeconds: 90 }, { terminationGracePeriodSeconds: 90 }],
    ['log in to a registry', { imagePullSecrets: ['a', 'b'] }, { imagePullSecrets: [{ name: 'a' }, { name: 'b' }] }],
    ['run as another user', { runAsUser: 20001, runAsGroup: 20002 }, {
      securityContext: { runAsUser: 20001, runAsGroup: 20002, fsGroup: 20002, runAsNonRoot: true },
      containers: [{ securityContext: { runAsUser: 20001, runAsGroup: 20002, runAsNonRoot: true } }],
    }],
    ['stay apart from one another', { spread: PodSpread.REQUIRED }, {
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }] } },
      topologySpreadConstraints: [{ whenUnsatisfiable: 'DoNotSchedule' }],
    }],
    ['are warmed up and told to stop', { postStart: LifecycleHook.exec(['/warm-up', 'now']), preStop: LifecycleHook.sleep(5) }, {
      containers: [{ lifecycle: { postStart: { exec: { command: ['/warm-up', 'now'] } }, preStop: { sleep: { seconds: 5 } } } }],
    }],
  ])('%s', (_, settings, expected) => {
    expect(template(settings).spec).toMatchObject(expected);
  });

  test('go wherever there is room', () => {
    expect(Object.keys(template({ spread: PodSpread.NONE }).spec)).not.toEqual(expect.arrayContaining(['affinity']));
    expect(template({}).spec).toHaveProperty('topologySpreadConstraints');
  });

  test('have labels and annotations of their own, beside those by which they are selected', () => {
    const { metadata } = template({ podLabels: { team: 'core' }, podAnnotations: { note: 'x' } });
    expect(metadata).toEqual({ labels: expect.objectContaining({ 'app.kubernetes.io/instance': 'api', 'team': 'core' }), annotations: { note: 'x' } });
    expect(template({}).metadata).not.toHaveProperty('annotations');
  });

  test('have an account with annotations of its own', () => {
    const account = (settings: Partial<ServiceOptions>) => SERVICE.resources['serviceaccount.yaml'](model(settings)).metadata;
    expect(account({ serviceAccountAnnotations: { identity: 'x' } })).toMatchObject({ annotations: { identity: 'x' } });
    expect(account({})).not.toHaveProperty('annotations');
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
    expect(rules({ ingress: [{ peers: [peer], ports: [{ protocol: PortProtocol.TCP, port: 8080 }] }] }).ingress).toEqual([{ from: [expected], ports: [{ protocol: 'TCP', port: 8080 }] }]);
    expect(rules({ egress: [{ peer, ports: [1, 2].map((port) => ({ protocol: PortProtocol.TCP, port })) }] }).egress[1]).toEqual({
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

test('the Service has the ports that it is given, by number and by what is spoken on them', () => {
  const service = (settings: Partial<ServiceOptions>) => (SERVICE.resources['service.yaml'](model(settings)) as any);
  expect(service({}).spec).toMatchObject({ type: 'ClusterIP', ports: [{ name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP' }] });
  const rich = service({
    portName: 'grpc',
    servicePort: 443,
    appProtocol: 'kubernetes.io/h2c',
    additionalPorts: [{ name: 'metrics', port: 9090, inService: false }, { name: 'dns', port: 5353, servicePort: 53, protocol: PortProtocol.UDP }],
    serviceType: ServiceType.LOAD_BALANCER,
    serviceAnnotations: { note: 'x' },
  });
  expect(rich.metadata.annotations).toEqual({ note: 'x' });
  expect(rich.spec).toMatchObject({ type: 'LoadBalancer' });
  expect(rich.spec.ports).toEqual([
    { name: 'grpc', port: 443, targetPort: 'grpc', protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
    { name: 'dns', port: 53, targetPort: 'dns', protocol: 'UDP' },
  ]);
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
