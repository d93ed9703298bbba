import { tokenize } from './lexer';
import { endOfInterpolation } from './template-text';
import type { HclToken } from './token';

/** What a string or a template is made of: literal text, and the tokens of what stands between `${` or `%{` and its brace. */
export type TemplatePart = string | readonly HclToken[];

const ESCAPE = /\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g;
const ESCAPED: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' };

/**
 * The parts of a string or heredoc.
 * @throws HclSyntaxError when an interpolation cannot be split into tokens
 */
export function partsOfToken({ kind, text, value }: HclToken): TemplatePart[] {
  if (value !== undefined) return [value];
  if (kind === 'string') return partsOfTemplate(text.slice(1, -1)).map((part) => (typeof part === 'string' ? part.replace(ESCAPE, unescaped) : part));
  return partsOfTemplate(text.slice(text.indexOf('\n') + 1, text.lastIndexOf('\n') + 1));
}

/**
 * The parts of a template, such as the text of a file that `templatefile` reads.
 * @throws HclSyntaxError when an interpolation cannot be split into tokens
 */
export function partsOfTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = '';
  const start = /([$%])(\1?)\{(~?)/g;
  let at = 0;
  for (let found = start.exec(text); found; found = start.exec(text)) {
    literal += text.slice(at, found.index);
    if (found[2] !== '') {
      // Doubled, it is itself.
      literal += found[0].slice(1);
      at = start.lastIndex;
      continue;
    }
    if (literal !== '') parts.push(literal);
    literal = '';
    at = endOfInterpolation(text, found.index + 2);
    parts.push(tokenize(text.slice(start.lastIndex, at - 1).replace(/~$/, '')).slice(0, -1));
    start.lastIndex = at;
  }
  literal += text.slice(at);
  return literal === '' && parts.length > 0 ? parts : [...parts, literal];
}

function unescaped(_: string, letter: string | undefined, short: string | undefined, long: string | undefined): string {
  if (letter !== undefined) return ESCAPED[letter] ?? letter;
  const codePoint = parseInt(short ?? long!, 16);
  return codePoint > 0x10ffff ? '\ufffd' : String.fromCodePoint(codePoint);
}
