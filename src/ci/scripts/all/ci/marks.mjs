// Marks: by them a text of an object stands for an output of Terraform, until a deployment fills it in.

/** `${terraform.<root module>.<output>}`, with the keys of an element where the output is a map, an object or a list. */
const MARK = /\$\{terraform\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)((?:\.[A-Za-z0-9_-]+)*)\}/g;

/** A variable that keeps pods from starting where nobody fills in marks, as Argo CD: the Secret that it names is never there. */
const WAITING = 'TERRAFORM_OUTPUTS_NOT_RECORDED';

/** Fields that hold a number or the name of a port: there the text of a number means another thing. */
const NUMBERS = { NetworkPolicy: ['port', 'endPort'] };

/** Whether a text has a mark in it. */
export function hasMark(text) {
  return text.search(MARK) >= 0;
}

/** The marks of an object: what each stands for, where it is, and whether a Secret keeps it. */
export function marksIn(object) {
  const found = [];
  withTexts(object, (text, place) => {
    for (const [, ...parts] of text.matchAll(MARK)) found.push({ ...markOf(parts), ...place });
    return text;
  });
  return found;
}

/** An object with values in the place of its marks. What a Secret holds is in its `data` then, in the one form that base64 has. */
export function filledIn(object, valueOf) {
  return withTexts(object, (text, place) => {
    const filled = text.replaceAll(MARK, (_, ...parts) => valueOf({ ...markOf(parts), ...place }));
    const isNumber = filled !== text && /^\d+$/.test(filled) && NUMBERS[object.kind]?.includes(place.path.at(-1));
    return isNumber ? Number(filled) : filled;
  });
}

/** Whether the pods of an object wait for somebody else to fill in its marks. */
export function waits(object) {
  return JSON.stringify(object).includes(WAITING);
}

/** An object whose pods do not wait for somebody else to fill in its marks. */
export function withoutWaiting(object) {
  if (!waits(object)) return object;
  return JSON.parse(JSON.stringify(object), (key, value) => {
    if (key !== 'env' || !Array.isArray(value)) return value;
    const left = value.filter(({ name }) => name !== WAITING);
    return left.length > 0 ? left : undefined;
  });
}

function markOf([rootModule, output, keys]) {
  return { rootModule, output, keys: keys.split('.').slice(1) };
}

/** An object with all of its texts changed, those that a Secret keeps as they are read. */
function withTexts(object, change) {
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1') return changed(object, [], change);
  const { data, stringData, ...rest } = object;
  const kept = (key, text) => change(text, { path: ['data', key], isSecret: true });
  const read = Object.entries(data ?? {}).map(([key, value]) => {
    const bytes = Buffer.from(value, 'base64');
    const text = bytes.toString();
    const now = kept(key, text);
    return [key, now === text ? bytes : Buffer.from(now)];
  });
  const written = Object.entries(stringData ?? {}).map(([key, text]) => [key, Buffer.from(kept(key, text))]);
  return { ...changed(rest, [], change), data: Object.fromEntries([...read, ...written].map(([key, bytes]) => [key, bytes.toString('base64')])) };
}

function changed(value, path, change) {
  if (typeof value === 'string') return change(value, { path, isSecret: false });
  if (Array.isArray(value)) return value.map((inner, index) => changed(inner, [...path, index], change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, changed(inner, [...path, key], change)]));
}
