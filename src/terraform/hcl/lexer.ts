import { HclSyntaxError, HclToken } from './token';

const SPACE = /[ \t]+/y;
const NEWLINE = /\r?\n/y;
const LINE_COMMENT = /(?:#|\/\/)[^\n]*/y;
const BLOCK_COMMENT = /\/\*[^]*?\*\//y;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/yu;
const NUMBER = /\d(?:(?:\d|\.|[eE][+-]?\d)*(?:\d|[eE][+-]?\d))?/y;
const WELL_FORMED_NUMBER = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/yu;
const SYMBOL = /~\}|==|!=|>=|<=|=>|&&|\|\||::|\.\.\.|[[\]{}().,*/%+\-=<>!?:]/y;
const QUOTED_TEXT = /[^"\\$%\r\n]+/y;
const HEREDOC_TEXT = /[^$%\n]+/y;
const ESCAPE = /\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;
const TEMPLATE_ESCAPE = /\$\$\{|%%\{/y;
const TEMPLATE_START = /[$%]\{~?/y;

const ESCAPED: { readonly [letter: string]: string } = { 'n': '\n', 'r': '\r', 't': '\t', '"': '"', '\\': '\\' };

/**
 * Splits HCL source text into tokens, comments and spaces left out; the last one is of kind `end`.
 *
 * @throws HclSyntaxError at a string, heredoc, comment or interpolation without an end, and at a character HCL does not know
 */
export function tokenize(source: string): HclToken[] {
  const lexer = new Lexer(source);
  const tokens: HclToken[] = [];
  do tokens.push(lexer.next()); while (tokens[tokens.length - 1].kind !== 'end');
  return tokens;
}

class Lexer {
  private offset = 0;
  private line = 1;

  constructor(private readonly source: string) {
    if (source.startsWith('\ufeff')) this.offset = 1;
  }

  public next(): HclToken {
    this.skipSpacesAndComments();
    const start = this.offset;
    const line = this.line;
    const token = (kind: HclToken['kind'], value?: string): HclToken => ({ kind, text: this.source.slice(start, this.offset), value, line, start });

    if (start >= this.source.length) return token('end');
    if (this.take(NEWLINE) !== undefined) return token('newline');
    if (this.take(IDENTIFIER) !== undefined) return token('identifier');
    const number = this.take(NUMBER);
    if (number !== undefined) {
      if (!WELL_FORMED_NUMBER.test(number)) throw new HclSyntaxError(`"${number}" is not a number`, line);
      return token('number');
    }
    if (this.source[start] === '"') return token('string', this.quoted());
    const heredoc = this.match(HEREDOC);
    if (heredoc) return token('heredoc', this.heredoc(heredoc[2], heredoc[1] === '-', line));
    if (this.source.startsWith('/*', start)) throw new HclSyntaxError('the comment that starts here has no "*/"', line);
    if (this.take(SYMBOL) !== undefined) return token('symbol');
    throw new HclSyntaxError(`unexpected character ${JSON.stringify(String.fromCodePoint(this.source.codePointAt(start)!))}`, line);
  }

  private skipSpacesAndComments(): void {
    while (this.take(SPACE) !== undefined || this.take(LINE_COMMENT) !== undefined || this.take(BLOCK_COMMENT) !== undefined);
  }

  /** Reads a quoted string; returns its value when it is literal. */
  private quoted(): string | undefined {
    const line = this.line;
    this.offset++;
    let value: string | undefined = '';
    for (;;) {
      const text = this.take(QUOTED_TEXT);
      if (text !== undefined) {
        value = value === undefined ? undefined : value + text;
        continue;
      }
      const character = this.source[this.offset];
      if (character === undefined || character === '\n' || character === '\r') {
        throw new HclSyntaxError('the string that starts here has no closing quote on its line', line);
      }
      if (character === '"') {
        this.offset++;
        return value;
      }
      const piece = character === '\\' ? this.escape() : this.templatePiece();
      value = piece === undefined || value === undefined ? undefined : value + piece;
    }
  }

  private escape(): string {
    const found = this.match(ESCAPE);
    if (!found) throw new HclSyntaxError(`unknown escape ${JSON.stringify(this.source.slice(this.offset, this.offset + 2))} in a string`, this.line);
    if (found[1] !== undefined) return ESCAPED[found[1]];
    const codePoint = parseInt(found[2] ?? found[3], 16);
    const isCharacter = codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
    return isCharacter ? String.fromCodePoint(codePoint) : '\ufffd';
  }

  /** Reads at a `$` or `%`: returns literal text, or undefined after an interpolation or directive. */
  private templatePiece(): string | undefined {
    const escaped = this.take(TEMPLATE_ESCAPE);
    if (escaped !== undefined) return escaped.slice(1);
    if (this.take(TEMPLATE_START) === undefined) return this.source[this.offset++];
    this.skipInterpolation();
    return undefined;
  }

  private skipInterpolation(): void {
    const line = this.line;
    let braces = 1;
    while (braces > 0) {
      const token = this.next();
      if (token.kind === 'end') throw new HclSyntaxError('the interpolation that starts here has no closing brace', line);
      if (token.kind === 'symbol' && token.text === '{') braces++;
      if (token.kind === 'symbol' && (token.text === '}' || token.text === '~}')) braces--;
    }
  }

  /** Reads from below the opening marker to the closing one; returns the value when it is literal. */
  private heredoc(marker: string, flush: boolean, line: number): string | undefined {
    const lines: string[] = [];
    let literal = true;
    for (;;) {
      const end = this.source.indexOf('\n', this.offset);
      if (end < 0) throw new HclSyntaxError(`the heredoc that starts here has no line "${marker}" at its end`, line);
      if (this.source.slice(this.offset, end).trim() === marker) {
        this.offset = end;
        return literal ? (flush ? flushLeft(lines) : lines).join('') : undefined;
      }
      const text = this.heredocLine();
      if (text === undefined) literal = false;
      else lines.push(text);
    }
  }

  private heredocLine(): string | undefined {
    let value: string | undefined = '';
    for (;;) {
      const piece = this.take(NEWLINE) ?? this.take(HEREDOC_TEXT) ?? this.templatePiece();
      value = piece === undefined || value === undefined ? undefined : value + piece;
      if (piece?.endsWith('\n') || this.offset >= this.source.length) return value;
    }
  }

  private take(pattern: RegExp): string | undefined {
    return this.match(pattern)?.[0];
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.source);
    if (found) {
      this.offset += found[0].length;
      for (let at = found[0].indexOf('\n'); at >= 0; at = found[0].indexOf('\n', at + 1)) this.line++;
    }
    return found;
  }
}

/** Takes the indentation which all lines share away, as `<<-` asks; blank lines have none and keep what they are. */
function flushLeft(lines: readonly string[]): string[] {
  const indents = lines.map((line) => (line.trim() === '' ? Infinity : line.length - line.trimStart().length));
  const shared = indents.reduce((least, indent) => Math.min(least, indent), Infinity);
  return lines.map((line, index) => (indents[index] === Infinity ? line : line.slice(shared)));
}
