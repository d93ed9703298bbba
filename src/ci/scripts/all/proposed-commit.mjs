#!/usr/bin/env node
// From what jobs have recorded to a commit, in two jobs: the one that synthesises runs npm packages and may write nothing; the one that may write
// runs none of them, and takes from the first only what can follow from what is recorded.
import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ask } from './ci/ask.mjs';
import { oneLine } from './ci/inert.mjs';
import { PROPOSALS } from './ci/proposals.mjs';
import { COMMITTER } from './ci/pull-requests.mjs';
import { Refusal } from './ci/refusal.mjs';
import { errorLine, output } from './ci/system.mjs';

const HELP = `Hands over what a synthesis made of what was recorded, and makes a commit of it on top of HEAD.

Usage: node proposed-commit.mjs collect --file <file>... --hand-over <json>
       node proposed-commit.mjs commit  --file <file>... --hand-over <json> --of <subject>

  collect  writes what differs from HEAD, beside the recorded files
  commit   makes a commit of the recorded files as they stand here, and of what is handed over; nothing is pushed
  --file       as images/<environment>.json; one that is not there is not recorded
  --hand-over  { "files": { "<path>": "<text>" } }
  --of         what was recorded: ${Object.keys(PROPOSALS).join(', ')}

What is handed over is refused unless each file stands in HEAD, as a file, and differs from it in nothing but what follows from that.
`;

const MANIFEST = '.projen/manifest';
const MOST_BYTES = 32 << 20;
const FILE_MODES = ['100644', '100755'];
/** What differs from HEAD, by path; null: it is no file any more. */
function collect({ file: files, 'hand-over': handOver }) {
  const changed = ask('git', ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all'])
    .split('\0').filter((entry) => entry !== '').map((entry) => entry.slice(3)).filter((path) => !files.includes(path)).sort();
  writeFileSync(handOver, JSON.stringify({ files: Object.fromEntries(changed.map((path) => [path, textOf(path) ?? null])) }));
  console.log(oneLine(`handed over: ${changed.join(', ') || 'nothing'}`));
}

/** Text of a file, not through a link; undefined when there is none. */
function textOf(path) {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? readFileSync(path, 'utf8') : undefined;
}

/** What the other job handed over: it may be anything. */
function readHandOver(path) {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > MOST_BYTES) throw new Refusal(`${path} is no file, or one of more than ${MOST_BYTES} bytes`);
  let data;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Refusal(`${path} is no JSON`);
  }
  if (!isObject(data) || !isObject(data.files)) throw new Refusal(`${path} holds no files`);
  return Object.entries(data.files);
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands in HEAD, by its path as git writes it. */
function headEntries() {
  return new Map(ask('git', ['ls-tree', '-r', '-z', 'HEAD']).split('\0').filter((line) => line !== '').map((line) => {
    const [facts, path] = line.split('\t', 2);
    const [mode, , id] = facts.split(' ');
    return [path, { mode, id }];
  }));
}

function blob(id) {
  return ask('git', ['cat-file', 'blob', id]);
}

/** The paths of a manifest as they stand there, and the hashes of each. */
function manifestOf(text) {
  const hashes = new Map();
  let path = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('\t')) hashes.get(path).push(line.slice(1));
    else hashes.set(path = line, []);
  }
  return { outline: [...hashes.keys()].join('\n'), hashes };
}

/** What the generator knows the content of a file by. */
function contentHash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Refuses a manifest with other files, or with a hash that is neither that of the content nor stood there. */
function checkManifest(before, after, contentOf) {
  if (/^\t/.test(after)) throw new Refusal(`${MANIFEST} begins with a hash`);
  const [old, wanted] = [manifestOf(before), manifestOf(after)];
  if (old.outline !== wanted.outline) throw new Refusal(`${MANIFEST} would name other files. Are the generated files those of .projenrc.ts?`);
  for (const [path, hashes] of wanted.hashes) {
    const known = old.hashes.get(path);
    const isRight = hashes.every((hash) => known.includes(hash) || hash === contentHash(contentOf(path.replace(/^\.\//, '')) ?? ''));
    if (!isRight || (hashes.length === 0 && known.length > 0)) throw new Refusal(`${MANIFEST} would have a wrong hash for ${path}`);
  }
}

/** The files of the commit, by path, with their modes. */
function accepted(files, handedOver, check) {
  const head = headEntries();
  const recorded = new Map(files.map((path) => [path, textOf(path)]).filter(([, text]) => text !== undefined));
  const changes = new Map([...recorded].map(([path, text]) => [path, { mode: '100644', text }]));
  const before = new Map();
  for (const [path, text] of handedOver) {
    if (files.includes(path)) throw new Refusal(`${path} is handed over, which is recorded here`);
    const entry = head.get(path);
    if (entry === undefined) throw new Refusal(`${path} is handed over, which is no file of ${ask('git', ['rev-parse', '--short', 'HEAD']).trim()}`);
    if (!FILE_MODES.includes(entry.mode)) throw new Refusal(`${path} is handed over, which is a link or a submodule`);
    if (typeof text !== 'string') throw new Refusal(`${path} is handed over as removed`);
    before.set(path, blob(entry.id));
    changes.set(path, { mode: entry.mode, text });
  }
  const contentOf = (path) => changes.get(path)?.text ?? (head.has(path) ? blob(head.get(path).id) : undefined);
  check(new Map([...before].filter(([path]) => path !== MANIFEST).map(([path, text]) => [path, { before: text, after: changes.get(path).text }])), recorded);
  if (before.has(MANIFEST)) checkManifest(before.get(MANIFEST), changes.get(MANIFEST).text, contentOf);
  return changes;
}

/** Made in an index of its own: nothing of it touches the working tree, so no link leads out of it. The same content has the same name. */
function commit({ file: files, 'hand-over': handOver, of }) {
  const { subject, message, check } = PROPOSALS[of];
  const changes = accepted(files, readHandOver(handOver), check);
  const [base, tree, seconds] = ask('git', ['show', '--no-patch', '--format=%H %T %ct', 'HEAD']).trim().split(' ');
  process.env.GIT_INDEX_FILE = join(mkdtempSync(join(tmpdir(), 'index-')), 'index');
  for (const who of ['AUTHOR', 'COMMITTER']) {
    Object.assign(process.env, { [`GIT_${who}_NAME`]: COMMITTER.name, [`GIT_${who}_EMAIL`]: COMMITTER.email, [`GIT_${who}_DATE`]: `@${seconds} +0000` });
  }
  ask('git', ['read-tree', 'HEAD']);
  for (const [path, { mode, text }] of changes) {
    const id = ask('git', ['hash-object', '-w', '--stdin'], text).trim();
    ask('git', ['update-index', '--add', '--cacheinfo', `${mode},${id},${path}`]);
  }
  const written = ask('git', ['write-tree']).trim();
  if (written === tree) {
    console.log(`The ${subject} are recorded already.`);
    output({ commit: '' });
    return;
  }
  const made = ask('git', ['commit-tree', written, '-p', base], `${message(base)}\n`).trim();
  console.log(oneLine(`commit ${made}: ${[...changes.keys()].sort().join(', ')}`));
  output({ commit: made });
}

const ACTIONS = { collect: { needs: ['file', 'hand-over'], run: collect }, commit: { needs: ['file', 'hand-over', 'of'], run: commit } };

/** By what a run tells of it. */
let title = 'Proposal';

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'file': { type: 'string', multiple: true },
      'hand-over': { type: 'string' },
      'of': { type: 'string' },
      'help': { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const [name, ...rest] = positionals;
  if (rest.length > 0 || !Object.hasOwn(ACTIONS, name ?? '')) throw new Refusal(`what to do? One of: ${Object.keys(ACTIONS).join(', ')}; --help says more`);
  const missing = ACTIONS[name].needs.filter((option) => values[option] === undefined);
  if (missing.length > 0) throw new Refusal(`${name} needs ${missing.map((option) => `--${option}`).join(', ')}`);
  if (values.of !== undefined && !Object.hasOwn(PROPOSALS, values.of)) throw new Refusal(`nothing is proposed of ${values.of}; --help says more`);
  title = PROPOSALS[values.of]?.title ?? title;
  ACTIONS[name].run(values);
}

try {
  main();
} catch (error) {
  process.exitCode = 1;
  console.error(errorLine('proposed-commit.mjs', title, error instanceof Refusal ? error.message : error.stack));
}
