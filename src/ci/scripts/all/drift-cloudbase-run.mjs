#!/usr/bin/env node
// Compares what runs in CloudBase Run with what was deployed there, and changes nothing.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { differences, readService } from './ci/cloudbase-run.mjs';
import { readDeclarations, withValues } from './ci/cloudbase-values.mjs';
import { inert, oneLine } from './ci/inert.mjs';
import { Failure } from './ci/kubectl.mjs';
import { withoutKnown } from './ci/redact.mjs';
import { errorLine } from './ci/system.mjs';
import { Refusal } from './ci/tencent-api.mjs';

const HELP = `Compares the services of an environment in CloudBase Run with their declarations, and writes a report as plan-report.sh does.

Usage: node drift-cloudbase-run.mjs --directory <directory> --name <directory> --environment <name> --report <file> [--link <link>]

  --directory    the folder with a file for each service, of the commit that is deployed
  --name         what the report calls it: the folder in the repository
  --environment  the environment whose outputs of root modules are put in
  --link         for the readers of the report

The values of variables are compared, and not shown. Reads what apply-cloudbase-run.mjs reads.

Status: 0 all could be compared, 1 they could not, 2 wrong usage.
`;

function usage(message) {
  process.stderr.write(`drift-cloudbase-run.mjs: ${message}\n\n${HELP}`);
  process.exit(2);
}

function readOptions() {
  try {
    const names = ['directory', 'name', 'environment', 'report', 'link'];
    return parseArgs({ options: { ...Object.fromEntries(names.map((name) => [name, { type: 'string' }])), help: { type: 'boolean', short: 'h', default: false } } }).values;
  } catch (error) {
    return usage(error.message);
  }
}

async function compare({ directory, environment }) {
  // Nothing of it was deployed yet.
  if (!existsSync(directory)) return [];
  const lines = [];
  for (const { declared, variables } of await withValues(readDeclarations(directory, ''), environment)) {
    const live = await readService(declared);
    const found = live === undefined ? ['there is no such service'] : differences(declared, variables, live);
    lines.push(...found.map((difference) => inert(withoutKnown(`${declared.service}: ${difference}`))));
  }
  return lines;
}

function write({ report, name, link = '' }, result) {
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, `${JSON.stringify({ dir: name, url: link, ...result })}\n`);
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  for (const name of ['directory', 'name', 'environment', 'report']) if (options[name] === undefined) usage(`--${name} is missing`);
  write(options, { status: 'failed' });
  try {
    const lines = await compare(options);
    for (const line of lines) console.log(oneLine(line));
    if (lines.length === 0) console.log(oneLine(`${options.name}: runs as declared`));
    const status = lines.length > 0 ? 'changed' : 'unchanged';
    write(options, { status, add: 0, change: lines.length, destroy: 0, destroyed: [], text: lines.join('\n') });
    return 0;
  } catch (error) {
    const message = error instanceof Failure || error instanceof Refusal ? error.message : `the comparison failed: ${error.message}`;
    console.log(errorLine('drift-cloudbase-run.mjs', options.name, oneLine(withoutKnown(message))));
    return 1;
  }
}

process.exitCode = await main();
