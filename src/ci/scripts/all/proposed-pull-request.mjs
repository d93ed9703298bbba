#!/usr/bin/env node
// One pull request with what jobs have recorded: written anew from the newest commit that they worked on, never pushed to the default branch.
import { parseArgs } from 'node:util';
import { ask } from './ci/ask.mjs';
import { code, oneLine } from './ci/inert.mjs';
import { changedEntries, PROPOSALS } from './ci/proposals.mjs';
import { lastPullRequest, mergeWhenAllowed, newPullRequestUrl, NOTE, openPullRequest, runUrl, updatePullRequest } from './ci/pull-requests.mjs';
import { Refusal } from './ci/refusal.mjs';
import { errorLine, noticeLine, output, summarise, warningLine } from './ci/system.mjs';

const HELP = `Keeps one pull request with what was recorded up to date.

Usage: node proposed-pull-request.mjs --of <subject> --commit <hash> --branch <name> --default-branch <name> --file <file>... [--merge]

  --of      what was recorded: ${Object.keys(PROPOSALS).join(', ')}
  --commit  what proposed-commit.mjs made; its parent is a commit of the default branch
  --branch  the branch of the pull request, which is written anew
  --file    as images/<environment>.json
  --merge   has it merged when all that the default branch requires is there, where the system does that by itself

Gives its number and the commit as outputs; nothing when it is left as it is. Reads what the CI system sets, and what git and the
API need to log in.
`;

/** A pull request lists no more of what is recorded. */
const MOST_ROWS = 25;
/** A title with more names than fit has their number. */
const LONGEST_NAMES = 60;

function git(...args) {
  return ask('git', args).trim();
}

function isAncestor(older, newer) {
  return commonCommit(older, newer) === older;
}

/** Empty when there is none. */
function commonCommit(one, other) {
  try {
    return git('merge-base', one, other);
  } catch {
    return '';
  }
}

/** What a branch of the repository is at; empty when there is none. */
function fetched(branch) {
  const ref = `refs/heads/${branch}`;
  if (git('ls-remote', 'origin', ref) === '') return '';
  git('fetch', '--quiet', '--no-tags', 'origin', `+${ref}:refs/remotes/origin/${branch}`);
  return git('rev-parse', `refs/remotes/origin/${branch}`);
}

function recordedIn(commit, file) {
  try {
    return JSON.parse(ask('git', ['show', `${commit}:${file}`]));
  } catch {
    return {};
  }
}

function recordTheSame(one, other, files) {
  return files.every((file) => JSON.stringify(recordedIn(one, file)) === JSON.stringify(recordedIn(other, file)));
}

function words(base, commit, { of, branch, file: files }) {
  const { columns, origin, pullRequestTitle } = PROPOSALS[of];
  const { rows, names } = changedEntries(PROPOSALS[of], files, (file) => recordedIn(base, file), (file) => recordedIn(commit, file));
  const named = oneLine(names.join(', '));
  const body = [
    `| ${columns.join(' | ')} |`, `| ${columns.map(() => '---').join(' | ')} |`, ...rows.slice(0, MOST_ROWS),
    ...rows.length > MOST_ROWS ? ['', `And ${rows.length - MOST_ROWS} more.`] : [],
    '',
    `${origin(base)} by [this run](${runUrl()}), which wrote ${commit}. The next one writes ${code(branch)} anew: what anybody else pushes to it is lost, and belongs to nothing that was recorded.`,
    '',
    NOTE,
  ].join('\n');
  return { title: pullRequestTitle(named.length <= LONGEST_NAMES ? named : '', names.length), body };
}

/** Why the branch is left as it is; undefined when it is to be written. */
function reasonToWait({ base, commit, newest, theirs, last }, { of, branch, 'default-branch': target, file: files }) {
  const { subject } = PROPOSALS[of];
  if (recordTheSame(commit, newest, files)) return `${target} has these ${subject} already.`;
  const begunAt = theirs === '' ? '' : commonCommit(theirs, newest);
  if (begunAt !== '' && begunAt !== base && isAncestor(base, begunAt)) return `${branch} was written from a newer commit than ${base}.`;
  const isDeclined = last?.state === 'closed' && last.head === theirs && recordTheSame(theirs, commit, files);
  return isDeclined ? `Somebody closed pull request ${last.number} with these very ${subject}. Open it again, or let a run that records others open another one.` : undefined;
}

async function propose(options) {
  const { subject } = PROPOSALS[options.of];
  const { commit, branch, 'default-branch': target, merge: isMerged } = options;
  const base = git('rev-parse', '--verify', `${commit}^{commit}^1`);
  const newest = fetched(target);
  if (newest === '' || !isAncestor(base, newest)) throw new Refusal(`${base} is not part of ${target}`);
  if (branch === target) throw new Refusal(`${branch} is the default branch, to which nothing is pushed`);
  const theirs = fetched(branch);
  const last = await lastPullRequest(branch, target);
  const reason = reasonToWait({ base, commit, newest, theirs, last }, options);
  if (reason !== undefined) {
    console.log(noticeLine('proposed-pull-request.mjs', title, reason));
    return;
  }
  // Only over what was seen here: whoever else writes it at the same time is not overwritten unseen.
  if (theirs !== commit) git('push', '--quiet', `--force-with-lease=refs/heads/${branch}:${theirs}`, 'origin', `${commit}:refs/heads/${branch}`);
  const told = words(base, commit, options);
  const number = last?.state === 'open' ? last.number : await openPullRequest({ branch, target, ...told });
  if (number === undefined) {
    const text = `${branch} holds the new ${subject}, and this job may open no pull request: the repository does not allow GitHub Actions to create them. Open it yourself: ${newPullRequestUrl(branch, target)}`;
    console.log(warningLine('proposed-pull-request.mjs', title, text));
    summarise(text);
    return;
  }
  if (number === last?.number) await updatePullRequest(number, told);
  if (isMerged) await mergeWhenAllowed(number);
  console.log(oneLine(`Pull request ${number}: ${told.title}`));
  output({ commit, number });
}

/** By what a run tells of it. */
let title = 'Proposal';

async function main() {
  const { values } = parseArgs({
    options: {
      'of': { type: 'string' },
      'commit': { type: 'string' },
      'branch': { type: 'string' },
      'default-branch': { type: 'string' },
      'file': { type: 'string', multiple: true },
      'merge': { type: 'boolean', default: false },
      'help': { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const missing = ['of', 'commit', 'branch', 'default-branch', 'file'].filter((option) => !values[option]);
  if (missing.length > 0) throw new Refusal(`needs ${missing.map((option) => `--${option}`).join(', ')}; --help says more`);
  if (!Object.hasOwn(PROPOSALS, values.of)) throw new Refusal(`nothing is proposed of ${values.of}; --help says more`);
  title = PROPOSALS[values.of].title;
  await propose(values);
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  console.error(errorLine('proposed-pull-request.mjs', title, error instanceof Refusal ? error.message : error.stack));
}
