/** Outputs that do not fit where they are used: they have no such element, or are a list where one value is wanted. */
import type { EstateValues } from './estate-values';
import type { RootModulesByName } from './reference-links';
import type { PassedOutput, ResolvedRootModule, TakenElement } from './resolved-root-module';
import { Problems } from '../../synth/declare/problems';
import { didYouMean } from '../../text/nearest-name';
import { elementAt, isEntries, isItems, KnownValue, sortedEntries } from '../hcl/known-value';
import type { TypeConstraint } from '../hcl/type-constraint';

/**
 * What is wrong with taking an element, in words that follow the name of the output; undefined: nothing that is known.
 * @param value the output, as far as it is known
 */
export function elementProblem(value: KnownValue, keys: ReadonlyArray<string | number>, environment: string): string | undefined {
  let whole = value;
  for (const [depth, key] of keys.entries()) {
    const element = elementAt(whole, key);
    if (element === undefined) {
      const where = depth === 0 ? '' : ` in ${keys.slice(0, depth).map((each) => JSON.stringify(each)).join(', ')}`;
      return `has no ${JSON.stringify(key)}${where} in environment "${environment}"; ${kept(whole, key)}`;
    }
    whole = element;
  }
  return undefined;
}

function kept(whole: KnownValue, key: string | number): string {
  if (isEntries(whole)) {
    const names = sortedEntries(whole).map(([name]) => name);
    return `it has: ${names.join(', ') || 'none'}.${didYouMean(String(key), names)}`;
  }
  if (!isItems(whole)) return 'it is null there';
  const last = whole.items.length - 1;
  return `it has: ${last < 0 ? 'none' : last === 0 ? '0' : `0 to ${last}`}.`;
}

/** What a value is to be, in words, where it cannot become that; undefined: it can, or nobody knows. */
export function misfit(value: KnownValue, { kind }: TypeConstraint): string | undefined {
  const wanted = SHAPES.find(({ types }) => types.includes(kind));
  const shape = SHAPES.find(({ types }) => types.includes(value.kind));
  if (wanted === undefined || shape === undefined || wanted === shape) return undefined;
  const remedy = shape.remedies[wanted.called];
  return `is ${shape.called}, where ${wanted.called} is wanted${remedy === undefined ? '' : `: ${remedy}`}`;
}

/** Types that Terraform converts into one another, and into no others. */
interface Shape {
  readonly types: readonly string[];
  readonly called: string;
  /** How it becomes another. */
  readonly remedies: Readonly<Record<string, string>>;
}

const SHAPES: readonly Shape[] = [
  { types: ['string', 'number', 'bool'], called: 'one value', remedies: { 'a list': 'put it into one' } },
  { types: ['list', 'set', 'tuple'], called: 'a list', remedies: { 'one value': 'take one of its elements with Hcl.element(…, 0)' } },
  { types: ['map', 'object'], called: 'a map', remedies: { 'one value': 'take one of its elements with Hcl.element(…, key)' } },
];

/** Reports outputs that calls are given for inputs of another type: Terraform would say so when it plans. */
export function checkPassedOutputs(rootModules: RootModulesByName, settled: readonly ResolvedRootModule[], values: EstateValues): void {
  const told = new Set<PassedOutput>();
  for (const { name, environment, passed } of settled) {
    for (const output of passed.filter((each) => !told.has(each))) {
      const problem = misfit(values.valueOf(output.expression, environment), output.type);
      if (problem === undefined) continue;
      told.add(output);
      Problems.of(rootModules.get(name)!).add(output.source, `${output.place} is given ${output.expression._describe()}, which ${problem}`);
    }
  }
}

/** Reports the elements that root modules take of outputs which do not have them: Terraform would say so when it plans. */
export function checkElements(rootModules: RootModulesByName, settled: readonly ResolvedRootModule[], values: EstateValues): void {
  const told = new Set<TakenElement>();
  for (const { name, environment, elements } of settled) {
    for (const element of elements.filter((each) => !told.has(each))) {
      const { target, keys, source } = element;
      const value = values.output(target, environment);
      const problem = elementProblem(value, keys, environment);
      // What it is an element of was taken as well, and is reported by itself.
      if (problem === undefined || elementProblem(value, keys.slice(0, -1), environment) !== undefined) continue;
      told.add(element);
      const of = target.callId === undefined ? `root module "${target.rootModule}"` : `module "${target.callId}"`;
      Problems.of(rootModules.get(name)!).add(source, `output "${target.output}" of ${of} ${problem}`);
    }
  }
}
