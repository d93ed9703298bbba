// Text from outside is shown and does nothing: neither to what runs a job, nor to a page, nor to a terminal. A plan, a cluster, a
// policy, the message of a commit and the name of a file may say anything, and anybody may have chosen it. All that is shown passes here, so
// that secrets which the run knows are left out here as well.
import { withoutKnown } from './redact.mjs';

/** The runners end a line at each of these. */
const LINE_END = /\r\n|\r|\n/;

/** Characters that move the cursor, colour, hide, or turn the direction of what follows: shown by their names. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The pictures of the control characters in Unicode. */
const PICTURES = 0x2400;
const DELETE = 0x7f;

/** Colours, of which nothing is lost. */
const COLOUR = /\u001b\[[0-9;]*m/g;

function visible(text) {
  return text.replaceAll(COLOUR, '').replaceAll(UNSEEN, (character) => {
    const code = character.codePointAt(0);
    if (code === DELETE) return '␡';
    return code < 0x20 ? String.fromCodePoint(PICTURES + code) : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/**
 * A line of a log that is no command. GitHub takes `::…` at the beginning of a line for one, after any space, and `##[…]` anywhere
 * in it; Azure Pipelines `##vso[…]` and `##[…]`. Neither has an escape, so a space breaks them.
 */
function inertLine(line) {
  return visible(line).replace(/^(\s*):(?=:)/, '$1: ').replaceAll(/##(?=(vso)?\[)/gi, '## ');
}

/** Lines of a log, as `inertLine`. */
export function inert(text) {
  return withoutKnown(text).split(LINE_END).map(inertLine).join('\n');
}

/** One line of a log, whatever the text. */
export function oneLine(text) {
  return inertLine(withoutKnown(text).replaceAll(/\s+/g, ' ').trim());
}

/** Text in one line of a page. */
function pageLine(text) {
  return visible(withoutKnown(text).replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ' '));
}

/** Backticks, at least so many, of which the text has no such run. */
export function backticks(text, least) {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  return '`'.repeat(Math.max(least, longest + 1));
}

/** Text within a sentence in Markdown, as it is: it mentions nobody, links nowhere and is no tag. */
export function code(text) {
  const line = pageLine(String(text)) || ' ';
  const quote = backticks(line, 1);
  const space = /^`|`$/.test(line) ? ' ' : '';
  return quote + space + line + space + quote;
}

/** As `code`, in a table. */
export function cell(text) {
  return code(text).replaceAll('|', '\\|');
}

/** As it is where Markdown has no idea of its own about it, otherwise as `code`. */
export function words(text) {
  return /^(?:[\w ./,;-]|: )*$/.test(text) ? withoutKnown(text) : code(text);
}

/** As `words`, in a table. */
export function cellWords(text) {
  return words(text).replaceAll('|', '\\|');
}

/** Text within HTML. */
export function html(text) {
  return withoutKnown(text).split(LINE_END).map(visible).join('\n').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text in one line of HTML. */
export function htmlLine(text) {
  return html(pageLine(text));
}

/** Lines of a block of code in Markdown. */
export function blockLines(text) {
  return withoutKnown(text).split(LINE_END).map(visible);
}

/** Nor may what ends a script against all expectation be more than text: its message may quote anything. */
process.on('uncaughtException', (error) => {
  process.stderr.write(`${inert(String(error?.stack ?? error))}\n`);
  process.exit(1);
});
