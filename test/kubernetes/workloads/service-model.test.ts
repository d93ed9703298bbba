import type { ServiceOverrides } from '../../../src/kubernetes/options/service-options';
import { TrafficSource } from '../../../src/kubernetes/options/traffic-source';
import { TrafficTarget } from '../../../src/kubernetes/options/traffic-target';
import { resolveService, ServiceSettings } from '../../../src/kubernetes/workloads/deployment/service-model';
import type { WorkloadFacts } from '../../../src/kubernetes/workloads/resolve-settings';

const FACTS: WorkloadFacts = { name: 'api', partOf: 'shop', imageRepository: 'registry.example/shop/api' };
const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER_DIGEST = `sha256:${'b'.repeat(64)}`;

function resolve(first: ServiceSettings, ...layers: ServiceOverrides[]) {
  return resolveService(FACTS, [{ port: 8080, ...first }, ...layers], { callers: [], portOf: (name) => (name === 'match' ? 9000 : undefined) });
}

describe('a service without any declaration', () => {
  test('runs the first version of its own image, twice at least', () => {
    expect(resolve({})).toEqual({
      name: 'api',
      partOf: 'shop',
      port: 8080,
      image: { repository: 'registry.example/shop/api', tag: '0.1.0' },
      replicas: { min: 2, max: 4 },
      targetCpuUtilizationPercent: 70,
      resources: {
        requests: { cpu: '100m', memory: '128Mi', ephemeralStorage: '64Mi' },
        limits: { cpu: '500m', memory: '256Mi', ephemeralStorage: '256Mi' },
      },
      livenessPath: '/livez',
      readinessPath: '/readyz',
      startupTimeoutSeconds: 60,
      env: { PORT: '8080' },
      secretEnv: {},
      ingress: [{ kind: 'own-namespace' }],
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
      { peer: { kind: 'service', name: 'match' }, ports: [9000] },
      { peer: { kind: 'cidr', range: '10.0.0.0/16' }, ports: [5432] },
    ]);
  });

  test('from a caller are allowed, once', () => {
    const neighbours = { callers: ['chat', 'web'], portOf: () => undefined };
    const { ingress } = resolveService(FACTS, [{ allowedFrom: [TrafficSource.service('web'), TrafficSource.namespace('edge')] }], neighbours);
    expect(ingress).toEqual([{ kind: 'service', name: 'web' }, { kind: 'namespace', name: 'edge' }, { kind: 'service', name: 'chat' }]);
  });

  test('need no rule for a caller while the whole namespace is allowed', () => {
    const { ingress } = resolveService(FACTS, [{}], { callers: ['chat'], portOf: () => undefined });
    expect(ingress).toEqual([{ kind: 'own-namespace' }]);
  });
});
