// What a script tells Azure Pipelines, and learns from it. At a desk the same is written for a person.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inert, oneLine } from './inert.mjs';

const inPipeline = process.env.TF_BUILD === 'True';

/** Who the fields are of that a deployment sets in a cluster. */
export const FIELD_MANAGER = 'azure-pipelines';

/** A folder that is gone after the job. */
export const temporaryDirectory = process.env.AGENT_TEMPDIRECTORY || tmpdir();

/** The line that says what is wrong; `program` says it at a desk. */
export function errorLine(program, title, message) {
  return inPipeline ? `##vso[task.logissue type=error]${oneLine(`${title}: ${message}`)}` : inert(`${program}: ${message}`);
}

export function warningLine(program, title, message) {
  return inPipeline ? `##vso[task.logissue type=warning]${oneLine(`${title}: ${message}`)}` : inert(`${program}: ${message}`);
}

/** Azure Pipelines knows errors and warnings, so this is a line of the log. */
export function noticeLine(program, title, message) {
  return inPipeline ? oneLine(`${title}: ${message}`) : inert(`${program}: ${message}`);
}

export function beginGroup(title) {
  console.log(inPipeline ? `##[group]${oneLine(title)}` : `\n== ${oneLine(title)}`);
}

export function endGroup() {
  if (inPipeline) console.log('##[endgroup]');
}

/** No script shows a secret, so there is nothing that the agent would have to hide. */
export function mask(secret) {
  return secret;
}

/** Shows what another program printed. It is no command to the agent. */
export function show(text, stream = process.stdout) {
  stream.write(inert(text));
}

/** Adds Markdown to the page of the run. */
export function summarise(text) {
  if (!inPipeline) return;
  const file = join(mkdtempSync(join(temporaryDirectory, 'summary-')), 'summary.md');
  writeFileSync(file, `${text}\n`);
  console.log(`##vso[task.uploadsummary]${file}`);
}

/** Hands values to later steps and jobs, by name. */
export function output(values) {
  if (!inPipeline) return;
  for (const [name, value] of Object.entries(values)) console.log(`##vso[task.setvariable variable=${name};isOutput=true]${oneLine(String(value))}`);
}
