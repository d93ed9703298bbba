import { objectKey, quoteString } from './escape';
import { HclExpression } from './expression';
import { HclHeredoc } from './heredoc';
import { renderNumber } from './number';

/** A name with the text of its value: an attribute of a body, or an item of an object. */
export interface Assignment {
  readonly name: string;
  readonly text: string;
}

/** Longest text between the brackets of a list or call that stays on one line. */
const ONE_LINE_COLUMNS = 80;

/**
 * Writes a value: null, boolean, number, string, array, plain object or expression.
 *
 * @param indent indentation of the line the value starts on; when absent the text stays on one line
 * @throws Error when the value has no counterpart in Terraform
 */
export function renderValue(value: unknown, indent?: string): string {
  switch (typeof value) {
    case 'string': return quoteString(value);
    case 'number': return renderNumber(value);
    case 'boolean': return String(value);
    case 'object':
      if (value === null) return 'null';
      if (value instanceof HclExpression) return value._render(indent);
      if (Array.isArray(value)) return renderSequence('[', value, ']', indent);
      if (isPlainObject(value)) return renderObject(value, indent);
  }
  throw new Error(`${describeValue(value)} is not a Terraform value: give null, a boolean, number, string, list, map or Hcl expression`);
}

/** Writes the items of a list or the arguments of a call, brackets included. */
export function renderSequence(open: string, items: readonly unknown[], close: string, indent?: string): string {
  const inner = indent === undefined ? undefined : `${indent}  `;
  const texts = Array.from(items, (item, index) => located(`item ${index}`, () => renderItem(item, inner)));
  const line = `${open}${texts.join(', ')}${close}`;
  if (indent === undefined || (line.length <= ONE_LINE_COLUMNS + 2 && !line.includes('\n') && !items.some(isNested))) return line;
  return `${open}\n${texts.map((text) => `${inner}${text},\n`).join('')}${indent}${close}`;
}

/**
 * Writes assignments one below the other with their `=` aligned the way `terraform fmt` does it:
 * neighbours line up, and a value that opens brackets over several lines ends the run.
 */
export function renderAssignments(assignments: readonly Assignment[], indent: string): string {
  let rendered = '';
  let runEnd = 0;
  let columns = 0;
  assignments.forEach(({ name, text }, index) => {
    if (index >= runEnd) {
      columns = name.length;
      runEnd = index + 1;
      if (isAligned(text)) {
        for (let next = index; next < assignments.length && isAligned(assignments[next].text); next++) {
          columns = Math.max(columns, assignments[next].name.length);
          runEnd = next + 1;
        }
      }
    }
    rendered += `${indent}${name.padEnd(columns)} = ${text}\n`;
  });
  return rendered;
}

/** Runs the function; an error it throws says where it happened. */
export function located<T>(where: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

export function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  // The prototype's prototype, not Object.prototype itself: an object of another realm is as plain as ours.
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Names a value for an error message: its type, and its text when that is short. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof HclExpression) return 'an expression';
  if (Array.isArray(value)) return 'list';
  if (isPlainObject(value)) return 'object';
  if (typeof value === 'object') return `instance of ${value.constructor?.name || 'an unnamed class'}`;
  if (typeof value === 'function' || typeof value === 'symbol') return typeof value;
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return `${typeof value === 'boolean' ? 'bool' : typeof value} ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
}

function renderItem(item: unknown, indent?: string): string {
  // The marker of a heredoc needs a line of its own, where a comma cannot follow.
  return item instanceof HclHeredoc ? item._render() : renderValue(item, indent);
}

function renderObject(object: { readonly [key: string]: unknown }, indent?: string): string {
  const inner = indent === undefined ? undefined : `${indent}  `;
  const items: Assignment[] = [];
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    items.push(located(`key ${JSON.stringify(key)}`, () => ({ name: objectKey(key), text: renderValue(value, inner) })));
  }
  if (items.length === 0) return '{}';
  if (inner === undefined) return `{ ${items.map(({ name, text }) => `${name} = ${text}`).join(', ')} }`;
  return `{\n${renderAssignments(items, inner)}${indent}}`;
}

function isNested(item: unknown): boolean {
  return Array.isArray(item) ? item.length > 0 : isPlainObject(item) && Object.keys(item).length > 0;
}

function isAligned(text: string): boolean {
  return text.startsWith('<<') || !text.includes('\n');
}
