/**
 * Letters that `terraform fmt` counts as one column on every version of the Unicode tables: ASCII, Latin, Cyrillic,
 * kana, Chinese and Korean. Names are built of these only, so the alignment of `=` never depends on such a table.
 */
const LETTERS = 'A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0400-\\u0481\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fa5\\uac00-\\ud7a3';

/** Regular expression source of what may stand as the name of an argument, block, variable or output. */
export const IDENTIFIER_PATTERN = `[${LETTERS}_][${LETTERS}0-9_-]*`;

const IDENTIFIER = new RegExp(`^${IDENTIFIER_PATTERN}$`);

/** `terraform fmt` drops a label which holds `$` or `%`, so labels take what names and addresses are made of. */
const LABEL = new RegExp(`^[${LETTERS}0-9 _./:@-]*$`);

/** Words with a meaning of their own where an object key may stand. */
const KEYWORDS = new Set(['for', 'null', 'true', 'false']);

/** Control characters, and the invisible ones which make a reader see another text than the parser does (bidirectional overrides). */
const HIDDEN = '\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff';

/** Most strings: nothing in them to look at twice. */
const PLAIN = /^[ !#&-[\]-~]*$/;

const SPECIAL = new RegExp(`["\\\\${HIDDEN}]|\\$\\{|%\\{`, 'gu');
const NOT_IN_HEREDOC = new RegExp(`(?![\\t\\n])[${HIDDEN}]`, 'u');
const NOT_IN_COMMENT = new RegExp(`(?!\\t)[${HIDDEN}]|\\p{Surrogate}`, 'gu');
const NOT_ONE_COLUMN = new RegExp(`[^${LETTERS}\\u0020-\\u007e]`, 'gu');
const LONE_SURROGATE = /\p{Surrogate}/u;

const SHORT_ESCAPES: { readonly [character: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '${': '$${',
  '%{': '%%{',
};

/** Whether the text may stand as the name of an argument, block, variable or output. */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

/** Returns the name unchanged, or throws when it is no identifier. */
export function checkIdentifier(name: string, what: string): string {
  if (!isIdentifier(name)) {
    throw new Error(`${what} ${JSON.stringify(name)} is not a Terraform identifier: start with a letter or "_", then letters, digits, "_" and "-"`);
  }
  return name;
}

/** Writes a block label, or throws when it holds a character that `terraform fmt` would not keep. */
export function quoteLabel(label: string): string {
  if (!LABEL.test(label)) {
    throw new Error(`block label ${JSON.stringify(label)} may only hold letters, digits, spaces and _ - . / : @`);
  }
  return `"${label}"`;
}

/** Writes a string literal whose value is exactly the text. */
export function quoteString(text: string): string {
  return `"${escapeQuoted(text)}"`;
}

/** Escapes the literal text between the quotes of a string or template. */
export function escapeQuoted(text: string): string {
  if (PLAIN.test(text)) return text;
  checkUnicode(text);
  return text.replace(SPECIAL, (found) => SHORT_ESCAPES[found] ?? escapeCharacter(found));
}

/** Writes the key of an object item: bare where Terraform reads it as a name, else quoted. */
export function objectKey(key: string): string {
  if (isIdentifier(key) && !KEYWORDS.has(key)) return key;
  return `"${escapeQuoted(key).replace(NOT_ONE_COLUMN, escapeCharacter)}"`;
}

/** Escapes the text of a heredoc, or returns undefined when a heredoc cannot hold it unchanged. */
export function escapeHeredoc(text: string): string | undefined {
  checkUnicode(text);
  return NOT_IN_HEREDOC.test(text) ? undefined : text.replace(/\$\{|%\{/g, (found) => found[0] + found);
}

/** Makes a line fit for a comment: nothing in it can end the comment or hide from a reader. */
export function escapeComment(line: string): string {
  return line.replace(NOT_IN_COMMENT, ' ').trimEnd();
}

/** Whether a file can hold the text at all. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

function checkUnicode(text: string): void {
  if (!isWellFormed(text)) {
    throw new Error(`string ${JSON.stringify(text)} holds half of a surrogate pair, which no UTF-8 file can carry: give well-formed Unicode`);
  }
}

function escapeCharacter(character: string): string {
  const codePoint = character.codePointAt(0)!;
  const hex = codePoint.toString(16);
  return codePoint > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
