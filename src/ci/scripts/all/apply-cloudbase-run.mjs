#!/usr/bin/env node
// Brings services in CloudBase Run to their declared state, and takes back what it changed when one does not run.
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  cancelRelease, declaredFrom, deploy, differences, hasCanary, isWholeOf, logOf, promote, readService, serviceNames, shareRequests, takeBack, variablesOf, waitForWhole,
} from './ci/cloudbase-run.mjs';
import { readDeclarations, withValues } from './ci/cloudbase-values.mjs';
import { send } from './ci/http.mjs';
import { code, oneLine } from './ci/inert.mjs';
import { Failure, group } from './ci/kubectl.mjs';
import { CANCELLED, isCancelled } from './ci/programs.mjs';
import { neverShow, redacted, withoutKnown } from './ci/redact.mjs';
import { errorLine, show, summarise, warningLine } from './ci/system.mjs';
import { Refusal } from './ci/tencent-api.mjs';

const HELP = `Deploys the services of an environment to CloudBase Run, and waits until they answer requests.

Usage: node apply-cloudbase-run.mjs --directory <directory> --environment <name> [--service <name>] [--timeout-seconds <number>]

  --directory        the folder with a file for each service
  --environment      the environment whose outputs of root modules are put in
  --service          deploy this service only
  --timeout-seconds  how long each service may take (default 900)

A service that runs as declared is left alone. Of all others a new version is made, and waited for. One with a canary gets its share
of the requests first, is asked at its public address once a second, and gets all requests when every answer was below status 500.

Where variables name outputs of root modules, \${terraform.<root module>.<output>}, these are read first, with the credentials of Terraform in
the environment, and go to CloudBase Run alone: sensitive ones are in no file, argument or log.

When a version does not start, or its canary fails, what this run has changed is taken back, and the run fails. A service that is new
stays as it is. When the script is told to stop (SIGINT or SIGTERM), nothing more is begun: what is under way stays. Services that are
in the environment of CloudBase and in no file are listed, and never removed.

Reads TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_SECURITY_TOKEN. TCBR_URL replaces https://tcbr.tencentcloudapi.com/.

Status: 0 all run as declared, 1 they do not, 2 wrong usage, 130 it was told to stop.
`;

const MOST_LOG = 20_000;
const ANSWER_MILLISECONDS = 10_000;
const SECOND = 1000;
const SHORTEST_SECRET = 8;

function usage(message) {
  process.stderr.write(`apply-cloudbase-run.mjs: ${message}\n\n${HELP}`);
  process.exit(2);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        'directory': { type: 'string' },
        'environment': { type: 'string' },
        'service': { type: 'string', default: '' },
        'timeout-seconds': { type: 'string', default: '900' },
        'help': { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    return usage(error.message);
  }
}

/** Asks the public address of a service once a second. Gives what was wrong; undefined: nothing was. */
async function watch({ canary: { seconds, path } }, host) {
  for (let asked = 0; asked < seconds; asked++) {
    if (isCancelled()) throw new Failure('The run was cancelled while the new version had a share of the requests: it keeps that, and the next deployment takes it back first.');
    const begun = Date.now();
    try {
      const { status } = await send(`https://${host}${path}`, { timeoutMilliseconds: ANSWER_MILLISECONDS });
      if (status >= 500) return `${path} answered with status ${status}`;
    } catch (error) {
      return `${path} did not answer: ${error.message}`;
    }
    await sleep(Math.max(0, SECOND - (Date.now() - begun)));
  }
  return undefined;
}

/** Gives a new version a share of the requests, then all of them. */
async function release(declared, live) {
  const { service, canary: { percent } } = declared;
  await shareRequests(declared, percent);
  console.log(oneLine(`${service}: the new version gets ${percent} % of the requests, and is looked at for ${declared.canary.seconds} seconds`));
  const problem = await watch(declared, live.host);
  if (problem !== undefined) throw new Failure(`the new version of ${service} had ${percent} % of the requests, and ${problem}`);
  await promote(declared);
}

/** Makes a new version of a service, unless it runs as declared. Tells `changed` what there was before. */
async function bring({ declared, variables }, seconds, changed) {
  const { service, canary } = declared;
  const before = await readService(declared);
  if (before !== undefined) {
    // Which of them were secret is not known there.
    neverShow(Object.values(variablesOf(before.config)).filter((value) => value.length >= SHORTEST_SECRET && !Object.values(variables).includes(value)));
    if (await hasCanary(declared)) {
      console.log(oneLine(`${service}: an earlier run has left a new version with a share of the requests, which is taken back first`));
      await takeBack(declared);
      await waitForWhole(declared, () => true, seconds);
    }
  }
  const live = before && await readService(declared);
  const found = live === undefined ? ['it is new'] : differences(declared, variables, live);
  if (found.length === 0) {
    console.log(oneLine(`${service}: runs as declared`));
    return;
  }
  for (const difference of found) console.log(oneLine(withoutKnown(`${service}: ${difference}`)));
  const isCanary = canary !== undefined && live !== undefined && live.versions.length > 0;
  changed.push({ declared, live, isCanary });
  const former = (live?.versions ?? []).map(({ name }) => name);
  await deploy(declared, variables, { isNew: live === undefined, release: isCanary ? 'GRAY' : 'FULL', seconds });
  if (isCanary) await release(declared, live);
  if (!await waitForWhole(declared, (name) => !former.includes(name), seconds)) throw new Failure(`the new version of ${service} does not get all requests after ${seconds} seconds`);
  const left = differences(declared, variables, await readService(declared));
  if (left.length > 0) console.log(warningLine('apply-cloudbase-run.mjs', service, withoutKnown(`It runs, and CloudBase Run says otherwise than is declared: ${left.join('; ')}.`)));
  console.log(oneLine(`${service}: runs as declared`));
}

/** Brings a service back to what it was. Gives what came of that, in words. */
async function undo({ declared, live, isCanary }, seconds) {
  const { service } = declared;
  if (live === undefined) return `${service} is new, and stays as it is`;
  try {
    const isFormer = (name) => live.versions.some((version) => version.name === name);
    if (isCanary && await hasCanary(declared)) {
      await takeBack(declared);
      if (await waitForWhole(declared, isFormer, seconds)) return `${service} runs its former version`;
    }
    await cancelRelease(declared);
    if (isWholeOf(await readService(declared), isFormer)) return `${service} runs its former version`;
    await deploy(declaredFrom(declared, live), variablesOf(live.config), { isNew: false, release: 'FULL', seconds });
    return `${service} runs as before`;
  } catch (error) {
    return `the undo of ${service} did not end well: ${error.message}`;
  }
}

/** Tells which services nobody declares in the environments of CloudBase. They bear no mark of who made them. */
async function tellUndeclared(declarations) {
  for (const envId of new Set(declarations.map((each) => each.envId))) await tellUndeclaredIn(envId, declarations.filter((each) => each.envId === envId));
}

async function tellUndeclaredIn(envId, declarations) {
  const here = await serviceNames(declarations[0]);
  const others = here.filter((name) => !declarations.some(({ service }) => service === name));
  if (others.length === 0) return;
  const text = `The environment ${envId} of CloudBase has services that are declared nowhere in this environment: ${others.join(', ')}. They are left as they are; delete in its console what nobody needs.`;
  console.log(warningLine('apply-cloudbase-run.mjs', envId, text));
}

async function deployAll({ directory, environment, service, 'timeout-seconds': timeout }) {
  const declarations = readDeclarations(directory, service);
  const filled = await withValues(declarations, environment);
  const seconds = Number(timeout);
  const changed = [];
  for (const one of filled) {
    try {
      await group(one.declared.service, async () => bring(one, seconds, changed));
    } catch (error) {
      if (!(error instanceof Failure || error instanceof Refusal)) throw error;
      if (isCancelled()) throw error;
      await showLog(one.declared, error.cause?.runId);
      const words = [];
      for (const change of [...changed].reverse()) words.push(await group(`Undo ${change.declared.service}`, async () => undo(change, seconds)));
      throw new Failure(`${error.message}. ${words.length > 0 ? `Undone: ${words.join('; ')}.` : 'Nothing was changed.'}`);
    }
  }
  if (service === '') await tellUndeclared(declarations);
  summarise(`CloudBase Run: ${changed.length === 0 ? 'all services ran as declared' : `deployed ${changed.map(({ declared }) => code(declared.service)).join(', ')}`}.`);
}

async function showLog(declared, runId) {
  if (!runId) return;
  const text = await logOf(declared, runId).catch((error) => `its log cannot be read: ${error.message}`);
  if (text !== '') await group(`What ${declared.service} said`, () => show(`${redacted(text).slice(0, MOST_LOG)}\n`));
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  for (const name of ['directory', 'environment']) if (options[name] === undefined) usage(`--${name} is missing`);
  if (!(Number(options['timeout-seconds']) > 0)) usage(`--timeout-seconds ${options['timeout-seconds']} is no number above 0`);
  try {
    await deployAll(options);
    return 0;
  } catch (error) {
    const message = withoutKnown(error instanceof Failure || error instanceof Refusal ? error.message : `the deployment to CloudBase Run failed: ${error.cause?.message ?? error.message}`);
    summarise(`**Not deployed**: ${code(message)}`);
    console.log(errorLine('apply-cloudbase-run.mjs', options.directory, oneLine(message)));
    return isCancelled() ? CANCELLED : 1;
  }
}

process.exitCode = await main();
