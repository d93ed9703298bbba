#!/usr/bin/env node
// Records what Terraform says in the repository, for who brings objects to a cluster and knows no state: outputs that everyone may read, and of
// those what the workloads of an environment use.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { oneLine } from './ci/inert.mjs';
import { Failure } from './ci/kubectl.mjs';
import { hasMark } from './ci/marks.mjs';
import { sourcesOf } from './ci/outputs.mjs';
import { errorLine, output, warningLine } from './ci/system.mjs';
import { outputsOf } from './ci/terraform-outputs.mjs';

const HELP = `Records the outputs of Terraform that the workloads of an environment use, in its file.

Usage: node record-outputs.mjs --environment <name> [--hand-on]
       node record-outputs.mjs --handed-on

  --environment  reads the outputs and writes them
  --hand-on      gives them as the output "recorded" instead, for jobs that read no state, when they differ from what is recorded
  --handed-on    writes what such jobs were given, in the variables RECORDED_1, RECORDED_2, …

Reads which they are from .projen/outputs.json, and their values from the states, with the credentials that terraform itself finds. Writes
{ "<root module>": { "<output>": "<text>" } }, as outputs/<environment>.json. What is not there yet is left out and told. Nothing is written
when an output is sensitive, has the mark of another one in it, or is no text, number or boolean. Run npx projen afterwards, and commit both.
`;

const WANTED_FILE = '.projen/outputs.json';
/** A job hands on no more: Linux lets no variable of a process have twice of it. */
const MOST_BYTES = 1 << 16;

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
  const text = String(value);
  if (hasMark(text)) throw new Failure(`output ${name} of ${dir} has the mark of an output in it, in whose place something else would stand`);
  return text;
}

/** What is recorded of an environment from now on, with its file and what that says; undefined: it says so already. */
async function changedOutputs(environment) {
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
  const recorded = Object.fromEntries(entries);
  if (fileText(recorded) !== (existsSync(file) ? readFileSync(file, 'utf8') : fileText({}))) return { file, recorded };
  console.log(oneLine(`${file} is as Terraform says.`));
  return undefined;
}

function fileText(recorded) {
  return `${JSON.stringify(recorded, undefined, 2)}\n`;
}

function write(file, recorded) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, fileText(recorded));
  const names = Object.entries(recorded).flatMap(([rootModule, texts]) => Object.keys(texts).map((name) => `${rootModule}.${name}`));
  console.log(oneLine(`recorded ${names.join(', ') || 'nothing'} in ${file}`));
}

async function record(environment) {
  const changed = await changedOutputs(environment);
  if (changed !== undefined) write(changed.file, changed.recorded);
}

/** As one word of letters, whatever the values: the CI systems put variables and commands in the place of parts of others. */
async function handOn(environment) {
  const changed = await changedOutputs(environment);
  if (changed === undefined) {
    output({ recorded: '' });
    return;
  }
  const text = JSON.stringify({ environment, recorded: changed.recorded });
  const size = Buffer.byteLength(text);
  if (size > MOST_BYTES) throw new Failure(`The outputs of ${environment} have ${size} bytes, and a job hands on ${MOST_BYTES} at most: use fewer of them, or record them by hand`);
  console.log(oneLine(`handed on for ${changed.file}`));
  output({ recorded: Buffer.from(text).toString('base64') });
}

function recordHandedOn() {
  const handed = Object.entries(process.env).filter(([name, word]) => /^RECORDED_\d+$/.test(name) && word !== '');
  if (handed.length === 0) throw new Failure('no outputs were handed on. A CI system that sees a secret of its own in a value keeps it: record that one by hand');
  for (const [, word] of handed.sort()) {
    const { environment, recorded } = JSON.parse(Buffer.from(word, 'base64').toString());
    write(wantedOf(environment).file, recorded);
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      'environment': { type: 'string' },
      'hand-on': { type: 'boolean', default: false },
      'handed-on': { type: 'boolean', default: false },
      'help': { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (values['handed-on']) {
    recordHandedOn();
    return;
  }
  if (!values.environment) throw new Failure('needs --environment; --help says more');
  await (values['hand-on'] ? handOn : record)(values.environment);
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  console.error(errorLine('record-outputs.mjs', 'Outputs', error instanceof Failure ? error.message : error.stack));
}
