import { parse } from 'yaml';
import { environment, MANY, SAMPLE, scriptSteps, synthesise } from './sample-estate';
import type { Workflow } from '../../../src/ci/github/workflow';

const SAME = 'github.event.pull_request.head.repo.full_name == github.repository';
const TEXT = synthesise(SAMPLE).texts['terraform-plan.yml']!;
const { concurrency, jobs } = parse(TEXT) as Workflow;

test('the root modules are chosen when the workflow runs, and each is planned as the identity that reads its environment', () => {
  expect(jobs.detect.outputs).toEqual({ 'root-modules-1': '${{ steps.matrix.outputs.root-modules-1 }}' });
  expect(jobs.plan).toMatchObject({
    if: "github.event_name == 'pull_request' && needs.detect.outputs.root-modules-1 != '[]'",
    needs: ['detect'],
    strategy: { 'fail-fast': false, 'max-parallel': 8, 'matrix': { include: '${{ fromJSON(needs.detect.outputs.root-modules-1) }}' } },
  });
  expect(scriptSteps(TEXT)['plan/Log in to Tencent Cloud'].env?.ROLE).toBe('shop-${{ matrix.environment }}-plan');
});

test('all commits are there where two of them are compared', () => {
  expect(jobs.detect.steps[0]).toMatchObject({ with: { 'fetch-depth': 0 } });
});

test('a newer push replaces the plan of an older one', () => {
  expect(concurrency).toEqual({ 'group': 'terraform-plan-${{ github.event.pull_request.number || github.ref }}', 'cancel-in-progress': true });
});

test('what logs in, plans and writes does not run for forks', () => {
  const ifs = Object.fromEntries(jobs.plan.steps.map(({ name, if: condition }) => [name, condition]));
  expect(ifs).toEqual({
    'Check out the repository': undefined,
    'Set up Terraform': undefined,
    'Validate only, for a fork': `!(${SAME})`,
    'Log in to Tencent Cloud': SAME,
    'Plan': SAME,
    'Hand over the report': `!cancelled() && ${SAME}`,
  });
  expect(jobs.comment.if).toContain(SAME);
});

test('the one job that may write has no identity at the cloud', () => {
  expect(jobs.comment.permissions).toEqual({ 'contents': 'read', 'pull-requests': 'write' });
  expect(jobs.plan.permissions).toEqual({ 'contents': 'read', 'id-token': 'write' });
});

test('reports are kept for a few days only', () => {
  const uploads = Object.values(jobs).flatMap(({ steps }) => steps).flatMap((step) => ('uses' in step && step.uses.includes('upload-artifact') ? [step.with?.['retention-days']] : []));
  expect(uploads).toEqual([1, 3]);
});

test('the gate waits for every other job and always reports', () => {
  const { gate, ...others } = jobs;
  expect(gate).toMatchObject({ if: 'always()', needs: Object.keys(others) });
});

test('more root modules than a matrix may have are spread over several jobs', () => {
  const { jobs: byId } = parse(synthesise([MANY]).texts['terraform-plan.yml']!) as Workflow;
  expect(Object.keys(byId)).toEqual(['format', 'detect', 'plan', 'plan-2', 'plan-3', 'queue', 'queue-2', 'queue-3', 'comment', 'gate']);
  expect(byId['plan-3']).toMatchObject({ if: "github.event_name == 'pull_request' && needs.detect.outputs.root-modules-3 != '[]'", needs: ['detect'] });
  expect(byId.comment.needs).toEqual(['detect', 'plan', 'plan-2', 'plan-3']);
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
  expect(jobs.queue).toMatchObject({ if: "github.event_name == 'merge_group' && needs.detect.outputs.root-modules-1 != '[]'", environment: { name: 'merge_queue', deployment: false } });
  expect(jobs.gate.needs).toContain('queue');
  expect(jobs.comment.if).toContain("github.event_name == 'pull_request'");
});
