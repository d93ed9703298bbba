import { KustomizePatch } from '../../../src/kubernetes/kustomize/kustomize-patch';
import { objectsIn } from '../../../src/kubernetes/patches/tried-workload';
import { describeWithTool } from '../../real-tool';
import { build, objects } from '../kustomize-build';
import { SmallEstate } from '../small-estate';

/** What runs an image and reads a ConfigMap without kustomize knowing its kind. */
const ROLLOUT = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'canary' },
  spec: {
    template: {
      spec: {
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{
          name: 'api',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          image: 'registry.example/shop/api',
          envFrom: [{ configMapRef: { name: 'api' } }],
          env: [{ name: 'PORT', valueFrom: { configMapKeyRef: { name: 'api', key: 'PORT' } } }],
        }],
        volumes: [{ name: 'other', configMap: { name: 'another' } }],
      },
    },
  },
};
const SCALED_OBJECT = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'api' }, spec: { scaleTargetRef: { name: 'another' } } };

function estate() {
  const small = new SmallEstate();
  const dev = small.addEnvironment('dev');
  const prod = small.addEnvironment('prod', { promotedFrom: dev.environment });
  return { small, dev: dev.environment, prod: prod.environment, api: small.addService('api') };
}

describe('an object that is added to a workload', () => {
  test('lies in the base, or in the overlay of the environment that has it', () => {
    const { small, prod, api } = estate();
    api.addManifest('rollout.yaml', ROLLOUT).addManifest('scaled-object.yaml', SCALED_OBJECT, prod);
    small.write();
    expect(small.files('k8s/base/api')).toEqual(expect.arrayContaining(['rollout.yaml', 'namereferences.yaml']));
    expect(small.files('k8s/overlays')).toEqual(['dev/api/kustomization.yaml', 'dev/kustomization.yaml', 'dev/namespace.yaml', 'dev/networkpolicy.yaml',
      'prod/api/kustomization.yaml', 'prod/api/scaled-object.yaml', 'prod/kustomization.yaml', 'prod/namespace.yaml', 'prod/networkpolicy.yaml']);
    expect(small.read('k8s/overlays/prod/api/kustomization.yaml')).toContain('  - ../../../base/api\n  - scaled-object.yaml\n');
    expect(small.read('k8s/base/api/kustomization.yaml')).toContain('  - rollout.yaml\n');
    expect(small.read('k8s/base/api/kustomization.yaml')).toContain('configurations:\n  - namereferences.yaml\n');
  });

  test('can be patched like the others', () => {
    const { small, prod, api } = estate();
    const patch = (name: string) => KustomizePatch.strategicMerge({ ...SCALED_OBJECT, spec: { scaleTargetRef: { name } } });
    api.addManifest('scaled-object.yaml', SCALED_OBJECT, 'prod').patch(prod, patch('other'));
    expect(small.problems()).toEqual([]);
    expect(objectsIn(api._workload, prod).find(({ kind }) => kind === 'ScaledObject')).toMatchObject({ spec: { scaleTargetRef: { name: 'other' } } });
  });

  test.each([
    ['a folder', 'a/b.yaml', SCALED_OBJECT, 'adds "a/b.yaml"; the name of the file has to be of lower-case letters, digits, "-" and ".", and to end in ".yaml", such as "scaled-object.yaml".'],
    ['the name of a file that there is', 'hpa.yaml', SCALED_OBJECT, 'adds "hpa.yaml", which is the name of a file of every service: choose another one.'],
    ['that of what kustomize reads', 'kustomization.yaml', SCALED_OBJECT, 'adds "kustomization.yaml", which is the name of a file of every service: choose another one.'],
    ['no name', 'a.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }, 'adds "a.yaml" with an object that has no apiVersion, kind and metadata.name.'],
    ['a namespace', 'a.yaml', { ...SCALED_OBJECT, metadata: { name: 'a', namespace: 'b' } }, 'adds "a.yaml" with metadata.namespace "b", in place of which it gets the namespace of each environment: drop it.'],
    ['the name of its own object', 'a.yaml', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } }, 'adds "a.yaml" with Deployment api, which every service has: give it another name, or patch that which there is.'],
  ])('is a problem with %s', (_, file, manifest, problem) => {
    const { small, api } = estate();
    api.addManifest(file, manifest);
    expect(small.problems()).toEqual([`service "api" ${problem}`]);
  });

  test('is a problem when it is there already, in the base or in the environment', () => {
    const { small, dev, prod, api } = estate();
    api.addManifest('a.yaml', SCALED_OBJECT, dev).addManifest('a.yaml', SCALED_OBJECT, prod);
    expect(small.problems()).toEqual([]);
    api.addManifest('a.yaml', ROLLOUT).addManifest('b.yaml', SCALED_OBJECT);
    expect(small.problems()).toEqual([
      'service "api" adds "a.yaml" twice: choose another name for one of them.',
      'service "api" adds "b.yaml" with ScaledObject "api", which "a.yaml" holds as well: drop one of them.',
    ]);
  });

  test('is judged as the namespace will judge it', () => {
    const { small, api } = estate();
    api.addManifest('debug.yaml', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'debug' }, spec: { hostNetwork: true, containers: [{ name: 'a', image: 'registry.example/shop/api' }] } }, 'dev');
    expect(small.problems().join('\n')).toMatch(/service "api" adds "debug\.yaml", after which it .*hostNetwork/);
  });
});

describeWithTool('kustomize', () => {
  test('puts the ConfigMap and the image of the environment into an object of a kind that it does not know', () => {
    const { small, dev, prod, api } = estate();
    api.addManifest('rollout.yaml', ROLLOUT).override(prod, { imageTag: '2.0.0' });
    api.patch(dev, KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' }, data: { PORT: '9090' } }));
    small.write();
    const built = (environment: string) => objects(build('kustomize', `${small.project.outdir}/k8s/overlays/${environment}`));
    for (const environment of ['dev', 'prod']) {
      const found = built(environment);
      const configMap = found.find(({ kind }) => kind === 'ConfigMap')!.metadata.name;
      const rollout = JSON.stringify(found.find(({ kind }) => kind === 'Rollout'));
      expect(configMap).toMatch(/^api-[a-z0-9]{10}$/);
      expect(rollout.split(`"name":"${configMap}"`).length - 1).toBe(2);
      expect(rollout).toContain(`"image":"registry.example/shop/api:${environment === 'prod' ? '2.0.0' : '0.1.0'}"`);
      expect(rollout).toContain('"configMap":{"name":"another"}');
    }
  });
});
