#!/usr/bin/env node
// Brings a service in CloudBase Run back to a former version, at once and without git.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formerVersion, readService, rollBack, waitForWhole } from './ci/cloudbase-run.mjs';
import { readDeclarations } from './ci/cloudbase-values.mjs';
import { oneLine } from './ci/inert.mjs';
import { Failure } from './ci/kubectl.mjs';
import { Refusal } from './ci/tencent-api.mjs';

const HELP = `Brings a service in CloudBase Run back to a former version, and waits until that has all requests.

Usage: node rollback-cloudbase-run.mjs --environment <name> --service <name> [--to <version>] [--confirm <environment>]

  --to       name of the version, as the console of CloudBase shows it (default: the one before the last release)
  --confirm  the name of the environment again, where it is protected

The repository still holds the newer version: revert its commit, or the next deployment brings it back. Run this in the repository. Reads
TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_SECURITY_TOKEN.

Status: 0 the former version has all requests, 1 it has not, 2 wrong usage, 3 a protected environment was not confirmed.
`;

const GRAPH_FILE = '.projen/graph.json';
const TIMEOUT_SECONDS = 600;

function usage(message, status = 2) {
  process.stderr.write(`rollback-cloudbase-run.mjs: ${oneLine(message)}\n${status === 2 ? `\n${HELP}` : ''}`);
  process.exit(status);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        environment: { type: 'string' },
        service: { type: 'string' },
        to: { type: 'string' },
        confirm: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    return usage(error.message);
  }
}

/** The folder of an environment, which may ask for its name as an explicit word. */
function folderOf({ environment, confirm }) {
  const { environments } = JSON.parse(readFileSync(GRAPH_FILE, 'utf8'));
  const known = environments.filter(({ cloudBaseRun }) => cloudBaseRun !== undefined);
  const found = known.find(({ name }) => name === environment);
  if (found === undefined) return usage(`nothing of environment ${environment} runs in CloudBase Run; it does in: ${known.map(({ name }) => name).join(', ') || 'none'}`);
  if (confirm !== undefined && confirm !== environment) return usage(`--confirm ${confirm} is not ${environment}: which one do you mean?`, 3);
  if (found.isProtected && confirm === undefined) return usage(`${environment} is protected: add --confirm ${environment} to roll back a service in it`, 3);
  return found.cloudBaseRun.dir;
}

async function goBack(declared, { environment, to }) {
  const { service } = declared;
  const live = await readService(declared);
  if (live === undefined) throw new Failure(`there is no service ${service} in ${declared.envId}`);
  if (live.versions.length !== 1) throw new Failure(`a release of ${service} is under way: end it in the console of CloudBase first`);
  const [{ name: current }] = live.versions;
  const former = to ?? await formerVersion(declared, current);
  if (former === undefined) throw new Failure(`CloudBase Run does not say what ${service} ran before ${current}: name the version with --to`);
  console.log(oneLine(`${environment}: ${service} goes back from ${current} to ${former}`));
  await rollBack(declared, current, former);
  if (!await waitForWhole(declared, (name) => name === former, TIMEOUT_SECONDS)) throw new Failure(`${former} does not have all requests after ${TIMEOUT_SECONDS} seconds`);
  console.log(oneLine(`${service} runs ${former} in ${environment}. Now revert the commit of the newer one, or the next deployment brings it back.`));
}

const options = readOptions();
if (options.help) process.stdout.write(HELP);
else {
  for (const name of ['environment', 'service']) if (options[name] === undefined) usage(`--${name} is missing`);
  const directory = folderOf(options);
  try {
    await goBack(readDeclarations(directory, options.service)[0], options);
  } catch (error) {
    if (!(error instanceof Failure || error instanceof Refusal)) throw error;
    process.stderr.write(`rollback-cloudbase-run.mjs: ${oneLine(error.message)}\n`);
    process.exitCode = 1;
  }
}
