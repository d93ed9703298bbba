import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layOutScripts } from './script-sandbox';
import { GitHubStandIn } from '../../delivery/github/github-stand-in';
import type { Permissions } from '../../delivery/github/permissions';
import { describeWithTool, runTool } from '../../real-tool';
import { describeWithTools } from '../github/run-step';

const SCRIPTS = mkdtempSync(join(tmpdir(), 'scripts-'));
layOutScripts(SCRIPTS);
const LINK = 'https://github.com/o/r/runs/1';

/** A repository that has a default branch. */
const REPOSITORY = mkdtempSync(join(tmpdir(), 'repository-'));
const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: REPOSITORY, encoding: 'utf-8' }).trim();
git('init', '--quiet', '--initial-branch=main');
git('commit', '--quiet', '--allow-empty', '--message=Begin');
git('update-ref', 'refs/remotes/origin/main', 'HEAD');
const HEAD = git('rev-parse', 'HEAD');

let github: GitHubStandIn;

beforeEach(async () => { github = await GitHubStandIn.start(); });
afterEach(async () => github.stop());

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script with what a job of these permissions may do. */
async function run(script: string, args: readonly string[], permissions: Permissions): Promise<Ended> {
  const token = github.issueToken({ job: 'job', permissions, eventName: 'schedule', ref: 'refs/heads/main', sha: 'c0ffee', workflow: 'Drift', runId: 1 });
  const env = { GITHUB_ACTIONS: 'true', PATH: `${github.bin}:${process.env.PATH}`, GH_TOKEN: token, GITHUB_API_URL: github.url, GITHUB_REPOSITORY: github.repository };
  const child = spawn('bash', [join(SCRIPTS, script), ...args], { cwd: REPOSITORY, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => { printed.stdout += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { printed.stderr += chunk.toString(); });
  const status = await new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  return { status, ...printed };
}

function report(dir: string, status: string, text = 'a plan'): object {
  return { dir, url: '', status, add: 0, change: 1, destroy: 0, destroyed: [], text };
}

async function keepIssues(reports: readonly object[], permissions: Permissions = { issues: 'write' }): Promise<Ended> {
  const dir = mkdtempSync(join(tmpdir(), 'reports-'));
  reports.forEach((content, index) => writeFileSync(join(dir, `${index}.report.json`), JSON.stringify(content)));
  return run('drift-issues.sh', [dir, LINK], permissions);
}

describeWithTool('shellcheck', () => {
  test.each(['plan-report.sh', 'drift-issues.sh', 'deployed-root-modules.sh'])('shellcheck finds nothing in %s', (script) => {
    expect(runTool('shellcheck', ['--norc', '--severity=style', '--enable=require-variable-braces,quote-safe-variables,deprecate-which', join(SCRIPTS, script)]).stdout).toBe('');
  });
});

describeWithTools(['bash', 'jq'], () => {
  test.each(['plan-report.sh', 'drift-issues.sh', 'deployed-root-modules.sh'])('%s explains itself, and ends with status 2 when it is used in another way', async (script) => {
    expect(await run(script, ['--help'], {})).toMatchObject({ status: 0, stdout: expect.stringContaining(`Usage: ${script}`) as string });
    expect(await run(script, [], {})).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(`Usage: ${script}`) as string });
  });

  describe('the issues', () => {
    test('an issue of another label, of another title, or that is closed is left alone', async () => {
      github.issues.open({ title: 'Drift in a', labels: ['question'] }, 'octocat');
      github.issues.open({ title: 'Drift in ab', labels: ['drift'] }, 'octocat');
      github.issues.open({ title: 'Drift in a', labels: ['drift'] }, 'octocat').state = 'closed';
      await keepIssues([report('a', 'changed'), report('b', 'unchanged')]);
      expect(github.issues.all.map(({ title, state }) => [title, state])).toEqual([['Drift in a', 'open'], ['Drift in ab', 'open'], ['Drift in a', 'closed'], ['Drift in a', 'open']]);
      expect(github.issues.comments).toEqual([]);
    });

    test('one that is on a later page is found', async () => {
      github.issues.open({ title: 'Drift in a', labels: ['drift'] }, 'octocat');
      for (let i = 0; i < 120; i++) github.issues.open({ title: `Drift in r${i}`, labels: ['drift'] }, 'octocat');
      await keepIssues([report('a', 'unchanged')]);
      expect(github.issues.all[0].state).toBe('closed');
    });

    test('a plan of many characters that are not ASCII fits', async () => {
      expect(await keepIssues([report('a', 'changed', '漢\n'.repeat(30_000))])).toMatchObject({ status: 0 });
      expect([...github.issues.all[0].body].length).toBeGreaterThan(50_000);
    });

    test('no report: nothing happens', async () => {
      expect(await keepIssues([])).toMatchObject({ status: 0, stdout: '' });
      expect(github.issues.all).toEqual([]);
    });

    test('it fails when it may not write', async () => {
      expect((await keepIssues([report('a', 'changed')], { issues: 'read' })).status).not.toBe(0);
      expect((await keepIssues([report('a', 'changed')], {})).status).not.toBe(0);
    });
  });

  describe('the deployed root modules', () => {
    function ran(sha: string, job: string, conclusion: string): void {
      github.workflowRuns.begin({ path: '.github/workflows/deploy-dev.yml', event: 'push', head_branch: 'main', head_sha: sha })
        .jobs.push({ name: job, run_attempt: 1, status: 'completed', conclusion });
    }

    const ARGUMENTS = ['--default-branch', 'main', 'dev'];

    test('an environment whose deployments all failed, were of a part, or were recorded by anybody has none', async () => {
      const { deployments } = github;
      ran(HEAD, `Deploy dev at ${HEAD}`, 'failure');
      ran(HEAD, `Deploy a part of dev at ${HEAD}`, 'success');
      deployments.addStatus(deployments.create({ ref: 'main', sha: HEAD, environment: 'dev', task: 'deploy:whole' }), 'success');
      const { status, stdout, stderr } = await run('deployed-root-modules.sh', ARGUMENTS, { actions: 'read' });
      expect(JSON.parse(stdout)).toEqual({ rootModules: [] });
      expect(stderr).toContain('::notice title=dev::No whole deployment to it is known to have succeeded');
      expect(status).toBe(0);
    });

    test('it fails when GitHub does not answer, instead of finding nothing', async () => {
      expect((await run('deployed-root-modules.sh', ARGUMENTS, {})).status).not.toBe(0);
    });

    test('a commit that is not there any more is none that was deployed', async () => {
      ran(HEAD, `Deploy dev at ${'c'.repeat(40)}`, 'success');
      const { stdout } = await run('deployed-root-modules.sh', ARGUMENTS, { actions: 'read' });
      expect(JSON.parse(stdout)).toEqual({ rootModules: [] });
    });
  });
});
