import * as fc from 'fast-check';
import { JsonPatch } from 'projen/lib/json-patch';
import { ObjectFile } from 'projen/lib/object-file';
import { EstateError } from '../../../src/synth/declare/estate-error';
import { GeneratedJson } from '../../../src/synth/files/generated-json';
import { GeneratedYaml } from '../../../src/synth/files/generated-yaml';
import { read, temporaryDirectory, TestProject, withoutPostSynthesis } from '../test-project';

withoutPostSynthesis();

const PATH = '.github/workflows/deploy-prod.yml';
const DOCUMENT = {
  on: { push: { branches: ['main'] } },
  jobs: {
    'deploy': { 'name': 'Deploy', 'if': null, 'timeout-minutes': 30, 'steps': [{ run: 'a' }, { run: 'b' }] },
    'plan.all': { needs: [] },
  },
};

/** The problems of a file with patches, without places; or what was written. */
function patched(patch: (file: ObjectFile) => void, obj: () => object | undefined = () => DOCUMENT): string[] | unknown {
  const project = new TestProject(temporaryDirectory());
  new GeneratedYaml(project, PATH, { obj });
  new GeneratedJson(project, 'copy.json', { obj });
  for (const path of [PATH, 'copy.json']) patch(project.findObjectFile(path));
  try {
    project.synth();
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    const problems = error.problems.map((problem) => problem.replace(/^\S+file-patches\.test\.ts:\d+ +/, ''));
    expect(problems.filter((problem) => problem.startsWith('copy.json '))).toHaveLength(problems.length / 2);
    return problems.filter((problem) => problem.startsWith(PATH)).map((problem) => problem.slice(PATH.length + 1));
  }
  return JSON.parse(read(project.outdir, 'copy.json')) as unknown;
}

const IN_VAIN: Array<[what: string, patch: (file: ObjectFile) => void, problem: string]> = [
  ['an override through a job that there is not', (file) => file.addOverride('jobs.deply.timeout-minutes', 60),
    'has no "jobs.deply", which the override of "jobs.deply.timeout-minutes" goes through. Did you mean "deploy"? To add it on purpose, give it whole: addOverride(\'jobs.deply\', …)'],
  ['an override at the top that there is not', (file) => file.addOverride('job.deploy.timeout-minutes', 60), 'has no "job", which'],
  ['a path in the other case', (file) => file.addOverride('Jobs.deploy.timeout-minutes', 60), 'Did you mean "jobs"?'],
  ['a period that is not escaped', (file) => file.addOverride('jobs.plan.all.needs', ['a']), 'has no "jobs.plan", which'],
  ['an override through a text', (file) => file.addOverride('jobs.deploy.name.x', 1), 'has the value "Deploy" in "jobs.deploy.name", which the override'],
  ['an override through null', (file) => file.addOverride('jobs.deploy.if.x', 1), 'has the value null in "jobs.deploy.if", which the override'],
  ['an item that a list has not', (file) => file.addOverride('jobs.deploy.steps.2.run', 'c'), 'has no "jobs.deploy.steps.2"; "jobs.deploy.steps" has 2 items, which'],
  ['a new item behind the last', (file) => file.addOverride('jobs.deploy.steps.2', { run: 'c' }),
    'has 2 items in "jobs.deploy.steps", and none with the number "2". addToArray(\'jobs.deploy.steps\', …) adds one'],
  ['a name in a list', (file) => file.addOverride('jobs.deploy.steps.first', { run: 'c' }), 'and none with the number "first"'],
  ['an item inside of an object that is given', (file) => file.addOverride('jobs.deploy', { steps: { 7: { run: 'c' } } }), 'and none with the number "7"'],
  ['the deletion of what there is not', (file) => file.addDeletionOverride('jobs.deploy.timeout-minuts'),
    'has no "jobs.deploy.timeout-minuts", so there is nothing to delete. Did you mean "timeout-minutes"?'],
  ['a deletion through what there is not', (file) => file.addDeletionOverride('jobs.deply.name'), 'has no "jobs.deply", which the override of "jobs.deply.name" goes through'],
  ['the deletion of an item', (file) => file.addDeletionOverride('jobs.deploy.steps.0'),
    'would have null in the place of "jobs.deploy.steps.0", since it is an item of a list: remove it with patch(JsonPatch.remove(\'/jobs/deploy/steps/0\'))'],
  ['an empty object', (file) => file.addOverride('jobs.deploy.permissions', {}),
    'cannot get an empty object as "jobs.deploy.permissions", which projen leaves out: patch(JsonPatch.add(\'/jobs/deploy/permissions\', {}))'],
  ['an empty object inside of another', (file) => file.addOverride('jobs.more', { permissions: {} }), 'cannot get an empty object as "jobs.more.permissions"'],
  ['a name that projen never merges', (file) => file.addOverride('jobs.constructor', 1), 'cannot have "jobs.constructor"'],
  ['items for a list that there is not', (file) => file.addToArray('jobs.deploy.stps', { run: 'c' }),
    'has no "jobs.deploy.stps", so there is no list "jobs.deploy.stps" to add to. Did you mean "steps"? To begin one on purpose: addOverride(\'jobs.deploy.stps\', […])'],
  ['items for something else than a list', (file) => file.addToArray('jobs.deploy.name', 'x'), 'has something else than a list in "jobs.deploy.name"'],
  ['no items', (file) => file.addToArray('jobs.deploy.steps'), 'gets nothing in "jobs.deploy.steps"'],
  ['the removal of what there is not', (file) => file.patch(JsonPatch.remove('/jobs/deply')), 'has no "jobs.deply", so the JSON patch "remove" of "/jobs/deply" finds nothing. Did you mean "deploy"?'],
  ['the replacement of what there is not', (file) => file.patch(JsonPatch.replace('/jobs/deploy/timeout', 1)), 'so the JSON patch "replace" of "/jobs/deploy/timeout" finds nothing'],
  ['an addition below what there is not', (file) => file.patch(JsonPatch.add('/jobs/deply/name', 'x')), 'has no "jobs.deply", which the JSON patch "add" of "/jobs/deply/name" goes through'],
  ['an addition far behind the last item', (file) => file.patch(JsonPatch.add('/jobs/deploy/steps/9', {})), 'has 2 items in "jobs.deploy.steps", so'],
  ['a move from what there is not', (file) => file.patch(JsonPatch.move('/jobs/x', '/jobs/y')), 'so the JSON patch "move" of "/jobs/y" finds nothing'],
  ['a test of what there is not', (file) => file.patch(JsonPatch.test('/jobs/x', 1), JsonPatch.remove('/jobs/deploy')), 'so the JSON patch "test" of "/jobs/x" finds nothing'],
];

test.each(IN_VAIN)('%s is a problem', (_, patch, problem) => {
  expect(patched(patch)).toEqual([expect.stringContaining(problem)]);
});

const GOOD: Array<[what: string, patch: (file: ObjectFile) => void, want: object]> = [
  ['a new setting of a job', (file) => file.addOverride('jobs.deploy.runs-on', ['self-hosted']), { 'runs-on': ['self-hosted'] }],
  ['a step that is changed', (file) => file.addOverride('jobs.deploy.steps.1.run', 'c'), { steps: [{ run: 'a' }, { run: 'c' }] }],
  ['a whole new object, and more of it later', (file) => {
    file.addOverride('jobs.deploy.env', { A: '1', B: undefined });
    file.addOverride('jobs.deploy.env.C', '3');
  }, { env: { A: '1', C: '3' } }],
  ['a deletion', (file) => file.addDeletionOverride('jobs.deploy.name'), { name: undefined }],
  ['a step more', (file) => file.addToArray('jobs.deploy.steps', { run: 'c' }), { steps: [{ run: 'a' }, { run: 'b' }, { run: 'c' }] }],
  ['a list that is begun and continued', (file) => {
    file.addOverride('jobs.deploy.needs', ['a']);
    file.addToArray('jobs.deploy.needs', 'b');
  }, { needs: ['a', 'b'] }],
  ['an empty object by a JSON patch', (file) => file.patch(JsonPatch.add('/jobs/deploy/permissions', {})), { permissions: {} }],
  ['a JSON patch of what an override adds', (file) => {
    file.patch(JsonPatch.replace('/jobs/deploy/env/A', '2'), JsonPatch.remove('/jobs/deploy/steps/0'), JsonPatch.add('/jobs/deploy/steps/-', { run: 'z' }));
    file.addOverride('jobs.deploy.env', { A: '1' });
  }, { env: { A: '2' }, steps: [{ run: 'b' }, { run: 'z' }] }],
  ['a JSON patch that tests before', (file) => file.patch(JsonPatch.test('/jobs/deploy/timeout-minutes', 31), JsonPatch.remove('/jobs/deploy/name')), {}],
];

test.each(GOOD)('%s is taken', (_, patch, want) => {
  const deploy = Object.fromEntries(Object.entries({ ...DOCUMENT.jobs.deploy, ...want }).filter(([, value]) => value !== undefined));
  expect(patched(patch)).toEqual({ ...DOCUMENT, jobs: { ...DOCUMENT.jobs, deploy } });
});

test('a period in a key is escaped', () => {
  expect(patched((file) => file.addOverride('jobs.plan\\.all.needs', ['a']))).toMatchObject({ jobs: { 'plan.all': { needs: ['a'] } } });
});

test('all patches of a file that do nothing are reported, each with its line', () => {
  const project = new TestProject(temporaryDirectory());
  new GeneratedYaml(project, PATH, { obj: () => DOCUMENT });
  const file = project.findObjectFile(PATH);
  file.addOverride('jobs.a.b', 1);
  file.addDeletionOverride('jobs.b');
  let error: unknown;
  try {
    project.synth();
  } catch (thrown) {
    error = thrown;
  }
  const lines = (error as EstateError).problems.map((problem) => Number(/file-patches\.test\.ts:(\d+)/.exec(problem)?.[1]));
  expect(lines).toEqual([lines[0], lines[0] + 1]);
});

test('a patch of a file that this estate does not have is a problem', () => {
  expect(patched((file) => file.addOverride('jobs', {}), () => undefined)).toEqual(['is not written in this estate, so a patch of it does nothing: drop the patch']);
});

test('whatever is taken has an effect as projen applies it', () => {
  const key = fc.constantFrom('a', 'b', 'c', '0', '1');
  const path = fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => keys.join('.'));
  const document = fc.object({ key, maxDepth: 3, values: [fc.integer(), fc.constant('x')] }).filter((value) => Object.keys(value).length > 0);
  const marker = 4711.5;
  fc.assert(fc.property(document, path, fc.boolean(), (obj, where, isDeletion) => {
    const outcome = patched((file) => file.addOverride(where, isDeletion ? undefined : marker), () => obj);
    if (Array.isArray(outcome)) return;
    const before = JSON.stringify(obj);
    const after = JSON.stringify(outcome);
    expect(after).not.toBe(before);
    // Nothing is made up beside what was said.
    if (!isDeletion) expect(after.split(`${marker}`)).toHaveLength(2);
  }), { numRuns: 60 });
});
