#!/usr/bin/env node
// Plans the root modules of an environment that were selected, side by side, and keeps the report of each.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rootModulesOf } from './affected/estate.mjs';
import { oneLine } from './ci/inert.mjs';
import { warnOfUnlocked } from './ci/lock-file.mjs';
import { CANCELLED, inParallel, isCancelled, run, stream } from './ci/programs.mjs';
import { beginGroup, endGroup, errorLine, summarise, warningLine } from './ci/system.mjs';

const HELP = `Plans root modules without a lock, and writes the report of each: those of an environment that were selected, or one.

Usage: node plan-root-modules.mjs --environment <name> --selection <file> --reports <directory> [<options>]
       node plan-root-modules.mjs --root-module <directory> --report <file> [<options>]

  --environment  only the root modules of this one are planned
  --selection    JSON with "rootModules", as affected.mjs and deployed-root-modules.sh print it
  --reports      where <environment>.<root module>.report.json is written
  --root-module  the one that is planned
  --report       where its report is written

  --repository   the folder of the repository (default: the current one)
  --link         for the readers of a report
  --check-policies        hold the plans against the policies, with what ALLOWED_DESTRUCTIONS allows to be destroyed
  --check-policies-since <commit>  the same, with what the commits since then allow
  --parallel     how many root modules at a time (default 4)

Where MOCK_VALUES is true, mock values stand for outputs of root modules that are not applied yet, and the reports say so. Such a plan is
for its readers: nothing can apply it.

What terraform prints is shown as it comes. When the script is told to stop (SIGINT or SIGTERM), terraform is told so, once, and
waited for.

Status: 0 all are planned, 1 at least one failed, 2 wrong usage, 130 it was told to stop.
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
        'root-module': { type: 'string' },
        'report': { type: 'string' },
        'repository': { type: 'string', default: '.' },
        'link': { type: 'string', default: '' },
        'check-policies': { type: 'boolean', default: false },
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
async function policyCheck({ 'check-policies': isAsked, 'check-policies-since': since }) {
  if (since === undefined) return { flags: isAsked ? ['--check-policies'] : [], env: {} };
  const { status, stdout, output } = await run(process.execPath, [join(HERE, 'deployment.mjs'), 'allowances', '--base', since], { cwd: '.' });
  if (status !== 0) throw new Error(`what the commits allow to be destroyed cannot be read: ${output}`);
  return { flags: ['--check-policies'], env: { ALLOWED_DESTRUCTIONS: stdout.trim() } };
}

async function plan({ dir, report }, { repository, link }, { flags, env }, prefix) {
  console.log(oneLine(`${dir}: planning`));
  mkdirSync(dirname(report), { recursive: true });
  const unlocked = warnOfUnlocked(repository, dir);
  if (prefix === '') beginGroup(dir);
  const status = await stream('bash', [join(HERE, 'plan-report.sh'), ...flags, dir, report, link], { cwd: repository, env, prefix });
  if (prefix === '') endGroup();
  note(report, unlocked === undefined ? {} : { unlocked });
  noteReaders(report, repository, dir);
  tellOutcome(dir, status, report);
  const { stdout } = await run(process.execPath, [join(HERE, 'plan-summary.mjs'), 'summary', report], { cwd: repository });
  summarise(stdout.trimEnd());
  return status === 0;
}

/** For the readers of the report. */
function note(report, facts) {
  if (Object.keys(facts).length > 0) writeFileSync(report, `${JSON.stringify({ ...JSON.parse(readFileSync(report, 'utf8')), ...facts })}\n`);
}

/** The services that read outputs of a root module, where some of these become others. */
function noteReaders(report, repository, dir) {
  const graph = join(repository, '.projen/graph.json');
  // Who is told to stop early enough leaves no report.
  const { outputs = [] } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  if (outputs.length === 0 || !existsSync(graph)) return;
  const { environments, rootModules } = JSON.parse(readFileSync(graph, 'utf8'));
  const found = rootModulesOf({ environments, rootModules: rootModules ?? [] }).find((root) => root.dir === dir);
  const place = environments.find(({ name }) => name === found?.environment);
  const readers = [place?.reads, place?.cloudBaseRun?.reads].flatMap((reads) => reads?.[found.name] ?? []);
  note(report, readers.length > 0 ? { readers } : {});
}

function tellOutcome(dir, status, report) {
  if (isCancelled()) console.log(errorLine(dir, dir, 'cancelled while it was planned'));
  else if (status !== 0) console.log(errorLine(dir, dir, 'the plan failed, or a policy denies it'));
  else {
    const { status: outcome, mocked, unknown } = JSON.parse(readFileSync(report, 'utf8'));
    const producers = [...Object.keys(mocked ?? {}), ...unknown ?? []];
    if (outcome === 'awaiting') console.log(warningLine(dir, dir, 'Not planned yet: it reads what another root module has only after it is applied.'));
    else if (producers.length > 0) console.log(warningLine(dir, dir, `Planned with mock values: ${producers.join(', ')} has no such outputs yet. The deployment plans it with the true ones.`));
  }
}

/** What is planned, with the file of its report. */
function selectedBy(options) {
  const [needed, others] = [['root-module', 'report'], ['environment', 'selection', 'reports']];
  const names = needed.some((name) => options[name] !== undefined) ? needed : others;
  for (const name of names) if (options[name] === undefined) usage(`--${name} is missing`);
  if (names === needed) return [{ dir: options['root-module'], report: resolve(options.report) }];
  return JSON.parse(readFileSync(options.selection, 'utf8')).rootModules
    .filter(({ environment }) => environment === options.environment)
    .map(({ environment, name, dir }) => ({ dir, report: join(resolve(options.reports), `${environment}.${name}.report.json`) }));
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const selected = selectedBy(options);
  const parallel = Number(options.parallel);
  if (!Number.isInteger(parallel) || parallel < 1) usage(`--parallel ${options.parallel} is no number from 1`);
  const check = await policyCheck(options);
  const isAlone = Math.min(parallel, selected.length) < 2;
  const begun = await inParallel(selected, parallel, (rootModule) => plan(rootModule, options, check, isAlone ? '' : `${oneLine(rootModule.dir)} | `));
  const planned = begun.filter(Boolean).length;
  console.log(oneLine(`${options.environment ?? options['root-module']}: ${planned} of ${selected.length} root modules are planned`));
  if (isCancelled()) return CANCELLED;
  return planned === selected.length ? 0 : 1;
}

process.exitCode = await main();
