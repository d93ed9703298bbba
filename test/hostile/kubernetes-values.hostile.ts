import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { HALF_OF_A_PAIR, hostileText } from './hostile-values';
import { refused } from './refusal';
import { FeiyueProject, JsonPatchOperation, KustomizePatch, Probe, Service } from '../../src';
import { isCarriedName, notCarried } from '../../src/kubernetes/kustomize/carried-text';
import { emptyProject } from '../default-estate';
import { describeWithTool, runTool } from '../real-tool';
import { read, tree } from '../synth/test-project';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'feiyue-mono-dev' } };
const STRICT = { strict: true, uniqueKeys: true, stringKeys: true } as const;

/**
 * What kustomize 5 cannot write into YAML that it can read again: it fails on these control characters, and makes a space
 * of the next line character. And the end of a string in C, which no environment variable or argument can hold. And lines that
 * begin with a tab, which it takes for indentation.
 */
const NOT_CARRIED = ['\0', '\u007f', '\u0080', '\u0085', '\u009f', '\ufffe', '\uffff'];
const NOT_CARRIED_TEXTS = [...NOT_CARRIED.map((character) => `a${character}b`), '\ta\nb', '\n\ta', '\t\n'];

const carriedText = hostileText.filter((text) => notCarried(text) === undefined);

/** An HTTP path as it is allowed: no white space and no fragment. */
const hostilePath = carriedText.map((text) => `/${text.replace(/[\s#]/g, '')}`);

interface Sample {
  readonly env: Readonly<Record<string, string>>;
  readonly override: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly livenessPath: string;
  readonly readinessPath: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly text: string;
}

const variables = fc.array(carriedText, { minLength: 4, maxLength: 12 }).map((values) => Object.fromEntries(values.map((value, index) => [`V${index}`, value])));
/** Not empty, because a patch without effect is a problem, and without keys that a strategic merge takes for directives. */
const labelled = fc.dictionary(carriedText.filter((key) => !key.startsWith('$') && !['', '<<'].includes(key)), carriedText, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
const sample: fc.Arbitrary<Sample> = fc.record({
  env: variables,
  override: variables,
  command: fc.array(carriedText, { minLength: 1, maxLength: 3 }),
  args: fc.array(carriedText, { minLength: 1, maxLength: 6 }),
  livenessPath: hostilePath,
  readinessPath: hostilePath,
  annotations: labelled,
  labels: labelled,
  text: carriedText.filter((text) => isCarriedName(text)),
});

/** A service in whose every free text there is something hostile. */
function estateOf({ env, override, command, args, livenessPath, readinessPath, annotations, labels, text }: Sample): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const api = project.addService('api', { port: 8080, env, command: [...command], args: [...args], liveness: Probe.http(livenessPath), readiness: Probe.http(readinessPath) });
  const known = Object.fromEntries(Object.entries(override).filter(([name, value]) => name in env && env[name] !== value));
  if (Object.keys(known).length > 0) api.override('dev', { env: known });
  api.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { template: { metadata: { annotations } } } }));
  const operations: JsonPatchOperation[] = [{ op: 'add', path: '/metadata/annotations', value: { [text]: text } }];
  api.patch('dev', KustomizePatch.json6902({ kind: 'Deployment', name: 'api' }, operations));
  project.overlay(dev).patch(KustomizePatch.strategicMerge({ ...NAMESPACE, metadata: { ...NAMESPACE.metadata, labels } }));
  project.synth();
  return project;
}

/** Every YAML file of the estate, by its path, read strictly. */
function documents({ outdir }: FeiyueProject): Record<string, any> {
  const files = Object.keys(tree(path.join(outdir, 'k8s'))).filter((file) => !file.endsWith('/'));
  return Object.fromEntries(files.map((file) => {
    const text = read(outdir, `k8s/${file}`);
    const [document, ...more] = parseAllDocuments(text, STRICT);
    expect({ file, more: more.length, errors: document.errors, warnings: document.warnings }).toEqual({ file, more: 0, errors: [], warnings: [] });
    expect(parse(text, { version: '1.1', merge: false })).toEqual(document.toJS());
    return [file, document.toJS()];
  }));
}

/** What kustomize reads in the literals of a generator: the first `=` parts, one pair of quotes falls off. */
function variablesOf(literals: readonly string[]): Record<string, string> {
  return Object.fromEntries(literals.map((literal) => {
    const [, name, value] = /^([^=]*)=([^]*)$/.exec(literal)!;
    return [name, /^(["'])[^]*\1$/.test(value) && value.length > 1 ? value.slice(1, -1) : value];
  }));
}

test('a strict YAML parser reads every text as it was given', () => {
  fc.assert(fc.property(sample, (given) => {
    const project = estateOf(given);
    const files = documents(project);

    expect(variablesOf(files['base/api/configmap.yaml'].literals)).toEqual({ PORT: '8080', ...given.env });
    const [container] = files['base/api/deployment.yaml'].spec.template.spec.containers;
    expect(container).toMatchObject({ command: given.command, args: given.args });
    expect(container.livenessProbe.httpGet.path).toBe(given.livenessPath);
    expect(container.readinessProbe.httpGet.path).toBe(given.readinessPath);

    const [base] = files['base/api/kustomization.yaml'].patches;
    expect(parse(base.patch, STRICT)).toEqual({ ...DEPLOYMENT, spec: { template: { metadata: { annotations: given.annotations } } } });
    const overlay = files['overlays/dev/api/kustomization.yaml'];
    expect(overlay.patches.map(({ patch }: { patch: string }) => parse(patch, STRICT)))
      .toEqual([[{ op: 'add', path: '/metadata/annotations', value: { [given.text]: given.text } }]]);
    const changed = variablesOf(overlay.configMapGenerator?.[0].literals ?? []);
    const overridden = Object.fromEntries(Object.entries(given.override).filter(([name]) => name in given.env));
    expect({ ...given.env, ...changed }).toEqual({ ...given.env, ...overridden });
    expect(parse(files['overlays/dev/kustomization.yaml'].patches[0].patch, STRICT)).toEqual({ ...NAMESPACE, metadata: { ...NAMESPACE.metadata, labels: given.labels } });
    fs.rmSync(project.outdir, { recursive: true });
  }), { numRuns: 10 });
});

describeWithTool('kustomize', () => {
  test('kustomize gives the cluster every text as it was given', () => {
    const project = emptyProject();
    project.addEnvironment('dev');
    // Line and paragraph separators are written as YAML 1.1, which the parser here does not read as kubectl does.
    const values = fc.sample(carriedText.filter((text) => !/[\u2028\u2029]/.test(text)), { numRuns: 400 });
    const env = Object.fromEntries(values.map((value, index) => [`V${index}`, value]));
    const changed = Object.fromEntries(values.slice(0, 200).map((value, index) => [`V${index}`, `${values[399 - index]}${value}`]));
    const annotations = Object.fromEntries(values.map((value, index) => [`example.com/a${index}`, value]));
    const api = project.addService('api', { port: 8080, env, args: [...values] });
    api.override('dev', { env: changed });
    api.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { template: { metadata: { annotations } } } }));
    project.synth();

    const { status, stdout, stderr } = runTool('kustomize', ['build', path.join(project.outdir, 'k8s/overlays/dev')]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const objects = parseAllDocuments(stdout).map((document) => document.toJS());
    expect(objects.find(({ kind }) => kind === 'ConfigMap').data).toEqual({ PORT: '8080', ...env, ...changed });
    const { metadata, spec } = objects.find(({ kind }) => kind === 'Deployment').spec.template;
    expect(metadata.annotations).toEqual(annotations);
    expect(spec.containers[0].args).toEqual(values);
  });
});

/** Declarations of free text, and the file that it would stand in. */
const TEXTS: ReadonlyArray<readonly [what: string, file: string, say: (service: Service, text: string) => unknown]> = [
  ['env', 'overlays/dev/api/kustomization.yaml', (service, text) => service.override('dev', { env: { V: text } })],
  ['command', 'overlays/dev/api/kustomization.yaml', (service, text) => service.override('dev', { command: [text] })],
  ['args', 'overlays/dev/api/kustomization.yaml', (service, text) => service.override('dev', { args: [text] })],
  ['liveness', 'overlays/dev/api/kustomization.yaml', (service, text) => service.override('dev', { liveness: Probe.http(`/${text}`) })],
  ['a patch', 'base/api/kustomization.yaml', (service, text) => service.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: { a: text } } }))],
  ['a key of a patch', 'base/api/kustomization.yaml', (service, text) => service.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: { [text]: 'a' } } }))],
];

function problemsOf(say: (service: Service) => unknown): string {
  const project = emptyProject();
  return refused(project.outdir, () => {
    project.addEnvironment('dev');
    say(project.addService('api', { port: 8080, env: { V: 'x' } }));
    return project;
  }).join('\n');
}

describe.each(TEXTS)('%s', (_, file, say) => {
  test('with half of a surrogate pair is refused, naming the service or the file', () => {
    const problems = problemsOf((service) => say(service, HALF_OF_A_PAIR));
    expect(problems).toContain('half of a surrogate pair');
    expect(problems).toMatch(new RegExp(`service "api"|k8s/${file}`));
  });

  test('with a text that kustomize cannot carry is refused, naming the service or the file', () => {
    for (const text of NOT_CARRIED_TEXTS) {
      expect(problemsOf((service) => say(service, text))).toMatch(new RegExp(`service "api"|k8s/${file}`));
    }
  });
});

test('a variable whose name kustomize reads as no text is refused', () => {
  expect(problemsOf((service) => service.override('dev', { env: { true: 'x' } }))).toContain('has the variable "true" in env, which kustomize reads as no name: call it otherwise.');
});

test('a variable of any legal name reaches the ConfigMap', () => {
  const env = Object.fromEntries(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '_'].map((name) => [name, 'x']));
  const project = emptyProject();
  project.addEnvironment('dev');
  project.addService('api', { port: 8080, env });
  project.synth();
  expect(parse(read(project.outdir, 'k8s/base/api/configmap.yaml')).literals).toEqual(['PORT=8080', ...Object.keys(env).map((name) => `${name}=x`)]);
});
