import { isObject, Value, ValueObject } from './expressions/value';
import { Failure } from './failure';

/** GitHub refuses a matrix of more jobs. */
const MATRIX_LIMIT = 256;

/** The combinations of a matrix whose expressions are filled in: vectors, less `exclude`, with `include`. */
export function combinations(matrix: Value): ValueObject[] {
  if (!isObject(matrix)) throw new Failure('the matrix is no mapping');
  const { include = [], exclude = [], ...vectors } = matrix;
  const originals = product(vectors).filter((combination) => !objects(exclude, 'exclude').some((excluded) => agrees(excluded, combination)));
  const additions: ValueObject[] = [];
  const extended = originals.map((combination) => ({ ...combination }));
  for (const included of objects(include, 'include')) {
    const matching = originals.flatMap((original, index) => agrees(pick(included, Object.keys(vectors)), original) ? [index] : []);
    for (const index of matching) extended[index] = { ...extended[index], ...included };
    if (matching.length === 0) additions.push(included);
  }
  const all = [...extended, ...additions];
  if (all.length === 0) throw new Failure('the matrix has no combination');
  if (all.length > MATRIX_LIMIT) throw new Failure(`the matrix has ${all.length} combinations, more than ${MATRIX_LIMIT}`);
  return all;
}

function product(vectors: ValueObject): ValueObject[] {
  const names = Object.keys(vectors);
  if (names.length === 0) return [];
  return names.reduce<ValueObject[]>((partial, name) => {
    const values = vectors[name];
    if (!Array.isArray(values)) throw new Failure(`the matrix has no list of ${name}`);
    if (values.length === 0) throw new Failure(`the matrix has no value of ${name}`);
    return partial.flatMap((combination) => (values as readonly Value[]).map((value) => ({ ...combination, [name]: value })));
  }, [{}]);
}

function objects(value: Value, name: string): readonly ValueObject[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw new Failure(`${name} of the matrix is no list of mappings`);
  return value as readonly ValueObject[];
}

function agrees(wanted: ValueObject, combination: ValueObject): boolean {
  return Object.entries(wanted).every(([name, value]) => JSON.stringify(value) === JSON.stringify(combination[name]));
}

function pick(from: ValueObject, names: readonly string[]): ValueObject {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}
