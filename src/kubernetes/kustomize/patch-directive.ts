import { PatchMismatch } from './patch-mismatch';
import { YamlNode } from './yaml-node';

/** What `$patch` asks for. */
export type Directive = 'merge' | 'replace' | 'delete';

const DIRECTIVES = ['merge', 'replace', 'delete'];

/** Takes the directive out of a map or a list, and says what it asks for; without one it is `merge`. */
export function takeDirective(node: YamlNode | undefined): Directive {
  return node?.kind === 'list' ? ofList(node) : ofMap(node);
}

/** The directive for a list stands in an item of its own: `- $patch: replace`. */
function ofList(list: YamlNode): Directive {
  const item = list.items.find((candidate) => candidate.field('$patch') !== undefined);
  if (item === undefined || item.fields.size > 1) return 'merge';
  const { text } = item.field('$patch')!;
  list.items = list.items.filter((candidate) => candidate.field('$patch')?.text !== text && !candidate.isNull && !candidate.isEmptyMap);
  return known(text);
}

function ofMap(map: YamlNode | undefined): Directive {
  const directive = map?.field('$patch');
  if (directive === undefined) return 'merge';
  map!.fields.delete('$patch');
  return known(directive.text);
}

function known(text: string): Directive {
  if (DIRECTIVES.includes(text)) return text as Directive;
  throw new PatchMismatch(`there is no $patch: ${text}; there are: ${DIRECTIVES.join(', ')}`);
}

/** Directives of the API server that kustomize does not know. */
const UNKNOWN = /^\$(?:retainKeys$|setElementOrder\/|deleteFromPrimitiveList\/)/;
const INSTEAD: Readonly<Record<string, string>> = {
  $retainKeys: 'say $patch: \'replace\' in that object, or null for each field that goes',
  $setElementOrder: 'use KustomizePatch.json6902, which moves items',
  $deleteFromPrimitiveList: 'give the whole list, or use KustomizePatch.json6902',
};

/** Refuses a directive that kustomize would write into the object. */
export function requireUnderstood(patch: unknown): void {
  for (const key of keysIn(patch)) {
    if (UNKNOWN.test(key)) throw new PatchMismatch(`kustomize does not know "${key}" and would write it into the object: ${INSTEAD[key.split('/')[0]]}`);
  }
}

/** Refuses a result in which a directive is left over: inside of a list that is replaced as a whole, nothing is merged. */
export function requireMerged(result: object, target: object): void {
  const [after, before] = [result, target].map((object) => [...keysIn(object)].filter((key) => key === '$patch').length);
  if (after > before) throw new PatchMismatch('kustomize would write a "$patch" of it into the object, because it stands in a list that kustomize replaces as a whole: give the list without it');
}

function* keysIn(data: unknown): Iterable<string> {
  if (typeof data !== 'object' || data === null) return;
  for (const [key, value] of Object.entries(data)) {
    if (!Array.isArray(data)) yield key;
    yield* keysIn(value);
  }
}
