import * as path from 'path';
import { addSinglePod, addVolumes } from './every-kind/volumes';
import { Builder, build, objects } from './kustomize-build';
import { DIGEST, HOSTILE, RichEstate } from './rich-estate';
import { SmallEstate } from './small-estate';
import type { Environment } from '../../src/estate/environment';
import type { Manifest } from '../../src/kubernetes/manifests/manifest';
import { podTemplateOf } from '../../src/kubernetes/manifests/pod-template-of';
import { Volume } from '../../src/kubernetes/options/volume';
import { patchedBase, patchedOverlay } from '../../src/kubernetes/patches/patched-manifests';
import type { ResolvedWorkload } from '../../src/kubernetes/workloads/resolved-workload';
import { WorkloadRegistry } from '../../src/kubernetes/workloads/workload-registry';

function find(manifests: readonly Manifest[], kind: string, name: RegExp): any {
  const found = manifests.filter((manifest) => manifest.kind === kind && name.test(manifest.metadata.name));
  expect(found).toHaveLength(1);
  return found[0];
}

/** What kustomize does after all patches: the namespace, the version of the image, the hash in the ConfigMap's name. */
function withoutLastSteps(manifest: Manifest): Manifest {
  const copy = JSON.parse(JSON.stringify(manifest).replace(/"([a-z]+(?:-files)?)-[a-z0-9]{10}"/g, '"$1"')) as any;
  delete copy.metadata.namespace;
  for (const container of (podTemplateOf(copy) as any)?.spec.containers ?? []) container.image = '';
  return copy;
}

/** Compares what a tool builds of workloads in each environment with what the trial at synthesis makes of them. */
function expectAsTried(tool: Builder, root: string, workloads: readonly ResolvedWorkload[], environments: readonly Environment[]): void {
  const fail = () => (message: string) => { throw new Error(message); };
  const byName = (a: Manifest, b: Manifest) => (`${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1);
  for (const workload of workloads) {
    for (const environment of environments) {
      const expected = patchedOverlay(workload, environment, patchedBase(workload, fail), fail).map(withoutLastSteps);
      const built = objects(build(tool, path.join(root, 'k8s/overlays', environment.name, workload.name))).map(withoutLastSteps);
      expect(built.sort(byName)).toEqual(expected.sort(byName));
    }
  }
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
    expectAsTried(tool, root, [api._workload], overlays.map(({ environment }) => environment));
  });

  test('every volume and variable is in each environment what its trial at synthesis says', () => {
    const small = new SmallEstate();
    const [dev, prod] = ['dev', 'prod'].map((name) => small.addEnvironment(name).environment);
    addVolumes(small, prod);
    addSinglePod(small, prod);
    expectAsTried(tool, small.write(), WorkloadRegistry.of(small.project).all(), [dev, prod]);
  });

  test('a changed file rolls the pods', () => {
    const filesOf = (text: string) => {
      const small = new SmallEstate();
      small.addEnvironment('dev');
      small.addService('api', { port: 8080, volumes: { '/etc/app': Volume.configFiles({ 'a.conf': text }) } });
      const manifests = objects(build(tool, path.join(small.write(), 'k8s/overlays/dev')));
      const { metadata: { name }, data } = find(manifests, 'ConfigMap', /^api-files-/);
      expect(data).toEqual({ 'etc_app_a.conf': text });
      expect(find(manifests, 'Deployment', /^api$/).spec.template.spec.volumes[1].configMap.name).toBe(name);
      return name;
    };
    const [one, again, other] = ['a\nb\n', 'a\nb\n', 'a\nb'].map(filesOf);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
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
