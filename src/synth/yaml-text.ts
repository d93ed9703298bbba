import { Document, Scalar, stringify } from 'yaml';

/** Where a place in a document is: `['spec', 'containers', 0, 'image']`. Good for the time of the call that gets it. */
export type YamlPath = ReadonlyArray<string | number>;

/** What a YAML document shows beside its data. */
export interface YamlLayout {
  /** The comment at the end of the line of a key or an item; of an item that is itself a mapping or a list: above it. */
  readonly comments?: (path: YamlPath, value: unknown) => string | undefined;
  /** Whether an empty line separates a key or an item from the one before it. */
  readonly spaceBetween?: (path: YamlPath) => boolean;
}

/**
 * Plain JSON data as a YAML document, in the form in which the `yaml` package writes it with two spaces of indentation and
 * without line folding and aliases. A key whose value is undefined is left out.
 *
 * Scalars are written by that package, each distinct one once, with the rules of YAML 1.1 on top of those of 1.2: Kubernetes
 * and most other tools read 1.1, where a plain `no` or `12:30` is not a string. Two kinds that follow few of its rules, words
 * and lines, and the structure around all scalars are written here, which takes a tenth of the time.
 */
export function yamlText(data: object, layout: YamlLayout = {}): string {
  const lines: string[] = [];
  if (isCollection(data)) writeCollection(data, '', [], lines, layout);
  else writeScalar(data, '', '', '', lines);
  return lines.join('\n') + '\n';
}

type Collection = readonly unknown[] | Readonly<Record<string, unknown>>;

/** `path` is one array for the whole document, because an array for each of its places would cost more than the text. */
function writeCollection(data: Collection, indent: string, path: Array<string | number>, lines: string[], layout: YamlLayout): void {
  const first = lines.length;
  const write = (key: string | number, value: unknown) => {
    path.push(key);
    if (lines.length > first && layout.spaceBetween?.(path)) lines.push('');
    if (typeof key === 'number') writeItem(value, indent, path, lines, layout);
    else writeEntry(key, value, indent, path, lines, layout);
    path.pop();
  };
  if (isList(data)) data.forEach((item, index) => write(index, item));
  else for (const key of Object.keys(data)) if (data[key] !== undefined) write(key, data[key]);
}

function writeEntry(key: string, value: unknown, indent: string, path: Array<string | number>, lines: string[], layout: YamlLayout): void {
  const start = `${indent}${keyText(key, indent)}:`;
  const comment = commentText(layout.comments?.(path, value));
  if (!isCollection(value)) {
    writeScalar(value, `${start} `, indent, comment, lines);
    return;
  }
  lines.push(start + comment);
  writeCollection(value, `${indent}  `, path, lines, layout);
}

function writeItem(item: unknown, indent: string, path: Array<string | number>, lines: string[], layout: YamlLayout): void {
  const comment = commentText(layout.comments?.(path, item));
  if (!isCollection(item)) {
    writeScalar(item, `${indent}- `, indent, comment, lines);
    return;
  }
  if (comment !== '') lines.push(indent + comment.trimStart());
  const first = lines.length;
  writeCollection(item, `${indent}  `, path, lines, layout);
  // The dash takes the place of the indentation of the first line.
  lines[first] = `${indent}- ${lines[first].slice(indent.length + 2)}`;
}

/** Writes a scalar, or an empty collection, after `start`; the lines of a block go below `indent`. */
function writeScalar(value: unknown, start: string, indent: string, comment: string, lines: string[]): void {
  const text = scalarText(value);
  if (!text.includes('\n')) {
    lines.push(start + text + comment);
    return;
  }
  const [first, ...block] = text.split('\n');
  lines.push(start + first + comment, ...block.map((line) => (line === '' ? '' : indent + line)));
}

function isList(data: Collection): data is readonly unknown[] {
  return Array.isArray(data);
}

function isCollection(value: unknown): value is Collection {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' && value !== null && Object.values(value).some((item) => item !== undefined);
}

/** GitHub's workflows are YAML 1.2, where `on` is a plain string, and nobody writes it in quotes. */
function keyText(key: string, indent: string): string {
  return key === 'on' && indent === '' ? key : memoised(KEYS, key, asKey);
}

function scalarText(value: unknown): string {
  if (typeof value === 'string') return wordsText(value) ?? linesText(value) ?? memoised(VALUES, value, asValue);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]' : '{}';
  return JSON.stringify(value) ?? 'null';
}

/** One line of printable ASCII that begins unlike a number or a mark. */
const WORDS = /^[A-Za-z][ -~]*$/;
/** Inside it or at its end: what begins a value or a comment, and what a reader cuts off. */
const NEEDS_QUOTES = /: | #|[ :]$/;
/** Shorter words may be keywords (`false`). */
const SHORTEST_PLAIN = 6;

/** The text of a line of words, which needs none of the package's rules; undefined for any other. */
function wordsText(text: string): string | undefined {
  if (!WORDS.test(text)) return undefined;
  if (!NEEDS_QUOTES.test(text)) return text.length < SHORTEST_PLAIN ? undefined : text;
  return text.includes('"') && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
}

/** Several lines of printable ASCII, no white space at either end but the end of the last line. */
const LINES = /^[A-Za-z][ -~]*(?:\n+[ -~]*[!-~])+\n?$/;

/** The text of lines, such as those of a patch, as a block; undefined for any other. */
function linesText(text: string): string | undefined {
  if (!LINES.test(text)) return undefined;
  const isEnded = text.endsWith('\n');
  const lines = isEnded ? text.slice(0, -1) : text;
  return `|${isEnded ? '' : '-'}\n  ${lines.replace(/\n+/g, '$&  ')}`;
}

/**
 * What the package leaves plain although some reader misreads it: characters that end a line or cannot be shown, the marks
 * between two documents, and text of nothing but spaces and line ends.
 */
// eslint-disable-next-line no-control-regex
const MISREAD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}|^(?:---|\.\.\.)(?:\s|$)|^\s+$/u;

function escaped(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const PACKAGE_OPTIONS = { lineWidth: 0, compat: 'yaml-1.1', doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } as const;

/** One document for all values: making one takes several times as long as writing it. */
const DOCUMENT = new Document({ key: '' }, PACKAGE_OPTIONS);
const VALUE = DOCUMENT.get('key', true) as Scalar;

/** The text after `key: `; a block scalar goes on below, indented by two spaces. */
function asValue(text: string): string {
  if (MISREAD.test(text)) return escaped(text);
  VALUE.value = text;
  return DOCUMENT.toString(PACKAGE_OPTIONS).slice('key: '.length, -1);
}

/** The text before the colon. What the package would make a multi-line key (`? |`) is quoted instead. */
function asKey(text: string): string {
  if (text.includes('\n') || text.length > LONGEST_PLAIN_KEY || MISREAD.test(text)) return escaped(text);
  return wordsText(text) ?? stringify({ [text]: 0 }, PACKAGE_OPTIONS).slice(0, -': 0\n'.length);
}

/** YAML looks no further than 1024 characters for the colon after a key. */
const LONGEST_PLAIN_KEY = 1000;

const KEYS = new Map<string, string>();
const VALUES = new Map<string, string>();
/** Longer texts rarely repeat and would only fill the memory. */
const LONGEST_REMEMBERED = 64;

function memoised(known: Map<string, string>, text: string, compute: (text: string) => string): string {
  if (text.length > LONGEST_REMEMBERED) return compute(text);
  let result = known.get(text);
  if (result === undefined) {
    result = compute(text);
    known.set(text, result);
  }
  return result;
}

/** A comment is one line, whatever it is made from: more would be read as data. */
function commentText(comment: string | undefined): string {
  return comment === undefined ? '' : ` # ${comment.replace(/[\s\u0085]+/g, ' ').trim()}`;
}
