import { isDeepStrictEqual } from 'node:util';
import { PatchMismatch } from './patch-mismatch';
import { didYouMean, nearestName } from '../../synth/nearest-name';
import type { JsonPatchOperation } from '../kustomize-patch';

type Container = { [key: string]: unknown } | unknown[];

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

/**
 * The document after a JSON patch (RFC 6902); the given one stays as it is.
 * @throws PatchMismatch when a pointer leads nowhere, or a test fails
 */
export function applyJsonPatch<T extends object>(document: T, operations: readonly JsonPatchOperation[]): T {
  // A wrapper makes the whole document an ordinary member, so that the pointer "" needs no case of its own.
  const root = { document: copyOf(document) };
  for (const operation of operations) applyOperation(root, operation);
  return root.document;
}

function applyOperation(root: { document: unknown }, { op, path, value, from }: JsonPatchOperation): void {
  switch (op) {
    case 'add': return insert(root, path, value);
    case 'remove': return void take(root, path);
    case 'replace': return put(root, path, value);
    case 'move': return insert(root, path, take(root, fromOf(op, from)));
    case 'copy': return insert(root, path, copyOf(read(root, fromOf(op, from))));
    case 'test':
      if (!isDeepStrictEqual(read(root, path), value)) throw new PatchMismatch(`the test of ${path} fails: it is ${JSON.stringify(read(root, path))}`);
      return;
    default: throw new PatchMismatch(`there is no operation "${op as string}"; they are: ${OPERATIONS.join(', ')}.${didYouMean(`${op as string}`, OPERATIONS)}`);
  }
}

function fromOf(op: string, from: string | undefined): string {
  if (from === undefined) throw new PatchMismatch(`"${op}" needs "from"`);
  return from;
}

function read(root: { document: unknown }, pointer: string): unknown {
  const { parent, key } = locate(root, pointer);
  requireMember(parent, key, pointer);
  return (parent as { [key: string]: unknown })[key];
}

function put(root: { document: unknown }, pointer: string, value: unknown): void {
  const { parent, key } = locate(root, pointer);
  requireMember(parent, key, pointer);
  (parent as { [key: string]: unknown })[key] = value;
}

function take(root: { document: unknown }, pointer: string): unknown {
  const { parent, key } = locate(root, pointer);
  requireMember(parent, key, pointer);
  if (Array.isArray(parent)) return parent.splice(Number(key), 1)[0];
  const value = parent[key];
  delete parent[key];
  return value;
}

function insert(root: { document: unknown }, pointer: string, value: unknown): void {
  const { parent, key } = locate(root, pointer);
  if (!Array.isArray(parent)) {
    parent[key] = value;
    return;
  }
  const index = key === '-' ? parent.length : indexOf(key);
  if (index === undefined || index > parent.length) throw new PatchMismatch(noMember(parent, key, pointer));
  parent.splice(index, 0, value);
}

/** The object or list that holds the place a pointer means, and the place's key in it. */
function locate(root: { document: unknown }, pointer: string): { parent: Container; key: string } {
  if (pointer !== '' && !pointer.startsWith('/')) throw new PatchMismatch(`"${pointer}" is no JSON pointer: it has to begin with "/"`);
  const keys = ['document', ...pointer.split('/').slice(1).map(unescape)];
  let parent: unknown = root;
  keys.slice(0, -1).forEach((key, depth) => {
    const walked = pointer.split('/').slice(0, depth + 1).join('/');
    requireMember(requireContainer(parent, walked), key, walked);
    parent = (parent as { [key: string]: unknown })[key];
  });
  return { parent: requireContainer(parent, pointer), key: keys[keys.length - 1] };
}

function requireContainer(value: unknown, pointer: string): Container {
  if (typeof value !== 'object' || value === null) throw new PatchMismatch(`${pointer} leads into a value without members`);
  return value as Container;
}

function requireMember(parent: Container, key: string, pointer: string): void {
  const index = indexOf(key);
  const found = Array.isArray(parent) ? index !== undefined && index < parent.length : Object.hasOwn(parent, key);
  if (!found) throw new PatchMismatch(noMember(parent, key, pointer));
}

function noMember(parent: Container, key: string, pointer: string): string {
  if (Array.isArray(parent)) return `${pointer} does not exist: the list has ${parent.length} items, counted from 0`;
  const nearest = nearestName(key, Object.keys(parent));
  return `${pointer} does not exist; there are: ${Object.keys(parent).join(', ')}.${nearest ? ` Did you mean "${nearest}"?` : ''}`;
}

function indexOf(key: string): number | undefined {
  return /^(0|[1-9][0-9]*)$/.test(key) ? Number(key) : undefined;
}

function copyOf<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}

function unescape(token: string): string {
  return token.replace(/~1/g, '/').replace(/~0/g, '~');
}
