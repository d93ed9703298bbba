#!/usr/bin/env node
// Records what Terraform says in the repository, for who brings objects to a cluster and knows no state: outputs that everyone may read, and of
// those what the workloads of an environment use.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ask } from './ci/ask.mjs';
import { oneLine } from './ci/inert.mjs';
import { errorLine, warningLine } from './ci/system.mjs';

const HELP = `Records the outputs of Terraform that the workloads of an environment use, in its file.

Usage: node record-outputs.mjs --environment <name>

Reads which they are from .projen/outputs.json, and their values from the states, with the credentials that terraform itself finds. Writes
{ "<root module>": { "<output>": "<text>" } }, as outputs/<environment>.json. What is not there yet is left out and told. Nothing is written
when an output is sensitive, or no text, number or boolean. Run npx projen afterwards, and commit both.
`;

const WANTED_FILE = '.projen/outputs.json';
const GRAPH_FILE = '.projen/graph.json';
const TERRAFORM_ROOT = join(dirname(fileURLToPath(import.meta.url)), 'terraform-root.sh');
/** A text of JSON, which is left as it is, or a number, which becomes the text that Terraform writes: JavaScript has none of such length. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

class Refusal extends Error {}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Refusal(`${file} cannot be read: ${error.message}. Run this in the repository`);
  }
}

/** What is recorded of an environment: its file, and the names of outputs by root module. */
function wantedOf(name) {
  const { environments } = readJson(WANTED_FILE);
  const found = environments.find((environment) => environment.name === name);
  if (found === undefined) throw new Refusal(`${name} is no environment in ${WANTED_FILE}; those are ${environments.map((each) => each.name).join(', ')}`);
  return found;
}

/** The folder of a root module in an environment. */
function dirOf(rootModule, environment) {
  const here = readJson(GRAPH_FILE).rootModules.find(({ name, environments }) => name === rootModule && (environments?.includes(environment) ?? true));
  if (here === undefined) throw new Refusal(`${environment} has no root module ${rootModule}`);
  return here.dir.replace('*', () => environment);
}

/** The outputs of a root module by name: each has a value, and says whether it is sensitive. They come through a pipe, and are not shown. */
function outputsOf(dir) {
  // A log of Terraform's own holds what the backend answers: the state.
  Object.assign(process.env, { TF_LOG: '', TF_LOG_CORE: '', TF_LOG_PROVIDER: '' });
  const text = ask('bash', [TERRAFORM_ROOT, 'output', dir, '--', '-json', '-no-color']);
  try {
    return JSON.parse(text.replaceAll(TEXT_OR_NUMBER, (part) => (part.startsWith('"') ? part : `"${part}"`)));
  } catch {
    // What the parser says quotes what it was given.
    throw new Refusal(`what Terraform says of the outputs of ${dir} is no JSON`);
  }
}

/** The text of an output; undefined: it is not there yet. */
function textOf(outputs, name, dir) {
  const [output, ...keys] = name.split('.');
  if (!Object.hasOwn(outputs, output)) return undefined;
  if (outputs[output].sensitive) throw new Refusal(`output ${output} of ${dir} is sensitive, and never stands in the repository`);
  let { value } = outputs[output];
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  if (value === null) return undefined;
  if (typeof value === 'object') throw new Refusal(`output ${name} of ${dir} is a list or an object, where a text, a number or a boolean is wanted`);
  return String(value);
}

function record(environment) {
  const { file, outputs: wanted } = wantedOf(environment);
  const missing = [];
  const entries = Object.keys(wanted).sort().flatMap((rootModule) => {
    const dir = dirOf(rootModule, environment);
    const outputs = outputsOf(dir);
    const texts = [...wanted[rootModule]].sort().flatMap((name) => {
      const text = textOf(outputs, name, dir);
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

function main() {
  const { values } = parseArgs({ options: { environment: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (!values.environment) throw new Refusal('needs --environment; --help says more');
  record(values.environment);
}

try {
  main();
} catch (error) {
  process.exitCode = 1;
  console.error(errorLine('record-outputs.mjs', 'Outputs', error instanceof Refusal ? error.message : error.stack));
}
