import { attempt, settledInput } from './known-values';
import { evaluate, Names } from '../hcl/evaluate';
import { parseExpression } from '../hcl/expression-parser';
import { EvaluationError, isWhollyKnown, KnownValue, NotEvaluated, toBool, toText, UNKNOWN } from '../hcl/known-value';
import { referencesTo, Syntax } from '../hcl/syntax';
import type { ModuleInput, ModuleInterface } from '../interface/module-interface';

/**
 * The `validation` blocks of a module, tried with the inputs of a call. What only Terraform will know, such as the output of
 * another module, and what is written in a way that only Terraform can compute, is left to it.
 */
export class InputValidations {
  /** The validations of a module, parsed once. */
  public static of(module: ModuleInterface): InputValidations {
    let known = KNOWN.get(module);
    if (!known) {
      known = new InputValidations(module);
      KNOWN.set(module, known);
    }
    return known;
  }

  private readonly validations: readonly Validation[];

  private constructor(private readonly module: ModuleInterface) {
    this.validations = [...module.inputs.values()].flatMap((input) => input.validations.flatMap((validation): Validation[] => {
      const condition = parseExpression(validation.condition);
      const locals = this.localsOf(condition);
      const looksAt = locals.reduce((found, [, value]) => referencesTo('var', value, found), referencesTo('var', condition));
      return [{ input, condition, errorMessage: parseExpression(validation.errorMessage), locals, looksAt }];
    }));
  }

  /**
   * What is wrong with the inputs of a call.
   * @param changed tries only what looks at these inputs
   */
  public problems(inputs: Readonly<Record<string, unknown>>, changed?: ReadonlySet<string>): string[] {
    const wanted = changed ? this.validations.filter(({ looksAt }) => [...changed].some((name) => looksAt.has(name))) : this.validations;
    const values = new Map<string, KnownValue>();
    return wanted.flatMap((validation) => {
      const names = namesOf(new Map([...validation.looksAt].map((name) => [name, this.valueOf(name, inputs, values)])), validation.locals);
      const verdict = verdictOn(validation.condition, names);
      return verdict?.isMet === false ? [describe(validation, inputs, verdict.reason, names)] : [];
    });
  }

  private localsOf(syntax: Syntax, found = new Map<string, Syntax>(), open = new Set<string>()): Array<readonly [string, Syntax]> {
    for (const name of referencesTo('local', syntax)) {
      const local = this.module.configuration.locals.get(name);
      if (!local || open.has(name)) continue;
      open.add(name);
      const value = parseExpression(local.expression);
      this.localsOf(value, found, open);
      found.set(name, value);
    }
    return [...found];
  }

  /** A value as the module sees it: with its type, and the default for what is not given. */
  private valueOf(name: string, inputs: Readonly<Record<string, unknown>>, known: Map<string, KnownValue>): KnownValue {
    let value = known.get(name);
    if (value === undefined) {
      const input = this.module.inputs.get(name);
      value = input ? attempt(() => settledInput(input, inputs)) ?? UNKNOWN : UNKNOWN;
      known.set(name, value);
    }
    return value;
  }
}

/** A `validation` block, ready to be tried. */
interface Validation {
  readonly input: ModuleInput;
  readonly condition: Syntax;
  readonly errorMessage: Syntax;
  /** The local values that it looks at, each behind those that it needs. */
  readonly locals: ReadonlyArray<readonly [name: string, value: Syntax]>;
  /** The inputs that it looks at, by itself or through local values. */
  readonly looksAt: ReadonlySet<string>;
}

/** What a condition came to; undefined: that is left to Terraform. */
type Verdict = { readonly isMet: boolean; readonly reason?: string } | undefined;

const KNOWN = new WeakMap<ModuleInterface, InputValidations>();

/** @param locals each behind those that it needs */
function namesOf(variables: ReadonlyMap<string, KnownValue>, locals: ReadonlyArray<readonly [string, Syntax]>): Names {
  const names = new Map<string, KnownValue>([['var', { kind: 'object', entries: variables }]]);
  if (locals.length === 0) return names;
  const values = new Map<string, KnownValue>();
  names.set('local', { kind: 'object', entries: values });
  for (const [name, value] of locals) values.set(name, attempt(() => evaluate(value, names)) ?? UNKNOWN);
  return names;
}

/** Each part of a conjunction is looked at by itself: one that is not met decides, whatever the others are. */
function verdictOn(condition: Syntax, names: Names): Verdict {
  if (condition.kind === 'binary' && condition.operator === '&&') {
    const [left, right] = [condition.left, condition.right].map((part) => verdictOn(part, names));
    return [left, right].find((verdict) => verdict?.isMet === false) ?? (left && right);
  }
  try {
    const value = evaluate(condition, names);
    return value.kind === 'unknown' ? undefined : { isMet: toBool(value) };
  } catch (error) {
    if (error instanceof NotEvaluated) return undefined;
    if (error instanceof EvaluationError) return { isMet: false, reason: error.message };
    throw error;
  }
}

/** The words of the module itself, when they can be told. */
function describe({ input, errorMessage }: Validation, inputs: Readonly<Record<string, unknown>>, reason: string | undefined, names: Names): string {
  const message = input.sensitive ? undefined : attempt(() => evaluate(errorMessage, names));
  const words = message && isWhollyKnown(message) ? attempt(() => toText(message)) : undefined;
  const origin = Object.hasOwn(inputs, input.name) ? '' : ', by default,';
  const what = `input "${input.name}"${origin} is refused by the module`;
  if (reason !== undefined) return `${what}: its condition cannot be computed, ${reason}${words === undefined ? '' : ` (${words})`}`;
  return words === undefined ? `${what}: see the validation of variable "${input.name}"` : `${what}: ${words}`;
}
