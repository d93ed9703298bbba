import { verify } from 'node:crypto';
import { parse } from 'yaml';
import { GitHubStandIn } from './github-stand-in';
import { subject } from './identity-tokens';
import type { Permissions } from './permissions';
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
  for (let times = 0; times < 2; times += 1) expect((await run('{ pull-requests: write }', script, { event })).conclusion).toBe('success');
  expect(github.issues.commentsOf(1).map(({ body }) => body)).toEqual(['<!-- plan --> 70002']);
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

/** Status of the answer that a job of these permissions gets. */
async function ask(permissions: Permissions, request: string, body?: object): Promise<number> {
  const token = github.issueToken({ job: 'talk', permissions, eventName: 'push', ref: 'refs/heads/main', sha: SHA, workflow: 'Talk', runId: 1 });
  const [method, path] = request.split(' ');
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${github.url}/repos/feiyue/feiyue-mono/${path}`, { method, headers, body: JSON.stringify(body) })).status;
}

const SHA = 'b'.repeat(40);

test.each<[Permissions, string, object | undefined, number]>([
  [{}, 'GET issues', undefined, 403],
  [{ issues: 'read' }, 'GET issues', undefined, 200],
  [{ issues: 'write' }, 'GET issues', undefined, 200],
  [{ issues: 'read' }, 'POST issues', { title: 'a' }, 403],
  [{ issues: 'write' }, 'POST issues', { body: 'a' }, 422],
  [{ issues: 'write' }, 'POST issues/1/comments', { body: 'a' }, 201],
  [{ 'pull-requests': 'write' }, 'POST issues/1/comments', { body: 'a' }, 403],
  [{ 'pull-requests': 'write' }, 'POST issues/2/comments', { body: 'a' }, 201],
  [{ issues: 'write' }, 'GET issues/9', undefined, 404],
  [{ 'pull-requests': 'read' }, 'GET issues/1', undefined, 403],
  [{ contents: 'write' }, 'GET deployments', undefined, 403],
  [{ deployments: 'read' }, 'POST deployments', { ref: SHA }, 403],
  [{ deployments: 'write' }, 'POST deployments', { ref: SHA, required_contexts: [] }, 409],
  [{ deployments: 'write' }, 'POST deployments', { ref: SHA, auto_merge: false }, 409],
  [{ deployments: 'write' }, 'POST deployments', { ref: 'main', auto_merge: false, required_contexts: [] }, 422],
  [{ deployments: 'write' }, 'POST deployments', { ref: SHA, auto_merge: false, required_contexts: [] }, 201],
  [{ actions: 'read' }, 'POST actions/workflows/deploy-prod.yml/dispatches', { ref: 'main' }, 403],
  [{ actions: 'write' }, 'POST actions/workflows/deploy-prod.yml/dispatches', {}, 422],
])('with %j, %s %j is answered with %i', async (permissions, request, body, status) => {
  github.issues.open({ title: 'an issue' }, 'somebody');
  github.pullRequests.open({ head: { ref: 'change', sha: SHA }, base: { ref: 'main', sha: SHA } });
  expect(await ask(permissions, request, body)).toBe(status);
});

test('a text of more than 65,536 characters is refused', async () => {
  github.issues.open({ title: 'an issue' }, 'somebody');
  expect(await ask({ issues: 'write' }, 'PATCH issues/1', { body: '啊'.repeat(65_536) })).toBe(200);
  expect(await ask({ issues: 'write' }, 'PATCH issues/1', { body: 'a'.repeat(65_537) })).toBe(422);
  expect(await ask({ issues: 'write' }, 'POST issues/1/comments', { body: 'a'.repeat(65_537) })).toBe(422);
});

test('gh prints what it is refused with and fails; so it does for a repository or a token that is unknown', async () => {
  const { conclusion, steps: [{ log }] } = await run('{ issues: read }', [
    'gh api repos/another/repository/issues || echo "status $?"',
    'GH_TOKEN=guess gh api repos/{owner}/{repo}/issues --silent || echo "status $?"',
    'gh api repos/{owner}/{repo}/issues -f title=a --jq .number',
  ].join('\n'));
  expect(conclusion).toBe('failure');
  expect(log).toBe([
    '{"message":"Not Found","status":"404"}gh: Not Found (HTTP 404)',
    'status 1',
    'gh: Bad credentials (HTTP 401)',
    'status 1',
    '{"message":"Resource not accessible by integration","status":"403"}gh: Resource not accessible by integration (HTTP 403)',
    '##[error]Process completed with exit code 1.',
    '',
  ].join('\n'));
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
  const states = github.deployments.all.map((deployment) => github.deployments.statusesOf(deployment).map(({ state }) => state));
  expect(states).toEqual([
    ['in_progress', 'success', 'inactive'],
    ['in_progress', 'failure'],
    ['in_progress', 'success'],
  ]);
  expect(github.deployments.all.map(({ environment: name }) => name)).toEqual(['dev', 'dev', 'dev']);
  const result = await run('{ deployments: read }', [
    'id="$(gh api "repos/{owner}/{repo}/deployments?environment=dev&sha=${GITHUB_SHA}&per_page=1" --jq ".[].id")"',
    'gh api "repos/{owner}/{repo}/deployments/${id}/statuses" --jq ".[].state"',
  ].join('\n'));
  expect(result.steps[0].log).toBe('success\nin_progress\n');
});

test('a workflow that a job starts by hand is noted with its inputs', async () => {
  const script = 'gh api --method POST "repos/${GITHUB_REPOSITORY}/actions/workflows/deploy-prod.yml/dispatches" -f ref=main -f "inputs[commit]=abc"';
  const result = await run('{ actions: write }', script);
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
  ['a start by hand', { event: dispatchEvent(REPOSITORY.directory, { commit: 'a' }, 'refs/heads/change') }, '', 'repo:feiyue/feiyue-mono:ref:refs/heads/change'],
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
