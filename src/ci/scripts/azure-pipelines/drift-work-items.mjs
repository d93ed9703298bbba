#!/usr/bin/env node
// Keeps one work item per drifted root module.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from './ci/azure-devops.mjs';
import { oneLine } from './ci/inert.mjs';
import { errorLine } from './ci/system.mjs';

const HELP = `Keeps one work item per drifted root module: opens it when the plan has changes, updates it when they are others, closes it
when there are none. It is a Task, which every process has, and known by its title and the tag "drift". A plan that failed says
nothing, so it changes nothing.

Usage: node drift-work-items.mjs <directory> <link>

The directory holds the *.report.json of plan-report.sh; the link leads to the run that made them. Reads SYSTEM_ACCESSTOKEN and
what Azure Pipelines sets.
`;

const HERE = dirname(fileURLToPath(import.meta.url));
const TYPE = 'Task';
const TAG = 'drift';
/** Azure DevOps gives no more work items at a time. */
const BATCH_SIZE = 200;
const FIELDS = ['System.Title', 'System.Tags'];
/** The first line of the text that plan-summary.mjs writes. Azure DevOps keeps no HTML comment, so a tag has the digest. */
const DIGEST = /^<!-- drift ([0-9a-f]{16})[0-9a-f]* -->\n/;

/** The state that ends a task, which each process calls otherwise. */
async function closedState() {
  const { body } = await request(`wit/workitemtypes/${TYPE}/states`);
  return body.value.find(({ category }) => category === 'Completed').name;
}

/** The work items that are open, by title. */
async function openItems(closed) {
  const query = `SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project AND [System.WorkItemType] = '${TYPE}' `
    + `AND [System.Tags] CONTAINS '${TAG}' AND [System.State] <> '${closed.replaceAll("'", "''")}' ORDER BY [System.Id]`;
  const { body } = await request('wit/wiql', { method: 'POST', body: { query } });
  const ids = body.workItems.map(({ id }) => id);
  const found = new Map();
  for (let at = 0; at < ids.length; at += BATCH_SIZE) {
    const batch = await request('wit/workitemsbatch', { method: 'POST', body: { ids: ids.slice(at, at + BATCH_SIZE), fields: FIELDS } });
    for (const { id, fields } of batch.body.value) if (!found.has(fields['System.Title'])) found.set(fields['System.Title'], { id, tags: (fields['System.Tags'] ?? '').split(/; */) });
  }
  return found;
}

async function write(path, method, op, fields) {
  const body = Object.entries(fields).map(([field, value]) => ({ op, path: `/${field}`, value }));
  await request(path, { method, body, type: 'application/json-patch+json' });
}

function description(file) {
  const text = execFileSync(process.execPath, [join(HERE, 'plan-summary.mjs'), 'issue', file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const [line, digest] = DIGEST.exec(text);
  const value = text.slice(line.length);
  const fields = { 'fields/System.Tags': `${TAG}; plan-${digest}`, 'fields/System.Description': value, 'multilineFieldsFormat/System.Description': 'Markdown' };
  return { tag: `plan-${digest}`, fields };
}

/** What a report asks for, and what was done. */
async function keep({ file, dir, status }, found, closed, link) {
  const title = oneLine(`Drift in ${dir}`);
  const item = found.get(title);
  if (status === 'unchanged' && item !== undefined) {
    await write(`wit/workitems/${item.id}`, 'PATCH', 'replace', { 'fields/System.State': closed, 'fields/System.History': `No drift any more: the run ${link} planned no changes.` });
    return `${title}: closed`;
  }
  if (status === 'unchanged') return undefined;
  if (status !== 'changed') return `${title}: not known, the plan did not end`;
  const { tag, fields } = description(file);
  if (item === undefined) {
    await write(`wit/workitems/$${TYPE}`, 'POST', 'add', { 'fields/System.Title': title, ...fields });
    return `${title}: opened`;
  }
  if (item.tags.includes(tag)) return `${title}: as before`;
  await write(`wit/workitems/${item.id}`, 'PATCH', 'replace', { ...fields, 'fields/System.History': `The drift is another one now, as the run ${link} planned.` });
  return `${title}: updated`;
}

async function main([directory, link, ...rest]) {
  if (directory === '--help' || directory === '-h') {
    process.stdout.write(HELP);
    return 0;
  }
  if (link === undefined || rest.length > 0) {
    process.stderr.write(HELP);
    return 2;
  }
  const reports = readdirSync(directory, { recursive: true }).filter((name) => name.endsWith('.report.json')).sort()
    .map((name) => join(directory, name)).map((file) => ({ ...JSON.parse(readFileSync(file, 'utf8')), file }));
  if (reports.length === 0) return 0;
  const closed = await closedState();
  const found = await openItems(closed);
  for (const report of reports) {
    const done = await keep(report, found, closed, link);
    if (done !== undefined) console.log(oneLine(done));
  }
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  console.error(errorLine('drift-work-items.mjs', 'Drift', error.message));
}
