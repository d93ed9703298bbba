import * as path from 'node:path';
import { KustomizePatch } from '../../../src/kubernetes/kustomize/kustomize-patch';
import { TrafficSource } from '../../../src/kubernetes/options/traffic-source';
import { TrafficTarget } from '../../../src/kubernetes/options/traffic-target';
import { asBuilt, patchedBase, patchedOverlay } from '../../../src/kubernetes/patches/patched-manifests';
import type { Service } from '../../../src/kubernetes/service';
import { describeWithTool, runTool } from '../../real-tool';
import { objects } from '../kustomize-build';
import { SmallEstate } from '../small-estate';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
const SERVICE = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' } };
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' } };
const pod = (spec: object, deployment = {}) => KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { ...deployment, template: { spec } } });
const ports = (...items: object[]) => KustomizePatch.strategicMerge({ ...SERVICE, spec: { ports: items } });

const fail = () => (message: string) => {
  throw new Error(message);
};

function declare(): { estate: SmallEstate; api: Service } {
  const estate = new SmallEstate();
  const dev = estate.addEnvironment('dev');
  estate.addEnvironment('prod', { promotedFrom: dev.environment });
  return { estate, api: estate.addService('api', { port: 8080, env: { LEVEL: 'info' }, args: ['a'] }) };
}

/** The objects that kustomize makes of an overlay, by kind. */
function build(estate: SmallEstate, overlay: string): Record<string, any> {
  const { status, stdout, stderr } = runTool('kustomize', ['build', path.join(estate.write(), 'k8s/overlays', overlay)]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return Object.fromEntries(objects(stdout).map((object) => [object.kind, object]));
}

describe('what kustomize does not do, or does without a word, is a problem that says why', () => {
  test.each<[string, KustomizePatch, string]>([
    ['a port without its protocol', pod({ containers: [{ name: 'api', ports: [{ containerPort: 8080, name: 'grpc' }] }] }),
      'kustomize passes over the item containerPort 8080 in /spec/template/spec/containers/api/ports, whose items it tells apart by containerPort and protocol: say its protocol as well'],
    ['a port without its key', ports({ name: 'http', appProtocol: 'http' }),
      'the patch has in /spec/ports an item without "port" (number 1), by which kustomize tells the items apart; it would lose items of the list. Name its port'],
    ['a second port of the same name', ports({ name: 'http', port: 8443, targetPort: 'http', protocol: 'TCP' }),
      'it makes an object that Kubernetes refuses: Service "api" has two ports called "http": a port is known by its number and protocol, and a strategic merge with another number adds one; use KustomizePatch.json6902 to change it'],
    ['an item that is to be replaced', pod({ volumes: [{ name: 'tmp', $patch: 'replace', emptyDir: { medium: 'Memory' } }] }),
      '"$patch: replace" in an item of /spec/template/spec/volumes that there is (name tmp) does nothing in kustomize: replace the whole list with { $patch: \'replace\' } as an item of its own, or use KustomizePatch.json6902'],
    ['an object that is to be replaced', KustomizePatch.strategicMerge({ ...SERVICE, $patch: 'replace', spec: {} }),
      '"$patch: replace" of a whole object does nothing in kustomize: say it of its spec, or where else it is to hold'],
    ['$retainKeys', KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } }),
      'kustomize does not know "$retainKeys" and would write it into the object: say $patch: \'replace\' in that object, or null for each field that goes'],
    ['$setElementOrder', pod({ '$setElementOrder/containers': [{ name: 'api' }] }),
      'kustomize does not know "$setElementOrder/containers" and would write it into the object: use KustomizePatch.json6902, which moves items'],
    ['$deleteFromPrimitiveList', KustomizePatch.strategicMerge({ ...SERVICE, metadata: { 'name': 'api', '$deleteFromPrimitiveList/finalizers': ['a'] } }),
      'kustomize does not know "$deleteFromPrimitiveList/finalizers" and would write it into the object: give the whole list, or use KustomizePatch.json6902'],
    ['an unknown directive', pod({ $patch: 'remove' }), 'there is no $patch: remove; there are: merge, replace, delete'],
    ['a directive in a list that is replaced', pod({ tolerations: [{ key: 'a', $patch: 'delete' }] }),
      'kustomize would write a "$patch" of it into the object, because it stands in a list that kustomize replaces as a whole: give the list without it'],
    ['a container to delete that is not there', pod({ containers: [{ name: 'sidecar', $patch: 'delete' }] }),
      '/spec/template/spec/containers has no item with name "sidecar" to delete; it has: api.'],
    ['the same item twice', pod({ volumes: [{ name: 'a', emptyDir: {} }, { name: 'a', emptyDir: {} }] }),
      'kustomize passes over the item name a in /spec/template/spec/volumes, whose items it tells apart by name: say it once'],
    ['a list where an object is', pod({ securityContext: [1] }),
      '/spec/template/spec/securityContext is an object, and the patch has a list there: remove it first, with a patch that says null'],
    ['a label that is no text', KustomizePatch.strategicMerge({ ...SERVICE, metadata: { name: 'api', labels: { 'app.kubernetes.io/name': 1 } } }),
      'it makes metadata.labels hold 1 as "app.kubernetes.io/name", which Kubernetes refuses: only texts are allowed there'],
    ['all annotations', KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: null } }),
      'it removes all annotations, among them those in which kustomize keeps notes while it builds: say null for single ones, or remove /metadata/annotations with KustomizePatch.json6902'],
    ['an annotation that is no text', KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: { a: 5 } } }),
      'it makes metadata.annotations hold 5 as "a", which Kubernetes refuses: only texts are allowed there'],
    ['an annotation that YAML reads as a number', KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: { 1e3: 'a' } } }),
      'kustomize reads the name of the annotation "1000" as no name: call it otherwise'],
    ['a label of a ConfigMap that YAML reads as a number', KustomizePatch.strategicMerge({ ...CONFIG_MAP, metadata: { name: 'api', labels: { 1: 'x' } } }),
      'kustomize reads the name "1" in a ConfigMap as no name: call it otherwise'],
    ['a key of a ConfigMap that YAML reads as nothing', KustomizePatch.json6902({ kind: 'ConfigMap' }, [{ op: 'add', path: '/data/~0', value: 'x' }]),
      'kustomize reads the name "~" in a ConfigMap as no name: call it otherwise'],
    ['an annotation of kustomize', KustomizePatch.json6902({ kind: 'Service' }, [{ op: 'add', path: '/metadata/annotations/config.kubernetes.io~1local-config', value: 'true' }]),
      'kustomize takes the annotation "config.kubernetes.io/local-config" away, or the whole object with it: leave it out'],
    ['another name', KustomizePatch.json6902({ kind: 'Service' }, [{ op: 'replace', path: '/metadata/name', value: 'other' }]),
      'it makes another object of Service "api": apiVersion, kind and metadata.name cannot be patched'],
    ['a list of objects with a text', KustomizePatch.json6902({ kind: 'Service' }, [{ op: 'add', path: '/spec/ports/-', value: 'http' }]),
      'it puts a plain value into /spec/ports, where every item is an object'],
  ])('%s', (_, patch, problem) => {
    const { estate, api } = declare();
    api.patchBase(patch);
    expect(estate.problems()).toEqual([`service "api" has a patch that does not fit: ${problem}`]);
  });
});

describeWithTool('kustomize', () => {
  test('a list of containers can be replaced', () => {
    const { estate, api } = declare();
    api.patchBase(pod({ containers: [{ $patch: 'replace' }, { name: 'other', image: 'registry.example/shop/api', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }] }));
    expect(estate.problems()).toEqual([]);
    expect(build(estate, 'dev/api').Deployment.spec.template.spec.containers).toMatchObject([{ name: 'other', image: 'registry.example/shop/api:0.1.0' }]);
  });

  const ingress = (object: any) => object.spec.ingress.flatMap(({ ports: open }: any) => open.map(({ port }: any) => port));
  const add = (kind: string, to: string, value: unknown) => KustomizePatch.json6902({ kind }, [{ op: 'add', path: to, value }]);

  test('what a patch of the base says holds where an environment says something else about the same object', () => {
    const { estate, api } = declare();
    api
      .patchBase(add('NetworkPolicy', '/spec/ingress/0/ports/-', { port: 9797 }))
      .patchBase(add('NetworkPolicy', '/spec/egress/0/ports/-', { port: 5353, protocol: 'UDP' }))
      .patchBase(add('HorizontalPodAutoscaler', '/spec/metrics/-', { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } }))
      .patchBase(KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' }, immutable: true, data: { MORE: 'x' } }))
      .patchBase(pod({ containers: [{ name: 'proxy', image: 'proxy:1.0', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }] }))
      .override('prod', {
        allowedFrom: [TrafficSource.namespace('gateway')],
        connectsTo: [TrafficTarget.cidr('10.0.0.0/8', [5432])],
        targetCpuUtilizationPercent: 50,
        env: { LEVEL: 'warn' },
        args: ['b'],
      });
    estate.addService('chat').override('prod', { connectsTo: [TrafficTarget.service('api')] });
    expect(estate.problems()).toEqual([]);
    const [dev, prod] = ['dev/api', 'prod/api'].map((overlay) => build(estate, overlay));
    expect([dev, prod].map(({ NetworkPolicy }) => ingress(NetworkPolicy))).toEqual([[8080, 9797], [8080, 9797]]);
    expect(prod.NetworkPolicy.spec.ingress[0].from).toHaveLength(2);
    expect(prod.NetworkPolicy.spec.egress.map(({ ports: open }: any) => open.map(({ port }: any) => port))).toEqual([[53, 53, 5353], [5432]]);
    expect(prod.HorizontalPodAutoscaler.spec.metrics.map(({ resource }: any) => [resource.name, resource.target.averageUtilization])).toEqual([['cpu', 50], ['memory', 80]]);
    expect(prod.ConfigMap).toMatchObject({ immutable: true, data: { PORT: '8080', LEVEL: 'warn', MORE: 'x' } });
    expect(prod.Deployment.spec.template.spec.containers.map(({ name, args }: any) => [name, args])).toEqual(expect.arrayContaining([['proxy', undefined], ['api', ['b']]]));
  });

  test.each<[string, KustomizePatch]>([
    ['all variables', KustomizePatch.json6902({ kind: 'ConfigMap' }, [{ op: 'remove', path: '/data' }])],
    ['a variable', KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' }, data: { LEVEL: null } })],
  ])('what a patch of the base takes from the ConfigMap, %s, stays away where an environment says something of another object', (_, patch) => {
    const { estate, api } = declare();
    api.patchBase(patch).override('prod', { args: ['b'] });
    expect(estate.problems()).toEqual([]);
    const [, prod] = estate.environments;
    const trial = asBuilt(api._workload, prod, patchedOverlay(api._workload, prod, patchedBase(api._workload, fail), fail));
    const configMaps = [trial, Object.values(build(estate, 'prod/api'))].map((list) => list.find(({ kind }) => kind === 'ConfigMap')?.data);
    expect(configMaps[0]).toEqual(configMaps[1]);
  });

  test('what another service needs in one environment alone leaves the patches of the base', () => {
    const { estate, api } = declare();
    api.patchBase(add('NetworkPolicy', '/spec/ingress/0/ports/-', { port: 9797 }));
    const closed = estate.addService('match', { port: 8080, allowedFrom: [] });
    closed.patchBase(add('NetworkPolicy', '/metadata/annotations/a', 'b'));
    estate.addService('chat').override('prod', { connectsTo: [TrafficTarget.service('match')] });
    expect(estate.problems()).toEqual([]);
    expect(build(estate, 'prod/match').NetworkPolicy).toMatchObject({ metadata: { annotations: { a: 'b' } }, spec: { ingress: [{ from: [expect.anything()] }] } });
  });
});

test('a patch of the base that does not fit what an environment makes of the object is a problem', () => {
  const { estate, api } = declare();
  api.patchBase(KustomizePatch.json6902({ kind: 'NetworkPolicy' }, [{ op: 'add', path: '/spec/ingress/0/ports/-', value: { port: 9797 } }]));
  api.override('prod', { allowedFrom: [] });
  expect(estate.problems()).toEqual([
    'service "api" has a patch of the base that does not fit what it is in prod: /spec/ingress does not exist; there are: podSelector, policyTypes, egress. Did you mean "egress"? '
    + 'Give it to the environments that it fits, with .patch(…), or to prod what it needs.',
  ]);
});

test.each<[string, KustomizePatch, Parameters<Service['override']>[1], string]>([
  ['the replicas', KustomizePatch.strategicMerge({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'api' }, spec: { minReplicas: 5, maxReplicas: 9 } }), { replicas: { min: 3, max: 6 } }, '/spec/minReplicas'],
  ['a variable', KustomizePatch.json6902({ kind: 'ConfigMap' }, [{ op: 'replace', path: '/data/LEVEL', value: 'debug' }]), { env: { LEVEL: 'warn' } }, '/data/LEVEL'],
  ['the arguments', pod({ containers: [{ name: 'api', args: ['z'] }] }), { args: ['b'] }, '/spec/template/spec/containers/api/args'],
  ['who may connect', KustomizePatch.json6902({ kind: 'NetworkPolicy' }, [{ op: 'replace', path: '/spec/ingress', value: [] }]), { allowedFrom: [TrafficSource.namespace('a')] }, '/spec/ingress'],
])('an override of %s that a patch of the base undoes is a problem', (_, patch, overrides, place) => {
  const { estate, api } = declare();
  api.patchBase(patch).override('prod', overrides);
  expect(estate.problems()[0]).toContain(`service "api" has an override that its patches of the base leave nothing to do in prod: they set ${place} of its`);
});

test('a patch of a whole environment finds objects where the overlays have put them', () => {
  const { estate } = declare();
  const overlay = estate.addEnvironment('test');
  const label = (namespace?: string) => KustomizePatch.strategicMerge({ ...SERVICE, metadata: { name: 'api', namespace, labels: { [namespace ?? 'none']: 'x' } } });
  overlay.patch(label()).patch(label('shop-test'))
    .patch(KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'test', path: '/spec/template/spec/containers/0/image', value: 'registry.example/shop/api:0.1.0' }, { op: 'add', path: '/spec/minReadySeconds', value: 1 }]));
  expect(estate.problems()).toEqual([]);
  overlay.patch(label('shop-dev'));
  expect(estate.problems()[0]).toContain('Service "api" is in namespace "shop-test"');
});
