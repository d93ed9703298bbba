import { JsonFile } from 'projen/lib/json';
import { TextFile } from 'projen/lib/textfile';
import { DefaultEstate, emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';
import { read } from '../test-project';

const WORKFLOW = '.github/workflows/deploy-prod.yml';

test.each([
  ['.github/workflows/deploy-prd.yml', '.github/workflows/deploy-prod.yml'],
  ['./.github/workflows/deploy-prd.yml', '.github/workflows/deploy-prod.yml'],
  ['.github/workflow/deploy-prod.yml', '.github/workflows/deploy-prod.yml'],
  ['github/workflows/deploy-prod.yml', '.github/workflows/deploy-prod.yml'],
  ['k8s/bases/api/deployment.yaml', 'k8s/base/api/deployment.yaml'],
  ['k8s/base/api/deployment.yml', 'k8s/base/api/deployment.yaml'],
  ['tsconfig.projn.json', 'tsconfig.projen.json'],
])('a look-up of %s finds nothing, and says what was meant', (wanted, meant) => {
  const { project } = new DefaultEstate();
  project.tryFindObjectFile(wanted)?.addOverride('jobs.deploy.timeout-minutes', 60);
  expect(problemsOf(project)).toEqual([`there is no file "${wanted.replace('./', '')}", so what is said of it does nothing. Did you mean "${meant}"?`]);
});

test('a file that is looked for before it is declared is a problem', () => {
  const project = emptyProject();
  project.tryFindObjectFile(WORKFLOW)?.addOverride('jobs.deploy.timeout-minutes', 60);
  project.addEnvironment('prod');
  expect(problemsOf(project)).toEqual([
    expect.stringMatching(/^"\.github\/workflows\/deploy-prod\.yml" is looked for before it is declared.*, and not found: look for it after that$/),
  ]);
});

test('who looks for a file again once it is there has found it', () => {
  const project = emptyProject();
  const patch = () => project.tryFindObjectFile(WORKFLOW)?.addOverride('jobs.deploy.timeout-minutes', 61);
  patch();
  project.addEnvironment('prod');
  project.addService('api', { port: 8080, image: 'registry.example/api:1.0.0' });
  patch();
  expect(problemsOf(project)).toEqual([]);
  expect(read(project.outdir, WORKFLOW)).toContain('timeout-minutes: 61');
});

test.each(['renovate.json', '.editorconfig', 'tsconfig.json', 'docs/notes.md', '../elsewhere.json'])('who asks whether there is %s hears nothing', (file) => {
  const { project } = new DefaultEstate();
  expect(project.tryFindFile(file)).toBeUndefined();
  expect(problemsOf(project)).toEqual([]);
});

test('who does not find a file and makes it himself hears nothing', () => {
  const { project } = new DefaultEstate();
  for (const file of ['k8s/notes.txt', 'k8s/base/own.json']) {
    if (!project.tryFindFile(file)) new JsonFile(project, file, { obj: {} });
  }
  new TextFile(project, 'k8s/base/own2.txt', { lines: ['mine'] });
  expect(problemsOf(project)).toEqual([]);
});

test('files with numbers in their names are no slips', () => {
  const { project } = new DefaultEstate();
  new TextFile(project, 'docs/chapter-1.md', { lines: ['mine'] });
  project.tryFindFile('docs/chapter-2.md');
  expect(problemsOf(project)).toEqual([]);
});

test('the removal of a file that there is not is a problem, and of one that is declared later', () => {
  const project = emptyProject();
  project.tryRemoveFile('.github/workflows/drft.yml');
  project.tryRemoveFile(WORKFLOW);
  project.addEnvironment('prod');
  expect(problemsOf(project)).toEqual([
    expect.stringMatching(/^there is no file "\.github\/workflows\/drft\.yml" to remove: drop the removal\. Did you mean "\.github\/workflows\/drift\.yml"\?$/),
    expect.stringMatching(/^"\.github\/workflows\/deploy-prod\.yml" is removed before it is declared.*, so it stays: remove it after that$/),
  ]);
});

test('a file that is removed is removed', () => {
  const { project } = new DefaultEstate();
  expect(project.tryRemoveFile('.github/workflows/drift.yml')).toBeDefined();
  expect(problemsOf(project)).toEqual([]);
});

test('the removal of a task that there is not is a problem', () => {
  const { project } = new DefaultEstate();
  project.removeTask('preveiw');
  expect(project.removeTask('adopt')).toBeDefined();
  expect(problemsOf(project)).toEqual(['there is no task "preveiw" to remove. Did you mean "preview"?']);
});

test('the checked look-up ends the program when there is no such file, or none that can be patched', () => {
  const { project } = new DefaultEstate();
  expect(() => project.findObjectFile('.github/workflows/deploy-prd.yml')).toThrow(/there is no file "[^"]+" so far: look for it after it is declared\. Did you mean "\.github\/workflows\/deploy-prod\.yml"\?/);
  expect(() => project.findObjectFile('terraform/dev/network/main.tf')).toThrow(/is no YAML or JSON file, so it cannot be patched/);
  project.findObjectFile(WORKFLOW).addOverride('jobs.deploy.timeout-minutes', 62);
  expect(problemsOf(project)).toEqual([]);
  expect(read(project.outdir, WORKFLOW)).toContain('timeout-minutes: 62');
});
