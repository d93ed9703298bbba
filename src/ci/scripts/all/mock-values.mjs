#!/usr/bin/env node
// Gives the plan of a root module values for outputs of others that are in no state yet.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rootModulesOf } from './affected/estate.mjs';
import './ci/inert.mjs';
import { MARK, OVERRIDE_FILE } from './ci/mocks.mjs';

const HELP = `Lets a root module be planned before those are applied whose outputs it reads.

Usage: mock-values.mjs awaits <log>
       mock-values.mjs mock|leave-unknown <directory> <log> <plan.json> <scratch>

  awaits         succeeds when all that is wrong with a plan, by what terraform printed, is that outputs are in no state yet
  mock           writes ${OVERRIDE_FILE} into the directory of a root module: in a plan there the states that lack outputs
                 have mock values for them, of their type, which .projen/graph.json tells
  leave-unknown  the same, but of a state that is not there at all nothing is known, as of what is known after the apply

The log and the plan, as JSON, are those of the plan that failed: it has the outputs that are there. In the scratch folder are the states
afterwards, and mocked.json: "mocked" has what stands there for the outputs of each root module, "unknown" those of which nothing is known.

Status: 0, 1 when there is nothing to be done, 2 wrong usage. No apply may take such values: who plans removes the file again.
`;

const GRAPH = '.projen/graph.json';

/** The errors in what terraform printed, each with its title and the lines below it. */
function errorsIn(log) {
  const lines = log.split('\n').map((line) => line.replace(/^│ ?/, ''));
  const starts = lines.flatMap((line, index) => (/^(Error|Warning): /.test(line) ? [index] : []));
  return starts.filter((start) => lines[start].startsWith('Error: ')).map((start) => {
    const end = starts.find((other) => other > start);
    return { title: lines[start].slice('Error: '.length).trim(), text: lines.slice(start + 1, end).join('\n') };
  });
}

const MISSING_KEY = / data\.terraform_remote_state\.[^ ]+\.outputs(\.[^ ]+|\[[^ ]+)? is (empty )?(object|map|tuple|list)\b/;

/** What an error awaits: a state, by the label of its data source, or what is not in one yet; undefined: something else is wrong. */
function awaitedBy({ title, text }) {
  if (title === 'Unable to find remote state' || (title === 'Error loading state error' && /failed to lock\s+azure\s+state/.test(text))) {
    return { missing: /^ *with data\.terraform_remote_state\.([\w-]+),/m.exec(text)?.[1] };
  }
  return ['Unsupported attribute', 'Invalid index'].includes(title) && MISSING_KEY.test(text) ? {} : undefined;
}

/** The label of the data source that reads the state of a root module. */
function labelOf(rootModule) {
  return /^\d/.test(rootModule) ? `_${rootModule}` : rootModule;
}

/** The mock values of a root module, by its folder; none where nobody knows. */
function mocksOf(dir) {
  const graph = existsSync(GRAPH) ? JSON.parse(readFileSync(GRAPH, 'utf8')) : undefined;
  return (graph?.rootModules && rootModulesOf(graph).find((root) => root.dir === dir)?.mocks) ?? {};
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is there, with mocks for what is not; these are noted by their path. */
function filled(real, mock, path, noted) {
  if (real === undefined) {
    noted.push(path);
    return mock;
  }
  if (!isObject(real) || !isObject(mock)) return real;
  return { ...real, ...Object.fromEntries(Object.entries(mock).map(([key, value]) => [key, filled(real[key], value, `${path}[${JSON.stringify(key)}]`, noted)])) };
}

/** The type of a value, as a state has it. */
function typeOf(value) {
  if (Array.isArray(value)) return ['tuple', value.map(typeOf)];
  if (isObject(value)) return ['object', Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typeOf(item)]))];
  return { boolean: 'bool', number: 'number', string: 'string' }[typeof value] ?? 'dynamic';
}

function stateOf(outputs) {
  const described = Object.entries({ ...outputs, [MARK]: true }).map(([name, value]) => [name, { value, type: typeOf(value) }]);
  return { version: 4, terraform_version: '1.0.0', serial: 1, lineage: MARK, outputs: Object.fromEntries(described), resources: [] };
}

/** The outputs that the states had which a plan has read, by label. */
function knownOutputs(plan) {
  const read = (plan.prior_state?.values?.root_module?.resources ?? []).filter(({ type }) => type === 'terraform_remote_state');
  return new Map(read.filter(({ index }) => index === undefined).map(({ name, values }) => [name, values.outputs ?? {}]));
}

function write(mode, [directory, log, planFile, scratch]) {
  const missing = new Set(errorsIn(readFileSync(log, 'utf8')).flatMap((error) => awaitedBy(error)?.missing ?? []));
  const known = knownOutputs(JSON.parse(readFileSync(planFile, 'utf8')));
  const [mocked, sources, unknown] = [{}, {}, []];
  for (const [rootModule, mocks] of Object.entries(mocksOf(directory))) {
    const label = labelOf(rootModule);
    const outputs = missing.has(label) ? {} : known.get(label);
    const noted = [];
    // What is not known to be there or not stays as it is.
    const all = outputs && { ...outputs, ...Object.fromEntries(Object.entries(mocks).map(([name, mock]) => [name, filled(outputs[name], mock, name, noted)])) };
    if (noted.length === 0 || (mode === 'leave-unknown' && missing.has(label))) continue;
    const path = resolve(scratch, `${label}.tfstate`);
    writeFileSync(path, JSON.stringify(stateOf(all)), { mode: 0o600 });
    sources[label] = { backend: 'local', config: { path }, workspace: null };
    mocked[rootModule] = noted;
  }
  for (const label of missing) {
    if (Object.hasOwn(sources, label)) continue;
    // While it plans, terraform does not know the time: nothing that follows from it, either.
    sources[label] = { workspace: '${timestamp()}' };
    unknown.push(label);
  }
  if (Object.keys(sources).length === 0 || (mode === 'leave-unknown' && unknown.length === 0)) return 1;
  writeFileSync(join(directory, OVERRIDE_FILE), `${JSON.stringify({ data: { terraform_remote_state: sources } })}\n`);
  writeFileSync(join(scratch, 'mocked.json'), JSON.stringify({ mocked, unknown }));
  return 0;
}

function main([mode, ...operands]) {
  if (mode === '-h' || mode === '--help') {
    process.stdout.write(HELP);
    return 0;
  }
  if (mode === 'awaits' && operands.length === 1) {
    const errors = errorsIn(readFileSync(operands[0], 'utf8'));
    return errors.length > 0 && errors.every((error) => awaitedBy(error) !== undefined) ? 0 : 1;
  }
  if (['mock', 'leave-unknown'].includes(mode) && operands.length === 4) return write(mode, operands);
  process.stderr.write(HELP);
  return 2;
}

process.exitCode = main(process.argv.slice(2));
