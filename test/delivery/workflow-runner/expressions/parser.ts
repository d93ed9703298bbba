import { Token, tokens } from './lexer';
import { toNumber, Value } from './value';

export type Expression =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'context'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'every'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** From the loosest to the tightest. */
const BINARY_OPERATORS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']];

const WORDS: Readonly<Record<string, Value>> = { true: true, false: false, null: null, NaN, Infinity };

/** The tree of an expression, given without `${{ }}`. */
export function parseExpression(text: string): Expression {
  return new Parser(text).whole();
}

/** Whether an expression, or a part of it, calls one of these functions. */
export function callsAny(expression: Expression, names: readonly string[]): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'context': return false;
    case 'member': return callsAny(expression.of, names) || callsAny(expression.key, names);
    case 'every': return callsAny(expression.of, names);
    case 'call': return names.includes(expression.name) || expression.args.some((arg) => callsAny(arg, names));
    case 'not': return callsAny(expression.operand, names);
    case 'binary': return callsAny(expression.left, names) || callsAny(expression.right, names);
  }
}

class Parser {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(private readonly text: string) {
    this.tokens = tokens(text);
  }

  public whole(): Expression {
    const expression = this.binary(0);
    if (this.next.kind !== 'end') this.fail('the end');
    return expression;
  }

  private get next(): Token {
    return this.tokens[this.position];
  }

  private binary(level: number): Expression {
    if (level === BINARY_OPERATORS.length) return this.unary();
    let left = this.binary(level + 1);
    for (let operator = this.take(...BINARY_OPERATORS[level]); operator !== undefined; operator = this.take(...BINARY_OPERATORS[level])) {
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) };
    }
    return left;
  }

  private unary(): Expression {
    return this.take('!') === undefined ? this.members(this.primary()) : { kind: 'not', operand: this.unary() };
  }

  private members(of: Expression): Expression {
    if (this.take('.') !== undefined) {
      if (this.take('*') !== undefined) return this.members({ kind: 'every', of });
      return this.members({ kind: 'member', of, key: { kind: 'literal', value: this.word('name') } });
    }
    if (this.take('[') === undefined) return of;
    const isEvery = this.take('*') !== undefined;
    const inner: Expression = isEvery ? { kind: 'every', of } : { kind: 'member', of, key: this.binary(0) };
    this.expect(']');
    return this.members(inner);
  }

  private primary(): Expression {
    if (this.take('(') !== undefined) {
      const inner = this.binary(0);
      this.expect(')');
      return inner;
    }
    if (this.next.kind === 'string') return { kind: 'literal', value: this.word('string') };
    if (this.next.kind === 'number') return { kind: 'literal', value: toNumber(this.word('number')) };
    const name = this.word('name');
    if (this.take('(') !== undefined) return { kind: 'call', name: name.toLowerCase(), args: this.arguments() };
    return Object.hasOwn(WORDS, name) ? { kind: 'literal', value: WORDS[name] } : { kind: 'context', name };
  }

  private arguments(): Expression[] {
    if (this.take(')') !== undefined) return [];
    const args = [this.binary(0)];
    while (this.take(',') !== undefined) args.push(this.binary(0));
    this.expect(')');
    return args;
  }

  private take(...symbols: readonly string[]): string | undefined {
    const { kind, text } = this.next;
    if (kind !== 'symbol' || !symbols.includes(text)) return undefined;
    this.position += 1;
    return text;
  }

  private expect(symbol: string): void {
    if (this.take(symbol) === undefined) this.fail(symbol);
  }

  private word(kind: Token['kind']): string {
    if (this.next.kind !== kind) this.fail(`a ${kind}`);
    const { text } = this.next;
    this.position += 1;
    return text;
  }

  private fail(wanted: string): never {
    throw new Error(`the expression ${this.text} has ${this.next.text} where ${wanted} belongs`);
  }
}
