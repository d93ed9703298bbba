import * as path from 'node:path';
import * as fc from 'fast-check';
import { hostileText } from './hostile-values';
import { KustomizePatch, Volume } from '../../src';
import { notCarried } from '../../src/kubernetes/kustomize/carried-text';
import { anyCharacter } from '../any-character';
import { SmallApplications } from '../applications/small-applications';
import { emptyProject } from '../default-estate';
import { describeWithTool, runTool } from '../real-tool';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'feiyue-mono-dev' } };
const OBJECT = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'values' } };

/** Texts that some reader of YAML takes for something else, or cuts off, and any others. */
const TRICKY = [
  'a\nb\n', 'a\n\n', '\n', ' ', 'a ', 'a\t', 'a\u00a0', 'a\u2028', 'a\u3000', '\ta', 'a\n\tb', ' a\n b', '\r\n', 'a\r\nb\r', '\u0001', '\u001f', '\u2028', '\ufeff', '\ufeffa', '🎉', '\u{10ffff}',
  'y', 'no', 'On', 'null', '~', '0o14', '012', '0x1f', '0b1', '1_000', '1e3', '.5', '5.', '.inf', '.NaN', '12:30', '12:30:45', '2001-01-01', '2001-01-01T00:00:00Z', '9007199254740993', '<<', '=', '',
  '---', '--- a', '...', '- a', '? a', 'a: b', 'a #b', '#', '%a', '@a', '`a', '!a', '&a', '*a', '|', '>', '{', '[', '"', "'", '"a"', "'a'", '\\', '\\n', 'x'.repeat(300), `${'word '.repeat(50)}\nmore`,
];
const any = fc.oneof(hostileText, fc.string({ unit: anyCharacter, maxLength: 8 }), fc.array(fc.constantFrom(...TRICKY), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')));

function sample(): string[] {
  const texts = fc.sample(any, { numRuns: 300 });
  const carried = [...TRICKY, ...texts].filter((text) => notCarried(text) === undefined);
  expect(carried.length).toBeGreaterThan(0.7 * (TRICKY.length + texts.length));
  return carried;
}

function named(texts: readonly string[], prefix = 'V'): Record<string, string> {
  return Object.fromEntries(texts.map((text, index) => [`${prefix}${index}`, text]));
}

/** What Kubernetes reads of what kustomize builds, by kind, and by kind and name without the hash. */
function built(root: string, folder: string): Record<string, any> {
  const { status, stdout, stderr } = runTool('kustomize', ['build', path.join(root, folder)]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const read = runTool('kubectl', ['annotate', '--local', '--filename=-', '--output=json', 'read-by=kubectl'], { input: stdout });
  expect(read.stderr).toBe('');
  const objects: any[] = JSON.parse(`[${read.stdout.replace(/^\}\n\{$/gm, '},{')}]`).flatMap((object: any) => object.items ?? [object]);
  const byName = objects.map((object) => [`${object.kind} ${`${object.metadata.name}`.replace(/-[a-z0-9]{10}$/, '')}`, object]);
  return Object.fromEntries([...objects.map((object) => [object.kind, object]), ...byName]);
}

describeWithTool('kustomize', () => describeWithTool('kubectl', () => {
  test('every text of a service that is not refused reaches the cluster as it is, whatever stood there before', () => {
    const texts = sample();
    const others = [...texts].reverse();
    const ends = texts.filter((text) => /\s$/.test(text)).slice(0, 40);
    const project = emptyProject();
    const dev = project.addEnvironment('dev');
    const api = project.addService('api', { port: 8080, env: named(texts), args: [...texts], command: [texts[0]] });
    api.override('dev', { env: named(others.map((text) => (notCarried(`${text}.`) === undefined ? `${text}.` : text))), args: [...others, 'a\nb\n'] });
    api.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: named(texts, 'a/') } }));
    api.patch(dev, KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: named(others.map((text) => (text.startsWith('\t') ? 'tab' : text)), 'a/') } }));
    api.patch(dev, KustomizePatch.json6902({ kind: 'Deployment' }, texts.map((value, index) => ({ op: 'add', path: `/metadata/annotations/b~1${index}`, value }))));
    ends.forEach((text, index) => {
      api.patch(dev, KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: { [`c/${index}`]: text } } }));
      api.patch(dev, KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'add', path: `/metadata/annotations/d~1${index}`, value: text }]));
    });
    project.overlay(dev).patch(KustomizePatch.strategicMerge({ ...NAMESPACE, metadata: { ...NAMESPACE.metadata, annotations: named(texts, 'a/') } }));
    project.overlay(dev).patch(KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'add', path: '/spec/template/spec/containers/0/command/-', value: 'x\n' }]));
    project.synth();

    const { ConfigMap, Deployment, Namespace } = built(project.outdir, 'k8s/overlays/dev');
    const [container] = Deployment.spec.template.spec.containers;
    expect(ConfigMap.data).toEqual({ PORT: '8080', ...named(others.map((text) => (notCarried(`${text}.`) === undefined ? `${text}.` : text))) });
    expect(container.args).toEqual([...others, 'a\nb\n']);
    expect(container.command).toEqual([texts[0], 'x\n']);
    const { 'read-by': reader, ...annotations } = Deployment.metadata.annotations;
    expect(annotations).toEqual({
      ...named(others.map((text) => (text.startsWith('\t') ? 'tab' : text)), 'a/'), ...named(texts, 'b/'), ...named(ends, 'c/'), ...named(ends, 'd/'),
    });
    expect(Namespace.metadata.annotations).toEqual({ ...named(texts, 'a/'), 'read-by': reader });
    const base = built(project.outdir, 'k8s/base/api');
    expect(base.ConfigMap.data).toEqual({ PORT: '8080', ...named(texts) });
    expect(base.Deployment.spec.template.spec.containers[0].args).toEqual(texts);
  });

  test('every file that is not refused reaches the cluster as it is, whatever stood there before', () => {
    const texts = sample();
    const names = ['__proto__', 'constructor', 'y', 'null', '1', '-', 'a/b/c', 'x'.repeat(100)];
    const others = (text: string) => (notCarried(`${text}.`) === undefined ? `${text}.` : text);
    const files = { ...named(texts), ...Object.fromEntries(names.map((name) => [name, name])) };
    const project = emptyProject();
    const dev = project.addEnvironment('dev');
    project.addWorker('api', { volumes: { '/etc/app': Volume.configFiles(files), '/__proto__': Volume.configFile('a\tb\n') } })
      .override(dev, { volumes: { '/etc/app': Volume.configFiles({ ...files, ...named(texts.map(others)) }) } });
    project.synth();
    const dataOf = (folder: string) => built(project.outdir, folder)['ConfigMap api-files'].data;
    const keyed = (given: Record<string, string>) => ({
      ...Object.fromEntries(Object.entries(given).map(([name, text]) => [`etc_app_${name.replaceAll('/', '_')}`, text])), ...JSON.parse('{"__proto__":"a\\tb\\n"}'),
    });
    expect(dataOf('k8s/base/api')).toEqual(keyed(files));
    expect(dataOf('k8s/overlays/dev')).toEqual(keyed({ ...files, ...named(texts.map(others)) }));
  });

  test('every name that is not refused reaches the cluster as it is', () => {
    const names = ['y', 'Y', 'n', 'N', 'yes', 'No', 'NO', 'on', 'Off', 'nan', 'NaN', 'inf', 'e1', 'E10', 'x', 'TRUE_', 'null_', '_', '__proto__', 'constructor'];
    const values = Object.fromEntries(names.map((name) => [name, name]));
    const numbers = ['1a', '1.2.3', '0xg', '1e', 'a/1', '12-30', '1_a', 'true/1', '2001-01', '0b2'];
    const annotations = Object.fromEntries([...names.slice(0, -3), ...numbers].map((name) => [name, name]));
    const project = emptyProject();
    const dev = project.addEnvironment('dev');
    const api = project.addService('api', { port: 8080, env: values });
    api.override(dev, { env: { y: 'other' } });
    api.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations, labels: { ...annotations, 1: 'x', true: 'x', null: 'x' } } }));
    api.patchBase(KustomizePatch.json6902({ kind: 'Service' }, [
      { op: 'add', path: '/metadata/annotations', value: annotations },
      { op: 'add', path: '/metadata/labels', value: { 1: 'x', true: 'y' } },
    ]));
    project.synth();
    const { ConfigMap, Deployment, Service } = built(project.outdir, 'k8s/overlays/dev');
    expect(ConfigMap.data).toEqual({ PORT: '8080', ...values, y: 'other' });
    expect(Deployment.metadata).toMatchObject({ annotations, labels: { ...annotations, 1: 'x', true: 'x', null: 'x' } });
    expect(Service.metadata).toMatchObject({ annotations, labels: { 1: 'x', true: 'y' } });
  });

  test('every text of an application that is not refused reaches the cluster as it is, whatever stood there before', () => {
    const texts = sample();
    const others = [...texts].reverse().map((text) => (text.startsWith('\t') ? 'tab' : text));
    const estate = new SmallApplications();
    estate.addApplication('hostile', { manifests: { 'values.yaml': { ...OBJECT, metadata: { ...OBJECT.metadata, annotations: named(texts) }, data: named(texts) } } })
      .patch(KustomizePatch.strategicMerge({ ...OBJECT, data: { ...named(others), Z: 'a\n' } }))
      .patch(KustomizePatch.json6902({ kind: 'ConfigMap' }, texts.map((value, index) => ({ op: 'add', path: `/data/W${index}`, value }))));
    const { ConfigMap } = built(estate.write(), 'k8s/applications/hostile');
    expect(ConfigMap.data).toEqual({ ...named(others), Z: 'a\n', ...named(texts, 'W') });
    expect(ConfigMap.metadata.annotations).toEqual({ ...named(texts), 'read-by': 'kubectl' });
  });
}));
