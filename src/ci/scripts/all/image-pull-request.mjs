#!/usr/bin/env node
// One pull request with the digests of images: written anew from the newest commit that was built, never pushed to the default branch.
import { parseArgs } from 'node:util';
import { ask } from './ci/ask.mjs';
import { cell, code, oneLine } from './ci/inert.mjs';
import { lastPullRequest, mergeWhenAllowed, newPullRequestUrl, NOTE, openPullRequest, runUrl, updatePullRequest } from './ci/pull-requests.mjs';
import { errorLine, noticeLine, output, summarise, warningLine } from './ci/system.mjs';

const HELP = `Keeps one pull request with the digests of images up to date.

Usage: node image-pull-request.mjs --commit <hash> --branch <name> --default-branch <name> --file <file>... [--merge]

  --commit  what image-commit.mjs made; its parent is a commit of the default branch
  --branch  the branch of the pull request, which is written anew
  --file    as images/<environment>.json
  --merge   has it merged when all that the default branch requires is there, where the system does that by itself

Gives its number and the commit as outputs; nothing when it is left as it is. Reads what the CI system sets, and what git and the
API need to log in.
`;

/** A pull request with more images lists no more of them. */
const MOST_ROWS = 25;

class Refusal extends Error {}

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

function imagesOf(commit, file) {
  try {
    return JSON.parse(ask('git', ['show', `${commit}:${file}`]));
  } catch {
    return {};
  }
}

function haveSameImages(one, other, files) {
  return files.every((file) => JSON.stringify(imagesOf(one, file)) === JSON.stringify(imagesOf(other, file)));
}

/** Names and digests that a commit changes, from all files. */
function changedImages(base, commit, files) {
  const changed = new Map();
  for (const file of files) {
    const before = imagesOf(base, file);
    for (const [name, { digest }] of Object.entries(imagesOf(commit, file))) if (before[name]?.digest !== digest) changed.set(name, digest);
  }
  return [...changed].sort(([a], [b]) => (a < b ? -1 : 1));
}

function words(base, commit, { branch, file: files }) {
  const images = changedImages(base, commit, files);
  const named = oneLine(images.map(([name]) => name).join(', '));
  const rows = images.slice(0, MOST_ROWS).map(([name, digest]) => `| ${cell(name)} | ${cell(digest)} |`);
  const body = [
    '| image | digest |', '| --- | --- |', ...rows,
    ...images.length > MOST_ROWS ? ['', `And ${images.length - MOST_ROWS} more.`] : [],
    '',
    `Built from ${base} by [this run](${runUrl()}), which wrote ${commit}. The next one writes ${code(branch)} anew: what anybody else pushes to it is lost, and belongs to nothing that was built.`,
    '',
    NOTE,
  ].join('\n');
  return { title: named.length > 0 && named.length <= 60 ? `Deploy new images of ${named}` : `Deploy ${images.length} new images`, body };
}

/** Why the branch is left as it is; undefined when it is to be written. */
function reasonToWait({ base, commit, newest, theirs, last }, { branch, 'default-branch': target, file: files }) {
  if (haveSameImages(commit, newest, files)) return `${target} has these images already.`;
  const begunAt = theirs === '' ? '' : commonCommit(theirs, newest);
  if (begunAt !== '' && begunAt !== base && isAncestor(base, begunAt)) return `${branch} was written from a newer commit than ${base}.`;
  const isDeclined = last?.state === 'closed' && last.head === theirs && haveSameImages(theirs, commit, files);
  return isDeclined ? `Somebody closed pull request ${last.number} with these very images. Open it again, or let the next build open another one.` : undefined;
}

async function propose(options) {
  const { commit, branch, 'default-branch': target, merge: isMerged } = options;
  const base = git('rev-parse', '--verify', `${commit}^{commit}^1`);
  const newest = fetched(target);
  if (newest === '' || !isAncestor(base, newest)) throw new Refusal(`${base} is not part of ${target}`);
  if (branch === target) throw new Refusal(`${branch} is the default branch, to which nothing is pushed`);
  const theirs = fetched(branch);
  const last = await lastPullRequest(branch, target);
  const reason = reasonToWait({ base, commit, newest, theirs, last }, options);
  if (reason !== undefined) {
    console.log(noticeLine('image-pull-request.mjs', 'Images', reason));
    return;
  }
  // Only over what was seen here: whoever else writes it at the same time is not overwritten unseen.
  if (theirs !== commit) git('push', '--quiet', `--force-with-lease=refs/heads/${branch}:${theirs}`, 'origin', `${commit}:refs/heads/${branch}`);
  const { title, body } = words(base, commit, options);
  const number = last?.state === 'open' ? last.number : await openPullRequest({ branch, target, title, body });
  if (number === undefined) {
    const text = `${branch} holds the new images, and this job may open no pull request: the repository does not allow GitHub Actions to create them. Open it yourself: ${newPullRequestUrl(branch, target)}`;
    console.log(warningLine('image-pull-request.mjs', 'Images', text));
    summarise(text);
    return;
  }
  if (number === last?.number) await updatePullRequest(number, { title, body });
  if (isMerged) await mergeWhenAllowed(number);
  console.log(oneLine(`Pull request ${number}: ${title}`));
  output({ commit, number });
}

async function main() {
  const { values } = parseArgs({
    options: {
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
  const missing = ['commit', 'branch', 'default-branch', 'file'].filter((option) => !values[option]);
  if (missing.length > 0) throw new Refusal(`needs ${missing.map((option) => `--${option}`).join(', ')}; --help says more`);
  await propose(values);
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  console.error(errorLine('image-pull-request.mjs', 'Images', error instanceof Refusal ? error.message : error.stack));
}
