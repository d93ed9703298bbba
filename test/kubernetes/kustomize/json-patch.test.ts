import { applyJsonPatch } from '../../../src/kubernetes/kustomize/json-patch';
import type { JsonPatchOperation } from '../../../src/kubernetes/kustomize/kustomize-patch';
import { PatchMismatch } from '../../../src/kubernetes/kustomize/patch-mismatch';

const DOCUMENT = { spec: { list: ['a', 'b'], text: 'x', deep: { 'a/b': 1, 'c~d': 2 } } };

test.each<[string, JsonPatchOperation, object]>([
  ['adds a member', { op: 'add', path: '/spec/more', value: 1 }, { list: ['a', 'b'], text: 'x', deep: { 'a/b': 1, 'c~d': 2 }, more: 1 }],
  ['inserts into a list', { op: 'add', path: '/spec/list/1', value: 'n' }, { list: ['a', 'n', 'b'], text: 'x', deep: { 'a/b': 1, 'c~d': 2 } }],
  ['appends to a list', { op: 'add', path: '/spec/list/-', value: 'n' }, { list: ['a', 'b', 'n'], text: 'x', deep: { 'a/b': 1, 'c~d': 2 } }],
  ['removes a member', { op: 'remove', path: '/spec/deep' }, { list: ['a', 'b'], text: 'x' }],
  ['removes an item', { op: 'remove', path: '/spec/list/0' }, { list: ['b'], text: 'x', deep: { 'a/b': 1, 'c~d': 2 } }],
  ['replaces behind escapes', { op: 'replace', path: '/spec/deep/a~1b', value: 3 }, { list: ['a', 'b'], text: 'x', deep: { 'a/b': 3, 'c~d': 2 } }],
  ['moves', { op: 'move', from: '/spec/deep/c~0d', path: '/spec/moved' }, { list: ['a', 'b'], text: 'x', deep: { 'a/b': 1 }, moved: 2 }],
  ['copies', { op: 'copy', from: '/spec/list', path: '/spec/text' }, { list: ['a', 'b'], text: ['a', 'b'], deep: { 'a/b': 1, 'c~d': 2 } }],
  ['counts items from the end', { op: 'remove', path: '/spec/list/-1' }, { list: ['a'], text: 'x', deep: { 'a/b': 1, 'c~d': 2 } }],
  ['inserts before the end', { op: 'add', path: '/spec/list/-2', value: 'n' }, { list: ['a', 'n', 'b'], text: 'x', deep: { 'a/b': 1, 'c~d': 2 } }],
  ['tests', { op: 'test', path: '/spec/text', value: 'x' }, DOCUMENT.spec],
])('a patch %s', (_, operation, spec) => {
  const before = structuredClone(DOCUMENT);
  expect(applyJsonPatch(DOCUMENT, [operation])).toEqual({ spec });
  expect(DOCUMENT).toEqual(before);
});

test.each<[JsonPatchOperation, string]>([
  [{ op: 'replace', path: '/spec/txt', value: 1 }, '/spec/txt does not exist; there are: list, text, deep. Did you mean "text"?'],
  [{ op: 'remove', path: '/spec/list/2' }, '/spec/list/2 does not exist: the list has 2 items, counted from 0'],
  [{ op: 'add', path: '/spec/list/3', value: 1 }, '/spec/list/3 does not exist: the list has 2 items, counted from 0'],
  [{ op: 'remove', path: '/spec/list/-3' }, '/spec/list/-3 does not exist: the list has 2 items, counted from 0'],
  [{ op: 'add', path: '/spec/list/-4', value: 1 }, '/spec/list/-4 does not exist: the list has 2 items, counted from 0'],
  [{ op: 'add', path: '/spec/list/a', value: 1 }, '/spec/list/a does not exist: the list has 2 items, counted from 0'],
  [{ op: 'add', path: '/spec/text' }, '"add" of /spec/text needs "value"'],
  [{ op: 'replace', path: '', value: {} }, '"" is no JSON pointer to a place in the object: it has to begin with "/"'],
  [{ op: 'copy', from: '/metadata', path: '/spec/text' }, '"copy" cannot take /metadata as a whole, where kustomize keeps notes of its own while it builds: name a label or an annotation'],
  [{ op: 'remove', path: '/spec/list/-' }, '/spec/list/- does not exist: the list has 2 items, counted from 0'],
  [{ op: 'add', path: '/spce/more', value: 1 }, '/spce does not exist; there are: spec. Did you mean "spec"?'],
  [{ op: 'add', path: '/spec/dep/more/x', value: 1 }, '/spec/dep does not exist; there are: list, text, deep. Did you mean "deep"?'],
  [{ op: 'add', path: '/spec/text/more', value: 1 }, '/spec/text/more leads into a value without members'],
  [{ op: 'add', path: 'spec/more', value: 1 }, '"spec/more" is no JSON pointer to a place in the object: it has to begin with "/"'],
  [{ op: 'test', path: '/spec/text', value: 'y' }, 'the test of /spec/text fails: it is "x"'],
  [{ op: 'move', path: '/spec/text' }, '"move" needs "from"'],
  [{ op: 'copy', from: '/spec/constructor', path: '/spec/text' }, '/spec/constructor does not exist; there are: list, text, deep.'],
  [{ op: 'ad' as 'add', path: '/spec' }, 'there is no operation "ad"; they are: add, remove, replace, move, copy, test. Did you mean "add"?'],
])('the patch %j is refused', (operation, message) => {
  expect(() => applyJsonPatch(DOCUMENT, [operation])).toThrow(new PatchMismatch(message));
});

test('each operation sees what the one before left', () => {
  const operations: JsonPatchOperation[] = [{ op: 'add', path: '/spec/new', value: {} }, { op: 'add', path: '/spec/new/member', value: 1 }];
  expect(applyJsonPatch({ spec: {} }, operations)).toEqual({ spec: { new: { member: 1 } } });
});

test('there are annotations for a patch, as kustomize keeps its notes there', () => {
  const bare = { metadata: { name: 'x' } };
  expect(applyJsonPatch(bare, [{ op: 'add', path: '/metadata/annotations/a', value: 'b' }])).toEqual({ metadata: { name: 'x', annotations: { a: 'b' } } });
  expect(applyJsonPatch(bare, [{ op: 'add', path: '/metadata/annotations', value: {} }])).toEqual(bare);
});
