import { tokenize } from './lexer';
import { HclSyntaxError, HclToken } from './token';

/** What stands between two braces, or in a whole file. */
export interface ParsedBody {
  readonly attributes: ReadonlyMap<string, ParsedAttribute>;
  readonly blocks: readonly ParsedBlock[];
}

/** `name = expression` */
export interface ParsedAttribute {
  readonly name: string;
  readonly line: number;
  /** The tokens of the expression, without an end token. */
  readonly expression: readonly HclToken[];
}

/** `type "label" { … }` */
export interface ParsedBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly line: number;
  readonly body: ParsedBody;
}

const CLOSERS: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' };

/**
 * Parses HCL source text into bodies, blocks and attributes. Expressions are delimited, not judged: Terraform does that.
 *
 * @throws HclSyntaxError with the line of what cannot be parsed
 */
export function parseBody(source: string): ParsedBody {
  const parser = new Parser(tokenize(source));
  return parser.body('end');
}

/**
 * Finds the end of the expression that starts at the given position: the first of the stop symbols, newline or end outside of brackets.
 *
 * @throws HclSyntaxError when a bracket has no partner
 */
export function endOfExpression(tokens: readonly HclToken[], start: number, stops: readonly string[]): number {
  const open: HclToken[] = [];
  for (let at = start; ; at++) {
    const { kind, text, line } = tokens[at];
    if (open.length === 0 && (kind === 'newline' || kind === 'end' || (kind === 'symbol' && stops.includes(text)))) return at;
    if (kind === 'end') throw new HclSyntaxError(`"${open[open.length - 1].text}" is never closed`, open[open.length - 1].line);
    if (kind !== 'symbol') continue;
    if (isOpening(text)) {
      open.push(tokens[at]);
    } else if (isClosing(text)) {
      const opener = open.pop();
      if (!opener || CLOSERS[opener.text] !== text) throw new HclSyntaxError(`"${text}" closes nothing that is open`, line);
    }
  }
}

export function isOpening(symbol: string): boolean {
  return symbol === '(' || symbol === '[' || symbol === '{';
}

export function isClosing(symbol: string): boolean {
  return symbol === ')' || symbol === ']' || symbol === '}' || symbol === '~}';
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly HclToken[]) {}

  public body(end: 'end' | '}'): ParsedBody {
    const attributes = new Map<string, ParsedAttribute>();
    const blocks: ParsedBlock[] = [];
    for (;;) {
      while (this.current.kind === 'newline') this.at++;
      const token = this.current;
      if (token.kind === 'end' ? end === 'end' : token.kind === 'symbol' && token.text === end) return { attributes, blocks };
      if (token.kind === 'end') throw new HclSyntaxError('a closing brace is missing at the end of the file', token.line);
      if (token.kind !== 'identifier') throw this.unexpected('the name of an argument or block');
      this.at++;
      if (this.isSymbol('=')) {
        if (attributes.has(token.text)) throw new HclSyntaxError(`"${token.text}" is set a second time`, token.line);
        attributes.set(token.text, this.attribute(token));
      } else {
        blocks.push(this.block(token));
      }
      this.endOfItem(end);
    }
  }

  private get current(): HclToken {
    return this.tokens[this.at];
  }

  private attribute({ text: name, line }: HclToken): ParsedAttribute {
    const start = ++this.at;
    this.at = endOfExpression(this.tokens, start, ['}', ',', '=']);
    if (this.at === start) throw this.unexpected(`the value of "${name}"`);
    return { name, line, expression: this.tokens.slice(start, this.at) };
  }

  private block({ text: type, line }: HclToken): ParsedBlock {
    const labels: string[] = [];
    while (this.current.kind === 'identifier' || (this.current.kind === 'string' && this.current.value !== undefined)) {
      labels.push(this.current.value ?? this.current.text);
      this.at++;
    }
    if (!this.isSymbol('{')) throw this.unexpected(`"=" or "{" after "${type}"`);
    this.at++;
    const body = this.body('}');
    this.at++;
    return { type, labels, line, body };
  }

  /** After an argument or block comes a new line; only the closing brace of a one-line block may stand on the same one. */
  private endOfItem(end: 'end' | '}'): void {
    if (this.current.kind === 'newline' || this.current.kind === 'end' || (end === '}' && this.isSymbol('}'))) return;
    throw this.unexpected('a new line');
  }

  private isSymbol(text: string): boolean {
    return this.current.kind === 'symbol' && this.current.text === text;
  }

  private unexpected(expected: string): HclSyntaxError {
    const { kind, text, line } = this.current;
    const found = kind === 'end' ? 'the end of the file' : kind === 'newline' ? 'the end of the line' : JSON.stringify(text);
    return new HclSyntaxError(`expected ${expected}, found ${found}`, line);
  }
}
