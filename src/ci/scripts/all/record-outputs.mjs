#!/usr/bin/env node
// Records what Terraform says in the repository, for who brings objects to a cluster and knows no state: outputs that everyone may read, and of
// those what the workloads of an environment use.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { oneLine } from './ci/inert.mjs';
import { Failure } from './ci/kubectl.mjs';
import { sourcesOf } from './ci/outputs.mjs';
import { errorLine, warningLine } from './ci/system.mjs';
import { outputsOf } from './ci/terraform-outputs.mjs';

const HELP = `Records the outputs of Terraform that the workloads of an environment use, in its file.

Usage: node record-outputs.mjs --environment <name>

Reads which they are from .projen/outputs.json, and their values from the states, with the credentials that terraform itself finds. Writes
{ "<root module>": { "<output>": "<text>" } }, as outputs/<environment>.json. What is not there yet is left out and told. Nothing is written
when an output is sensitive, or no text, number or boolean. Run npx projen afterwards, and commit both.
`;

const WANTED_FILE = '.projen/outputs.json';

/** What is recorded of an environment: its file, and the names of outputs by root module. */
function wantedOf(name) {
  let environments;
  try {
    ({ environments } = JSON.parse(readFileSync(WANTED_FILE, 'utf8')));
  } catch (error) {
    throw new Failure(`${WANTED_FILE} cannot be read: ${error.message}. Run this in the repository`);
  }
  const found = environments.find((environment) => environment.name === name);
  if (found === undefined) throw new Failure(`${name} is no environment in ${WANTED_FILE}; those are ${environments.map((each) => each.name).join(', ')}`);
  return found;
}

/** The text of an output; undefined: it is not there yet. */
function textOf(outputs, name, dir) {
  const [output, ...keys] = name.split('.');
  if (!Object.hasOwn(outputs, output)) return undefined;
  if (outputs[output].sensitive) throw new Failure(`output ${output} of ${dir} is sensitive, and never stands in the repository`);
  let { value } = outputs[output];
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  if (value === null) return undefined;
  if (typeof value === 'object') throw new Failure(`output ${name} of ${dir} is a list or an object, where a text, a number or a boolean is wanted`);
  return String(value);
}

async function record(environment) {
  const { file, outputs: wanted } = wantedOf(environment);
  const { dirs } = sourcesOf(() => environment);
  const rootModules = Object.keys(wanted).sort();
  const absent = rootModules.filter((name) => !dirs.has(name));
  if (absent.length > 0) throw new Failure(`${environment} has no root module ${absent.join(', ')}`);
  const outputs = await outputsOf(rootModules.map((name) => dirs.get(name)));
  const missing = [];
  const entries = rootModules.flatMap((rootModule) => {
    const dir = dirs.get(rootModule);
    const texts = [...wanted[rootModule]].sort().flatMap((name) => {
      const text = textOf(outputs.get(dir), name, dir);
      if (text === undefined) missing.push(`${name} of ${dir}`);
      return text === undefined ? [] : [[name, text]];
    });
    return texts.length === 0 ? [] : [[rootModule, Object.fromEntries(texts)]];
  });
  if (missing.length > 0) {
    const text = `Not there yet, so that new pods in ${environment} wait for it: ${missing.join(', ')}. Deploy the root modules, and record again.`;
    console.log(warningLine('record-outputs.mjs', 'Outputs', text));
  }
  const text = `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
  const known = existsSync(file) ? readFileSync(file, 'utf8') : '{}\n';
  if (text === known) {
    console.log(oneLine(`${file} is as Terraform says.`));
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(oneLine(`recorded ${entries.flatMap(([rootModule, texts]) => Object.keys(texts).map((name) => `${rootModule}.${name}`)).join(', ') || 'nothing'} in ${file}`));
}

async function main() {
  const { values } = parseArgs({ options: { environment: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (!values.environment) throw new Failure('needs --environment; --help says more');
  await record(values.environment);
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  console.error(errorLine('record-outputs.mjs', 'Outputs', error instanceof Failure ? error.message : error.stack));
}
