import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { SmallEstate } from './small-estate';
import type { EnvironmentOverlay } from '../../src/kubernetes/environment-overlay';
import { JsonPatchOperation, KustomizePatch } from '../../src/kubernetes/kustomize-patch';
import type { Manifest } from '../../src/kubernetes/manifests/manifest';
import { patchedBase, patchedOverlay } from '../../src/kubernetes/patched-manifests';
import type { Service } from '../../src/kubernetes/service';
import { TrafficSource } from '../../src/kubernetes/traffic-source';
import { TrafficTarget } from '../../src/kubernetes/traffic-target';
import { describeWithTool, runTool, ToolName } from '../real-tool';

const DIGEST = `sha256:${'c'.repeat(64)}`;
const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };

/** Values that kustomize, YAML and shells have ideas of their own about. */
const HOSTILE = {
  A_EMPTY: '',
  A_QUOTED: '"x"',
  A_SINGLE: "'",
  A_LINES: 'one\ntwo\n',
  A_EQUALS: 'a=b=c',
  A_NUMBER: '007',
  A_WORD: 'no',
  A_YAML: '{a: b} # c',
  A_SPACES: '  x  ',
  A_WORDS: 'ünïcode 飞跃 $(VAR) ${VAR}',
};

/** Three services that say nothing but their port, as `projen new` leaves them. */
class DefaultEstate {
  public readonly small = new SmallEstate();
  public readonly overlays: EnvironmentOverlay[];
  public readonly services: Service[];

  constructor() {
    const dev = this.small.addEnvironment('dev');
    const prod = this.small.addEnvironment('prod', { promotedFrom: dev.environment });
    this.overlays = [dev, prod];
    this.services = ['api', 'match', 'chat'].map((name) => this.small.addService(name));
    for (const service of this.services) service.override(prod.environment, { replicas: { min: 3, max: 12 } });
  }
}

/** An estate that uses everything there is. */
class RichEstate {
  public readonly small = new SmallEstate();
  public readonly overlays: EnvironmentOverlay[];
  public readonly services: Service[];

  constructor() {
    const dev = this.small.addEnvironment('dev');
    const prod = this.small.addEnvironment('prod', { promotedFrom: dev.environment });
    this.overlays = [dev, prod];
    const api = this.small.addService('api', {
      port: 8080,
      image: 'registry.example:5000/a/b:1.0.0',
      env: { LOG_LEVEL: 'info', ...HOSTILE },
      secretEnv: { DSN: { secret: 'db', key: 'dsn' }, CACHE: { secret: 'cache', key: 'url' } },
      allowedFrom: [TrafficSource.namespace('edge'), TrafficSource.cidr('fd00::/8')],
      connectsTo: [TrafficTarget.service('match'), TrafficTarget.cidr('10.0.0.0/16', [5432])],
      args: ['serve', '--verbose'],
    }).patchBase(KustomizePatch.strategicMerge({
      ...DEPLOYMENT,
      spec: {
        minReadySeconds: 5,
        template: { spec: { containers: [{ name: 'proxy', image: 'registry.example/proxy:1.0.0', env: [{ name: 'B', value: '1' }] }] } },
      },
    })).override(prod.environment, {
      image: `mirror.example/b:2.0.0@${DIGEST}`,
      replicas: { min: 3, max: 12 },
      resources: { limits: { memory: '1Gi' } },
      env: { LOG_LEVEL: 'warn', A_QUOTED: "''", A_EMPTY: 'no\nmore' },
      secretEnv: { DSN: { secret: 'db-prod', key: 'dsn' } },
      startupTimeoutSeconds: 300,
      args: [],
      allowedFrom: [],
      connectsTo: [],
    });
    api.patch('prod', KustomizePatch.strategicMerge({
      ...DEPLOYMENT,
      metadata: { name: 'api', annotations: { note: 'line one\nline two: "x"', word: 'no', time: '12:30', number: '010' } },
      spec: { template: { spec: { containers: [{ name: 'proxy', env: [{ name: 'B', $patch: 'delete' }, { name: 'C', value: '3' }] }], volumes: null } } },
    }));
    const operations: JsonPatchOperation[] = [
      { op: 'test', path: '/spec/minReadySeconds', value: 5 },
      { op: 'add', path: '/spec/template/metadata/annotations', value: {} },
      { op: 'add', path: '/spec/template/metadata/annotations/a~1b', value: 'c' },
      { op: 'remove', path: '/spec/template/spec/containers/1/volumeMounts' },
      { op: 'move', from: '/spec/revisionHistoryLimit', path: '/spec/progressDeadlineSeconds' },
    ];
    api.patch('prod', KustomizePatch.json6902({ kind: 'Deployment', name: 'api' }, operations));
    api.patch('dev', KustomizePatch.json6902({ kind: 'ConfigMap' }, [{ op: 'replace', path: '/data/LOG_LEVEL', value: 'debug' }]));
    const match = this.small.addService('match', { port: 9000, allowedFrom: [] });
    this.services = [api, match];
    prod.patch(KustomizePatch.json6902({ kind: 'PodDisruptionBudget' }, [{ op: 'replace', path: '/spec/maxUnavailable', value: 2 }]));
  }
}

const BUILDS: Array<[ToolName, string[]]> = [['kustomize', ['build']], ['kubectl', ['kustomize']]];

function build(tool: ToolName, args: readonly string[], directory: string): string {
  const { status, stdout, stderr } = runTool(tool, [...args, directory]);
  expect({ directory, status, stderr }).toEqual({ directory, status: 0, stderr: '' });
  return stdout;
}

function objects(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}

function find(manifests: readonly Manifest[], kind: string, name: RegExp): any {
  const found = manifests.filter((manifest) => manifest.kind === kind && name.test(manifest.metadata.name));
  expect(found).toHaveLength(1);
  return found[0];
}

/** Every folder with a `kustomization.yaml`. */
function kustomizations(root: string): string[] {
  return (fs.readdirSync(path.join(root, 'k8s'), { recursive: true }) as string[])
    .filter((file) => path.basename(file) === 'kustomization.yaml')
    .map((file) => path.join(root, 'k8s', path.dirname(file)))
    .sort();
}

/** What kustomize does after all patches: the namespace, the version of the image, the hash in the ConfigMap's name. */
function withoutLastSteps(manifest: Manifest): Manifest {
  const copy = JSON.parse(JSON.stringify(manifest).replace(/"api-[a-z0-9]{10}"/g, '"api"')) as any;
  delete copy.metadata.namespace;
  for (const container of copy.spec?.template?.spec?.containers ?? []) container.image = '';
  return copy;
}

for (const [tool, args] of BUILDS) {
  describeWithTool(tool, () => {
    test.each([['the default', () => new DefaultEstate()], ['a rich', () => new RichEstate()]])('%s estate has no base or overlay that cannot be built', (_, declare) => {
      const estate = declare();
      const folders = kustomizations(estate.small.write());
      expect(folders).toHaveLength(estate.services.length * 3 + 2);
      for (const folder of folders) expect(objects(build(tool, args, folder)).length).toBeGreaterThan(0);
    });

    test('patches do what their trial at synthesis says', () => {
      const { small, services: [api], overlays } = new RichEstate();
      const root = small.write();
      for (const { environment } of overlays) {
        const fail = () => (message: string) => { throw new Error(message); };
        const expected = patchedOverlay(api, environment, patchedBase(api, fail), fail).map(withoutLastSteps);
        const built = objects(build(tool, args, path.join(root, 'k8s/overlays', environment.name, 'api'))).map(withoutLastSteps);
        const byKind = (a: Manifest, b: Manifest) => (a.kind < b.kind ? -1 : 1);
        expect(built.sort(byKind)).toEqual(expected.sort(byKind));
      }
    });

    test('each environment runs its own version and reads its own configuration', () => {
      const root = new RichEstate().small.write();
      const [dev, prod] = ['dev', 'prod'].map((name) => objects(build(tool, args, path.join(root, 'k8s/overlays', name))));
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
        const manifests = objects(build(tool, args, path.join(small.write(), 'k8s/overlays/dev')));
        const name: string = find(manifests, 'ConfigMap', /^api-/).metadata.name;
        expect(find(manifests, 'Deployment', /^api$/).spec.template.spec.containers[0].envFrom).toEqual([{ configMapRef: { name } }]);
        return name;
      };
      expect(configMapOf('info')).toBe(configMapOf('info'));
      expect(configMapOf('info')).not.toBe(configMapOf('debug'));
    });
  });
}

/** The built overlays of an estate, as files. */
function builtOverlays(estate: DefaultEstate | RichEstate = new DefaultEstate()): string[] {
  const root = estate.small.write();
  return estate.overlays.map(({ environment, directory }) => {
    const file = path.join(root, `${environment.name}.yaml`);
    fs.writeFileSync(file, build('kubectl', ['kustomize'], path.join(root, directory)));
    return file;
  });
}

const UNSAFE = ['readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'];
const MISSPELT = ['readOnlyRootFilesystem: true', 'readOnlyRootFileSystem: true'];

/** What judges the built overlays, and a change that it has to notice. */
const CHECKS: Array<[ToolName, string[], string[]]> = [
  ['kube-linter', ['lint'], UNSAFE],
  ['kube-score', ['score', '--exit-one-on-warning'], UNSAFE],
  ['kubeconform', ['-strict', '-summary'], MISSPELT],
];

describeWithTool('kubectl', () => {
  for (const [tool, args, [good, bad]] of CHECKS) {
    describeWithTool(tool, () => {
      test('accepts the overlays of an estate with default services, without any exception', () => {
        for (const file of builtOverlays()) {
          const { status, stdout, stderr } = runTool(tool, [...args, file]);
          expect({ status, report: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, report: '' });
          expect(fs.readFileSync(file, 'utf8')).not.toMatch(/kube-score\/ignore|ignore-check\.kube-linter/);
        }
      });

      test('refuses the same overlays once they are made worse', () => {
        for (const file of builtOverlays()) {
          fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(good, bad));
          expect(runTool(tool, [...args, file]).status).toBe(1);
        }
      });
    });
  }

  describeWithTool('kubeconform', () => {
    test('knows every field that an option can write', () => {
      for (const file of builtOverlays(new RichEstate())) {
        const { status, stdout } = runTool('kubeconform', ['-strict', file]);
        expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
      }
    });
  });
});
