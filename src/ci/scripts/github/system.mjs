// What a script tells GitHub Actions, and learns from it. At a desk the same is written for a person.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

const inActions = process.env.GITHUB_ACTIONS === 'true';

/** Who the fields are of that a deployment sets in a cluster. */
export const FIELD_MANAGER = 'github-actions';

/** A folder that is gone after the job. */
export const temporaryDirectory = process.env.RUNNER_TEMP ?? tmpdir();

/** The line that says what is wrong; `program` says it at a desk. */
export function errorLine(program, title, message) {
  return inActions ? `::error title=${title}::${escaped(message)}` : `${program}: ${message}`;
}

export function noticeLine(program, title, message) {
  return inActions ? `::notice title=${title}::${escaped(message)}` : `${program}: ${message}`;
}

export function beginGroup(title) {
  console.log(inActions ? `::group::${title}` : `\n== ${title}`);
}

export function endGroup() {
  if (inActions) console.log('::endgroup::');
}

/** Shows what another program printed while something else was running. It is no command to the runner. */
export function showLog(title, text) {
  beginGroup(title);
  const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const token = randomUUID();
  process.stdout.write(inActions ? `::stop-commands::${token}\n${ended}::${token}::\n` : ended);
  endGroup();
}

/** Shows what another program prints now. */
export function show(text, stream = process.stdout) {
  stream.write(text);
}

/** Adds Markdown to the page of the run. */
export function summarise(text) {
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${text}\n`);
}

/** Hands values to later steps, by name. */
export function output(values) {
  if (!process.env.GITHUB_OUTPUT) return;
  appendFileSync(process.env.GITHUB_OUTPUT, Object.entries(values).map(([name, value]) => `${name}=${value}\n`).join(''));
}

function escaped(message) {
  return message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
