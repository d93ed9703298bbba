// What a script tells GitHub Actions, and learns from it. At a desk the same is written for a person.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { inert, oneLine } from './inert.mjs';

const inActions = process.env.GITHUB_ACTIONS === 'true';

/** Who the fields are of that a deployment sets in a cluster. */
export const FIELD_MANAGER = 'github-actions';

/** A folder that is gone after the job. */
export const temporaryDirectory = process.env.RUNNER_TEMP || tmpdir();

/** The line that says what is wrong; `program` says it at a desk. */
export function errorLine(program, title, message) {
  return annotation('error', program, title, message);
}

export function warningLine(program, title, message) {
  return annotation('warning', program, title, message);
}

export function noticeLine(program, title, message) {
  return annotation('notice', program, title, message);
}

function annotation(kind, program, title, message) {
  return inActions ? `::${kind} title=${property(title)}::${escaped(message)}` : inert(`${program}: ${message}`);
}

export function beginGroup(title) {
  console.log(inActions ? `::group::${oneLine(title)}` : `\n== ${oneLine(title)}`);
}

export function endGroup() {
  if (inActions) console.log('::endgroup::');
}

/** Keeps a secret out of the log. */
export function mask(secret) {
  if (inActions) console.log(`::add-mask::${escaped(secret)}`);
  return secret;
}

/** Shows what another program printed. It is no command to the runner. */
export function show(text, stream = process.stdout) {
  stream.write(inert(text));
}

/** Adds Markdown to the page of the run. */
export function summarise(text) {
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${text}\n`);
}

/** Hands values to later steps, by name. A value of several lines ends where nobody can guess. */
export function output(values) {
  if (!process.env.GITHUB_OUTPUT) return;
  appendFileSync(process.env.GITHUB_OUTPUT, Object.entries(values).map(([name, value]) => {
    const text = String(value);
    if (!/[\r\n]/.test(text)) return `${name}=${text}\n`;
    const end = randomUUID();
    return `${name}<<${end}\n${text}\n${end}\n`;
  }).join(''));
}

function escaped(message) {
  return inert(message).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function property(text) {
  return oneLine(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}
