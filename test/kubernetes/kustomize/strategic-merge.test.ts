import * as fc from 'fast-check';
import { patchedCase } from './random-patches';
import { jsonPatchDiff } from '../../../src/kubernetes/kustomize/json-patch-diff';
import { manifestDifference } from '../../../src/kubernetes/kustomize/manifest-difference';
import { MergeType } from '../../../src/kubernetes/kustomize/merge-keys';
import { PatchMismatch } from '../../../src/kubernetes/kustomize/patch-mismatch';
import { applyPatch } from '../../../src/kubernetes/kustomize/patch-trial';
import { requireAcceptable } from '../../../src/kubernetes/kustomize/patched-object';
import { strategicMerge } from '../../../src/kubernetes/kustomize/strategic-merge';
import { strategicMergeDiff } from '../../../src/kubernetes/kustomize/strategic-merge-diff';
import type { Manifest } from '../../../src/kubernetes/manifests/manifest';

const pod = (spec: object): Manifest => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec });
const POD = MergeType.ofObject('v1', 'Pod');

test.each<[string, object, object, object]>([
  ['merges objects', { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
  ['removes with null', { a: { b: 1, c: 2 } }, { a: { c: null } }, { a: { b: 1 } }],
  ['leaves a null that was there', { a: null, b: 1 }, { b: 2 }, { a: null, b: 2 }],
  ['removes with a directive', { a: { b: 1 }, d: 1 }, { a: { $patch: 'delete' } }, { d: 1 }],
  ['replaces with a directive', { a: { b: 1 } }, { a: { $patch: 'replace', c: 1 } }, { a: { c: 1 } }],
  ['replaces lists', { tolerations: [{ name: 'a' }] }, { tolerations: [{ name: 'b' }] }, { tolerations: [{ name: 'b' }] }],
  ['finds containers by name', { containers: [{ name: 'a', x: 1 }, { name: 'b' }] }, { containers: [{ name: 'a', y: 2 }] }, { containers: [{ name: 'a', x: 1, y: 2 }, { name: 'b' }] }],
  ['puts new containers first', { containers: [{ name: 'a' }] }, { containers: [{ name: 'b' }] }, { containers: [{ name: 'b' }, { name: 'a' }] }],
  ['puts changed containers first', { containers: [{ name: 'a' }, { name: 'b' }] }, { containers: [{ name: 'b', x: 1 }] }, { containers: [{ name: 'b', x: 1 }, { name: 'a' }] }],
  ['removes a container', { containers: [{ name: 'a' }, { name: 'b' }] }, { containers: [{ name: 'a', $patch: 'delete' }] }, { containers: [{ name: 'b' }] }],
  ['replaces a list with a directive', { containers: [{ name: 'a' }] }, { containers: [{ $patch: 'replace' }, { name: 'b' }] }, { containers: [{ name: 'b' }] }],
  ['removes a list with a directive', { x: 1, volumes: [{ name: 'a' }] }, { volumes: [{ $patch: 'delete' }] }, { x: 1 }],
])('a strategic merge %s', (_, target, patch, expected) => {
  expect(strategicMerge(pod(target), { spec: patch })).toEqual(pod(expected));
});

test.each([['8080', 8080], ['yes', true], ['1e3', 5], ['a b', 1]])('the quotes of %j would stay around %j', (before, after) => {
  expect(() => strategicMerge(pod({ x: before }), { spec: { x: after } })).toThrow(PatchMismatch);
});

test.each([['http', 8080], ['25%', 1], ['100m', 2]])('%j has no quotes, and %j takes its place', (before, after) => {
  expect(strategicMerge(pod({ x: before }), { spec: { x: after } })).toEqual(pod({ x: after }));
});

test('a text with a tab first does not fit where lines may stand', () => {
  expect(() => strategicMerge(pod({ x: 'a\nb' }), { spec: { x: '\ta' } })).toThrow(PatchMismatch);
});

test('a list of a kind that kustomize does not know is replaced', () => {
  const rollout = { ...pod({ containers: [{ name: 'a' }] }), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' };
  expect(strategicMerge(rollout, { spec: { containers: [{ name: 'b' }] } })).toMatchObject({ spec: { containers: [{ name: 'b' }] } });
});

test('equal objects have no difference', () => {
  expect(strategicMergeDiff({ a: [{ b: 1 }] }, { a: [{ b: 1 }] }, undefined)).toBeUndefined();
});

test('a difference has only what changed', () => {
  const from = pod({ containers: [{ name: 'api', env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }], image: 'x' }], other: 1 });
  const to = pod({ containers: [{ name: 'api', env: [{ name: 'A', value: '1' }, { name: 'B', value: '3' }], image: 'x' }], other: 1 });
  expect(strategicMergeDiff(from, to, POD)).toEqual({ spec: { containers: [{ name: 'api', env: [{ name: 'B', value: '3' }] }] } });
});

test.each<[string, object, object]>([
  ['the order of containers that start one after the other', { initContainers: [{ name: 'a' }, { name: 'b' }] }, { initContainers: [{ name: 'b' }, { name: 'a' }] }],
  ['a number in the quotes of a text', { x: '8080' }, { x: 8080 }],
  ['an object in the place of a list', { x: [1] }, { x: { y: 1 } }],
])('a difference that no strategic merge makes is a JSON patch: %s', (_, from, to) => {
  const [patch, ...more] = manifestDifference(pod(from), pod(to));
  expect(more).toEqual([]);
  expect(patch).toMatchObject({ kind: 'json-6902', operations: jsonPatchDiff(pod(from), pod(to)) });
});

/** Where an item stands among its siblings means nothing in most lists whose items have names. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(ordered(item))).sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, ordered(inner)]));
}

test('laying a difference over the first object makes the second', () => {
  let compared = 0;
  fc.assert(fc.property(patchedCase, ({ object, patches }) => {
    let after: Manifest | undefined = object;
    try {
      [after] = patches.reduce((manifests: readonly Manifest[], patch) => applyPatch(manifests, patch), [object]);
      // Where one patch empties a list and the next one puts items of another kind into it, no single step comes from the first object to the last.
      if (after !== undefined) requireAcceptable(after, object);
    } catch (error) {
      if (!(error instanceof PatchMismatch)) throw error;
      return;
    }
    if (after === undefined || after === object) return;
    compared++;
    const [again] = manifestDifference(object, after).reduce((manifests: readonly Manifest[], patch) => applyPatch(manifests, patch), [object]);
    expect(ordered(again)).toEqual(ordered(after));
  }), { numRuns: 150 });
  expect(compared).toBeGreaterThan(50);
});
