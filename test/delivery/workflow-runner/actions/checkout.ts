import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ActionCall, knownInputs } from '../action';
import { Failure } from '../failure';

/** Git without the settings of whoever runs the tests. */
const GIT_ENVIRONMENT = { PATH: process.env.PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

/**
 * `actions/checkout`: a fresh clone at the commit of the event, or at `ref`, one commit deep and with all folders unless it says otherwise.
 * Its remote is at GitHub and it leaves no credentials, so that a later fetch fails as it would there.
 */
export function checkout(call: ActionCall): void {
  const inputs = knownInputs(call, ['ref', 'fetch-depth', 'fetch-tags', 'path', 'persist-credentials', 'sparse-checkout']);
  if (inputs['persist-credentials'] !== 'false') throw new Error('checkout keeps the credentials of the job on the disk: it lacks persist-credentials: false');
  const directory = resolve(call.workspace, inputs.path ?? '.');
  const depth = Number(inputs['fetch-depth'] ?? 1);
  const git = (...args: string[]) => runGit(directory, args);
  mkdirSync(directory, { recursive: true });
  git('init', '--quiet', '--template=', '--initial-branch=main');
  git('remote', 'add', 'origin', `https://github.com/${call.repositoryName}`);

  const wanted = inputs.ref === undefined || inputs.ref === '' ? { ref: call.event.ref, sha: call.event.sha } : resolveRef(call.repository, inputs.ref);
  const target = wanted.ref.startsWith('refs/heads/')
    ? wanted.ref.replace('refs/heads/', 'refs/remotes/origin/')
    : wanted.ref.replace(/^refs\/pull\//, 'refs/remotes/pull/');
  const isNamed = target.startsWith('refs/');
  const everything = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
  git('-c', 'maintenance.auto=false', 'fetch', '--quiet', '--no-tags', ...depth === 0 ? [] : [`--depth=${depth}`], ...inputs['fetch-tags'] === 'true' ? ['--tags'] : [],
    pathToFileURL(call.repository).href, ...depth === 0 ? everything : [], wanted.sha);
  const folders = inputs['sparse-checkout']?.split('\n').filter((line) => line !== '');
  if (folders !== undefined) git('sparse-checkout', 'set', ...folders);
  // The branch may have moved on since the event.
  if (isNamed) git('update-ref', target, wanted.sha);
  if (wanted.ref.startsWith('refs/heads/')) git('checkout', '--quiet', '--force', '-B', wanted.ref.slice('refs/heads/'.length), target);
  else git('checkout', '--quiet', '--force', '--detach', wanted.sha);

  call.log.write(`${wanted.sha}\n`);
  call.setOutput('commit', wanted.sha);
  call.setOutput('ref', inputs.ref ?? call.event.ref);
}

/** A branch, a tag, a full ref or the full hash of a commit. */
function resolveRef(repository: string, ref: string): { readonly ref: string; readonly sha: string } {
  const candidates = /^[\da-f]{40}$/.test(ref) ? [ref] : ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
  for (const candidate of candidates) {
    try {
      return { ref: candidate, sha: runGit(repository, ['rev-parse', '--verify', '--quiet', `${candidate}^{commit}`]).trim() };
    } catch {
      continue;
    }
  }
  throw new Failure(`A branch or tag with the name '${ref}' could not be found`);
}

function runGit(cwd: string, args: readonly string[]): string {
  try {
    return execFileSync('git', ['-c', 'advice.detachedHead=false', ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: GIT_ENVIRONMENT });
  } catch (error) {
    throw new Failure(`git ${args.join(' ')}: ${(error as { stderr?: string }).stderr ?? String(error)}`);
  }
}
