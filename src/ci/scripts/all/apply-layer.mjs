#!/usr/bin/env node
// Applies the root modules of one layer of an environment: each is planned, guarded and applied from that very plan.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cellWords, oneLine } from './ci/inert.mjs';
import { isProtected, unlockedProviders, warnOfUnlocked } from './ci/lock-file.mjs';
import { isMocked, OVERRIDE_FILE } from './ci/mocks.mjs';
import { CANCELLED, inParallel, isCancelled, run, showText, stream } from './ci/programs.mjs';
import { beginGroup, endGroup, errorLine, summarise, temporaryDirectory } from './ci/system.mjs';

const HELP = `Plans, guards and applies the root modules of one layer that a deployment selected.

Usage: node apply-layer.mjs --environment <name> --layer <number> --selection <file> [--parallel <number>]

  --environment  the environment that is meant; a selection of another one is refused
  --layer        which layer, counted from 1
  --selection    what "deployment.mjs begin" wrote
  --parallel     how many root modules at a time (default 4)

A plan that destroys a resource which holds data is not applied, unless a commit of the deployment says in its message:
  Allow-Destroy: <directory of the root module> <address of the resource>

Where the repository has policies, a plan that one of them denies is not applied either.

A plan is made anew here, with what the states have: one with mock values is not applied.

In a protected environment a root module with unlocked providers is not applied: one without a lock file, or whose lock file does not
name a provider or has no checksum of it.

What terraform prints is shown as it comes. When the script is told to stop (SIGINT or SIGTERM), terraform is told so, once, and
waited for, so that it writes its state and releases its lock; nothing more is begun.

Status: 0 all are applied, 1 at least one failed, 2 wrong usage, 130 it was told to stop.
`;

/** Terraform installs no provider that the lock file does not name, and writes none into it. */
const ONLY_LOCKED = { TF_CLI_ARGS_init: `${process.env.TF_CLI_ARGS_init ?? ''} -lockfile=readonly`.trim() };

/**
 * Terraform forgets that it is told to stop when that comes before it works on the first resource (acquireRun in its
 * internal/terraform/context.go forgets an earlier Stop), and applies everything.
 */
const WORKS_ON_RESOURCE = /^\S.*: [A-Z][a-z]+( state)?\.\.\./m;

const HERE = dirname(fileURLToPath(import.meta.url));

function usage(message) {
  process.stderr.write(`apply-layer.mjs: ${message}\n\n${HELP}`);
  process.exit(2);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        environment: { type: 'string' },
        layer: { type: 'string' },
        selection: { type: 'string' },
        parallel: { type: 'string', default: '4' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    return usage(error.message);
  }
}

/** What a plan destroys and may not: addresses of resources of a stateful type that no commit names. */
function forbiddenDestructions(plan, dir, { statefulTypes, allowed }) {
  return (plan.resource_changes ?? [])
    .filter(({ mode, type, change }) => mode === 'managed' && statefulTypes.has(type) && change.actions.includes('delete'))
    .map(({ address }) => address)
    .filter((address) => !allowed.has(`${dir} ${address}`));
}

function hasPolicies() {
  const file = join(HERE, 'policies.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).plan !== undefined;
}

/** What keeps a plan from being applied by the policies of the repository; undefined: nothing. What they find goes into the log. */
async function deniedBy(dir, shown, { repository, planFile, allowed, say }) {
  if (!hasPolicies()) return undefined;
  const file = `${planFile}.json`;
  writeFileSync(file, shown, { mode: 0o600 });
  const env = { ALLOWED_DESTRUCTIONS: JSON.stringify([...allowed]) };
  const checked = await run('bash', [join(HERE, 'check-policies.sh'), dir, file], { cwd: repository, env });
  rmSync(file);
  if (checked.status !== 0 && checked.status !== 1) {
    say(checked.output);
    return 'the policies cannot be evaluated';
  }
  const found = JSON.parse(checked.stdout);
  for (const { policy, severity, message } of found) say(`\n${severity === 'deny' ? 'Denied by' : 'Warning of'} policy ${policy}: ${message}\n`);
  const denying = new Set(found.filter(({ severity }) => severity === 'deny').map(({ policy }) => policy));
  return denying.size > 0 ? `denied by policy ${[...denying].join(', ')}` : undefined;
}

function countsOf(plan) {
  const counts = { add: 0, change: 0, destroy: 0 };
  for (const { mode, change: { actions } } of plan.resource_changes ?? []) {
    if (mode !== 'managed') continue;
    if (actions.includes('create')) counts.add++;
    if (actions.includes('update')) counts.change++;
    if (actions.includes('delete')) counts.destroy++;
  }
  return counts;
}

/** Plans a root module, and applies that very plan when nothing speaks against it. */
async function applyRootModule(dir, { repository, planDir, index, guard, mustBeLocked, prefix }) {
  const say = (text) => showText(text, prefix);
  const ended = (result, counts, failed = false) => ({ dir, result, counts, failed });

  const planFile = join(planDir, `${index}.tfplan`);
  console.log(oneLine(`${dir}: planning`));
  if (mustBeLocked) {
    const unlocked = unlockedProviders(repository, dir);
    if (unlocked !== undefined) return ended(`refused: ${unlocked}`, undefined, true);
  } else warnOfUnlocked(repository, dir);
  if (existsSync(join(repository, dir, OVERRIDE_FILE))) return ended(`refused: ${OVERRIDE_FILE} is there, which is for plans that nobody applies`, undefined, true);
  const planned = await stream('bash', [
    join(HERE, 'terraform-root.sh'), 'plan', dir, '--', '-input=false', '-no-color', '-lock-timeout=10m', '-detailed-exitcode', `-out=${planFile}`,
  ], { cwd: repository, prefix, env: mustBeLocked ? ONLY_LOCKED : {} });
  if (isCancelled()) return ended('cancelled before it was applied', undefined, true);
  if (planned === 0) return ended('no changes', { add: 0, change: 0, destroy: 0 });
  if (planned !== 2) return ended('the plan failed', undefined, true);

  // Not into the log: unlike the text of a plan, its JSON shows sensitive values.
  const shown = await run('terraform', [`-chdir=${dir}`, 'show', '-json', planFile], { cwd: repository });
  if (isCancelled()) return ended('cancelled before it was applied', undefined, true);
  if (shown.status !== 0) {
    say(shown.output);
    return ended('the plan cannot be read', undefined, true);
  }
  const plan = JSON.parse(shown.stdout);
  const counts = countsOf(plan);
  if (isMocked(plan)) return ended('refused: mock values stand for outputs of other root modules', counts, true);
  const forbidden = forbiddenDestructions(plan, dir, guard);
  if (forbidden.length > 0) {
    const trailers = forbidden.map((address) => `  Allow-Destroy: ${dir} ${address}\n`).join('');
    say(`\nNot applied: it destroys what holds data. If that is meant, say so in the message of a commit, and deploy that:\n\n${trailers}`);
    return ended(`refused: destroys ${forbidden.join(', ')}`, counts, true);
  }

  const denied = await deniedBy(dir, shown.stdout, { repository, planFile, allowed: guard.allowed, say });
  if (denied !== undefined) return ended(denied, counts, true);
  if (isCancelled()) return ended('cancelled before it was applied', undefined, true);

  console.log(oneLine(`${dir}: applying`));
  const applied = await stream('terraform', [`-chdir=${dir}`, 'apply', '-input=false', '-no-color', '-lock-timeout=10m', planFile], {
    cwd: repository, prefix, beginsWith: WORKS_ON_RESOURCE,
  });
  if (applied === 0) return ended('applied', counts);
  return ended(isCancelled() ? 'cancelled while it was applied: its state has what was done by then' : 'the apply failed', counts, true);
}

/** One at a time has a group of its own in the log; of several side by side each line begins with the folder. */
async function applyShown(dir, options) {
  if (options.prefix === '') beginGroup(dir);
  const result = await applyRootModule(dir, options);
  if (options.prefix === '') endGroup();
  console.log(oneLine(`${dir}: ${result.result}`));
  if (result.failed) console.log(errorLine(dir, dir, result.result));
  return result;
}

function table(layer, results) {
  const row = ({ dir, result, counts, failed }) => {
    const { add = '', change = '', destroy = '' } = counts ?? {};
    return `| ${cellWords(dir)} | ${failed ? '❌ ' : ''}${cellWords(result)} | ${add} | ${change} | ${destroy} |\n`;
  };
  return `### Layer ${layer}\n\n| Root module | Result | Added | Changed | Destroyed |\n| --- | --- | ---: | ---: | ---: |\n${results.map(row).join('')}`;
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  for (const name of ['environment', 'layer', 'selection']) if (options[name] === undefined) usage(`--${name} is missing`);
  const [layer, parallel] = [Number(options.layer), Number(options.parallel)];
  if (!Number.isInteger(layer) || layer < 1) usage(`--layer ${options.layer} is no number from 1`);
  if (!Number.isInteger(parallel) || parallel < 1) usage(`--parallel ${options.parallel} is no number from 1`);
  const selection = JSON.parse(readFileSync(options.selection, 'utf8'));
  if (selection.environment !== options.environment) {
    usage(`the selection is of environment ${selection.environment}, not of ${options.environment}`);
  }

  const { types } = JSON.parse(readFileSync(join(HERE, 'stateful-resources.json'), 'utf8'));
  const guard = { statefulTypes: new Set(types), allowed: new Set(selection.allowedDestructions) };
  const dirs = selection.rootModules.filter((rootModule) => rootModule.layer === layer - 1).map(({ dir }) => dir);
  const repository = process.cwd();
  const mustBeLocked = isProtected(repository, options.environment);
  // A plan holds secrets.
  const planDir = mkdtempSync(join(temporaryDirectory, 'plans-'));
  try {
    const isAlone = Math.min(parallel, dirs.length) < 2;
    const begun = await inParallel(dirs, parallel, async (dir, index) =>
      applyShown(dir, { repository, planDir, index, guard, mustBeLocked, prefix: isAlone ? '' : `${oneLine(dir)} | ` }));
    const results = dirs.map((dir, index) => begun[index] ?? { dir, result: 'not begun: the run was cancelled', failed: true });
    summarise(table(layer, results));
    const failed = results.filter((result) => result.failed);
    console.log(`\nLayer ${layer}: ${results.length - failed.length} of ${results.length} root modules are as declared`);
    for (const { dir, result } of failed) console.log(`  ${oneLine(`${dir}: ${result}`)}`);
    if (isCancelled()) return CANCELLED;
    return failed.length > 0 ? 1 : 0;
  } finally {
    rmSync(planDir, { recursive: true, force: true });
  }
}

process.exitCode = await main();
