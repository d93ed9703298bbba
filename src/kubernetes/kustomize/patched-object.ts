import { annotationProblem, isCarriedName } from './carried-text';
import { isObject } from './merge-keys';
import { PatchMismatch } from './patch-mismatch';
import type { Manifest } from '../manifests/manifest';

type Item = { readonly [key: string]: unknown };

/**
 * Refuses an object that the API server, or what kustomize does after all patches, does not take, where that is seen at once.
 * @throws PatchMismatch
 */
export function requireAcceptable(manifest: Manifest, before: Manifest): void {
  const { kind, metadata } = manifest;
  requireSameShape(before, manifest, '');
  requireTexts(metadata.labels, 'metadata.labels');
  requireTexts(metadata.annotations, 'metadata.annotations');
  for (const name of Object.keys(metadata.annotations ?? {})) {
    const problem = Object.hasOwn(before.metadata.annotations ?? {}, name) ? undefined : annotationProblem(name);
    if (problem !== undefined) throw new PatchMismatch(problem);
  }
  if (kind === 'ConfigMap') requireTexts(manifest.data, 'data');
  if (HASHED.includes(kind)) requireCarriedNames(manifest, before, kind);
  if (kind === 'Ingress') requirePath(manifest, BACKEND_OF_INGRESS);
  if (kind === 'Service') requireDistinctPorts(manifest, itemsOf(manifest.spec, 'ports'), 'port');
  const pod = podOf(manifest);
  if (pod === undefined) return;
  const containers = ['initContainers', 'containers'].flatMap((list) => itemsOf(pod, list));
  requireDistinct(containers, ({ name }) => name, `${kind} "${metadata.name}" has two containers`);
  requireDistinct(itemsOf(pod, 'volumes'), ({ name }) => name, `${kind} "${metadata.name}" has two volumes`);
  for (const container of containers) {
    requireDistinctPorts(manifest, itemsOf(container, 'ports'), 'containerPort');
    requireDistinct(itemsOf(container, 'volumeMounts'), ({ mountPath }) => mountPath, `container "${container.name}" has two volumeMounts at`);
  }
}

/** What kustomize hashes where an environment has other data: for that, all names in it have to be read as texts. */
const HASHED = ['ConfigMap', 'Secret'];

function requireCarriedNames(value: unknown, before: unknown, kind: string): void {
  if (Array.isArray(value)) return value.forEach((item) => requireCarriedNames(item, undefined, kind));
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const known = isObject(before) && Object.hasOwn(before, name) ? before[name] : undefined;
    if (known === undefined && !isCarriedName(name)) throw new PatchMismatch(`kustomize reads the name ${JSON.stringify(name)} in a ${kind} as no name: call it otherwise`);
    requireCarriedNames(inner, known, kind);
  }
}

/** Where kustomize looks for names of Services. Source: `nameReference` in its api/internal/konfig/builtinpluginconsts. */
const BACKEND_OF_INGRESS = ['spec', 'rules', 'http', 'paths', 'backend', 'service', 'name'];

/** On the way to a field, through lists, kustomize takes nothing but objects and lists. */
function requirePath(value: unknown, [field, ...rest]: readonly string[], path = ''): void {
  if (Array.isArray(value)) return value.forEach((item, index) => requirePath(item, [field, ...rest], `${path}/${index}`));
  if (value === undefined || value === null) return;
  if (!isObject(value)) throw new PatchMismatch(`it makes a plain value of ${path}, on the way to ${field}`);
  if (rest.length > 0) requirePath(value[field], rest, `${path}/${field}`);
}

/** No field of Kubernetes is an object here and a list or a plain value there. */
function requireSameShape(before: unknown, after: unknown, path: string): void {
  if (before === after || before === null || after === null) return;
  const [was, is] = [before, after].map(shapeOf);
  if (was !== is) throw new PatchMismatch(`it makes ${is} of ${path}, which is ${was}`);
  if (isObject(before) && isObject(after)) {
    for (const key of Object.keys(after)) if (Object.hasOwn(before, key)) requireSameShape(before[key], after[key], `${path}/${key}`);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    const shape = before.length > 0 ? shapeOf(before[0]) : shapeOf(after[0]);
    const other = after.find((item) => item !== null && shapeOf(item) !== shape);
    if (other !== undefined) throw new PatchMismatch(`it puts ${shapeOf(other)} into ${path}, where every item is ${shape}`);
    // Items of a list are of one type: what is new is like what is there.
    after.forEach((item, index) => requireSameShape((before.length > 0 ? before : after)[0], item, `${path}/${index}`));
  }
}

function shapeOf(value: unknown): string {
  return Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : 'a plain value';
}

/** What the pods of an object are made from. */
function podOf({ kind, spec }: { readonly [field: string]: any }): unknown {
  return spec?.jobTemplate?.spec?.template?.spec ?? spec?.template?.spec ?? (kind === 'Pod' ? spec : undefined);
}

function itemsOf(parent: unknown, list: string): Item[] {
  const items = isObject(parent) ? parent[list] : undefined;
  return Array.isArray(items) ? items.filter(isObject) : [];
}

function requireDistinctPorts({ kind, metadata }: Manifest, ports: readonly Item[], key: string): void {
  requireDistinct(ports, ({ name }) => name, `${kind} "${metadata.name}" has two ports called`, ': a port is known by its number and protocol, and a strategic merge with another number adds one; use KustomizePatch.json6902 to change it');
  requireDistinct(ports, ({ [key]: number, protocol = 'TCP' }) => (number === undefined ? undefined : `${number}/${protocol}`), `${kind} "${metadata.name}" has twice the port`);
}

function requireDistinct(items: readonly Item[], nameOf: (item: Item) => unknown, what: string, mend = ''): void {
  const names = items.map(nameOf).filter((name) => name !== undefined);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new PatchMismatch(`it makes an object that Kubernetes refuses: ${what} "${twice}"${mend}`);
}

function requireTexts(map: unknown, where: string): void {
  if (map === undefined) return;
  const entries = isObject(map) ? Object.entries(map) : [['', map]];
  const other = entries.find(([, value]) => typeof value !== 'string');
  if (other !== undefined) throw new PatchMismatch(`it makes ${where} hold ${JSON.stringify(other[1])}${other[0] === '' ? '' : ` as "${other[0]}"`}, which Kubernetes refuses: only texts are allowed there`);
}
