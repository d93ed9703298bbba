import * as fc from 'fast-check';
import type { JsonPatchOperation, PatchContent } from '../../../src/kubernetes/kustomize/kustomize-patch';
import { MergeType } from '../../../src/kubernetes/kustomize/merge-keys';
import type { Manifest } from '../../../src/kubernetes/manifests/manifest';
import { TrafficTarget } from '../../../src/kubernetes/options/traffic-target';
import { renderManifests } from '../../../src/kubernetes/workloads/base-files';
import { SERVICE } from '../../../src/kubernetes/workloads/deployment/service-kind';
import { resolveService } from '../../../src/kubernetes/workloads/deployment/service-model';

export type Random = fc.GeneratorValue;
type Fields = { [key: string]: unknown };

const POD = {
  serviceAccountName: 'x',
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }, { ip: '10.0.0.2', hostnames: ['b', 'c'] }],
  imagePullSecrets: [{ name: 'one' }, { name: 'two' }],
  initContainers: [{ name: 'first', image: 'a:1' }, { name: 'second', image: 'b:2', args: ['x'] }],
  containers: [
    { name: 'main', image: 'c:3', ports: [{ containerPort: 53, protocol: 'UDP' }, { containerPort: 53, protocol: 'TCP', name: 'dns' }, { containerPort: 80 }], env: [{ name: 'A', value: '1' }, { name: 'B', value: 'yes' }] },
    { name: 'side', image: 'd:4', volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, { name: 'data', mountPath: '/data', readOnly: true }] },
  ],
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' },
    { maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
  ],
  volumes: [{ name: 'tmp', emptyDir: {} }, { name: 'data', ephemeral: { volumeClaimTemplate: { metadata: { finalizers: ['a/b'] }, spec: { accessModes: ['ReadWriteOnce'] } } } }],
  tolerations: [{ key: 'a', operator: 'Exists' }],
  securityContext: { runAsUser: 10001, sysctls: [{ name: 'a', value: '1' }] },
};
const METADATA = { name: 'x', labels: { a: 'b', number: '1' }, annotations: { note: 'a b', yes: 'no' }, finalizers: ['a/b', 'c/d'] };

/** Objects of every kind that is rendered, of every list that is merged, and of kinds that kustomize does not know. */
const OBJECTS: readonly Manifest[] = [
  ...renderManifests(SERVICE, resolveService({ name: 'x', partOf: 'shop', imageRepository: 'r/x', fileText: () => '' }, [{
    port: 8080,
    env: { A: 'b' },
    secretEnv: { S: { secret: 's', key: 'k' }, T: { secret: 's', key: 't' } },
    args: ['a', 'b'],
    connectsTo: [TrafficTarget.cidr('10.0.0.0/8', [1, 2])],
  }], { callers: [], portsOf: () => [] })),
  { apiVersion: 'v1', kind: 'Namespace', metadata: METADATA },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: METADATA, spec: { replicas: 3, template: { metadata: { labels: { a: 'b' } }, spec: POD }, volumeClaimTemplates: [{ metadata: { name: 'v' } }] } },
  { apiVersion: 'batch/v1', kind: 'CronJob', metadata: METADATA, spec: { schedule: '* * * * *', suspend: false, jobTemplate: { spec: { backoffLimit: 2, template: { spec: POD } } } } },
  { apiVersion: 'v1', kind: 'Pod', metadata: { ...METADATA, ownerReferences: [{ uid: '1', name: 'a', kind: 'b', apiVersion: 'c' }] }, spec: POD },
  { apiVersion: 'v1', kind: 'Service', metadata: METADATA, spec: { ports: [{ name: 'a', port: 53, protocol: 'UDP', targetPort: 'dns' }, { name: 'b', port: 53, protocol: 'TCP', targetPort: 53 }, { name: 'c', port: 80 }], externalIPs: ['1.2.3.4'] } },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: METADATA, rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: METADATA, spec: { rules: [{ host: 'a', http: { paths: [{ path: '/', pathType: 'Prefix' }] } }] } },
  { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: METADATA, spec: { group: 'g', names: { kind: 'K', plural: 'ks' }, versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object' } } }] } },
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', metadata: METADATA, webhooks: [{ name: 'a.b', sideEffects: 'None' }, { name: 'c.d', timeoutSeconds: 5 }] },
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: METADATA,
    spec: { replicas: 2, ratio: 0.5, none: null, template: { spec: POD }, inner: { apiVersion: 'v1', kind: 'Pod', metadata: METADATA, spec: POD }, list: [{ name: 'a', value: 1 }, { name: 'b' }] },
  },
];

/** An object and the patches for it, one after the other. */
export interface PatchedCase {
  readonly object: Manifest;
  readonly patches: readonly PatchContent[];
}

const REMOVES = /null|"(?:delete|replace|remove|move)"/;

export const patchedCase: fc.Arbitrary<PatchedCase> = fc.gen().map((random) => {
  const object = structuredClone(random(fc.constantFrom, ...OBJECTS));
  const first = randomPatch(random, object);
  // What kustomize does at last fails on an object whose spec is a text; two patches can do that where none of them alone can.
  const patches = REMOVES.test(JSON.stringify(first)) || chance(random, 2) ? [first] : [first, randomPatch(random, object)];
  return { object, patches };
});

/** A patch for an object. */
export function randomPatch(random: Random, object: Manifest): PatchContent {
  return chance(random, 2) ? jsonPatch(random, object) : mergePatch(random, object);
}

function chance(random: Random, oneIn: number): boolean {
  return random(fc.nat, { max: oneIn - 1 }) === 0;
}

const TEXTS = ['word', '8080', 'yes', '', 'a b', '25%', 'http', '1e3', 'x: y', 'two\nlines', ' a ', '#', '0x1F', '~', '2001-01-01', '1_000', '012', '=', '<<', 'é', '🎉'];
const NUMBERS = [0, 1, 8080, -3, 1.5, 1e21, 30000000, 9007199254740991, 1e-7, 0.1];

function scalar(random: Random): unknown {
  return random(fc.constantFrom, ...TEXTS, ...NUMBERS, true, false);
}

/** A value of the same type, most often. */
function like(random: Random, value: unknown): unknown {
  if (chance(random, 20)) return scalar(random);
  if (typeof value === 'string') return random(fc.constantFrom, ...TEXTS);
  if (typeof value === 'number') return random(fc.constantFrom, ...NUMBERS);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return [...value.filter(() => chance(random, 2)), ...likeOne(random, value)];
  if (typeof value !== 'object' || value === null) return anything(random);
  const kept = Object.entries(value).filter(() => !chance(random, 3));
  const entries = kept.map(([key, inner]) => [key, chance(random, 3) ? like(random, inner) : inner]);
  return Object.fromEntries(entries);
}

/** Half of the time an item like the first. */
function likeOne(random: Random, list: readonly unknown[]): unknown[] {
  return list.length > 0 && chance(random, 2) ? [like(random, list[0])] : [];
}

function anything(random: Random, depth = 2): unknown {
  switch (depth === 0 ? 0 : random(fc.nat, { max: 4 })) {
    case 1: return { [word(random)]: anything(random, depth - 1) };
    case 2: return [anything(random, depth - 1), anything(random, depth - 1)].slice(random(fc.nat, { max: 2 }));
    default: return scalar(random);
  }
}

function word(random: Random): string {
  return random(fc.constantFrom, 'alpha', 'beta', 'name', 'value', 'yes', '1', 'a/b', 'a~b');
}

function mergePatch(random: Random, { apiVersion, kind, metadata, ...rest }: Manifest): PatchContent {
  if (chance(random, 60)) return { kind: 'strategic-merge', manifest: { apiVersion, kind, metadata: { name: metadata.name }, $patch: 'delete' } };
  const type = MergeType.ofObject(apiVersion, kind);
  const changes = chance(random, 4) ? undefined : mapPatch(random, rest, type);
  const { name, ...others } = metadata;
  const about = changes === undefined || chance(random, 4) ? mapPatch(random, others, type?.field('metadata')) : {};
  return { kind: 'strategic-merge', manifest: { apiVersion, kind, ...changes, metadata: { ...about as Fields, name } } };
}

function mapPatch(random: Random, target: Fields, type: MergeType | undefined): Fields {
  const patch: Fields = {};
  const keys = Object.keys(target);
  for (let count = keys.length === 0 ? 0 : random(fc.integer, { min: 1, max: 2 }); count > 0; count--) {
    const key = random(fc.constantFrom, ...keys);
    patch[key] = chance(random, 12) ? null : valuePatch(random, target[key], type?.field(key));
  }
  if (keys.length === 0 || chance(random, 8)) patch[word(random)] = like(random, keys.length === 0 ? undefined : target[keys[0]]);
  if (chance(random, 30)) patch.$patch = random(fc.constantFrom, 'replace', 'delete', 'merge');
  return patch;
}

function valuePatch(random: Random, target: unknown, type: MergeType | undefined): unknown {
  if (chance(random, 40)) return anything(random);
  if (Array.isArray(target)) return listPatch(random, target, type);
  if (typeof target === 'object' && target !== null) return mapPatch(random, target as Fields, type);
  return like(random, target);
}

function listPatch(random: Random, target: readonly unknown[], type: MergeType | undefined): unknown {
  if (type?.keys === undefined || type.keys.length === 0) {
    const items = target.filter(() => chance(random, 2));
    const directive = type?.keys && chance(random, 6) ? [{ $patch: random(fc.constantFrom, 'replace', 'delete') }] : [];
    return [...items, ...likeOne(random, target), ...directive];
  }
  const items = (target as Fields[]).filter(() => chance(random, 2)).map((item) => {
    const keys = Object.fromEntries(type.keys!.filter((key) => key in item && !chance(random, 20)).map((key) => [key, item[key]]));
    if (chance(random, 8)) return { ...keys, $patch: random(fc.constantFrom, 'delete', 'delete', 'replace', 'merge') };
    return { ...mapPatch(random, item, type.items), ...keys };
  });
  if (chance(random, 3)) {
    const keys = Object.fromEntries(type.keys!.filter((_, index) => index === 0 || chance(random, 2)).map((key) => [key, chance(random, 2) ? 9090 : 'new']));
    items.push({ ...mapPatch(random, {}, undefined), image: 'new', ...keys });
  }
  if (chance(random, 10)) items.unshift({ $patch: random(fc.constantFrom, 'replace', 'replace', 'delete', 'merge') });
  return items;
}

function jsonPatch(random: Random, object: Manifest): PatchContent {
  const operations = Array.from({ length: random(fc.integer, { min: 1, max: 3 }) }, () => operation(random, object));
  return { kind: 'json-6902', target: { kind: object.kind, ...(chance(random, 2) && { name: object.metadata.name }) }, operations };
}

function operation(random: Random, object: Manifest): JsonPatchOperation {
  const op = random(fc.constantFrom, 'add', 'add', 'add', 'replace', 'replace', 'remove', 'move', 'copy', 'test');
  const { pointer: path, value, parent, within } = place(random, object);
  switch (op) {
    case 'add': return { op, path: chance(random, 2) ? newPlace(random, within, parent) : path, value: like(random, value) };
    case 'replace': return { op, path, value: like(random, value) };
    case 'remove': return { op, path };
    case 'test': return { op, path, value: chance(random, 10) || value === undefined ? scalar(random) : value };
    default: return { op, from: path, path: newPlace(random, within, parent) };
  }
}

function newPlace(random: Random, within: string, parent: unknown): string {
  if (chance(random, 30)) return `${within}/${random(fc.constantFrom, '7', '-9', '01', '+1', 'x')}`;
  return `${within}/${Array.isArray(parent) ? random(fc.constantFrom, '-', '0', `${parent.length}`, '-1') : random(fc.constantFrom, 'more', 'a~1b', 'a~0b', '-')}`;
}

interface Place {
  readonly pointer: string;
  readonly value: unknown;
  readonly parent: unknown;
  readonly within: string;
}

/** A place in an object, most often one that there is. */
function place(random: Random, { apiVersion, kind, metadata: { name, ...metadata }, ...rest }: Manifest): Place {
  const described = chance(random, 4) || Object.keys(rest).length === 0 ? { metadata } : rest;
  const object = chance(random, 30) ? { apiVersion, kind, metadata: { name } } : described;
  let found: Place = { pointer: '', value: object, parent: undefined, within: '' };
  do {
    const parent = found.value as Fields;
    const keys = Object.keys(parent);
    const within = found.pointer;
    if (keys.length === 0 || chance(random, 60)) return { pointer: `${within}/${random(fc.constantFrom, 'none', '0', '-1', '7', '-')}`, value: undefined, parent, within };
    const key = random(fc.constantFrom, ...keys);
    const isNegative = Array.isArray(parent) && chance(random, 8);
    found = { pointer: `${within}/${isNegative ? Number(key) - keys.length : key.replace(/~/g, '~0').replace(/\//g, '~1')}`, value: parent[key], parent, within };
  } while (typeof found.value === 'object' && found.value !== null && (found.pointer === '/metadata' || !chance(random, 6)));
  return found;
}
