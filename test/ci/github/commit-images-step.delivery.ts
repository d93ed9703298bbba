import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithTools, runStep, StepRun } from './run-step';
import { imagesWorkflow } from '../../../src/ci/github/images-workflow';
import { TencentLogin } from '../../../src/ci/github/tencent-login';
import type { ScriptStep } from '../../../src/ci/github/workflow';

const { jobs } = imagesWorkflow({
  builds: [{ name: 'api', context: 'services/api', dockerfile: 'services/api/Dockerfile', repository: 'shop.tencentcloudcr.com/shop/api' }],
  environments: [{ name: 'dev', imagesFile: 'images/dev.json' }],
  login: new TencentLogin({ projectName: 'shop', region: 'ap-guangzhou' }),
  registry: { step: { name: 'Log in to the registry', run: '' } },
  scriptsDir: 'ops/scripts',
  defaultBranch: 'main',
})!;
const COMMIT = jobs.commit.steps.find(({ name }) => name === 'Commit and push') as ScriptStep;

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd, encoding: 'utf-8', stdio: 'pipe' }).trim();
}

/** A clone of a repository with one commit, and the repository. */
function clone(): { work: string; origin: string } {
  const origin = mkdtempSync(join(tmpdir(), 'origin-'));
  git(origin, 'init', '--quiet', '--bare', '--initial-branch=main');
  const work = mkdtempSync(join(tmpdir(), 'work-'));
  git(work, 'clone', '--quiet', origin, '.');
  git(work, 'checkout', '--quiet', '-B', 'main');
  git(work, 'commit', '--quiet', '--allow-empty', '--message=first');
  git(work, 'push', '--quiet', 'origin', 'main');
  return { work, origin };
}

async function commit(cwd: string): Promise<StepRun> {
  return runStep(COMMIT, { cwd, env: { GH_TOKEN: 'the-token', DEFAULT_BRANCH: 'main', GITHUB_SHA: 'abc' } });
}

describeWithTools(['bash'], () => {
  test('the digests and what follows from them are one commit of the default branch', async () => {
    const { work, origin } = clone();
    writeFileSync(join(work, 'dev.json'), '{}');
    expect((await commit(work)).status).toBe(0);
    expect(git(origin, 'log', '-1', '--format=%an: %s', 'main')).toBe('github-actions[bot]: Deploy the images built from abc');
    expect(git(origin, 'ls-tree', '--name-only', 'main')).toBe('dev.json');
  });

  test('nothing new is no commit', async () => {
    const { work, origin } = clone();
    const run = await commit(work);
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('The digests are recorded already.');
    expect(git(origin, 'rev-list', '--count', 'main')).toBe('1');
  });

  test('a branch that moved on is not overwritten', async () => {
    const { work, origin } = clone();
    const other = mkdtempSync(join(tmpdir(), 'other-'));
    git(other, 'clone', '--quiet', origin, '.');
    git(other, 'commit', '--quiet', '--allow-empty', '--message=second');
    git(other, 'push', '--quiet', 'origin', 'HEAD:main');
    writeFileSync(join(work, 'dev.json'), '{}');
    const run = await commit(work);
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('::error title=Images::main moved on or is protected from this workflow');
    expect(git(origin, 'log', '-1', '--format=%s', 'main')).toBe('second');
  });
});
