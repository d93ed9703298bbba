import { evaluate } from './evaluate';
import { parseExpression } from './expression-parser';
import { EvaluationError, NotEvaluated, plainValueOf } from './known-value';
import { readLiteral } from './literal';
import { HclRaw } from './raw';
import { childrenOf, Syntax } from './syntax';
import { HclSyntaxError, HclToken } from './token';

/**
 * Reads an expression that stands where Terraform takes neither names nor functions, such as `60 * 60` as a default.
 *
 * @param what names it in the error
 * @returns plain data; an expression when only Terraform can compute it
 * @throws HclSyntaxError when Terraform refuses it
 */
export function readConstant(expression: readonly HclToken[], what: string): unknown {
  const literal = readLiteral(expression);
  if (literal !== undefined) return literal;
  const line = expression[0]?.line ?? 1;
  const syntax = parseExpression(expression);
  const needed = firstNeed(syntax, new Set());
  if (needed !== undefined) throw new HclSyntaxError(`${what} must be a constant, but it needs ${needed}`, line);
  try {
    return plainValueOf(evaluate(syntax, new Map()));
  } catch (error) {
    if (error instanceof EvaluationError) throw new HclSyntaxError(`${what} cannot be computed: ${error.message}`, line);
    if (error instanceof NotEvaluated) return new HclRaw(expression.map(({ text }) => (text === '\n' || text === '\r\n' ? ' ' : text)).join(' '));
    throw error;
  }
}

/** The first name or function in an expression that is not of its own making. */
function firstNeed(syntax: Syntax, own: ReadonlySet<string>): string | undefined {
  if (syntax.kind === 'call') return `the function ${syntax.name}()`;
  if (syntax.kind === 'name') return own.has(syntax.name) ? undefined : `"${syntax.name}"`;
  const names = syntax.kind === 'for' ? [syntax.keyName ?? '', syntax.valueName] : syntax.kind === 'splat' ? ['*'] : [];
  const inner = names.length > 0 ? new Set([...own, ...names]) : own;
  for (const child of childrenOf(syntax)) {
    const needed = firstNeed(child, inner);
    if (needed !== undefined) return needed;
  }
  return undefined;
}
