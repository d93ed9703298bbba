import { isDeepStrictEqual } from 'node:util';
import type { JsonPatchOperation } from './kustomize-patch';
import { PatchMismatch } from './patch-mismatch';
import { didYouMean, nearestName } from '../../text/nearest-name';

type Container = { [key: string]: unknown } | unknown[];

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

/** Where kustomize keeps notes of its own while it builds: there are annotations for every patch, and none of them is left in the end. */
const NOTE = 'internal.config.kubernetes.io/previousNames';
const HOLDS_NOTES = /^(?:\/metadata(?:\/annotations)?)?$/;

/**
 * The object after a JSON patch (RFC 6902), as kustomize applies it; the given one stays as it is.
 * @throws PatchMismatch when a pointer leads nowhere, or a test fails
 */
export function applyJsonPatch<T extends object>(document: T, operations: readonly JsonPatchOperation[]): T {
  const root = { document: copyOf(document) as { metadata?: Metadata } };
  const before = root.document.metadata;
  if (before) before.annotations = { ...before.annotations, [NOTE]: '' };
  for (const operation of operations) applyOperation(root, operation);
  const metadata = root.document.metadata;
  if (metadata?.annotations) {
    delete metadata.annotations[NOTE];
    if (Object.keys(metadata.annotations).length === 0) delete metadata.annotations;
  }
  return root.document as T;
}

interface Metadata {
  annotations?: { [name: string]: unknown };
}

/**
 * Refuses what is no operation, whatever it is for.
 * @throws PatchMismatch
 */
export function requireOperation({ op, path, value, from }: JsonPatchOperation): void {
  if (!OPERATIONS.includes(op)) throw new PatchMismatch(`there is no operation "${op as string}"; they are: ${OPERATIONS.join(', ')}.${didYouMean(`${op as string}`, OPERATIONS)}`);
  for (const pointer of [path, ...(op === 'move' || op === 'copy' ? [fromOf(op, from)] : [])]) requirePointer(pointer);
  if (['add', 'replace', 'test'].includes(op) && value === undefined) throw new PatchMismatch(`"${op}" of ${path} needs "value"`);
}

function applyOperation(root: { document: unknown }, operation: JsonPatchOperation): void {
  requireOperation(operation);
  const { op, path, value, from } = operation;
  switch (op) {
    case 'add': return insert(root, path, copyOf(value));
    case 'remove': return void take(root, path);
    case 'replace': return put(root, path, copyOf(value));
    case 'move': return insert(root, path, take(root, withoutNotes(op, from!)));
    case 'copy': return insert(root, path, copyOf(read(root, withoutNotes(op, from!))));
    case 'test':
      if (!isDeepStrictEqual(read(root, withoutNotes(op, path)), value)) throw new PatchMismatch(`the test of ${path} fails: it is ${JSON.stringify(read(root, path))}`);
  }
}

function requirePointer(pointer: string): void {
  if (!pointer.startsWith('/')) throw new PatchMismatch(`"${pointer}" is no JSON pointer to a place in the object: it has to begin with "/"`);
}

function withoutNotes(op: string, pointer: string): string {
  if (HOLDS_NOTES.test(pointer)) throw new PatchMismatch(`"${op}" cannot take ${pointer} as a whole, where kustomize keeps notes of its own while it builds: name a label or an annotation`);
  return pointer;
}

function fromOf(op: string, from: string | undefined): string {
  if (from === undefined) throw new PatchMismatch(`"${op}" needs "from"`);
  return from;
}

function read(root: { document: unknown }, pointer: string): unknown {
  const { parent, key } = locate(root, pointer);
  requireMember(parent, key, pointer);
  return memberOf(parent, key);
}

function put(root: { document: unknown }, pointer: string, value: unknown): void {
  const { parent, key } = locate(root, pointer);
  requireMember(parent, key, pointer);
  if (Array.isArray(parent)) parent[indexOf(key, parent.length)!] = value;
  else setMember(parent, key, value);
}

function take(root: { document: unknown }, pointer: string): unknown {
  const { parent, key } = locate(root, pointer);
  requireMember(parent, key, pointer);
  if (Array.isArray(parent)) return parent.splice(indexOf(key, parent.length)!, 1)[0];
  const value = parent[key];
  delete parent[key];
  return value;
}

function insert(root: { document: unknown }, pointer: string, value: unknown): void {
  const { parent, key } = locate(root, pointer);
  if (!Array.isArray(parent)) {
    setMember(parent, key, value);
    return;
  }
  // One more than there are items: -1 is the place behind the last one.
  const index = key === '-' ? parent.length : indexOf(key, parent.length + 1);
  if (index === undefined) throw new PatchMismatch(noMember(parent, key, pointer));
  parent.splice(index, 0, value);
}

/** The object or list that holds the place a pointer means, and the place's key in it. */
function locate(root: { document: unknown }, pointer: string): { parent: Container; key: string } {
  const keys = ['document', ...pointer.split('/').slice(1).map(unescape)];
  let parent: unknown = root;
  keys.slice(0, -1).forEach((key, depth) => {
    const walked = pointer.split('/').slice(0, depth + 1).join('/');
    requireMember(requireContainer(parent, walked), key, walked);
    parent = memberOf(parent as Container, key);
  });
  return { parent: requireContainer(parent, pointer), key: keys[keys.length - 1] };
}

function requireContainer(value: unknown, pointer: string): Container {
  if (typeof value !== 'object' || value === null) throw new PatchMismatch(`${pointer} leads into a value without members`);
  return value as Container;
}

function requireMember(parent: Container, key: string, pointer: string): void {
  const found = Array.isArray(parent) ? indexOf(key, parent.length) !== undefined : Object.hasOwn(parent, key);
  if (!found) throw new PatchMismatch(noMember(parent, key, pointer));
}

function noMember(parent: Container, key: string, pointer: string): string {
  if (Array.isArray(parent)) return `${pointer} does not exist: the list has ${parent.length} items, counted from 0`;
  const nearest = nearestName(key, Object.keys(parent));
  return `${pointer} does not exist; there are: ${Object.keys(parent).join(', ')}.${nearest ? ` Did you mean "${nearest}"?` : ''}`;
}

/** The index of an item; kustomize counts from the end when it is negative. */
function indexOf(key: string, length: number): number | undefined {
  if (!/^[-+]?[0-9]+$/.test(key)) return undefined;
  const index = Number(key) < 0 ? Number(key) + length : Number(key);
  return index >= 0 && index < length ? index : undefined;
}

function memberOf(parent: Container, key: string): unknown {
  return Array.isArray(parent) ? parent[indexOf(key, parent.length)!] : parent[key];
}

/** Also one that is called `__proto__`. */
function setMember(parent: { [key: string]: unknown }, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });
}

function copyOf<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}

function unescape(token: string): string {
  return token.replace(/~1/g, '/').replace(/~0/g, '~');
}
