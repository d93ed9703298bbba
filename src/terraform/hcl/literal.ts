import { endOfExpression, isClosing, isOpening } from './parser';
import { HclSyntaxError, HclToken } from './token';

const CONSTANTS = new Map<string, unknown>([['null', null], ['true', true], ['false', false]]);

/** Reads an expression made of literals only; undefined when it needs Terraform to compute it. */
export function readLiteral(expression: readonly HclToken[]): unknown {
  const tokens = trimNewlines(expression);
  const [first, second] = tokens;
  if (first === undefined) return undefined;
  if (first.kind === 'symbol') {
    if (first.text === '-' && second?.kind === 'number' && tokens.length === 2) return 0 - Number(second.text);
    if (first.text === '[' && isBracketed(tokens)) return readList(tokens);
    if (first.text === '{' && isBracketed(tokens)) return readObject(tokens);
    return undefined;
  }
  if (tokens.length > 1) return undefined;
  if (first.kind === 'number') return Number(first.text);
  return first.kind === 'identifier' ? CONSTANTS.get(first.text) : first.value;
}

/**
 * Splits `{ key = value, … }` into the tokens of each value; undefined when the expression is no such object or a key is computed.
 *
 * @throws HclSyntaxError at an item without a value
 */
export function readObjectItems(expression: readonly HclToken[]): Map<string, readonly HclToken[]> | undefined {
  const tokens = trimNewlines(expression);
  if (tokens[0]?.text !== '{' || tokens[0].kind !== 'symbol' || !isBracketed(tokens) || isFor(tokens)) return undefined;
  const items = new Map<string, readonly HclToken[]>();
  for (let at = 1; at < tokens.length - 1;) {
    if (tokens[at].kind === 'newline') {
      at++;
      continue;
    }
    const key = keyOf(tokens[at]);
    const assign = tokens[at + 1];
    if (key === undefined || assign.kind !== 'symbol' || (assign.text !== '=' && assign.text !== ':')) return undefined;
    const end = endOfExpression(tokens, at + 2, [',', '}']);
    if (end === at + 2) throw new HclSyntaxError(`"${key}" has no value`, assign.line);
    items.set(key, tokens.slice(at + 2, end));
    at = tokens[end].text === ',' ? end + 1 : end;
  }
  return items;
}

/** Splits `[a, b]` or `(a, b)` into the tokens of each item. */
export function readSequenceItems(tokens: readonly HclToken[]): (readonly HclToken[])[] {
  // Newlines mean nothing directly inside these brackets, so an item ends at a comma only.
  const items: (readonly HclToken[])[] = [];
  let depth = 0;
  let start = 1;
  for (let at = 1; at < tokens.length; at++) {
    const { kind, text, line } = tokens[at];
    if (kind !== 'symbol') continue;
    const isLast = at === tokens.length - 1;
    if (isLast || (depth === 0 && text === ',')) {
      const item = trimNewlines(tokens.slice(start, at));
      if (item.length > 0) items.push(item);
      else if (!isLast) throw new HclSyntaxError('an item is missing before ","', line);
      start = at + 1;
    } else if (isOpening(text)) {
      depth++;
    } else if (isClosing(text)) {
      depth--;
    }
  }
  return items;
}

export function trimNewlines(tokens: readonly HclToken[]): readonly HclToken[] {
  let start = 0;
  let end = tokens.length;
  while (start < end && tokens[start].kind === 'newline') start++;
  while (end > start && tokens[end - 1].kind === 'newline') end--;
  return tokens.slice(start, end);
}

/** Whether the tokens are one pair of brackets with all in between. */
export function isBracketed(tokens: readonly HclToken[]): boolean {
  let depth = 0;
  return tokens.length > 1 && tokens.every(({ kind, text }, index) => {
    if (kind === 'symbol' && isOpening(text)) depth++;
    if (kind === 'symbol' && isClosing(text)) depth--;
    return index === tokens.length - 1 ? depth === 0 : depth > 0;
  });
}

function readList(tokens: readonly HclToken[]): unknown[] | undefined {
  if (isFor(tokens)) return undefined;
  const values = readSequenceItems(tokens).map(readLiteral);
  return values.includes(undefined) ? undefined : values;
}

function readObject(tokens: readonly HclToken[]): unknown {
  const items = readObjectItems(tokens);
  if (!items) return undefined;
  const entries = Array.from(items, ([key, item]) => [key, readLiteral(item)] as const);
  return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
}

function isFor(tokens: readonly HclToken[]): boolean {
  const first = trimNewlines(tokens.slice(1))[0];
  return first?.kind === 'identifier' && first.text === 'for';
}

function keyOf({ kind, text, value }: HclToken): string | undefined {
  if (kind === 'string') return value;
  if (kind === 'number') return String(Number(text));
  return kind === 'identifier' ? text : undefined;
}
