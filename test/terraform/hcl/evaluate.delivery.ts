import { EXPRESSIONS, VARIABLES } from './expressions';
import { convertValue } from '../../../src/terraform/hcl/convert-value';
import { evaluate, Names } from '../../../src/terraform/hcl/evaluate';
import { parseExpressionText } from '../../../src/terraform/hcl/expression-parser';
import { EvaluationError, KnownValue, NotEvaluated, plainValueOf } from '../../../src/terraform/hcl/known-value';
import { parseTypeConstraint } from '../../../src/terraform/hcl/parse-type';
import { describeWithTool, runTool } from '../../real-tool';
import { temporaryDirectory, write } from '../../synth/test-project';

const ERROR = 'Terraform refuses it';
const LEFT_ALONE = 'left to Terraform';

describeWithTool('terraform', () => {
  test('every expression has the value that Terraform gives it, or is left alone', () => {
    const expected = valuesOfTerraform(EXPRESSIONS);
    const ours = EXPRESSIONS.map(valueOf);
    const differences = EXPRESSIONS.flatMap((expression, index) =>
      (ours[index] === LEFT_ALONE || ours[index] === expected[index] ? [] : [`${expression}: ${ours[index]}, but Terraform: ${expected[index]}`]));
    expect(differences).toEqual([]);
    // What is left alone is an exception.
    expect(EXPRESSIONS.filter((_, index) => ours[index] === LEFT_ALONE).length).toBeLessThan(EXPRESSIONS.length / 10);
  });
});

/** One module computes them all. */
function valuesOfTerraform(expressions: readonly string[]): string[] {
  const dir = temporaryDirectory();
  write(dir, 'main.tf', [
    ...Object.entries(VARIABLES).map(([name, { type, value }]) => `variable "${name}" {\n  type    = ${type}\n  default = ${value}\n}\n`),
    ...expressions.map((expression, index) => `output "o${index}" {\n  value = try(jsonencode({ value = ${expression} }), jsonencode("${ERROR}"))\n}\n`),
  ].join('\n'));
  const env = { TF_CLI_CONFIG_FILE: '/dev/null' };
  const applied = runTool('terraform', ['apply', '-auto-approve', '-no-color'], { cwd: dir, env });
  expect(applied.stderr).toBe('');
  const outputs = JSON.parse(runTool('terraform', ['output', '-json'], { cwd: dir, env }).stdout) as Record<string, { value: string }>;
  return expressions.map((_, index) => canonical(JSON.parse(outputs[`o${index}`].value)));
}

function valueOf(expression: string): string {
  try {
    return canonical({ value: plainValueOf(evaluate(parseExpressionText(expression), names())) });
  } catch (error) {
    if (error instanceof NotEvaluated) return LEFT_ALONE;
    if (error instanceof EvaluationError) return canonical(ERROR);
    throw error;
  }
}

function names(): Names {
  const variables = Object.entries(VARIABLES).map(([name, { type, value }]): [string, KnownValue] =>
    [name, convertValue(evaluate(parseExpressionText(value), new Map()), parseTypeConstraint(type))]);
  return new Map([['var', { kind: 'object', entries: new Map(variables) }]]);
}

/** The order of the keys of an object means nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (inner && typeof inner === 'object' && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner as object).sort(([one], [other]) => (one < other ? -1 : 1))) : inner));
}
