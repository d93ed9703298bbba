import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { pushEvent } from './events';
import type { WorkflowRunOptions } from './run-options';
import type { RunResult } from './run-result';
import { runWorkflow } from './run-workflow';
import { SampleRepository } from './sample-repository';
import { goSettings } from '../../go-programs';
import { GitHubStandIn } from '../github/github-stand-in';

const REPOSITORY = new SampleRepository({ 'README.md': 'one\n', 'sub/file.txt': 'two\n' });
let github: GitHubStandIn;
beforeAll(async () => { github = await GitHubStandIn.start(); });
afterAll(async () => github.stop());

/** Runs jobs, given as YAML, on a push. */
async function run(jobs: string, options: Partial<WorkflowRunOptions> & { readonly head?: string } = {}): Promise<RunResult> {
  const workflow = `name: Test\non: push\npermissions: {}\n${options.head ?? ''}\njobs:\n${jobs.replace(/^/gm, '  ')}`;
  return runWorkflow({ workflow: parse(workflow), repository: REPOSITORY.directory, event: pushEvent(REPOSITORY.directory), github, ...options });
}

/** A job of one script. */
function job(id: string, script: string, keys = ''): string {
  return `${id}:\n  runs-on: ubuntu-24.04\n${keys.replace(/^(?=.)/gm, '  ')}\n  steps:\n    - shell: bash\n      run: |\n${script.replace(/^/gm, '        ')}\n`;
}

function conclusions({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries(Object.entries(jobs).map(([id, { conclusion }]) => [id, conclusion]));
}

test('a failed job skips those that need it, unless their if asks how it went', async () => {
  const result = await run([
    job('build', 'exit 3'),
    job('test', 'true', 'needs: build'),
    job('report', 'echo "$RESULT"', 'needs: [build, test]\nif: always()\nenv:\n  RESULT: ${{ join(needs.*.result) }}'),
    job('mend', 'true', 'needs: test\nif: failure()'),
    job('other', 'true'),
  ].join('\n'));
  expect(conclusions(result)).toEqual({ build: 'failure', test: 'skipped', report: 'success', mend: 'success', other: 'success' });
  expect(result.conclusion).toBe('failure');
  expect(result.jobs.report.steps[0].log).toBe('failure,skipped\n');
  expect(result.jobs.build.steps[0].annotations).toEqual([{ level: 'error', message: 'Process completed with exit code 3.' }]);
});

test('a skipped job also skips what needs it through a job that ran all the same', async () => {
  const result = await run([
    job('first', 'true', 'if: false'),
    job('second', 'true', 'needs: first\nif: always()'),
    job('third', 'true', 'needs: second'),
    job('fourth', 'true', "needs: second\nif: ${{ !cancelled() && needs.second.result == 'success' }}"),
  ].join('\n'));
  expect(conclusions(result)).toEqual({ first: 'skipped', second: 'success', third: 'skipped', fourth: 'success' });
  expect(result.conclusion).toBe('success');
});

test('outputs of steps are outputs of jobs, also those of several lines', async () => {
  const result = await run(`
from:
  runs-on: ubuntu-24.04
  outputs: { one: '\${{ steps.set.outputs.one }}', many: '\${{ steps.set.outputs.many }}', none: '\${{ steps.set.outputs.none }}' }
  steps:
    - id: set
      run: |
        echo "one=a=b" >> "$GITHUB_OUTPUT"
        { echo 'many<<END'; echo x; echo; echo 'y=z'; echo END; } >> "$GITHUB_OUTPUT"
to:
  runs-on: ubuntu-24.04
  needs: from
  steps:
    - env: { MANY: '\${{ needs.from.outputs.many }}' }
      run: echo "$MANY"
`);
  expect(result.jobs.from.outputs).toEqual({ one: 'a=b', many: 'x\n\ny=z', none: '' });
  expect(result.jobs.to.steps[0].log).toBe('x\n\ny=z\n');
});

test('env of a step goes before that of the job, and that before that of the workflow', async () => {
  const result = await run(`
env:
  runs-on: ubuntu-24.04
  env: { B: job, C: 'job \${{ vars.V }}', D: job }
  steps:
    - { run: 'echo "$A $B $C $D"', env: { C: step, D: '\${{ env.D }} in step' } }
    - run: |
        echo 'B=exported' >> "$GITHUB_ENV"
        mkdir -p bin && printf '#!/bin/sh\\necho found\\n' > bin/program && chmod +x bin/program && echo "$PWD/bin" >> "$GITHUB_PATH"
    - run: echo "$A $B $C $D $(program) \${{ env.B }}"
    - { run: 'echo "$B"', env: { B: step } }
`, { head: 'env: { A: workflow, B: workflow }', vars: { V: 'var' } });
  expect(result.jobs.env.steps.map(({ log }) => log)).toEqual(['workflow job step job in step\n', '', 'workflow exported job var job found exported\n', 'step\n']);
});

test('nothing of the machine is in the environment of a step but what the run was given', async () => {
  process.env.LEAK = 'leak';
  const result = await run(job('env', 'env | cut -d= -f1 | sort\nls -A "$HOME"'), { env: { HTTPS_PROXY: 'http://127.0.0.1:1' } });
  delete process.env.LEAK;
  const names = result.jobs.env.steps[0].log.trim().split('\n').filter((name) => !/^(GITHUB|RUNNER)_/.test(name));
  expect(names).toEqual(['CI', ...Object.keys(goSettings()), 'HOME', 'HTTPS_PROXY', 'LANG', 'PATH', 'PWD', 'SHLVL', '_']);
});

test('a matrix that an earlier job computed runs a job for each entry', async () => {
  const result = await run([
    job('detect', 'echo \'entries=[{"environment":"dev","dir":"a"},{"environment":"prod","dir":"b"}]\' >> "$GITHUB_OUTPUT"', 'outputs: { entries: "${{ steps.s.outputs.entries }}" }').replace('- shell', '- id: s\n      shell'),
    job('plan', 'echo "$DIR"; [[ "$DIR" == a ]]', 'name: Plan ${{ matrix.dir }}\nneeds: detect\nenv: { DIR: "${{ matrix.dir }}" }\nstrategy:\n  fail-fast: false\n  matrix: { include: "${{ fromJSON(needs.detect.outputs.entries) }}" }'),
  ].join('\n'));
  expect(result.jobs.plan.conclusion).toBe('failure');
  expect(result.jobs.plan.instances.map(({ name, matrix, conclusion }) => ({ name, matrix, conclusion }))).toEqual([
    { name: 'Plan a', matrix: { environment: 'dev', dir: 'a' }, conclusion: 'success' },
    { name: 'Plan b', matrix: { environment: 'prod', dir: 'b' }, conclusion: 'failure' },
  ]);
});

test('a matrix without entries fails its job, as it does at GitHub', async () => {
  const result = await run(job('plan', 'true', "strategy: { matrix: { dir: \"${{ fromJSON('[]') }}\" } }"));
  expect(result.jobs.plan.conclusion).toBe('failure');
  expect(result.jobs.plan.instances[0].annotations).toEqual([{ level: 'error', message: 'the matrix has no value of dir' }]);
});

test('the first failure of a matrix cancels its other jobs, which may still clean up', async () => {
  const begun = join(mkdtempSync(join(tmpdir(), 'matrix-')), 'begun');
  const result = await run(`
plan:
  runs-on: ubuntu-24.04
  strategy: { max-parallel: 2, matrix: { n: [1, 2, 3] } }
  steps:
    - run: if [ \${{ matrix.n }} = 1 ]; then until [ -e '${begun}' ]; do sleep 0.05; done; exit 1; else touch '${begun}'; sleep 600; fi
    - { run: echo cleaned, if: always() }
    - run: echo never
`);
  expect(result.jobs.plan.instances.map(({ conclusion, steps }) => [conclusion, ...steps.map((step) => step.conclusion)])).toEqual([
    ['failure', 'failure', 'success', 'skipped'],
    ['cancelled', 'cancelled', 'success', 'skipped'],
    ['cancelled'],
  ]);
});

test('masked values stand in no log, annotation or output of a job', async () => {
  const result = await run(`
mask:
  runs-on: ubuntu-24.04
  outputs: { leaked: '\${{ steps.s.outputs.leaked }}', kept: '\${{ steps.s.outputs.kept }}' }
  steps:
    - id: s
      env: { SECRET: '\${{ secrets.KEY }}' }
      run: |
        echo "::add-mask::hunter2"
        echo "::error title=T%3A hunter2::it is hunter2%0A$SECRET"
        echo "$SECRET hunter2"; echo 'hunter2 too' >&2
        echo "leaked=hunter2" >> "$GITHUB_OUTPUT"; echo "kept=x" >> "$GITHUB_OUTPUT"
        echo "hunter2" >> "$GITHUB_STEP_SUMMARY"
`, { secrets: { KEY: 's3cret' } });
  const [step] = result.jobs.mask.steps;
  expect(step.log).toBe('::add-mask::***\n::error title=T%3A ***::it is ***%0A***\n*** ***\n*** too\n');
  expect(step.annotations).toEqual([{ level: 'error', title: 'T: ***', message: 'it is ***\n***' }]);
  expect(result.jobs.mask.outputs).toEqual({ kept: 'x' });
  expect(result.summary).toBe('***\n');
});

test('only an explicit bash fails within a pipe', async () => {
  const result = await run(`
default:
  runs-on: ubuntu-24.04
  steps: [{ run: 'false | true' }]
explicit:
  runs-on: ubuntu-24.04
  defaults: { run: { shell: bash } }
  steps: [{ run: 'false | true' }]
`);
  expect(conclusions(result)).toEqual({ default: 'success', explicit: 'failure' });
});

test('a step after a failure is skipped unless the failure is continued after', async () => {
  const result = await run(`
steps:
  runs-on: ubuntu-24.04
  steps:
    - { id: may-fail, run: exit 1, continue-on-error: true }
    - run: echo "\${{ steps.may-fail.outcome }} \${{ steps.may-fail.conclusion }}"
    - run: exit 2
    - run: echo no
    - { run: echo undo, if: failure() }
    - { run: pwd, if: always(), working-directory: nowhere }
`);
  expect(result.jobs.steps.steps.map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'failure', 'skipped', 'success', 'failure']);
  expect(result.jobs.steps.steps[1].log).toBe('failure success\n');
  expect(result.jobs.steps.steps[5].annotations[0].message).toContain('No such file or directory');
});

test('a step that takes too long fails, and a job that does is cancelled', async () => {
  const result = await run(`
step:
  runs-on: ubuntu-24.04
  steps: [{ run: sleep 600, timeout-minutes: 0.005 }]
job:
  runs-on: ubuntu-24.04
  timeout-minutes: 0.005
  steps: [{ run: sleep 600 }]
`);
  expect(conclusions(result)).toEqual({ step: 'failure', job: 'cancelled' });
});

test('the repository is checked out one commit deep, without credentials, and the working directory is that of the step', async () => {
  const result = await run(`
checkout:
  runs-on: ubuntu-24.04
  permissions: { contents: read }
  defaults: { run: { working-directory: sub } }
  steps:
    - { uses: actions/checkout@v7, with: { persist-credentials: false } }
    - run: cat file.txt; git rev-list --count HEAD; git branch --show-current; git config --get-regexp 'extraheader' || echo none
    - { run: cat README.md, working-directory: . }
`);
  expect(result.jobs.checkout.steps.map(({ log }) => log).slice(1)).toEqual(['two\n1\nmain\nnone\n', 'one\n']);
});

test('with its whole history a branch is what it was at the event, beside all others', async () => {
  const repository = new SampleRepository();
  const event = pushEvent(repository.directory);
  repository.git('branch', 'other');
  repository.commit('Later', { later: '' });
  const result = await run(`
checkout:
  runs-on: ubuntu-24.04
  steps:
    - { uses: actions/checkout@v7, with: { persist-credentials: false, fetch-depth: 0 } }
    - run: git rev-parse HEAD origin/main origin/other && git branch --show-current
`, { repository: repository.directory, event });
  expect(result.jobs.checkout.steps[1].log).toBe(`${event.sha}\n${event.sha}\n${event.sha}\nmain\n`);
});

test('artifacts go from job to job and are kept, without hidden files', async () => {
  const result = await run(`
up:
  runs-on: ubuntu-24.04
  strategy: { matrix: { n: [1, 2] } }
  steps:
    - run: mkdir -p out/deep && echo \${{ matrix.n }} > out/deep/\${{ matrix.n }}.txt && touch out/.hidden
    - { uses: actions/upload-artifact@v7, with: { name: 'plan-\${{ matrix.n }}', path: out, if-no-files-found: error, retention-days: 5 } }
down:
  runs-on: ubuntu-24.04
  needs: up
  steps:
    - { uses: actions/download-artifact@v8, with: { pattern: plan-*, path: merged, merge-multiple: true } }
    - { uses: actions/download-artifact@v8, with: { pattern: plan-*, path: apart } }
    - { uses: actions/download-artifact@v8, with: { name: plan-1 } }
    - run: find . -type f | sort
missing:
  runs-on: ubuntu-24.04
  steps:
    - { uses: actions/download-artifact@v8, with: { name: nothing }, continue-on-error: true }
    - { uses: actions/upload-artifact@v7, with: { name: none, path: nothing/**, if-no-files-found: error } }
`);
  expect(result.jobs.down.steps[3].log.trim().split('\n')).toEqual([
    './apart/plan-1/deep/1.txt', './apart/plan-2/deep/2.txt', './deep/1.txt', './merged/deep/1.txt', './merged/deep/2.txt',
  ]);
  expect(result.jobs.missing.steps.map(({ outcome }) => outcome)).toEqual(['failure', 'failure']);
  expect(Object.keys(result.artifacts)).toEqual(['plan-1', 'plan-2']);
  expect(readFileSync(join(result.artifacts['plan-2'], 'deep/2.txt'), 'utf8')).toBe('2\n');
});

test('a test may stand in for an action of its own', async () => {
  const result = await run(`
own:
  runs-on: ubuntu-24.04
  steps:
    - { id: build, uses: docker/build-push-action@v7, with: { push: true, tags: a } }
    - run: echo "\${{ steps.build.outputs.digest }}"
`, { actions: { 'docker/build-push-action': (call) => call.setOutput('digest', `sha256:${call.inputs.tags}${call.inputs.push}`) } });
  expect(result.jobs.own.steps[1].log).toBe('sha256:atrue\n');
});

test('a summary that GitHub would drop is dropped', async () => {
  const result = await run(job('summary', 'head -c 1048577 /dev/zero | tr "\\0" x >> "$GITHUB_STEP_SUMMARY"'));
  expect(result.summary).toBe('');
  expect(result.jobs.summary.steps[0].annotations[0].message).toContain('upload aborted');
});

test.each([
  ['an unknown key of a job', job('a', 'true', 'services: {}'), 'does not know the key services'],
  ['an unknown key of a step', 'a: { runs-on: ubuntu-24.04, steps: [{ run: a, with: {} }] }', 'does not know the key with'],
  ['an unknown action', 'a: { runs-on: ubuntu-24.04, steps: [{ uses: some/action@v1 }] }', 'there is no stand-in for the action some/action'],
  ['an unknown input of an action', 'a: { runs-on: ubuntu-24.04, steps: [{ uses: actions/checkout@v7, with: { persist-credential: false } }] }', 'does not know the input persist-credential'],
  ['credentials that would stay on the disk', 'a: { runs-on: ubuntu-24.04, steps: [{ uses: actions/checkout@v7 }] }', 'it lacks persist-credentials: false'],
  ['the wrapper of terraform', 'a: { runs-on: ubuntu-24.04, steps: [{ uses: hashicorp/setup-terraform@v4 }] }', 'it lacks terraform_wrapper: false'.replace('it', 'the step')],
  ['an unknown function', job('a', 'true', 'if: hash()'), 'there is no function hash'],
  ['a context that an if does not have', 'a: { runs-on: ubuntu-24.04, steps: [{ run: a, if: secrets.A }] }', 'there is no context secrets here'],
  ['an unknown shell', 'a: { runs-on: ubuntu-24.04, steps: [{ run: a, shell: pwsh }] }', 'does not know the shell pwsh'],
  ['a job that needs nobody known', job('a', 'true', 'needs: b'), 'there is no job b'],
  ['jobs that wait for each other', [job('a', 'true', 'needs: b'), job('b', 'true', 'needs: a')].join('\n'), 'in a circle'],
  ['an unknown permission', job('a', 'true', 'permissions: { content: read }'), 'there is no permission content'],
  ['a removed command', job('a', 'echo "::set-output name=a::b"'), 'GitHub does not take the command any more'],
])('%s is an error', async (_, jobs, message) => {
  await expect(run(jobs)).rejects.toThrow(message);
});

test('an event that the workflow is not started by is an error', async () => {
  const event = pushEvent(REPOSITORY.directory);
  await expect(run(job('a', 'true'), { event: { ...event, name: 'schedule' } })).rejects.toThrow('it runs on push, not on schedule');
});

test('a program that a test puts on the PATH goes before those of the machine', async () => {
  const bin = new SampleRepository({ terraform: '#!/bin/sh\necho fake\n' }).directory;
  const result = await run(`
terraform:
  runs-on: ubuntu-24.04
  steps:
    - { uses: hashicorp/setup-terraform@v4, with: { terraform_wrapper: false, terraform_version: 1.2.3 } }
    - run: sh "$(command -v terraform)" version
`, { path: [mkdtempSync(join(tmpdir(), 'empty-')), bin] });
  expect(result.jobs.terraform.steps[1].log).toBe('fake\n');
});
