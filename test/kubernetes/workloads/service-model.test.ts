import { MAIN_PORT } from '../../../src/kubernetes/options/network-peer';
import type { ServiceOverrides } from '../../../src/kubernetes/options/service-options';
import { TrafficSource } from '../../../src/kubernetes/options/traffic-source';
import { TrafficTarget } from '../../../src/kubernetes/options/traffic-target';
import { PortProtocol } from '../../../src/kubernetes/options/workload-port';
import { portsOf, resolveService, ServiceSettings } from '../../../src/kubernetes/workloads/deployment/service-model';
import type { Caller, WorkloadFacts } from '../../../src/kubernetes/workloads/resolve/resolve-settings';

const FACTS: WorkloadFacts = { name: 'api', partOf: 'shop', imageRepository: 'registry.example/shop/api', fileText: (path) => `text of ${path}` };
const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER_DIGEST = `sha256:${'b'.repeat(64)}`;

function resolve(first: ServiceSettings, ...layers: ServiceOverrides[]) {
  return resolveService(FACTS, [{ port: 8080, ...first }, ...layers], { callers: [], portsOf: (name) => (name === 'match' ? portsOf({ port: 9000 }) : []) });
}

describe('a service without any declaration', () => {
  test('runs the first version of its own image, twice at least', () => {
    expect(resolve({})).toEqual({
      name: 'api',
      partOf: 'shop',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP', servicePort: 8080 }],
      serviceType: 'ClusterIP',
      image: { repository: 'registry.example/shop/api', tag: '0.1.0' },
      replicas: { min: 2, max: 4 },
      targetCpuUtilizationPercent: undefined,
      resources: {
        requests: { cpu: '100m', memory: '128Mi', ephemeralStorage: '64Mi' },
        limits: { cpu: '500m', memory: '256Mi', ephemeralStorage: '256Mi' },
      },
      probes: {
        startup: { action: { kind: 'http', path: '/livez' }, timing: { periodSeconds: 5, failureThreshold: 12 } },
        liveness: { action: { kind: 'http', path: '/livez' }, timing: {} },
        readiness: { action: { kind: 'http', path: '/readyz' }, timing: {} },
      },
      env: { PORT: '8080' },
      loosening: [],
      metadata: {},
      initContainers: [],
      secretEnv: {},
      fieldEnv: {},
      envFrom: [],
      volumes: [{ name: 'tmp', mountPath: '/tmp', readOnly: false, source: { kind: 'empty-dir', sizeLimit: '64Mi' } }],
      claims: [],
      routes: [],
      files: {},
      grantedPorts: [],
      secretValues: {},
      spread: 'preferred',
      pod: { userId: 10001, groupId: 10001 },
      ingress: [{ peers: [{ kind: 'own-namespace' }], ports: [{ protocol: 'TCP', port: 8080 }] }],
      egress: [],
    });
  });
});

describe('the image', () => {
  const repository = 'registry.example/shop/api';
  test.each<[string, ServiceOverrides[], object]>([
    ['is the given one', [{ image: 'other/app:1.2.3' }], { repository: 'other/app', tag: '1.2.3' }],
    ['has no tag when another repository is given without one', [{ image: 'other/app' }], { repository: 'other/app' }],
    ['takes a tag of its own', [{ imageTag: '2.0.0' }], { repository, tag: '2.0.0' }],
    ['takes tag and digest together', [{ imageTag: '2.0.0', imageDigest: DIGEST }], { repository, tag: '2.0.0', digest: DIGEST }],
    ['loses the inherited digest to a new tag', [{ imageDigest: DIGEST }, { imageTag: '2.0.0' }], { repository, tag: '2.0.0' }],
    ['keeps the inherited tag beside a new digest', [{ imageTag: '2.0.0' }, { imageDigest: DIGEST }], { repository, tag: '2.0.0', digest: DIGEST }],
    ['is replaced with tag and digest', [{ image: `a/b:1@${DIGEST}` }, { image: `a/b@${OTHER_DIGEST}` }], { repository: 'a/b', digest: OTHER_DIGEST }],
    ['keeps its version at a mirror', [{ image: 'a/b:1' }, { image: 'mirror/b' }], { repository: 'mirror/b', tag: '1' }],
    ['stays what it is when the given one is illegal', [{ image: 'Not An Image' }], { repository, tag: '0.1.0' }],
  ])('%s', (_, [first, ...others], expected) => {
    expect(resolve(first, ...others).image).toEqual(expected);
  });
});

describe('later declarations', () => {
  test('change only the resources that they name', () => {
    const { resources } = resolve({ resources: { limits: { memory: '1Gi' } } }, { resources: { limits: { cpu: '2', memory: undefined } } });
    expect(resources.limits).toEqual({ cpu: '2', memory: '1Gi', ephemeralStorage: '256Mi' });
    expect(resources.requests).toEqual({ cpu: '100m', memory: '128Mi', ephemeralStorage: '64Mi' });
  });

  test('change only the variables that they name', () => {
    const model = resolve(
      { env: { LOG_LEVEL: 'info', REGION: 'a' }, secretEnv: { DSN: { secret: 'db', key: 'dsn' } } },
      { env: { LOG_LEVEL: 'debug' }, secretEnv: { DSN: { secret: 'db-prod', key: 'dsn' } } },
    );
    expect(model.env).toEqual({ PORT: '8080', LOG_LEVEL: 'debug', REGION: 'a' });
    expect(model.secretEnv).toEqual({ DSN: { secret: 'db-prod', key: 'dsn' } });
  });

  test('replace lists as a whole', () => {
    const model = resolve({ args: ['--a', '--b'], connectsTo: [TrafficTarget.service('match')] }, { args: ['--c'], connectsTo: [] });
    expect(model.args).toEqual(['--c']);
    expect(model.egress).toEqual([]);
  });
});

describe('connections', () => {
  test('to a service go to its port', () => {
    expect(resolve({ connectsTo: [TrafficTarget.service('match'), TrafficTarget.cidr('10.0.0.0/16', [5432])] }).egress).toEqual([
      { peer: { kind: 'service', name: 'match' }, ports: [{ protocol: 'TCP', port: 9000 }] },
      { peer: { kind: 'cidr', range: '10.0.0.0/16' }, ports: [{ protocol: 'TCP', port: 5432 }] },
    ]);
  });

  test('from a caller are allowed, once', () => {
    const neighbours = { callers: ['chat', 'web'].map((name) => ({ peer: { kind: 'service' as const, name }, portNames: [MAIN_PORT] })), portsOf: () => [] };
    const { ingress } = resolveService(FACTS, [{ port: 8080, allowedFrom: [TrafficSource.service('web'), TrafficSource.namespace('edge')] }], neighbours);
    expect(ingress).toEqual([{
      peers: [{ kind: 'service', name: 'web' }, { kind: 'namespace', name: 'edge' }, { kind: 'service', name: 'chat' }],
      ports: [{ protocol: 'TCP', port: 8080 }],
    }]);
  });

  test('need no rule for a caller while the whole namespace is allowed', () => {
    const { ingress } = resolveService(FACTS, [{ port: 8080 }], { callers: [{ peer: { kind: 'service', name: 'chat' }, portNames: [MAIN_PORT] }], portsOf: () => [] });
    expect(ingress.map(({ peers }) => peers)).toEqual([[{ kind: 'own-namespace' }]]);
  });

  describe('to several ports', () => {
    const METRICS = { name: 'metrics', port: 9090 };
    const [http, metrics] = [8080, 9090].map((port) => ({ protocol: 'TCP', port }));
    const ingressOf = (allowedFrom: TrafficSource[] | undefined, ...callers: Caller[]) =>
      resolveService(FACTS, [{ port: 8080, additionalPorts: [METRICS], allowedFrom }], { callers, portsOf: () => [] }).ingress;

    test('open those that are named, in a rule for each set of ports', () => {
      expect(ingressOf([TrafficSource.sameNamespace(), TrafficSource.namespace('monitoring', { ports: ['metrics'] }), TrafficSource.namespace('edge')])).toEqual([
        { peers: [{ kind: 'own-namespace' }, { kind: 'namespace', name: 'edge' }], ports: [http] },
        { peers: [{ kind: 'namespace', name: 'monitoring' }], ports: [metrics] },
      ]);
    });

    test('open to a caller what the namespace may not', () => {
      expect(ingressOf(undefined, { peer: { kind: 'service', name: 'chat' }, portNames: [MAIN_PORT, 'metrics'] })).toEqual([
        { peers: [{ kind: 'own-namespace' }], ports: [http] },
        { peers: [{ kind: 'service', name: 'chat' }], ports: [metrics] },
      ]);
    });

    test('open on the side of the caller the same', () => {
      const portsOfMatch = portsOf({ port: 9000, additionalPorts: [{ ...METRICS, protocol: PortProtocol.UDP }] });
      const { egress } = resolveService(FACTS, [{ port: 8080, connectsTo: [TrafficTarget.service('match', { ports: ['metrics'] })] }], { callers: [], portsOf: () => portsOfMatch });
      expect(egress).toEqual([{ peer: { kind: 'service', name: 'match' }, ports: [{ protocol: 'UDP', port: 9090 }] }]);
    });
  });
});
