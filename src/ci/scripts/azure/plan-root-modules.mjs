#!/usr/bin/env node
// Plans the root modules of an environment that were selected, side by side, and keeps the report of each.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { errorLine, showLog, summarise } from './ci/system.mjs';
import { inParallel, run } from './ci/parallel-runs.mjs';

const HELP = `Plans the selected root modules of an environment without a lock, and writes the report of each.

Usage: node plan-root-modules.mjs --environment <name> --selection <file> --reports <directory> [--repository <directory>]
                                  [--link <url>] [--check-policies-since <commit>] [--parallel <number>]

  --environment  only the root modules of this one are planned
  --selection    JSON with "rootModules", as affected.mjs and deployed-root-modules.sh print it
  --reports      where <environment>.<root module>.report.json is written
  --repository   the folder of the repository (default: the current one)
  --link         for the readers of a report
  --check-policies-since  hold the plans against the policies, with what the commits since then allow to be destroyed
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
        'environment': { type: 'string' },
        'selection': { type: 'string' },
        'reports': { type: 'string' },
        'repository': { type: 'string', default: '.' },
        'link': { type: 'string', default: '' },
        'check-policies-since': { type: 'string' },
        'parallel': { type: 'string', default: '4' },
        'help': { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    return usage(error.message);
  }
}

/** How plan-report.sh is called to hold a plan against the policies; nothing else where it is not to. */
async function policyCheck(since) {
  if (since === undefined) return { flags: [], env: {} };
  const { status, stdout, output } = await run(process.execPath, [join(HERE, 'deployment.mjs'), 'allowances', '--base', since], { cwd: '.' });
  if (status !== 0) throw new Error(`what the commits allow to be destroyed cannot be read: ${output}`);
  return { flags: ['--check-policies'], env: { ALLOWED_DESTRUCTIONS: stdout.trim() } };
}

async function plan({ environment, name, dir }, { reports, repository, link }, { flags, env }) {
  console.log(`${dir}: planning`);
  const report = join(resolve(reports), `${environment}.${name}.report.json`);
  const { status, output } = await run('bash', [join(HERE, 'plan-report.sh'), ...flags, dir, report, link], { cwd: repository, env });
  showLog(dir, output);
  if (status !== 0) console.log(errorLine(dir, dir, 'the plan failed, or a policy denies it'));
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
  const check = await policyCheck(options['check-policies-since']);
  const planned = await inParallel(selected, parallel, (rootModule) => plan(rootModule, options, check));
  console.log(`${options.environment}: ${planned.filter(Boolean).length} of ${planned.length} root modules are planned`);
  return planned.every(Boolean) ? 0 : 1;
}

process.exitCode = await main();
