import { createHash } from 'crypto';

/** What V8 compiled of a text. */
export interface CompiledCode {
  /** Of the text: V8 itself compares nothing but its length. */
  readonly hash: string;
  readonly data: Buffer;
}

/** By source file: the hash, and where the data is, counted from the end of the head. */
type Head = Record<string, readonly [hash: string, offset: number, length: number]>;

const HASH_LENGTH = 32;
/** The hash of all that follows, the length of the head, and what fills it up to a word. */
const HEAD_AT = HASH_LENGTH + 8;
/** V8 copies data that does not begin at a word. */
const WORD = 8;

/** The content of a file with the code of many source files: a hash of the rest, a head as JSON, and the data. */
export function codeFileOf(code: ReadonlyMap<string, CompiledCode>): Buffer {
  const head: Record<string, Head[string]> = {};
  let length = 0;
  for (const [sourceFile, { hash, data }] of code) {
    head[sourceFile] = [hash, length, data.length];
    length = wholeWords(length + data.length);
  }
  const text = Buffer.from(JSON.stringify(head));
  const dataAt = wholeWords(HEAD_AT + text.length);
  const bytes = Buffer.alloc(dataAt + length);
  bytes.writeUInt32LE(text.length, HASH_LENGTH);
  text.copy(bytes, HEAD_AT);
  for (const [sourceFile, { data }] of code) data.copy(bytes, dataAt + head[sourceFile][1]);
  hashOf(bytes).copy(bytes);
  return bytes;
}

/**
 * Reads such a content; the data is not copied.
 * @throws an error when it is damaged
 */
export function codeIn(bytes: Buffer): Map<string, CompiledCode> {
  if (!hashOf(bytes).equals(bytes.subarray(0, HASH_LENGTH))) throw new Error('the file is damaged');
  const headEnd = HEAD_AT + bytes.readUInt32LE(HASH_LENGTH);
  const head = Object.entries(JSON.parse(bytes.toString('utf-8', HEAD_AT, headEnd)) as Head);
  const all = bytes.subarray(wholeWords(headEnd));
  return new Map(head.map(([sourceFile, [hash, offset, length]]) => [sourceFile, { hash, data: all.subarray(offset, offset + length) }]));
}

function hashOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes.subarray(HASH_LENGTH)).digest();
}

function wholeWords(bytes: number): number {
  return Math.ceil(bytes / WORD) * WORD;
}
