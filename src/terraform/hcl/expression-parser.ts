import { tokenize } from './lexer';
import { SPLAT_ITEM, Syntax } from './syntax';
import { endOfInterpolation } from './template-text';
import { HclSyntaxError, HclToken } from './token';

/**
 * Parses an expression from its tokens.
 *
 * @throws HclSyntaxError with the line of what cannot be parsed
 */
export function parseExpression(tokens: readonly HclToken[]): Syntax {
  let syntax = KNOWN.get(tokens);
  if (!syntax) {
    syntax = new ExpressionParser(tokens).whole();
    KNOWN.set(tokens, syntax);
  }
  return syntax;
}

/** Operators of two operands, the loosest first. Source: HCL syntax specification. */
const PRECEDENCE: ReadonlyArray<readonly string[]> = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];

const CONSTANTS: ReadonlyMap<string, null | boolean> = new Map([['null', null], ['true', true], ['false', false]]);

const ESCAPE = /\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g;
const ESCAPED: Readonly<Record<string, string>> = { 'n': '\n', 'r': '\r', 't': '\t', '"': '"', '\\': '\\' };

/** Parsed expressions by their tokens, which an attribute keeps. */
const KNOWN = new WeakMap<readonly HclToken[], Syntax>();

/** Parses an expression from its text. @throws HclSyntaxError with the line of what cannot be parsed */
export function parseExpressionText(text: string): Syntax {
  return parseExpression(tokenize(text).slice(0, -1));
}

class ExpressionParser {
  private at = 0;
  /** Inside of parentheses and square brackets a new line means nothing; in an object it ends an item. */
  private isMultiline = true;

  constructor(private readonly tokens: readonly HclToken[]) {}

  public whole(): Syntax {
    const syntax = this.expression();
    if (this.peek()) throw this.unexpected();
    return syntax;
  }

  private expression(): Syntax {
    const condition = this.binary(0);
    if (!this.take('?')) return condition;
    const whenTrue = this.expression();
    this.expect(':');
    return { kind: 'conditional', condition, whenTrue, whenFalse: this.expression() };
  }

  private binary(level: number): Syntax {
    if (level === PRECEDENCE.length) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = PRECEDENCE[level].find((symbol) => this.take(symbol));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Syntax {
    const operator = this.take('-') ? '-' : this.take('!') ? '!' : undefined;
    return operator ? { kind: 'unary', operator, operand: this.unary() } : this.postfix(this.primary());
  }

  private postfix(start: Syntax): Syntax {
    let syntax = start;
    for (;;) {
      if (this.take('.')) {
        if (this.take('*')) return this.splat(syntax, false);
        syntax = this.attribute(syntax);
      } else if (this.isNext('[')) {
        const isMultiline = this.open('[');
        if (this.isNext('*')) {
          this.take('*');
          this.close(']', isMultiline);
          return this.splat(syntax, true);
        }
        const key = this.expression();
        this.close(']', isMultiline);
        syntax = { kind: 'index', object: syntax, key };
      } else {
        return syntax;
      }
    }
  }

  /** The rest of the traversal applies to every item; behind `.*` only as far as there are names. */
  private splat(object: Syntax, takesIndexes: boolean): Syntax {
    let each: Syntax = { kind: 'name', name: SPLAT_ITEM };
    for (;;) {
      if (this.take('.')) {
        if (this.take('*')) each = this.splat(each, takesIndexes);
        else each = this.attribute(each);
      } else if (takesIndexes && this.isNext('[')) {
        const isMultiline = this.open('[');
        if (this.take('*')) {
          this.close(']', isMultiline);
          each = this.splat(each, true);
          continue;
        }
        const key = this.expression();
        this.close(']', isMultiline);
        each = { kind: 'index', object: each, key };
      } else {
        break;
      }
    }
    const splat: Syntax = { kind: 'splat', object, each };
    return takesIndexes ? splat : this.postfix(splat);
  }

  private attribute(object: Syntax): Syntax {
    const token = this.next();
    if (token.kind === 'identifier') return { kind: 'attribute', object, name: token.text };
    // `list.0` is how `list[0]` was written once; `list.0.1` is one number for the lexer.
    if (token.kind === 'number') return token.text.split('.').reduce<Syntax>((inner, key) => ({ kind: 'index', object: inner, key: { kind: 'literal', value: Number(key) } }), object);
    throw this.unexpected(token);
  }

  private primary(): Syntax {
    const token = this.peek();
    if (!token) throw this.unexpected();
    if (token.kind === 'symbol') {
      if (token.text === '(') {
        const isMultiline = this.open('(');
        const inner = this.expression();
        this.close(')', isMultiline);
        return inner;
      }
      if (token.text === '[') return this.list();
      if (token.text === '{') return this.object();
      throw this.unexpected(token);
    }
    this.next();
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token.kind === 'string') return token.value === undefined ? templateOf(token.text.slice(1, -1), token.line) : { kind: 'literal', value: token.value };
    if (token.kind === 'heredoc') return token.value === undefined ? { kind: 'opaque', parts: partsOf(token.text, token.line, false).parts } : { kind: 'literal', value: token.value };
    return this.named(token);
  }

  private named({ text }: HclToken): Syntax {
    let name = text;
    while (this.isNext('::')) {
      this.next();
      name += `::${this.next().text}`;
    }
    if (this.isNext('(')) return this.call(name);
    const constant = CONSTANTS.get(name);
    return constant === undefined ? { kind: 'name', name } : { kind: 'literal', value: constant };
  }

  private call(name: string): Syntax {
    const isMultiline = this.open('(');
    const args: Syntax[] = [];
    let expands = false;
    while (!this.isNext(')')) {
      args.push(this.expression());
      expands = this.take('...');
      if (!this.take(',')) break;
    }
    this.close(')', isMultiline);
    return { kind: 'call', name, args, expands };
  }

  private list(): Syntax {
    const isMultiline = this.open('[');
    if (this.isFor()) {
      const syntax = this.for(false);
      this.close(']', isMultiline);
      return syntax;
    }
    const items: Syntax[] = [];
    while (!this.isNext(']')) {
      items.push(this.expression());
      if (!this.take(',')) break;
    }
    this.close(']', isMultiline);
    return { kind: 'list', items };
  }

  private object(): Syntax {
    const isMultiline = this.open('{');
    if (this.isFor()) {
      const syntax = this.for(true);
      this.close('}', isMultiline);
      return syntax;
    }
    const items: Array<readonly [Syntax, Syntax]> = [];
    for (;;) {
      this.skipNewlines();
      if (this.isNext('}')) break;
      const key = this.key();
      if (!this.take('=')) this.expect(':');
      this.isMultiline = false;
      items.push([key, this.expression()]);
      if (!this.isNext('}') && !this.take(',') && this.tokens[this.at]?.kind !== 'newline') throw this.unexpected(this.tokens[this.at]);
    }
    this.close('}', isMultiline);
    return { kind: 'object', items };
  }

  /** A name stands for itself; an expression in parentheses is computed. */
  private key(): Syntax {
    const token = this.peek();
    const follower = this.tokens[this.at + 1];
    if (token?.kind === 'identifier' && follower?.kind === 'symbol' && (follower.text === '=' || follower.text === ':')) {
      this.next();
      return { kind: 'literal', value: token.text };
    }
    return this.expression();
  }

  private for(isObject: boolean): Syntax {
    this.next();
    const first = this.next().text;
    const second = this.take(',') ? this.next().text : undefined;
    const isIn = this.next();
    if (isIn.text !== 'in') throw this.unexpected(isIn);
    const collection = this.expression();
    this.expect(':');
    const head = this.expression();
    const isKeyed = isObject && this.take('=>');
    const result = isKeyed ? this.expression() : head;
    const groups = this.take('...');
    const token = this.peek();
    let condition: Syntax | undefined;
    if (token?.kind === 'identifier' && token.text === 'if') {
      this.next();
      condition = this.expression();
    }
    return {
      kind: 'for',
      keyName: second === undefined ? undefined : first,
      valueName: second ?? first,
      collection,
      resultKey: isKeyed ? head : undefined,
      result,
      condition,
      groups,
    };
  }

  private isFor(): boolean {
    const token = this.peek();
    return token?.kind === 'identifier' && token.text === 'for';
  }

  private peek(): HclToken | undefined {
    if (this.isMultiline) this.skipNewlines();
    return this.tokens[this.at];
  }

  private next(): HclToken {
    const token = this.peek();
    if (!token) throw this.unexpected();
    this.at++;
    return token;
  }

  private skipNewlines(): void {
    while (this.tokens[this.at]?.kind === 'newline') this.at++;
  }

  private isNext(symbol: string): boolean {
    const token = this.peek();
    return token?.kind === 'symbol' && token.text === symbol;
  }

  private take(symbol: string): boolean {
    if (!this.isNext(symbol)) return false;
    this.at++;
    return true;
  }

  private expect(symbol: string): void {
    if (!this.take(symbol)) throw this.unexpected();
  }

  /** @returns what new lines meant outside */
  private open(symbol: string): boolean {
    const outside = this.isMultiline;
    this.expect(symbol);
    this.isMultiline = true;
    return outside;
  }

  private close(symbol: string, outside: boolean): void {
    this.skipNewlines();
    this.expect(symbol);
    this.isMultiline = outside;
  }

  private unexpected(token = this.peek()): HclSyntaxError {
    const line = token?.line ?? this.tokens[this.tokens.length - 1]?.line ?? 1;
    return new HclSyntaxError(token ? `unexpected ${JSON.stringify(token.text)} in an expression` : 'the expression ends too early', line);
  }
}

function templateOf(text: string, line: number): Syntax {
  const { parts, isOpaque } = partsOf(text, line, true);
  return isOpaque ? { kind: 'opaque', parts } : { kind: 'template', parts };
}

/** Splits the text of a template; directives and the stripping of spaces are left to Terraform. */
function partsOf(text: string, line: number, isQuoted: boolean): { readonly parts: readonly Syntax[]; readonly isOpaque: boolean } {
  const parts: Syntax[] = [];
  let isOpaque = false;
  let literal = '';
  const endLiteral = () => {
    if (literal !== '') parts.push({ kind: 'literal', value: isQuoted ? literal.replace(ESCAPE, unescape) : literal });
    literal = '';
  };
  for (let at = 0; at < text.length;) {
    const isMarker = (text[at] === '$' || text[at] === '%') && text[at + 1] === '{';
    if (text.startsWith('$${', at) || text.startsWith('%%{', at)) {
      literal += text.slice(at + 1, at + 3);
      at += 3;
    } else if (isMarker) {
      endLiteral();
      const end = endOfInterpolation(text, at + 2);
      const inner = text.slice(at + 2, end - 1);
      isOpaque ||= text[at] === '%' || inner.startsWith('~') || inner.endsWith('~');
      parts.push(...expressionsIn(inner.replace(/^~|~$/g, ''), text[at] === '%', line));
      at = end;
    } else if (isQuoted && text[at] === '\\') {
      literal += text.slice(at, at + 2);
      at += 2;
    } else {
      literal += text[at++];
    }
  }
  endLiteral();
  return { parts, isOpaque };
}

/** What an interpolation or directive computes. */
function expressionsIn(inner: string, isDirective: boolean, line: number): Syntax[] {
  const expression = isDirective ? /^\s*(?:if|for\s[^]*?\sin)\s([^]*)$/.exec(inner)?.[1] : inner;
  if (expression === undefined) return [];
  return [parseExpression(tokenize(expression).slice(0, -1).map((token) => ({ ...token, line })))];
}

function unescape(_: string, letter: string | undefined, short: string | undefined, long: string | undefined): string {
  return letter === undefined ? String.fromCodePoint(parseInt(short ?? long!, 16)) : ESCAPED[letter];
}
