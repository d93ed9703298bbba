import { GitHubTrust, subjectForms } from '../../../src/ci/github/github-trust';
import { jobSubjects } from '../../../src/ci/github/job-subjects';
import { untrustedJobs } from '../../../src/ci/github/subject-check';

const REPOSITORY = { fullName: 'acme/mono', defaultBranch: 'main' };
const WITH_IDS = { ...REPOSITORY, ids: { owner: 12, repository: 345 } };

function subjectsOf(on: unknown, job: object = {}, permissions: unknown = { 'id-token': 'write' }): Array<readonly string[] | undefined> {
  return jobSubjects({ on, jobs: { login: { permissions, ...job } } }, REPOSITORY).map(({ subjects }) => subjects);
}

test('a subject is written by name, and with ids that never change hands when they are known', () => {
  expect(subjectForms(REPOSITORY, 'pull_request')).toEqual(['repo:acme/mono:pull_request']);
  expect(subjectForms(WITH_IDS, 'environment:prod')).toEqual(['repo:acme/mono:environment:prod', 'repo:acme@12/mono@345:environment:prod']);
});

const DEV = { name: 'dev', isProtected: false };
const PROD = { name: 'prod', isProtected: true };

test('pull requests and the merge queue may plan, the default branch looks for drift, and only the environment itself may apply', () => {
  const trust = new GitHubTrust(WITH_IDS);
  expect(trust.subjects('plan', DEV)).toEqual([
    'repo:acme/mono:pull_request', 'repo:acme@12/mono@345:pull_request',
    'repo:acme/mono:environment:merge_queue', 'repo:acme@12/mono@345:environment:merge_queue',
  ]);
  expect(trust.subjects('drift', DEV)).toEqual(['repo:acme/mono:ref:refs/heads/main', 'repo:acme@12/mono@345:ref:refs/heads/main']);
  expect(trust.subjects('apply', DEV)).toEqual(['repo:acme/mono:environment:dev', 'repo:acme@12/mono@345:environment:dev']);
});

test('in a protected environment, who plans is let in by its reviewers and by nothing else', () => {
  const trust = new GitHubTrust(REPOSITORY);
  expect(trust.subjects('plan', PROD)).toEqual(['repo:acme/mono:environment:prod-plan']);
  expect(trust.subjects('drift', PROD)).toEqual(['repo:acme/mono:ref:refs/heads/main']);
  expect(trust.subjects('apply', PROD)).toEqual(['repo:acme/mono:environment:prod']);
});

test.each<[what: string, on: unknown, job: object, claims: Array<string | undefined>]>([
  ['a pull request', { pull_request: {} }, {}, ['pull_request']],
  ['events as a list', ['pull_request', 'schedule'], {}, ['pull_request', 'ref:refs/heads/main']],
  ['one event as a text', 'workflow_dispatch', {}, ['ref:refs/heads/main']],
  ['a schedule', { schedule: [{ cron: '0 1 * * *' }] }, {}, ['ref:refs/heads/main']],
  ['a push to named branches', { push: { branches: ['main', 'release/1'] } }, {}, ['ref:refs/heads/main', 'ref:refs/heads/release/1']],
  ['a push to any branch', { push: {} }, {}, [undefined]],
  ['a push to branches of a pattern', { push: { branches: ['release/*'] } }, {}, [undefined]],
  ['a push of a branch or a tag', { push: { branches: ['main'], tags: ['v1'] } }, {}, [undefined]],
  ['a release', { release: { types: ['released'] } }, {}, [undefined]],
  ['an event without a rule', { merge_group: null }, {}, [undefined]],
  ['the merge queue, whose branches are others each time', { merge_group: {} }, {}, [undefined]],
  ['one event of two, when the other is a condition', { merge_group: {}, pull_request: {} }, { if: "github.event_name == 'pull_request' && needs.a.outputs.b != '[]'" }, ['pull_request']],
  ['either event, when the condition leaves a way around', { schedule: [], pull_request: {} }, { if: "github.event_name == 'pull_request' || always()" }, ['ref:refs/heads/main', 'pull_request']],
  ['an environment, whatever starts it', { release: {}, pull_request: {} }, { environment: { name: 'prod' } }, ['environment:prod', 'environment:prod']],
  ['an environment as a text', { push: {} }, { environment: 'prod' }, ['environment:prod']],
  ['an environment that is an expression', { push: {} }, { environment: { name: '${{ matrix.environment }}' } }, [undefined]],
])('the subject of a job on %s', (_, on, job, claims) => {
  expect(subjectsOf(on, job)).toEqual(claims.map((claim) => claim && [`repo:acme/mono:${claim}`]));
});

test.each<[what: string, permissions: unknown, asks: boolean]>([
  ['no permission at all', {}, false],
  ['permission to read the repository', { contents: 'read' }, false],
  ['every permission', 'write-all', true],
  ['every permission to read', 'read-all', false],
])('a job with %s', (_, permissions, asks) => {
  expect(subjectsOf('pull_request', {}, permissions)).toHaveLength(asks ? 1 : 0);
});

test('permissions of the workflow count for a job that has none of its own', () => {
  const workflow = { on: 'schedule', permissions: { 'id-token': 'write' }, jobs: { a: {}, b: { permissions: {} } } };
  expect(jobSubjects(workflow, REPOSITORY).map(({ job }) => job)).toEqual(['a']);
});

describe('a job that no role trusts', () => {
  const problems = (on: unknown, job: object, ids?: typeof WITH_IDS.ids, environments = [DEV, PROD]) => untrustedJobs(
    '.github/workflows/audit.yml', { on, jobs: { audit: { permissions: { 'id-token': 'write' }, ...job } } }, { ...REPOSITORY, ids }, environments,
  );

  test('is named, with its subject, the nearest trusted one and the way out', () => {
    expect(problems(['push', 'release'], { environment: 'prd' })).toEqual([
      'workflow ".github/workflows/audit.yml": job "audit" asks for an identity token (id-token: write) and presents the subject '
      + '"repo:acme/mono:environment:prd", which no role trusts. Did you mean "repo:acme/mono:environment:prod"? '
      + 'Give the job the environment that it works on (environment: <name>, made with project.addEnvironment), or take id-token: write from it',
    ]);
  });

  test('is named when its subject is only known when it runs', () => {
    expect(problems({ release: {} }, {})).toEqual([expect.stringContaining('on release its subject is only known when it runs, so no role can trust it.')]);
  });

  test('is one of a pull request, where every environment is protected', () => {
    expect(problems('pull_request', {}, undefined, [PROD])).toEqual([expect.stringContaining('presents the subject "repo:acme/mono:pull_request", which no role trusts.')]);
    expect(problems('pull_request', { environment: 'prod-plan' }, undefined, [PROD])).toEqual([]);
  });

  test('is none of the jobs of a trusted event or environment, in both forms of the subject', () => {
    for (const ids of [undefined, WITH_IDS.ids]) {
      expect(problems({ pull_request: {}, schedule: [], push: { branches: ['main'] } }, {}, ids)).toEqual([]);
      expect(problems('release', { environment: { name: 'dev' } }, ids)).toEqual([]);
    }
  });
});
