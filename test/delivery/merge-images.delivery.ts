import { rmSync } from 'node:fs';
import { delimiter } from 'node:path';
import { GitServer } from './github/git-server';
import { GitHubStandIn } from './github/github-stand-in';
import { pushEvent } from './workflow-runner/events';
import type { RunResult } from './workflow-runner/run-result';
import { runWorkflow } from './workflow-runner/run-workflow';
import { SampleRepository } from './workflow-runner/sample-repository';
import { IMAGES_PROPOSAL } from '../../src/ci/commit-digests';
import { ImagesMerge, mergeImagesJobs } from '../../src/ci/github/merge-images';
import { describeWithTools } from '../ci/github/run-step';
import { layOutScripts } from '../ci/scripts/script-sandbox';

const IMAGES_BRANCH = IMAGES_PROPOSAL.branch;
const MERGE: ImagesMerge = {
  checkSteps: [{ name: 'Check the generated files', run: 'test -f images/dev.json\ntest ! -f broken\n' }],
  checks: ['Terraform', 'Generated files'],
  hasRootModules: true,
};
const RULES = { mayJobsCreate: true, requiredChecks: MERGE.checks, needsReview: false };
const ROOT_MODULE = { name: 'jobs', dir: 'terraform/*/jobs', dependsOn: [], moduleDirs: [], providers: [] };

function graph(...rootModules: object[]): string {
  return JSON.stringify({ bootstrap: [], environments: [{ name: 'dev' }], rootModules, services: [] });
}

let repository: SampleRepository;
let github: GitHubStandIn;
let gitServer: GitServer;

beforeEach(async () => {
  repository = new SampleRepository();
  layOutScripts(`${repository.directory}/ops/scripts`);
  repository.commit('Begin', { '.projen/graph.json': graph(), 'terraform/dev/jobs/main.tf': '# jobs\n' });
  github = await GitHubStandIn.start();
  gitServer = await GitServer.start(repository.directory, github);
  github.pullRequests.rules = RULES;
});

afterEach(async () => {
  await gitServer.stop();
  await github.stop();
  rmSync(repository.directory, { recursive: true });
});

/** Proposes files on a branch, and runs the jobs that merge them. @param before what somebody does in the meantime */
async function merge(files: Readonly<Record<string, string>>, { before = () => undefined }: { before?: () => void } = {}): Promise<RunResult> {
  repository.git('switch', '--quiet', '--create', IMAGES_BRANCH);
  const commit = repository.commit('Deploy images', files);
  repository.git('switch', '--quiet', 'main');
  const base = repository.git('rev-parse', 'main');
  const { number } = github.pullRequests.open({ head: { ref: IMAGES_BRANCH, sha: commit }, base: { ref: 'main', sha: base } });
  before();
  const stub = (outputs: Record<string, string>) => ({ 'name': 'Before', 'runs-on': 'ubuntu-24.04', 'timeout-minutes': 5, 'permissions': {}, outputs, 'steps': [{ name: 'Nothing', run: ':' }] });
  const workflow = {
    name: 'Images',
    on: { push: { branches: ['main'] } },
    permissions: {},
    defaults: { run: { shell: 'bash' } },
    env: { BRANCH: IMAGES_BRANCH, DEFAULT_BRANCH: 'main', SCRIPTS: 'ops/scripts' },
    jobs: { detect: stub({ commit: base }), propose: stub({ commit, number: String(number) }), ...mergeImagesJobs(MERGE, ['dev']) },
  };
  return runWorkflow({
    workflow: JSON.parse(JSON.stringify(workflow).replace(/sleep \d+/g, 'sleep 0')),
    repository: repository.directory,
    event: pushEvent(repository.directory),
    github,
    env: gitServer.env,
    path: (process.env.PATH ?? '').split(delimiter),
  });
}

function conclusions({ jobs }: RunResult): string[] {
  return ['check', 'merge'].map((job) => jobs[job].conclusion);
}

function log({ jobs }: RunResult): string {
  return Object.values(jobs).flatMap(({ steps }) => steps).map(({ log: text }) => text).join('');
}

describeWithTools(['bash', 'jq'], () => {
  test('what was checked is reported under the names of the checks, merged, and deployed', async () => {
    const run = await merge({ 'images/dev.json': '{}' });
    expect([log(run), conclusions(run)]).toEqual([expect.not.stringContaining('::error'), ['success', 'success']]);
    expect(repository.git('show', 'main:images/dev.json')).toBe('{}');
    expect(github.pullRequests.all).toMatchObject([{ merged: true }]);
    // A merge by a workflow starts nothing by itself.
    expect(github.dispatches.all).toEqual([{ workflow: 'deploy-dev.yml', ref: 'main', inputs: {} }]);
  });

  test('what does not pass the check is not merged', async () => {
    const before = repository.git('rev-parse', 'main');
    expect(conclusions(await merge({ 'images/dev.json': '{}', 'broken': '' }))).toEqual(['failure', 'skipped']);
    expect([repository.git('rev-parse', 'main'), github.dispatches.all]).toEqual([before, []]);
  });

  test.each([
    ['a review', { needsReview: true }, 'At least 1 approving review is required'],
    ['a check of the repository’s own', { requiredChecks: [...MERGE.checks, 'Lint'] }, 'Required status check "Lint" is expected'],
  ])('where the rules ask for %s somebody merges', async (_, rules, message) => {
    github.pullRequests.rules = { ...RULES, ...rules };
    const before = repository.git('rev-parse', 'main');
    const run = await merge({ 'images/dev.json': '{}' });
    expect(conclusions(run)).toEqual(['success', 'failure']);
    expect(log(run)).toContain(message);
    expect([repository.git('rev-parse', 'main'), github.pullRequests.all[0].state, github.dispatches.all]).toEqual([before, 'open', []]);
  });

  test('what somebody pushes on top of what was proposed is not merged', async () => {
    const before = repository.git('rev-parse', 'main');
    const run = await merge({ 'images/dev.json': '{}' }, {
      before: () => {
        repository.git('switch', '--quiet', IMAGES_BRANCH);
        repository.commit('Something else', { '.github/workflows/x.yml': 'on: push\n' });
        repository.git('switch', '--quiet', 'main');
      },
    });
    expect(conclusions(run)).toEqual(['success', 'failure']);
    expect(log(run)).toContain('Head branch was modified');
    expect([repository.git('rev-parse', 'main'), github.dispatches.all]).toEqual([before, []]);
  });

  test('digests that reach a root module wait for somebody who sees its plan', async () => {
    repository.commit('Declare', { '.projen/graph.json': graph(ROOT_MODULE) });
    const before = repository.git('rev-parse', 'main');
    const run = await merge({ 'images/dev.json': '{}', 'terraform/dev/jobs/main.tf': 'locals { image = "x" }\n' });
    expect(conclusions(run)).toEqual(['success', 'failure']);
    expect(log(run)).toContain('The digests reach a root module');
    expect([repository.git('rev-parse', 'main'), [...github.pullRequests.successes], github.dispatches.all]).toEqual([before, [], []]);
  });
});
