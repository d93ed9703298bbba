import * as fs from 'node:fs';
import * as path from 'node:path';
import { SmallApplications } from './small-applications';
import { ApplicationOptions, Convention, KustomizePatch, PodSecurity } from '../../src';
import { DefaultEstate } from '../default-estate';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { LEVEL: 'info' } };
const RELEASE = 'https://github.com/acme/app/releases/download/v1.2.3/install.yaml';

function written(options: ApplicationOptions, change: (estate: SmallApplications) => void = () => undefined): SmallApplications {
  const estate = new SmallApplications();
  estate.addApplication('metrics', options);
  change(estate);
  estate.write();
  return estate;
}

test('an application is a folder with its namespace, what it consists of and how that is changed', () => {
  const estate = written({
    podSecurity: PodSecurity.BASELINE,
    resources: [RELEASE],
    helmCharts: [{ name: 'agent', repository: 'oci://registry.example/charts', version: '1.2.3', values: { replicas: 2 } }],
    manifests: { 'settings.yaml': CONFIG_MAP },
    patches: [KustomizePatch.strategicMerge({ ...CONFIG_MAP, data: { LEVEL: 'debug' } })],
  });
  expect(estate.files('k8s/applications/metrics')).toEqual(['default-namespace.yaml', 'kustomization.yaml', 'namespace.yaml', 'settings.yaml']);
  expect(estate.body('k8s/applications/metrics/kustomization.yaml')).toBe(`apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - namespace.yaml
  - settings.yaml
  - ${RELEASE}
helmCharts:
  - name: agent
    repo: oci://registry.example/charts
    version: 1.2.3
    releaseName: agent
    namespace: metrics
    includeCRDs: true
    valuesInline:
      replicas: 2
transformers:
  - default-namespace.yaml
patches:
  - patch: |
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: settings
      data:
        LEVEL: debug
`);
  expect(estate.read('k8s/applications/metrics/namespace.yaml')).toContain('pod-security.kubernetes.io/enforce: baseline');
});

test('an application may live in a namespace that it does not bring', () => {
  const estate = written({ namespace: 'kube-system', createNamespace: false, manifests: { 'settings.yaml': CONFIG_MAP } });
  expect(estate.files('k8s/applications/metrics')).toEqual(['default-namespace.yaml', 'kustomization.yaml', 'settings.yaml']);
  expect(estate.read('k8s/applications/metrics/default-namespace.yaml')).toContain('namespace: kube-system');
});

test('an estate without applications has no file and no pattern of them', () => {
  const { project } = new DefaultEstate();
  project.synth();
  expect(fs.existsSync(path.join(project.outdir, 'k8s/applications'))).toBe(false);
  expect(fs.readFileSync(path.join(project.outdir, '.gitattributes'), 'utf-8')).not.toContain('applications');
});

test('what others make has a folder of its own under Picasso, and one pattern for all of its files', () => {
  const { project } = new DefaultEstate({ convention: Convention.PICASSO });
  expect(project.addApplication('metrics', { thirdParty: true }).directory).toBe('applications/3rdparty/metrics');
  expect(project.addApplication('relay').directory).toBe('applications/relay');
  project.synth();
  const attributes = fs.readFileSync(path.join(project.outdir, '.gitattributes'), 'utf-8').split('\n').filter((line) => line.includes('applications'));
  expect(attributes).toEqual(['/applications/3rdparty/metrics/** linguist-generated', '/applications/relay/** linguist-generated']);
});

test('objects and patches may come later, and files are found', () => {
  const estate = new SmallApplications();
  estate.addApplication('metrics')
    .addManifest('settings.yaml', CONFIG_MAP)
    .patch(KustomizePatch.json6902({ kind: 'ConfigMap' }, [{ op: 'replace', path: '/data/LEVEL', value: 'warn' }]));
  estate.project.tryFindObjectFile('k8s/applications/metrics/namespace.yaml')?.addOverride('metadata.labels.team', 'platform');
  estate.write();
  expect(estate.read('k8s/applications/metrics/kustomization.yaml')).toMatch(/- settings\.yaml[^]*target:\n {6}kind: ConfigMap/);
  expect(estate.read('k8s/applications/metrics/namespace.yaml')).toContain('team: platform');
});

test('files that the user keeps in the folder are resources', () => {
  const estate = new SmallApplications();
  const dir = path.join(estate.project.outdir, 'k8s/applications/metrics/crds');
  fs.mkdirSync(dir, { recursive: true });
  estate.addApplication('metrics', { resources: ['crds'] });
  estate.write();
  expect(estate.read('k8s/applications/metrics/kustomization.yaml')).toContain('- crds\n');
});

describe('an application is refused', () => {
  test.each<[string, ApplicationOptions, string]>([
    ['with a branch', { resources: ['https://github.com/acme/app//deploy?ref=main'] }, 'has the resource "https://github.com/acme/app//deploy?ref=main", which moves with "main": end it with ?ref= and a full commit of 40 digits, as `git ls-remote <repository> <tag>` prints it'],
    ['with a file that is not there', { resources: ['crds.yaml'] }, 'has the resource "crds.yaml", but there is no k8s/applications/metrics/crds.yaml: put it there, or give an address'],
    ['with a file of somebody else', { resources: ['../other'] }, 'has the resource "../other", which is neither an address (https://…, ssh://…) nor a path in its folder: it leads out of the project'],
    ['with a chart that moves', { helmCharts: [{ name: 'agent', repository: 'https://charts.example', version: '^1' }] }, 'has chart "agent" at "^1", which is not one exact version, such as "1.15.3"'],
    ['with a chart from nowhere', { helmCharts: [{ name: 'agent', repository: 'charts.example', version: '1.2.3' }] }, 'has chart "agent" of "charts.example", which is no address of a repository of charts: begin with https:// or oci://'],
    ['with a namespace of the cluster', { namespace: 'kube-system' }, 'would change the namespace "kube-system", which every cluster has: say createNamespace: false'],
    ['with something that is no object', { manifests: { 'a.yaml': { kind: 'ConfigMap' } } }, 'has an object in a.yaml without apiVersion, kind or metadata.name'],
    ['with an object in a text', { manifests: { 'a.txt': CONFIG_MAP } }, 'has an object in "a.txt"; the names of such files end with ".yaml"'],
    ['with an object twice', { manifests: { 'a.yaml': CONFIG_MAP, 'b.yaml': CONFIG_MAP } }, 'has ConfigMap "settings" in b.yaml and in another file: remove one of them'],
    ['with a secret', { manifests: { 'a.yaml': { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, stringData: { key: 'x' } } } }, 'has the Secret "key" in a.yaml with its content, which everyone could read in the repository: let an operator or a vault put it into the cluster'],
    ['with rights of nothing', { acceptedRights: { 'ClusterRole agnt': 'x' }, manifests: { 'a.yaml': { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'agent' } } } }, 'has "ClusterRole agnt" in acceptedRights, and no such object: name kind and name of one, such as "ClusterRole agent". Did you mean "ClusterRole agent"?'],
    ['with rights for no reason', { acceptedRights: { 'Namespace metrics': ' ' } }, 'gives no reason for "Namespace metrics" in acceptedRights: say why it needs these rights'],
    ['with rights of a chart', { acceptedRights: { 'ClusterRole a': 'x' }, helmCharts: [{ name: 'agent', repository: 'https://charts.example', version: '1.2.3' }] }, 'has acceptedRights, but charts and addresses are not held against the rules of policies/access: leave them out'],
    ['with a patch of nothing', { patches: [KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'metrcs' } })] }, 'has a patch that does not fit: there is no Namespace "metrcs"; there is: metrics. Did you mean "metrics"?'],
    ['with a patch that names a namespace where the object names none', { manifests: { 'a.yaml': CONFIG_MAP }, patches: [KustomizePatch.strategicMerge({ ...CONFIG_MAP, metadata: { name: 'settings', namespace: 'metrics' }, data: { A: 'b' } })] }, 'has a patch that does not fit: ConfigMap "settings" names no namespace yet: leave metadata.namespace out of the patch'],
    ['with an annotation that kustomize reads as a number', { manifests: { 'a.yaml': { ...CONFIG_MAP, metadata: { name: 'settings', annotations: { 12: 'x' } } } } }, 'has an object in a.yaml of which kustomize reads the name of the annotation "12" as no name: call it otherwise'],
    ['with an object that kustomize would leave out', { manifests: { 'a.yaml': { ...CONFIG_MAP, metadata: { name: 'settings', annotations: { 'config.kubernetes.io/local-config': 'true' } } } } }, 'has an object in a.yaml of which kustomize takes the annotation "config.kubernetes.io/local-config" away, or the whole object with it: leave it out'],
    ['with a patch of a chart that no object would take as it is meant', { helmCharts: [{ name: 'agent', repository: 'https://charts.example', version: '1.2.3' }], patches: [KustomizePatch.strategicMerge({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'agent' }, spec: { $retainKeys: ['a'] } })] }, 'has a patch that does not fit: kustomize does not know "$retainKeys" and would write it into the object'],
    ['with lines that begin with a tab', { manifests: { 'a.yaml': { ...CONFIG_MAP, data: { A: '\tx\ny' } } } }, 'has several lines that begin with a tab in the object in a.yaml, which kustomize cannot carry to the cluster'],
    ['with a text that no file can hold', { manifests: { 'a.yaml': { ...CONFIG_MAP, data: { A: '\ud83c' } } } }, 'has half of a surrogate pair'],
  ])('%s', (_, options, problem) => {
    const estate = new SmallApplications();
    estate.addApplication('metrics', options);
    const problems = estate.problems();
    expect(problems).toHaveLength(1);
    expect(problems[0].startsWith(`application "metrics" ${problem}`)).toBe(true);
  });

  test.each([
    ['Metrics', 'application "Metrics" is not a DNS-1123 label: use 1 to 63 lower-case letters, digits and "-", and begin and end with a letter or digit'],
    ['../x', 'application "../x" is not a DNS-1123 label: use 1 to 63 lower-case letters, digits and "-", and begin and end with a letter or digit'],
    ['con', 'application "con" is a reserved name on Windows, where no folder can be called so: give it another one'],
  ])('with the name %s', (name, problem) => {
    const estate = new SmallApplications();
    estate.addApplication(name);
    expect(estate.problems()).toEqual([problem]);
  });

  test('with the namespace of another shape', () => {
    const estate = new SmallApplications();
    estate.addApplication('metrics', { namespace: 'a.b' });
    expect(estate.problems()).toEqual([expect.stringMatching(/^namespace of application "metrics" "a.b" is not a DNS-1123 label/)]);
  });

  test('with the name of the folder of those that others make', () => {
    const { project } = new DefaultEstate({ convention: Convention.PICASSO });
    project.addApplication('3rdparty');
    expect(() => project.synth()).toThrow('application "3rdparty" has the name of the folder of those that others make: give it another one');
  });

  test('twice', () => {
    const estate = new SmallApplications();
    estate.addApplication('metrics');
    estate.addApplication('metrics');
    expect(estate.problems()).toEqual(expect.arrayContaining(['application "metrics" is declared twice: give the second one another name']));
  });
});

test('a patch of what nobody here can see is left to kustomize', () => {
  const estate = new SmallApplications();
  estate.addApplication('metrics', { resources: [RELEASE] })
    .patch(KustomizePatch.strategicMerge({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'unknown' }, spec: { replicas: 2 } }));
  expect(estate.problems()).toEqual([]);
});
