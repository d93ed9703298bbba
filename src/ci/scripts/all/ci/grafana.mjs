// Brings the dashboards of an environment to its Grafana: into a folder of their own, where those that are gone are removed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { send } from './http.mjs';
import { code, oneLine } from './inert.mjs';
import { Failure } from './kubectl.mjs';
import { sourcesOf } from './outputs.mjs';
import { neverShow } from './redact.mjs';
import { errorLine, summarise, warningLine } from './system.mjs';
import { outputsOf } from './terraform-outputs.mjs';

const GRAPH_FILE = '.projen/graph.json';
const TIMEOUT_MILLISECONDS = 30_000;
/** More than Grafana hands out at once. */
const MOST_FOUND = 5000;
/** Whoever is on the way to any other address would read what lets scripts in. */
const SAFE_ADDRESS = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?(?:\/|$))/;
const TITLE = 'Dashboards';

/** Nothing answers at the address of Grafana, from here. */
class Unreachable extends Error {}

/** A Grafana, as somebody who may edit dashboards. Source of its paths: https://grafana.com/docs/grafana/latest/developers/http_api/ */
class Grafana {
  constructor(address, authorization) {
    this.address = address.replace(/\/+$/, '');
    this.authorization = authorization;
  }

  /** What it answers; undefined where it has no such thing. */
  async ask(method, path, body) {
    const reply = await this.send(method, path, body);
    if (reply.status === 404) return undefined;
    const { isOk, text } = reply;
    if (!isOk) throw new Failure(`Grafana refused ${method} ${path.split('?')[0]} with status ${reply.status}: ${reasonIn(text)}`);
    try {
      return JSON.parse(text);
    } catch {
      throw new Failure(`What answers at ${this.address} is no Grafana: ${method} ${path.split('?')[0]} gave no JSON.`);
    }
  }

  async send(method, path, body) {
    try {
      return await send(`${this.address}${path}`, {
        method,
        headers: { 'Accept': 'application/json', 'Authorization': this.authorization, ...(body && { 'Content-Type': 'application/json' }) },
        timeoutMilliseconds: TIMEOUT_MILLISECONDS,
        body: body && JSON.stringify(body),
      });
    } catch (error) {
      throw new Unreachable(`nothing answers at ${this.address}: ${error.message}`);
    }
  }
}

function reasonIn(text) {
  try {
    return JSON.parse(text).message ?? 'it gave no reason';
  } catch {
    return 'it gave no reason';
  }
}

/** As Grafana takes it for the uid of a folder or dashboard. */
function uidOf(...names) {
  return createHash('sha256').update(names.join('/')).digest('hex').slice(0, 16);
}

/** Whether all that is declared stands there. Grafana adds what it fills in by itself. */
function isWithin(declared, there) {
  if (Array.isArray(declared)) return Array.isArray(there) && declared.length === there.length && declared.every((item, index) => isWithin(item, there[index]));
  if (typeof declared !== 'object' || declared === null) return declared === there;
  return typeof there === 'object' && there !== null && Object.entries(declared).every(([key, value]) => isWithin(value, there[key]));
}

/** Whether a dashboard is one that a deployment of the project made: its uid follows from its title, and that of a copy does not. */
function isOurs({ uid, title }, project) {
  const end = ` (${project})`;
  return title.endsWith(end) && uid === uidOf(project, title.slice(0, -end.length));
}

function dashboardsIn(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir).filter((file) => file.endsWith('.json')).sort().map((file) => JSON.parse(readFileSync(join(dir, file), 'utf8')));
}

/** Brings the dashboards to Grafana; what differs, by what is done about it. With `isTrial` nothing is done. */
async function bring(grafana, { dir, folder }, isTrial) {
  const done = { new: [], changed: [], removed: [], unchanged: 0 };
  const boards = dashboardsIn(dir);
  const folderUid = uidOf('folder', folder);
  const change = async (what, title, ...request) => {
    if (!isTrial) await grafana.ask(...request);
    done[what].push(title);
    console.log(oneLine(`${title}: ${what}`));
  };
  const isThere = await grafana.ask('GET', `/api/folders/${folderUid}`) !== undefined;
  if (!isThere && !isTrial) await grafana.ask('POST', '/api/folders', { uid: folderUid, title: folder });
  for (const board of boards) {
    const there = await grafana.ask('GET', `/api/dashboards/uid/${board.uid}`);
    if (there !== undefined && there.meta?.folderUid === folderUid && isWithin(board, there.dashboard)) {
      done.unchanged++;
      continue;
    }
    const body = { dashboard: { ...board, id: null }, folderUid, overwrite: true };
    await change(there === undefined ? 'new' : 'changed', board.title, 'POST', '/api/dashboards/db', body);
  }
  const uids = new Set(boards.map(({ uid }) => uid));
  const found = isThere ? await grafana.ask('GET', `/api/search?type=dash-db&limit=${MOST_FOUND}&folderUIDs=${folderUid}`) ?? [] : [];
  for (const board of found.filter((each) => isOurs(each, folder) && !uids.has(each.uid))) {
    await change('removed', board.title, 'DELETE', `/api/dashboards/uid/${board.uid}`);
  }
  return done;
}

/** The environment of the graph, with its Grafana. */
function placeOf(name) {
  const { environments } = JSON.parse(readFileSync(GRAPH_FILE, 'utf8'));
  const environment = environments.find((each) => each.name === name);
  if (environment === undefined) throw new Failure(`There is no environment ${name}; environments are: ${environments.map((each) => each.name).join(', ')}.`);
  return environment.dashboards;
}

/** Address of Grafana, and all outputs of the root module that makes it. */
async function grafanaOf(environment, { rootModule, address: output }) {
  const dir = sourcesOf(() => environment).dirs.get(rootModule);
  const outputs = (await outputsOf([dir])).get(dir);
  const address = outputs[output]?.value;
  if (!address) throw new Failure(`${dir} has no output ${output}, since it is not applied yet: deploy it first.`);
  if (!SAFE_ADDRESS.test(address)) throw new Failure(`${address}, the output ${output} of ${dir}, does not begin with https://: whoever is on the way would see what lets this script in.`);
  return { address, outputs, dir };
}

async function deliver({ environment, program, authorize, isTrial }) {
  const place = placeOf(environment);
  if (place === undefined) {
    console.log(oneLine(`${environment} has no Grafana of ours.`));
    return;
  }
  const { address, outputs, dir } = await grafanaOf(environment, place);
  const { authorization, secrets } = await authorize((name) => outputs[name]?.value, { ...place, dir });
  neverShow(secrets);
  try {
    const done = await bring(new Grafana(address, authorization), place, isTrial);
    const told = ['new', 'changed', 'removed'].filter((what) => done[what].length > 0).map((what) => `${what}: ${done[what].map(code).join(', ')}`);
    summarise(`Dashboards in ${code(address)}: ${[...told, `as they were: ${done.unchanged}`].join('; ')}.\n`);
    console.log(oneLine(`${environment}: the dashboards in ${address} ${isTrial && told.length > 0 ? 'are not as declared' : 'are as declared'}`));
    if (isTrial && told.length > 0) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const message = `The dashboards are not brought to Grafana, since ${error.message}. Let the deployments of ${environment} run in its network, or run this there: node <scripts>/${program} --environment ${environment}`;
    summarise(`**Dashboards not delivered**: ${code(message)}`);
    console.log(warningLine(program, TITLE, message));
  }
}

/**
 * Runs a script that brings dashboards.
 * @param who as whom it does, and what that takes, for people
 * @param authorize the header by which Grafana knows somebody who may edit dashboards, and the secrets in it; it is told how to ask for an output of the
 *   root module that makes Grafana, and what the graph says of that
 */
export async function runDelivery(program, who, authorize) {
  const help = `Brings the dashboards of the repository to the Grafana of an environment, into a folder of the project.

Usage: node ${program} --environment <name> [--trial]

  --environment  whose Grafana; which it has stands in ${GRAPH_FILE}
  --trial        changes nothing, and fails where something would be changed

Dashboards that differ are replaced, and those in the folder that the repository no longer has are removed: of these only what a deployment
made, and nothing that somebody has put there. ${who}
Where nothing answers at the address of Grafana it warns, and does nothing: nothing depends on dashboards.

Status: 0, 1 with the reason, or 2 wrong usage.
`;
  const usage = (message) => {
    process.stderr.write(`${program}: ${message}\n\n${help}`);
    process.exitCode = 2;
  };
  let options;
  try {
    ({ values: options } = parseArgs({
      options: { environment: { type: 'string' }, trial: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    }));
  } catch (error) {
    return usage(error.message);
  }
  if (options.help) return void process.stdout.write(help);
  if (options.environment === undefined) return usage('--environment is missing');
  try {
    await deliver({ environment: options.environment, program, authorize, isTrial: options.trial });
  } catch (error) {
    process.exitCode = 1;
    summarise(`**Dashboards not delivered**: ${code(error.message)}`);
    console.log(errorLine(program, TITLE, error.message));
  }
}
