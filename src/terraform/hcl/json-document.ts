import { HclSyntaxError } from './token';

/** A value of a JSON document with its place. */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

/** An object: a name may be there several times, which Terraform reads as several blocks. */
export interface JsonObject {
  readonly kind: 'object';
  readonly line: number;
  readonly entries: ReadonlyArray<readonly [name: string, value: JsonNode]>;
}

export interface JsonArray {
  readonly kind: 'array';
  readonly line: number;
  readonly items: readonly JsonNode[];
}

export interface JsonScalar {
  readonly kind: 'string' | 'number' | 'constant';
  readonly line: number;
  /** The decoded text of a string; else as it is written. */
  readonly text: string;
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y; // eslint-disable-line no-control-regex
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const CONSTANT = /(?:null|true|false)\b/y;

/**
 * Parses JSON and keeps what `JSON.parse` drops: lines, the digits of numbers, and names that repeat.
 *
 * @throws HclSyntaxError with the line of what cannot be parsed
 */
export function parseJson(source: string): JsonNode {
  const reader = new JsonReader(source.replace(/^\ufeff/, ''));
  return reader.document();
}

class JsonReader {
  private offset = 0;
  private line = 1;

  constructor(private readonly source: string) {}

  public document(): JsonNode {
    const node = this.value();
    this.space();
    if (this.offset < this.source.length) throw this.unexpected('the end of the file');
    return node;
  }

  private value(): JsonNode {
    this.space();
    const line = this.line;
    if (this.symbol('{')) return { kind: 'object', line, entries: this.sequence('}', () => this.entry()) };
    if (this.symbol('[')) return { kind: 'array', line, items: this.sequence(']', () => this.value()) };
    const string = this.take(STRING);
    if (string !== undefined) return { kind: 'string', line, text: JSON.parse(string) as string };
    const number = this.take(NUMBER);
    if (number !== undefined) return { kind: 'number', line, text: number };
    const constant = this.take(CONSTANT);
    if (constant !== undefined) return { kind: 'constant', line, text: constant };
    throw this.unexpected('a value');
  }

  private entry(): readonly [string, JsonNode] {
    this.space();
    const name = this.take(STRING);
    if (name === undefined) throw this.unexpected('a name in quotes');
    this.space();
    if (!this.symbol(':')) throw this.unexpected('":"');
    return [JSON.parse(name) as string, this.value()];
  }

  private sequence<T>(end: string, next: () => T): T[] {
    const items: T[] = [];
    this.space();
    if (this.symbol(end)) return items;
    for (;;) {
      items.push(next());
      this.space();
      if (this.symbol(end)) return items;
      if (!this.symbol(',')) throw this.unexpected(`"," or "${end}"`);
    }
  }

  private symbol(text: string): boolean {
    if (this.source[this.offset] !== text) return false;
    this.offset++;
    return true;
  }

  private space(): void {
    for (const character of this.take(SPACE) ?? '') if (character === '\n') this.line++;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.source)?.[0];
    this.offset += found?.length ?? 0;
    return found;
  }

  private unexpected(expected: string): HclSyntaxError {
    const found = this.source[this.offset];
    return new HclSyntaxError(`expected ${expected}, found ${found === undefined ? 'the end of the file' : JSON.stringify(found)}`, this.line);
  }
}
