import * as path from 'path';
import { Builder, build, objects } from './kustomize-build';
import { DIGEST, HOSTILE, RichEstate } from './rich-estate';
import { SmallEstate } from './small-estate';
import type { Manifest } from '../../src/kubernetes/manifests/manifest';
import { patchedBase, patchedOverlay } from '../../src/kubernetes/patches/patched-manifests';

function find(manifests: readonly Manifest[], kind: string, name: RegExp): any {
  const found = manifests.filter((manifest) => manifest.kind === kind && name.test(manifest.metadata.name));
  expect(found).toHaveLength(1);
  return found[0];
}

/** What kustomize does after all patches: the namespace, the version of the image, the hash in the ConfigMap's name. */
function withoutLastSteps(manifest: Manifest): Manifest {
  const copy = JSON.parse(JSON.stringify(manifest).replace(/"api-[a-z0-9]{10}"/g, '"api"')) as any;
  delete copy.metadata.namespace;
  for (const container of copy.spec?.template?.spec?.containers ?? []) container.image = '';
  return copy;
}

/** Tests of what a tool builds of services: the same for every tool that can. */
export function testBuiltServices(tool: Builder): void {
  let rich: RichEstate;
  let root: string;
  beforeAll(() => {
    rich = new RichEstate();
    root = rich.small.write();
  });

  test('patches do what their trial at synthesis says', () => {
    const { services: [api], overlays } = rich;
    for (const { environment } of overlays) {
      const fail = () => (message: string) => { throw new Error(message); };
      const expected = patchedOverlay(api._workload, environment, patchedBase(api._workload, fail), fail).map(withoutLastSteps);
      const built = objects(build(tool, path.join(root, 'k8s/overlays', environment.name, 'api'))).map(withoutLastSteps);
      const byKind = (a: Manifest, b: Manifest) => (a.kind < b.kind ? -1 : 1);
      expect(built.sort(byKind)).toEqual(expected.sort(byKind));
    }
  });

  test('each environment runs its own version and reads its own configuration', () => {
    const [dev, prod] = ['dev', 'prod'].map((name) => objects(build(tool, path.join(root, 'k8s/overlays', name))));
    const image = (manifests: Manifest[]) => find(manifests, 'Deployment', /^api$/).spec.template.spec.containers.find(({ name }: any) => name === 'api').image;
    expect([image(dev), image(prod)]).toEqual(['registry.example:5000/a/b:1.0.0', `mirror.example/b:2.0.0@${DIGEST}`]);
    expect(find(dev, 'ConfigMap', /^api-/).data).toEqual({ PORT: '8080', LOG_LEVEL: 'debug', ...HOSTILE });
    expect(find(prod, 'ConfigMap', /^api-/).data)
      .toEqual({ PORT: '8080', LOG_LEVEL: 'warn', ...HOSTILE, A_QUOTED: "''", A_EMPTY: 'no\nmore' });
    expect(find(prod, 'PodDisruptionBudget', /^match$/).spec.maxUnavailable).toBe(2);
    for (const manifest of prod.filter(({ kind }) => kind !== 'Namespace')) expect(manifest.metadata.namespace).toBe('shop-prod');
  });

  test('a changed variable rolls the pods', () => {
    const configMapOf = (level: string) => {
      const small = new SmallEstate();
      small.addEnvironment('dev');
      small.addService('api', { port: 8080, env: { LOG_LEVEL: level } });
      const manifests = objects(build(tool, path.join(small.write(), 'k8s/overlays/dev')));
      const name: string = find(manifests, 'ConfigMap', /^api-/).metadata.name;
      expect(find(manifests, 'Deployment', /^api$/).spec.template.spec.containers[0].envFrom).toEqual([{ configMapRef: { name } }]);
      return name;
    };
    const [info, again, debug] = ['info', 'info', 'debug'].map(configMapOf);
    expect(again).toBe(info);
    expect(debug).not.toBe(info);
  });
}
