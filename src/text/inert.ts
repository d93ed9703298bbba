/**
 * Text for a terminal or a log. A file, a branch or a list that somebody else wrote may be called anything: what moves the cursor, colours, hides or turns
 * the direction of what follows is shown by its name, and no line is a command to what runs a job. `ci/inert.mjs` does the same for the scripts.
 */

/** Control characters but for tabs and line breaks, and what ends a line or turns the direction of text without being seen. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** What begins a command of the runners anywhere in a line. */
const COMMAND = /##(?=(?:vso)?\[)/gi;

/** The pictures of the control characters in Unicode. */
const PICTURES = 0x2400;
const DELETE = 0x7f;

/** Lines of a log or of a terminal, as they may be printed. */
export function inert(text: string): string {
  return text.split('\n').map(inertLine).join('\n');
}

/** A name within a line: it has no line breaks. */
export function inertName(name: string): string {
  return visible(name).replaceAll('\n', '␊');
}

/** JSON that says the same: what could do something to a terminal or a log is written as JSON writes characters by their numbers. */
export function inertJson(json: string): string {
  const byNumber = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return json.replaceAll(UNSEEN, byNumber).replaceAll(COMMAND, `#${byNumber('#')}`);
}

/**
 * GitHub takes `::…` at the beginning of a line for a command, after any space, and `##[…]` anywhere in it; Azure Pipelines `##vso[…]` and
 * `##[…]`. Neither has an escape, so a space breaks them.
 */
function inertLine(line: string): string {
  return visible(line).replace(/^(\s*):(?=:)/, '$1: ').replaceAll(COMMAND, '## ');
}

function visible(text: string): string {
  return text.replaceAll(UNSEEN, (character) => {
    const code = character.charCodeAt(0);
    if (code === DELETE) return '␡';
    return code < 0x20 ? String.fromCharCode(PICTURES + code) : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}
