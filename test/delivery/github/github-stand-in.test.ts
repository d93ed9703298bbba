import { verify } from 'node:crypto';
import { parse } from 'yaml';
import { GitHubStandIn } from './github-stand-in';
import { subject } from './identity-tokens';
import { dispatchEvent, pullRequestEvent, pushEvent, scheduleEvent } from '../workflow-runner/events';
import type { WorkflowRunOptions } from '../workflow-runner/run-options';
import type { JobResult } from '../workflow-runner/run-result';
import { runWorkflow } from '../workflow-runner/run-workflow';
import { SampleRepository } from '../workflow-runner/sample-repository';

const REPOSITORY = new SampleRepository();
REPOSITORY.git('branch', 'change');
let github: GitHubStandIn;
beforeEach(async () => { github = await GitHubStandIn.start(); });
afterEach(async () => github.stop());

/** Runs a script in a job with these permissions. */
async function run(permissions: string, script: string, options: Partial<WorkflowRunOptions> = {}, keys = ''): Promise<JobResult> {
  const workflow = parse(`
name: Talk
on: { push: , pull_request: , schedule: [{ cron: '1 2 * * *' }], workflow_dispatch: { inputs: { commit: { type: string } } } }
permissions: {}
jobs:
  talk:
    runs-on: ubuntu-24.04
    permissions: ${permissions}
    ${keys}
    defaults: { run: { shell: bash } }
    steps:
      - env: { GH_TOKEN: '\${{ github.token }}', GH_REPO: '\${{ github.repository }}' }
        run: |
${script.replace(/^/gm, '          ')}
`) as unknown;
  const { jobs } = await runWorkflow({ workflow, repository: REPOSITORY.directory, event: pushEvent(REPOSITORY.directory), github, ...options });
  return jobs.talk;
}

test('issues are opened, found by label, changed and closed', async () => {
  const result = await run('{ issues: write }', [
    'number="$(gh api --method POST "repos/{owner}/{repo}/issues" -f title=Drift -f "body=it drifted" -f "labels[]=drift" --jq .number)"',
    'gh api "repos/{owner}/{repo}/issues?state=open&labels=drift" --jq ".[] | [.number, .title] | @tsv"',
    'gh api --method PATCH "repos/{owner}/{repo}/issues/${number}" --silent -f state=closed -f state_reason=completed',
    'gh api --method GET "repos/{owner}/{repo}/issues" -f state=open -f labels=drift',
  ].join('\n'));
  expect(result.steps[0].log).toBe('1\tDrift\n[]\n');
  expect(github.issues.all).toMatchObject([{ number: 1, title: 'Drift', body: 'it drifted', state: 'closed', state_reason: 'completed', labels: [{ name: 'drift' }] }]);
});

test('the comment of a pull request is made once and then kept up to date', async () => {
  const event = pullRequestEvent(REPOSITORY.directory, github, { head: 'change' });
  const script = [
    'number="$(jq .number "${GITHUB_EVENT_PATH}")"',
    'id="$(gh api --paginate "repos/{owner}/{repo}/issues/${number}/comments" --jq \'.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- plan -->"))) | .id\')"',
    'jq --null-input --arg body "<!-- plan --> ${GITHUB_RUN_ID}" \'{body: $body}\' > body.json',
    'if [[ -z "${id}" ]]; then gh api --method POST "repos/{owner}/{repo}/issues/${number}/comments" --input body.json > /dev/null',
    'else gh api --method PATCH "repos/{owner}/{repo}/issues/comments/${id}" --input - < body.json --silent; fi',
  ].join('\n');
  for (let times = 0; times < 3; times += 1) expect((await run('{ pull-requests: write }', script, { event })).conclusion).toBe('success');
  expect(github.issues.commentsOf(1).map(({ body }) => body)).toEqual(['<!-- plan --> 70003']);
});

test('pages are put together, and a filter is asked for each of them', async () => {
  for (let index = 0; index < 130; index += 1) github.issues.open({ title: `issue ${index}` }, 'somebody');
  const result = await run('{ issues: read }', [
    'gh api "repos/{owner}/{repo}/issues" --jq length',
    'gh api --paginate "repos/{owner}/{repo}/issues" --jq length',
    'gh api --paginate "repos/{owner}/{repo}/issues" | jq length',
    'gh api --paginate --slurp "repos/{owner}/{repo}/issues" | jq -c "map(length)"',
  ].join('\n'));
  expect(result.steps[0].log).toBe('30\n100\n30\n130\n[100,30]\n');
});

test.each([
  ['{}', 'gh api repos/{owner}/{repo}/issues', 403],
  ['{ issues: read }', 'gh api --method POST repos/{owner}/{repo}/issues -f title=a', 403],
  ['{ contents: write }', 'gh api repos/{owner}/{repo}/deployments', 403],
  ['{ deployments: read }', 'gh api repos/{owner}/{repo}/deployments/1/statuses -f state=success', 403],
  ['{ actions: read }', 'gh api repos/{owner}/{repo}/actions/workflows/deploy-prod.yml/dispatches -f ref=main', 403],
  ['{ pull-requests: write }', 'gh api repos/{owner}/{repo}/issues/1/comments -f body=a', 403],
  ['{ issues: write }', 'gh api repos/{owner}/{repo}/issues/9', 404],
  ['{ issues: write }', 'gh api repos/another/repository/issues', 404],
  ['{ issues: write }', 'gh api repos/{owner}/{repo}/issues -f body=a', 422],
  ['{ issues: write }', 'gh api repos/{owner}/{repo}/issues/1 -X PATCH -f body="$(head -c 65537 /dev/zero | tr \'\\0\' x)"', 422],
  ['{ issues: write }', 'GH_TOKEN=guess gh api repos/{owner}/{repo}/issues', 401],
])('with %s, %s is refused with %i', async (permissions, command, status) => {
  github.issues.open({ title: 'there is one' }, 'somebody');
  const { conclusion, steps: [{ log }] } = await run(permissions, command);
  expect(conclusion).toBe('failure');
  expect(log).toContain(`(HTTP ${status})`);
  expect(log).toContain(`"status":"${status}"`);
  expect(log).toContain('Process completed with exit code 1.');
});

test('without a token gh says what it needs, with a status of its own', async () => {
  const { steps: [{ log }] } = await run('{ issues: read }', 'unset GH_TOKEN; gh api repos/{owner}/{repo}/issues');
  expect(log).toContain('set the GH_TOKEN environment variable');
  expect(log).toContain('exit code 4');
});

test('what the stand-in does not know ends the run, whatever the script makes of it', async () => {
  await expect(run('{ contents: read }', 'gh api repos/{owner}/{repo}/branches || true')).rejects.toThrow('GET /repos/feiyue/feiyue-mono/branches');
});

test('a job with an environment is a deployment, which makes the one before it inactive', async () => {
  const environment = 'environment: { name: dev }';
  await run('{}', 'true', {}, environment);
  await run('{}', 'false', {}, environment);
  await run('{}', 'true', {}, environment);
  expect(github.deployments.all.map((deployment) => [deployment.environment, ...github.deployments.statusesOf(deployment).map(({ state }) => state)])).toEqual([
    ['dev', 'in_progress', 'success', 'inactive'],
    ['dev', 'in_progress', 'failure'],
    ['dev', 'in_progress', 'success'],
  ]);
  const result = await run('{ deployments: read }', [
    'id="$(gh api "repos/{owner}/{repo}/deployments?environment=dev&sha=${GITHUB_SHA}&per_page=1" --jq ".[].id")"',
    'gh api "repos/{owner}/{repo}/deployments/${id}/statuses" --jq ".[].state"',
  ].join('\n'));
  expect(result.steps[0].log).toBe('success\nin_progress\n');
});

test('a workflow that a job starts by hand is noted with its inputs', async () => {
  const result = await run('{ actions: write }', 'gh api --method POST "repos/${GITHUB_REPOSITORY}/actions/workflows/deploy-prod.yml/dispatches" -f ref=main -f "inputs[commit]=abc"');
  expect(result.conclusion).toBe('success');
  expect(github.dispatches.all).toEqual([{ workflow: 'deploy-prod.yml', ref: 'main', inputs: { commit: 'abc' } }]);
});

test('a commit tells the pull request that it came from', async () => {
  pullRequestEvent(REPOSITORY.directory, github, { head: 'change' });
  github.pullRequests.close(1, pushEvent(REPOSITORY.directory).sha);
  const result = await run('{ pull-requests: read }', [
    'gh api "repos/{owner}/{repo}/commits/${GITHUB_SHA}/pulls" --jq ".[] | {number, merged_at}"',
    'gh api "repos/{owner}/{repo}/pulls/1" --jq .state',
  ].join('\n'));
  expect(result.steps[0].log).toBe('{"merged_at":"2026-02-01T00:00:00Z","number":1}\nclosed\n');
});

const ASK = 'curl --silent --fail --header "Authorization: Bearer ${ACTIONS_ID_TOKEN_REQUEST_TOKEN}" "${ACTIONS_ID_TOKEN_REQUEST_URL}&audience=cloud" | jq --raw-output .value | tr . " "';

test.each([
  ['a push', {}, '', 'repo:feiyue/feiyue-mono:ref:refs/heads/main'],
  ['a schedule', { event: scheduleEvent(REPOSITORY.directory, '1 2 * * *') }, '', 'repo:feiyue/feiyue-mono:ref:refs/heads/main'],
  ['a start by hand', { event: dispatchEvent(REPOSITORY.directory, { commit: 'a' }, 'change') }, '', 'repo:feiyue/feiyue-mono:ref:refs/heads/change'],
  ['an environment', {}, 'environment: prod', 'repo:feiyue/feiyue-mono:environment:prod'],
])('the identity of a job on %s has a signed subject', async (_, options, keys, expected) => {
  const [header, claims, signature] = (await run('{ id-token: write }', ASK, options, keys)).steps[0].log.trim().split(' ');
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ sub: expected, aud: 'cloud', iss: 'https://token.actions.githubusercontent.com' });
  expect(verify('sha256', Buffer.from(`${header}.${claims}`), github.identityTokens.publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
});

test('subjects of the immutable form hold the numbers of owner and repository', () => {
  const job = { eventName: 'pull_request', ref: 'refs/pull/1/merge' };
  expect(subject('o/r', job, { owner: 3, repository: 4 })).toBe('repo:o@3/r@4:pull_request');
  expect(subject('o/r', { ...job, environment: 'dev' }, { owner: 3, repository: 4 })).toBe('repo:o@3/r@4:environment:dev');
  expect(subject('o/r', job)).toBe('repo:o/r:pull_request');
});

test('a job without the permission, and one of a fork, get neither identity nor secrets, and may only read', async () => {
  const show = 'echo "[${ACTIONS_ID_TOKEN_REQUEST_URL:-}][${SECRET}]"; gh api repos/{owner}/{repo}/issues/1/comments -f body=a || true';
  const secret = { secrets: { KEY: 's3cret' } };
  const keys = 'env: { SECRET: "${{ secrets.KEY }}" }';
  const event = pullRequestEvent(REPOSITORY.directory, github, { head: 'change' });
  const fork = pullRequestEvent(REPOSITORY.directory, github, { head: 'change', fork: 'stranger/feiyue-mono' });
  expect((await run('{ pull-requests: write }', show, { event, ...secret }, keys)).steps[0].log).toMatch(/^\[\]\[\*\*\*\]\n\{"id"/);
  const { steps: [{ log }] } = await run('{ pull-requests: write, id-token: write }', show, { event: fork, ...secret }, keys);
  expect(log).toMatch(/^\[\]\[\]\n/);
  expect(log).toContain('(HTTP 403)');
});
