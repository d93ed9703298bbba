#!/usr/bin/env node
// Plans the root modules of an environment that were selected, side by side, and keeps the report of each.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { errorLine, showLog, summarise } from './ci/system.mjs';
import { inParallel, run } from './parallel-runs.mjs';

const HELP = `Plans the selected root modules of an environment without a lock, and writes the report of each.

Usage: node plan-root-modules.mjs --environment <name> --selection <file> --reports <directory> [--repository <directory>]
                                  [--link <url>] [--parallel <number>]

  --environment  only the root modules of this one are planned
  --selection    JSON with "rootModules", as affected.mjs and deployed-root-modules.sh print it
  --reports      where <environment>.<root module>.report.json is written
  --repository   the folder of the repository (default: the current one)
  --link         for the readers of a report
  --parallel     how many root modules at a time (default 4)

Status: 0 all are planned, 1 at least one failed, 2 wrong usage.
`;

const HERE = dirname(fileURLToPath(import.meta.url));

function usage(message) {
  process.stderr.write(`plan-root-modules.mjs: ${message}\n\n${HELP}`);
  process.exit(2);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        environment: { type: 'string' },
        selection: { type: 'string' },
        reports: { type: 'string' },
        repository: { type: 'string', default: '.' },
        link: { type: 'string', default: '' },
        parallel: { type: 'string', default: '4' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    return usage(error.message);
  }
}

async function plan({ environment, name, dir }, { reports, repository, link }) {
  console.log(`${dir}: planning`);
  const report = join(resolve(reports), `${environment}.${name}.report.json`);
  const { status, output } = await run('bash', [join(HERE, 'plan-report.sh'), dir, report, link], { cwd: repository });
  showLog(dir, output);
  if (status !== 0) console.log(errorLine(dir, dir, 'the plan failed'));
  const { stdout } = await run(process.execPath, [join(HERE, 'plan-summary.mjs'), 'summary', report], { cwd: repository });
  summarise(stdout);
  return status === 0;
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  for (const name of ['environment', 'selection', 'reports']) if (options[name] === undefined) usage(`--${name} is missing`);
  const parallel = Number(options.parallel);
  if (!Number.isInteger(parallel) || parallel < 1) usage(`--parallel ${options.parallel} is no number from 1`);
  mkdirSync(options.reports, { recursive: true });
  const selected = JSON.parse(readFileSync(options.selection, 'utf8')).rootModules.filter(({ environment }) => environment === options.environment);
  const planned = await inParallel(selected, parallel, (rootModule) => plan(rootModule, options));
  console.log(`${options.environment}: ${planned.filter(Boolean).length} of ${planned.length} root modules are planned`);
  return planned.every(Boolean) ? 0 : 1;
}

process.exitCode = await main();
