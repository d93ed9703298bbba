/** What is known of values before Terraform runs. */
import { Reference } from '../declare/reference';
import { convertValue } from '../hcl/convert-value';
import { evaluate } from '../hcl/evaluate';
import type { HclExpression } from '../hcl/expression';
import { parseExpressionText } from '../hcl/expression-parser';
import { EvaluationError, KnownValue, knownValueOf, NotEvaluated, UNKNOWN } from '../hcl/known-value';
import type { ModuleInput } from '../interface/module-interface';

/**
 * The value of an input as its module sees it: with its type, and the default for what is not given.
 * @param compute gives the value of an expression
 * @throws EvaluationError when it does not fit, NotEvaluated when only Terraform can tell
 */
export function settledInput(
  input: ModuleInput, inputs: Readonly<Record<string, unknown>>, compute: (expression: HclExpression) => KnownValue = valueOfExpression,
): KnownValue {
  const given = Object.hasOwn(inputs, input.name) ? inputs[input.name] : undefined;
  // Where null is not allowed it stands for the default.
  const isDefault = given === undefined || (given === null && !input.nullable);
  const value = isDefault ? input.defaultValue : given;
  return value === undefined ? UNKNOWN : convertValue(knownValueOf(value, compute), input.type);
}

/** An expression that refers to nothing has a value. */
export function valueOfExpression(expression: HclExpression): KnownValue {
  if (expression instanceof Reference) return UNKNOWN;
  try {
    return evaluate(parseExpressionText(expression._render()), new Map());
  } catch {
    // What cannot be written is reported where it is written.
    return UNKNOWN;
  }
}

/** What is computed; undefined: Terraform refuses it, or only Terraform can tell. */
export function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof EvaluationError || error instanceof NotEvaluated) return undefined;
    throw error;
  }
}
