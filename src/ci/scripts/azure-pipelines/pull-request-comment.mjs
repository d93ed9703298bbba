#!/usr/bin/env node
// Keeps one comment of a pull request up to date.
import { readFileSync } from 'node:fs';
import { items, request } from './ci/azure-devops.mjs';
import { errorLine } from './ci/system.mjs';

const HELP = `Writes a comment into the pull request of the run, or replaces the one that an earlier run wrote.

Usage: node pull-request-comment.mjs <comment.md> [--only-update]

  --only-update  replace a comment that is there; write no new one

The first line of the file, <!-- name -->, is the name that the thread is found by. Reads SYSTEM_ACCESSTOKEN and what Azure
Pipelines sets.
`;

const MARKER = /^<!-- (\S+) -->\n/;
/** Azure DevOps shows HTML comments, so the name is a property of the thread. */
const PROPERTY = 'feiyue-projen.comment';

/** A thread that waits for nobody: `closed` does not hold up the pull request. */
const CLOSED = 'closed';

async function ownId() {
  const { body } = await request('/connectionData', { version: '7.1-preview.1' });
  return body.authenticatedUser.id;
}

/** The thread of a name that was begun by this identity: those of others cannot be changed. */
async function findOwn(threads, name) {
  const author = await ownId();
  for await (const { id: thread, comments = [], properties, isDeleted } of items(threads, {})) {
    const [comment] = comments;
    if (!isDeleted && properties?.[PROPERTY]?.$value === name && comment?.author?.id === author) return { thread, comment: comment.id };
  }
  return undefined;
}

async function main(words) {
  const [file, ...options] = words;
  if (file === '--help' || file === '-h') {
    process.stdout.write(HELP);
    return 0;
  }
  if (file === undefined || options.some((option) => option !== '--only-update')) {
    process.stderr.write(HELP);
    return 2;
  }
  const { BUILD_REPOSITORY_ID: repository, SYSTEM_PULLREQUEST_PULLREQUESTID: pullRequest } = process.env;
  const text = readFileSync(file, 'utf8');
  const [line, name] = MARKER.exec(text) ?? [];
  if (name === undefined) throw new Error(`${file} does not begin with the line <!-- name -->`);
  const content = text.slice(line.length);
  const threads = `git/repositories/${encodeURIComponent(repository)}/pullRequests/${encodeURIComponent(pullRequest)}/threads`;
  const own = await findOwn(threads, name);
  if (own !== undefined) {
    await request(`${threads}/${own.thread}/comments/${own.comment}`, { method: 'PATCH', body: { content } });
    console.log('The comment is up to date.');
  } else if (options.length === 0) {
    const properties = { [PROPERTY]: { type: 'System.String', value: name } };
    await request(threads, { method: 'POST', body: { comments: [{ parentCommentId: 0, content, commentType: 'text' }], status: CLOSED, properties } });
    console.log('The comment is written.');
  }
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  console.error(errorLine('pull-request-comment.mjs', 'Comment', error.message));
}
