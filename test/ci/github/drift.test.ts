import { parse } from 'yaml';
import { environment, SAMPLE, scriptSteps, synthesise } from './sample-estate';
import type { Workflow } from '../../../src/ci/github/workflow';

const TEXT = synthesise(SAMPLE).texts['drift.yml']!;
const { on, concurrency, jobs } = parse(TEXT) as Workflow;

test('it runs every night, not at the full hour, and by hand', () => {
  const [{ cron }] = (on as { schedule: [{ cron: string }] }).schedule;
  expect(cron).toMatch(/^[1-9]\d? \d+ \* \* \*$/);
  expect(on.workflow_dispatch).toEqual({});
  expect(concurrency).toEqual({ 'group': 'drift', 'cancel-in-progress': false });
});

test('each environment with root modules is asked for what is deployed to it', () => {
  const { texts } = synthesise([environment('dev', {}), environment('empty', { rootModules: [] }), environment('prod', {})]);
  expect(scriptSteps(texts['drift.yml']!)['select/Select the root modules that are deployed'].env?.ENVIRONMENTS).toBe('dev prod');
});

test('few root modules are planned at a time, at the deployed commit, as the identity that reads', () => {
  expect(jobs.plan.strategy).toMatchObject({ 'max-parallel': 4, 'fail-fast': false });
  expect(jobs.plan.steps[1]).toMatchObject({ with: { 'ref': '${{ matrix.commit }}', 'path': 'deployed', 'persist-credentials': false } });
  expect(scriptSteps(TEXT)['plan/Log in to Tencent Cloud'].env?.ROLE).toBe('shop-${{ matrix.environment }}-drift');
});

test('no job has both an identity at the cloud and the right to write', () => {
  expect(Object.fromEntries(Object.entries(jobs).map(([id, { permissions }]) => [id, permissions]))).toEqual({
    select: { contents: 'read', actions: 'read' },
    plan: { 'contents': 'read', 'id-token': 'write' },
    report: { contents: 'read', issues: 'write' },
  });
});
