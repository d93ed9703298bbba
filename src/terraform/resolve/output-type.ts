/** The type of an output, as far as its expression tells. Terraform declares none. */
import { Reference } from '../declare/reference';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { offeredCallOutput } from '../declare/root-module-outputs';
import { HclExpression } from '../hcl/expression';
import { parseExpression, parseExpressionText } from '../hcl/expression-parser';
import type { Syntax } from '../hcl/syntax';
import type { TypeConstraint } from '../hcl/type-constraint';
import type { ModuleInterface } from '../interface/module-interface';

const ANY: TypeConstraint = { kind: 'any' };
const STRING: TypeConstraint = { kind: 'string' };
const NUMBER: TypeConstraint = { kind: 'number' };
const BOOL: TypeConstraint = { kind: 'bool' };
const LIST: TypeConstraint = { kind: 'list', element: ANY };
const MAP: TypeConstraint = { kind: 'map', element: ANY };

/** What functions give. Of one that is not here, it is what its first argument is. Source: Terraform language, functions. */
const RESULTS: ReadonlyMap<string, TypeConstraint> = new Map<string, TypeConstraint>([
  ...['tolist', 'toset', 'keys', 'values', 'concat', 'flatten', 'distinct', 'sort', 'compact', 'split', 'range', 'formatlist', 'setunion', 'slice']
    .map((name) => [name, LIST] as const),
  ...['tomap', 'merge', 'zipmap'].map((name) => [name, MAP] as const),
  ...['length', 'tonumber', 'max', 'min', 'abs', 'ceil', 'floor', 'sum', 'parseint'].map((name) => [name, NUMBER] as const),
  ...['tobool', 'can', 'contains', 'alltrue', 'anytrue', 'startswith', 'endswith'].map((name) => [name, BOOL] as const),
  ...['tostring', 'join', 'format', 'jsonencode', 'yamlencode', 'replace', 'lower', 'upper', 'trimspace', 'substr', 'element', 'lookup', 'cidrsubnet', 'cidrhost']
    .map((name) => [name, STRING] as const),
]);

/** The type of an output that a root module offers to others; `any` where its expression does not tell. */
export function outputType(rootModule: RootModule, name: string): TypeConstraint {
  const declared = rootModule._outputs.get(name);
  if (declared !== undefined) return typeOfValue(rootModule, declared.options.value);
  const found = offeredCallOutput(rootModule, name);
  return found === undefined ? ANY : typeOfCallOutput(found.call, found.output);
}

function typeOfCallOutput(call: ModuleCall | undefined, output: string): TypeConstraint {
  const module = call?._interface;
  const value = module?.outputs.get(output)?.value;
  return value === undefined ? ANY : typeOf(() => parseExpression(value), module);
}

function typeOfValue(rootModule: RootModule, value: unknown): TypeConstraint {
  if (value instanceof Reference) {
    const { callId, output } = value._target;
    const isOwn = callId !== undefined && value._target.rootModule === rootModule.name;
    return isOwn ? typeOfCallOutput(rootModule._calls.find((call) => call.callId === callId), output) : ANY;
  }
  if (value instanceof HclExpression) return typeOf(() => parseExpressionText(value._render()));
  if (Array.isArray(value)) return LIST;
  if (typeof value === 'object' && value !== null) return MAP;
  return typeOfLiteral(value);
}

function typeOf(parse: () => Syntax, module?: ModuleInterface): TypeConstraint {
  try {
    return typeOfSyntax(parse(), module);
  } catch {
    // What cannot be parsed is reported where it is written.
    return ANY;
  }
}

function typeOfSyntax(syntax: Syntax, module?: ModuleInterface): TypeConstraint {
  switch (syntax.kind) {
    case 'literal': return typeOfLiteral(syntax.value);
    case 'template': return STRING;
    case 'list': case 'splat': return LIST;
    case 'object': return MAP;
    case 'for': return syntax.resultKey ? MAP : LIST;
    case 'call': return RESULTS.get(syntax.name) ?? (syntax.args.length > 0 ? typeOfSyntax(syntax.args[0], module) : ANY);
    case 'unary': return syntax.operator === '!' ? BOOL : NUMBER;
    case 'binary': return ['+', '-', '*', '/', '%'].includes(syntax.operator) ? NUMBER : BOOL;
    case 'conditional': return [syntax.whenTrue, syntax.whenFalse].map((part) => typeOfSyntax(part, module)).find(({ kind }) => kind !== 'any') ?? ANY;
    case 'attribute': return syntax.object.kind === 'name' && syntax.object.name === 'var' ? module?.inputs.get(syntax.name)?.type ?? ANY : ANY;
    default: return ANY;
  }
}

function typeOfLiteral(value: unknown): TypeConstraint {
  return value === null || value === undefined ? ANY : typeof value === 'number' ? NUMBER : typeof value === 'boolean' ? BOOL : STRING;
}
