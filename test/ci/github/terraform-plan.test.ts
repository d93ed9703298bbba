import { parse } from 'yaml';
import { environment, MANY, SAMPLE, scriptSteps, synthesise } from './sample-estate';
import type { Workflow } from '../../../src/ci/github/workflow';

const SAME = 'github.event.pull_request.head.repo.full_name == github.repository';
const TEXT = synthesise(SAMPLE).texts['terraform-plan.yml']!;
const { concurrency, jobs } = parse(TEXT) as Workflow;

test('the root modules are chosen when the workflow runs, and each is planned as the identity that reads its environment', () => {
  expect(jobs.detect.outputs).toEqual({
    ...Object.fromEntries(['plan_1', 'plan-prod_1', 'validate_1', 'has-scripts'].map((name) => [name, `\${{ steps.matrix.outputs.${name} }}`])),
  });
  expect(jobs.plan).toMatchObject({
    if: "github.event_name == 'pull_request' && needs.detect.outputs.plan_1 != '[]'",
    needs: ['detect'],
    strategy: { 'fail-fast': false, 'max-parallel': 8, 'matrix': { include: '${{ fromJSON(needs.detect.outputs.plan_1) }}' } },
  });
  expect(scriptSteps(TEXT)['plan/Log in to Tencent Cloud'].env?.ROLE).toBe('shop-${{ matrix.environment }}-plan');
});

test('all commits are there where two of them are compared', () => {
  expect(jobs.detect.steps[0]).toMatchObject({ with: { 'fetch-depth': 0 } });
});

test('a newer push replaces the plan of an older one', () => {
  expect(concurrency).toEqual({ 'group': 'terraform-plan-${{ github.event.pull_request.number || github.ref }}', 'cancel-in-progress': true });
});

test('a protected environment is planned in a CI environment whose name is written out, as its own role, all root modules at a time', () => {
  expect(jobs['plan-prod']).toMatchObject({
    if: "github.event_name == 'pull_request' && needs.detect.outputs.plan-prod_1 != '[]'",
    environment: { name: 'prod-plan', deployment: false },
    permissions: { 'contents': 'read', 'id-token': 'write' },
  });
  expect(jobs['plan-prod'].strategy).toEqual({ 'fail-fast': false, 'matrix': { include: '${{ fromJSON(needs.detect.outputs.plan-prod_1) }}' } });
  expect(scriptSteps(TEXT)['plan-prod/Log in to Tencent Cloud'].env?.ROLE).toBe('shop-prod-plan');
  expect(jobs.plan.environment).toBeUndefined();
  expect(Object.values(jobs).flatMap(({ environment: ci }) => (ci === undefined ? [] : [ci.name]))).toEqual(['prod-plan', 'merge_queue']);
});

test('what logs in has the scripts of the base before anything else, and the change beside them', () => {
  for (const id of ['plan', 'plan-prod', 'queue']) {
    expect(jobs[id].steps.slice(0, 2)).toMatchObject([
      { name: 'Check out the scripts of the base', with: { 'ref': expect.stringContaining("github.event.pull_request.base.ref == 'main' && github.event.pull_request.base.sha") as string, 'sparse-checkout': 'ops/scripts' } },
      { name: 'Check out what is proposed', with: { path: 'proposed' } },
    ]);
    expect(scriptSteps(TEXT)[`${id}/Plan`].run).toContain('--repository proposed');
  }
  for (const id of ['comment', 'comment-again']) {
    expect(jobs[id].steps.filter((step) => 'uses' in step && step.uses.includes('checkout')).map(({ name }) => name)).toEqual(['Check out the scripts of the base']);
  }
});

test('what is only validated has no identity, and nothing comments for a fork', () => {
  expect(jobs.validate).toMatchObject({ if: "needs.detect.outputs.validate_1 != '[]'", permissions: { contents: 'read' } });
  expect(jobs.comment.if).toContain(SAME);
  expect(jobs['comment-again'].if).toContain(SAME);
});

test('the plans that need no reviewer are commented before one has looked, and the others afterwards', () => {
  expect(jobs.comment.needs).toEqual(['detect', 'plan']);
  expect(scriptSteps(TEXT)['comment/Keep the comment up to date'].env?.WAITING).toBe('["prod"]');
  expect(jobs['comment-again'].needs).toEqual(['detect', 'plan', 'plan-prod', 'comment']);
  expect(jobs['comment-again'].if).toContain("(needs.detect.outputs.plan-prod_1 != '[]')");
  expect(scriptSteps(TEXT)['comment-again/Keep the comment up to date'].env).not.toHaveProperty('WAITING');
  const { jobs: without } = parse(synthesise([environment('dev', {})]).texts['terraform-plan.yml']!) as Workflow;
  expect(Object.keys(without)).toEqual(['format', 'detect', 'plan', 'queue', 'validate', 'comment', 'gate']);
});

test('where every environment is protected, no pull request gets an identity by itself', () => {
  const { jobs: byId } = parse(synthesise([environment('prod', { isProtected: true })]).texts['terraform-plan.yml']!) as Workflow;
  expect(Object.keys(byId)).toEqual(['format', 'detect', 'plan-prod', 'validate', 'comment', 'comment-again', 'gate']);
  const withToken = Object.values(byId).filter(({ permissions }) => permissions['id-token'] === 'write');
  expect(withToken.map(({ environment: ci }) => ci?.name)).toEqual(['prod-plan']);
});

test('the one job that may write has no identity at the cloud', () => {
  expect(jobs.comment.permissions).toEqual({ 'contents': 'read', 'pull-requests': 'write' });
  expect(jobs.plan.permissions).toEqual({ 'contents': 'read', 'id-token': 'write' });
});

test('reports are kept for a few days only', () => {
  const uploads = Object.values(jobs).flatMap(({ steps }) => steps).flatMap((step) => ('uses' in step && step.uses.includes('upload-artifact') ? [step.with?.['retention-days']] : []));
  expect(uploads).toEqual([1, 3, 3]);
});

test('the gate waits for every other job and always reports', () => {
  const { gate, ...others } = jobs;
  expect(gate).toMatchObject({ if: 'always()', needs: Object.keys(others) });
});

test('more root modules than a matrix may have are spread over several jobs', () => {
  const { jobs: byId } = parse(synthesise([MANY]).texts['terraform-plan.yml']!) as Workflow;
  expect(Object.keys(byId)).toEqual([
    'format', 'detect', 'plan', 'plan_2', 'plan_3', 'queue', 'queue_2', 'queue_3', 'validate', 'validate_2', 'validate_3', 'comment', 'gate',
  ]);
  expect(byId.plan_3).toMatchObject({ if: "github.event_name == 'pull_request' && needs.detect.outputs.plan_3 != '[]'", needs: ['detect'] });
  expect(byId.comment.needs).toEqual(['detect', 'plan', 'plan_2', 'plan_3']);
});

test('without root modules there is neither a plan nor drift', () => {
  const { texts } = synthesise([environment('dev', { rootModules: [] })]);
  expect(texts['terraform-plan.yml']).toBeUndefined();
  expect(texts['drift.yml']).toBeUndefined();
});

test('every check that a merge waits for reports in the merge queue as well, where what is planned is compared with what goes before', () => {
  const { texts } = synthesise(SAMPLE);
  const { on } = parse(TEXT) as Workflow;
  expect(Object.keys(on).sort()).toEqual(['merge_group', 'pull_request']);
  expect(texts['terraform-plan.yml']).toContain('BASE: ${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha }}');
  expect(texts['terraform-plan.yml']).not.toContain('BASE: ${{ github.event.pull_request.base.sha }}');
  expect(jobs.queue).toMatchObject({ if: "github.event_name == 'merge_group' && needs.detect.outputs.plan_1 != '[]'", environment: { name: 'merge_queue', deployment: false } });
  expect(jobs.gate.needs).toContain('queue');
  expect(jobs.comment.if).toContain("github.event_name == 'pull_request'");
});
