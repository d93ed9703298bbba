import { Document, Scalar, stringify } from 'yaml';
import { isLate } from '../declare/late-value';

/** Where a place in a document is: `['spec', 'containers', 0, 'image']`. Good for the time of the call that gets it. */
export type YamlPath = ReadonlyArray<string | number>;

/** What a YAML document shows beside its data. It follows from a place and its value alone: the same document has the same text. */
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
export function yamlText(data: object, layout?: YamlLayout): string {
  const text = collectionText(data as Collection, LineStart.NONE, LineStart.NONE, layout && new Place(layout));
  return text === '' ? `${emptyText(data)}\n` : text;
}

type Collection = readonly unknown[] | Readonly<Record<string, unknown>>;

/** The lines of a collection, each with its end; no line when it is empty. The first may begin unlike the others: with a dash. */
function collectionText(data: Collection, first: LineStart, others: LineStart, place?: Place): string {
  let text = '';
  if (isList(data)) {
    for (let index = 0; index < data.length; index++) {
      place?.enter(index);
      if (text !== '' && place?.isApart() && !isOpenEnded(text)) text += '\n';
      const item: unknown = data[index];
      text += itemText(isLate(item) ? item._mark() : item, text === '' ? first : others, others, place);
      place?.leave();
    }
    return text;
  }
  for (const key of Object.keys(data)) {
    const given = data[key];
    const value = isLate(given) ? given._mark() : given;
    if (value === undefined) continue;
    place?.enter(key);
    if (text !== '' && place?.isApart() && !isOpenEnded(text)) text += '\n';
    text += entryText(key, value, text === '' ? first : others, others, place);
    place?.leave();
  }
  return text;
}

/** Whether the last scalar keeps all its line ends, so that an empty line would be one more of them. */
function isOpenEnded(text: string): boolean {
  return text.slice(text.lastIndexOf('\n', text.length - 2) + 1).trim() === '';
}

function entryText(key: string, value: unknown, start: LineStart, indent: LineStart, place?: Place): string {
  const head = start.withKey(key);
  const comment = place === undefined ? '' : place.comment(value);
  if (!isCollection(value)) return head + scalarText(value, indent, comment);
  const text = collectionText(value, indent.deeper, indent.deeper, place);
  return text === '' ? `${head} ${emptyText(value)}${comment}\n` : `${head}${comment}\n${text}`;
}

function itemText(item: unknown, start: LineStart, indent: LineStart, place?: Place): string {
  const comment = place === undefined ? '' : place.comment(item);
  if (!isCollection(item)) return `${start.text}-${scalarText(item, indent, comment)}`;
  const text = collectionText(item, comment === '' ? start.dashed : indent.dashed, indent.deeper, place);
  if (text === '') return `${start.text}- ${emptyText(item)}${comment}\n`;
  return comment === '' ? text : `${start.text}${comment.slice(1)}\n${text}`;
}

/** A space, the text of a scalar and the end of its line; the lines of a block go below, with this indentation. */
function scalarText(value: unknown, indent: LineStart, comment: string): string {
  if (typeof value !== 'string') return ` ${JSON.stringify(value) ?? 'null'}${comment}\n`;
  const text = stringText(value);
  if (typeof text !== 'string') return ` ${text.mark}${comment}${text.lines.replace(/\n(?!\n|$)/g, `\n${indent.text}`)}`;
  return comment === '' ? text : `${text.slice(0, -1)}${comment}\n`;
}

function isList(data: Collection): data is readonly unknown[] {
  return Array.isArray(data);
}

function isCollection(value: unknown): value is Collection {
  return typeof value === 'object' && value !== null;
}

function emptyText(data: object): string {
  return Array.isArray(data) ? '[]' : '{}';
}

/** How a line begins: with spaces, and after them perhaps with the dashes of lists. Each is made once and knows its keys. */
class LineStart {
  public static readonly NONE = new LineStart('');

  private readonly heads = new Map<string, string>();
  private nextDeeper?: LineStart;
  private nextDashed?: LineStart;

  private constructor(public readonly text: string) {}

  public get deeper(): LineStart {
    return this.nextDeeper ??= new LineStart(`${this.text}  `);
  }

  public get dashed(): LineStart {
    return this.nextDashed ??= new LineStart(`${this.text}- `);
  }

  /** GitHub's workflows are YAML 1.2, where `on` is a plain string, and nobody writes it in quotes. */
  public withKey(key: string): string {
    let head = this.heads.get(key);
    if (head === undefined) {
      head = `${this.text}${key === 'on' && this.text === '' ? key : keyText(key)}:`;
      if (key.length <= LONGEST_REMEMBERED) this.heads.set(key, head);
    }
    return head;
  }
}

/** Where the writer is, for the questions of a layout. One path serves the whole document: an array for each place would cost more than the text. */
class Place {
  private readonly path: Array<string | number> = [];

  constructor(private readonly layout: YamlLayout) {}

  public enter(key: string | number): void {
    this.path.push(key);
  }

  public leave(): void {
    this.path.pop();
  }

  public isApart(): boolean {
    return this.layout.spaceBetween?.(this.path) ?? false;
  }

  /** A comment is one line, whatever it is made from: more would be read as data. */
  public comment(value: unknown): string {
    const comment = this.layout.comments?.(this.path, value);
    return comment === undefined ? '' : ` # ${comment.replace(/[\s\u0085]+/g, ' ').trim()}`;
  }
}

/** A string that stands below its key. */
interface Block {
  /** What stands beside the key: `|-`. */
  readonly mark: string;
  /** The end of the mark's line, and the lines, indented by two spaces, each with its end. */
  readonly lines: string;
}

/** What the package says of strings that are neither words nor lines: few, and each time the same. */
const STRINGS = new Map<string, string | Block>();
/** Longer texts rarely repeat and would only fill the memory. */
const LONGEST_REMEMBERED = 64;

/** A space, the text of a string and the end of its line; or a block. */
function stringText(value: string): string | Block {
  const words = wordsText(value);
  if (words !== undefined) return ` ${words}\n`;
  if (value.length > LONGEST_REMEMBERED) return linesText(value) ?? packageText(value);
  let text = STRINGS.get(value);
  if (text === undefined) {
    text = linesText(value) ?? packageText(value);
    STRINGS.set(value, text);
  }
  return text;
}

/** One line of printable ASCII that begins unlike a number or most marks: with a letter, as a path or a variable does, or with a brace. */
const WORDS = /^(?:[A-Za-z$/{]|\.\.?\/)[ -~]*$/;
/** What begins a mapping, a value or a comment, and what a reader cuts off. */
const NEEDS_QUOTES = /^\{|: | #|[ :]$/;
/** What is a boolean, null or a number for some reader of YAML 1.1. */
const NO_STRING = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?[0-9]+)$/i;

/** The text of a line of words, which needs none of the package's rules; undefined for any other. */
function wordsText(text: string): string | undefined {
  if (!WORDS.test(text) || NO_STRING.test(text)) return undefined;
  if (!NEEDS_QUOTES.test(text)) return text;
  if (!text.includes('"')) return text.includes('\\') ? JSON.stringify(text) : `"${text}"`;
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}

/** Several lines of printable ASCII, no white space at either end but the end of the last line. */
const LINES = /^[A-Za-z][ -~]*(?:\n+[ -~]*[!-~])+\n?$/;

/** The text of lines, such as those of a patch, as a block; undefined for any other. */
function linesText(text: string): Block | undefined {
  if (!LINES.test(text)) return undefined;
  const isEnded = text.endsWith('\n');
  return { mark: isEnded ? '|' : '|-', lines: `\n  ${text.replace(/\n+(?!\n|$)/g, '$&  ')}${isEnded ? '' : '\n'}` };
}

/**
 * What the package leaves plain although some reader misreads it: characters that end a line or cannot be shown, the marks
 * between two documents, text of nothing but spaces and line ends, and lines of which the first that is not empty begins with a tab.
 */
// eslint-disable-next-line no-control-regex
const MISREAD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}|^(?:---|\.\.\.)(?:\s|$)|^\s+$|^\t.*\n|^\n+\t/u;

function escaped(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new Error(`text ${JSON.stringify(text)} holds half of a surrogate pair, which no UTF-8 file can carry: give well-formed Unicode`);
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const PACKAGE_OPTIONS = { lineWidth: 0, compat: 'yaml-1.1', doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } as const;

/** One document for all values: making one takes several times as long as writing it. */
const DOCUMENT = new Document({ key: '' }, PACKAGE_OPTIONS);
const VALUE = DOCUMENT.get('key', true) as Scalar;

function packageText(text: string): string | Block {
  if (MISREAD.test(text)) return ` ${escaped(text)}\n`;
  VALUE.value = text;
  const line = DOCUMENT.toString(PACKAGE_OPTIONS).slice('key:'.length);
  const end = line.indexOf('\n');
  return end === line.length - 1 ? line : { mark: line.slice(1, end), lines: line.slice(end) };
}

/** The text before the colon. What the package would make a multi-line key (`? |`) is quoted instead. */
function keyText(text: string): string {
  if (text.includes('\n') || text.length > LONGEST_PLAIN_KEY || MISREAD.test(text)) return escaped(text);
  return wordsText(text) ?? stringify({ [text]: 0 }, PACKAGE_OPTIONS).slice(0, -': 0\n'.length);
}

/** YAML looks no further than 1024 characters for the colon after a key. */
const LONGEST_PLAIN_KEY = 1000;
