#!/usr/bin/env node
// Which images have to be built, and what the synthesis reads of those that were.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ask } from './ci/ask.mjs';
import { inert, oneLine } from './ci/inert.mjs';
import { errorLine, output } from './ci/system.mjs';

const HELP = `Compares what images were built from with what is there, and records digests.

Usage: node images.mjs changed --file <file>...
       node images.mjs built   --results <directory>
       node images.mjs record  --file <file>...

  changed  prints, as JSON, the images of BUILDS whose folder is not the one that the recorded image was built from, and gives the
           commit that it looked at as an output
  built    gives what was built as an output, once it is what BUILDS asked for
  record   writes what was built, BUILT, into the files
  --file     as images/<environment>.json: { "<name>": { "digest": "sha256:…", "source": "<git tree of its folder>" } }
  --results  holds one file per image that was built, <name>.json, with its entry

Reads from the environment BUILDS, a list of { "name", "context", "dockerfile", "repository" }, to which "changed" adds "source", and
BUILT, a list of { "name", "digest", "source" }.
`;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

class Refusal extends Error {}

function readEntries(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** What an image is built from, as git knows it: the same content has the same name at every commit. */
function sourceOf({ name, context }) {
  try {
    return ask('git', ['rev-parse', '--verify', '--quiet', `HEAD:${context}`]).trim();
  } catch {
    throw new Refusal(`image ${name} is built from ${context}, which is not in the repository`);
  }
}

function changed({ file: files }) {
  const recorded = files.map(readEntries);
  const builds = JSON.parse(process.env.BUILDS).map((build) => ({ ...build, source: sourceOf(build) }))
    .filter(({ name, source }) => recorded.some((entries) => entries[name]?.source !== source));
  const text = JSON.stringify(builds);
  console.log(inert(text));
  output({ builds: text, commit: ask('git', ['rev-parse', 'HEAD']).trim() });
}

/** An entry of what was built, with nothing else in it. */
function checked({ name, digest, source }, where) {
  if (!DIGEST.test(digest)) throw new Refusal(`${where} holds no digest: ${digest}`);
  return { name: String(name), digest, source: String(source) };
}

/** What was built, if that is what was to be built, each from its folder. */
function built({ results }) {
  const wanted = new Map(JSON.parse(process.env.BUILDS).map(({ name, source }) => [name, source]));
  const entries = readdirSync(results, { recursive: true }).filter((path) => path.endsWith('.json'))
    .map((path) => checked(JSON.parse(readFileSync(join(results, path), 'utf8')), path));
  for (const { name, source } of entries) {
    if (wanted.get(name) !== source) throw new Refusal(`an image of ${name} from ${source} was handed on, which was not to be built`);
    wanted.delete(name);
  }
  if (wanted.size > 0) throw new Refusal(`no image was handed on of ${[...wanted.keys()].join(', ')}`);
  console.log(oneLine(`built ${entries.map(({ name, digest }) => `${name}@${digest}`).sort().join(', ')}`));
  output({ built: JSON.stringify(entries) });
}

function record({ file: files }) {
  const entries = JSON.parse(process.env.BUILT).map((entry) => checked(entry, 'BUILT'));
  for (const file of files) {
    const recorded = readEntries(file);
    for (const { name, digest, source } of entries) recorded[name] = { digest, source };
    const sorted = Object.fromEntries(Object.keys(recorded).sort().map((name) => [name, recorded[name]]));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(sorted, undefined, 2)}\n`);
  }
  console.log(oneLine(`recorded ${entries.map(({ name }) => name).sort().join(', ')} in ${files.join(', ')}`));
}

const ACTIONS = {
  changed: { needs: ['file'], run: changed },
  built: { needs: ['results'], run: built },
  record: { needs: ['file'], run: record },
};

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { file: { type: 'string', multiple: true }, results: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const [name, ...rest] = positionals;
  if (rest.length > 0 || !Object.hasOwn(ACTIONS, name ?? '')) throw new Refusal(`what to do? One of: ${Object.keys(ACTIONS).join(', ')}; --help says more`);
  const missing = ACTIONS[name].needs.filter((option) => values[option] === undefined);
  if (missing.length > 0) throw new Refusal(`${name} needs ${missing.map((option) => `--${option}`).join(', ')}`);
  ACTIONS[name].run(values);
}

try {
  main();
} catch (error) {
  process.exitCode = 1;
  if (error instanceof Refusal) console.error(errorLine('images.mjs', 'Images', error.message));
  else console.error(errorLine('images.mjs', 'Images', error.stack));
}
