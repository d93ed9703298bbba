import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EstateRepository } from './estate-repository';
import { GitHubStandIn } from './github/github-stand-in';
import { RecordedProgram } from './recorded-program';
import { PullRequestOptions, pullRequestEvent } from './workflow-runner/events';
import type { RunResult } from './workflow-runner/run-result';
import { runWorkflow } from './workflow-runner/run-workflow';

const ESTATE = new EstateRepository();
let github: GitHubStandIn;
beforeAll(async () => {
  github = await GitHubStandIn.start();
  ESTATE.git('checkout', '--quiet', '-b', 'change');
  const file = 'terraform/modules/network/main.tf';
  const text = readFileSync(join(ESTATE.directory, file), 'utf8');
  ESTATE.commit('Note the network', { [file]: `${text}\nlocals {\n  changed = true\n}\n` });
  ESTATE.git('checkout', '--quiet', 'main');
});
afterAll(async () => github.stop());

async function plan(terraform: RecordedProgram, pullRequest: Partial<PullRequestOptions> = {}): Promise<RunResult> {
  return runWorkflow({
    workflow: ESTATE.workflow('terraform-plan.yml'),
    repository: ESTATE.directory,
    event: pullRequestEvent(ESTATE.directory, github, { head: 'change', ...pullRequest }),
    github,
    path: [terraform.folder],
  });
}

/** Jobs that plan one root module each. */
function plans({ jobs }: RunResult) {
  return Object.entries(jobs).filter(([id]) => /^plan(-\d+)?$/.test(id)).flatMap(([, { instances }]) => instances);
}

test('a pull request from a fork is validated, and nothing logs in for it', async () => {
  const terraform = new RecordedProgram('terraform');
  const result = await plan(terraform, { fork: 'stranger/feiyue-mono' });
  expect(result.conclusion).toBe('success');
  expect(plans(result).map(({ name }) => name)).toEqual(expect.arrayContaining(['Plan terraform/dev/network', 'Plan terraform/prod/network']));
  for (const { steps } of plans(result)) {
    expect(steps.find(({ name }) => name.startsWith('Log in'))?.conclusion).toBe('skipped');
    expect(steps.find(({ name }) => name === 'Plan')?.conclusion).toBe('skipped');
    const notices = steps.flatMap(({ annotations }) => annotations).filter(({ level }) => level === 'notice');
    expect(notices).toMatchObject([{ message: expect.stringContaining('Validated, not planned') as string }]);
  }
  expect(terraform.calls.filter((call) => / validate\b/.test(` ${call}`))).toHaveLength(plans(result).length);
  expect(terraform.calls.filter((call) => / plan\b/.test(` ${call}`))).toEqual([]);
});

test('a root module that is not valid fails the gate, and those beside it are validated all the same', async () => {
  const terraform = new RecordedProgram('terraform', '[[ "$PWD $*" != *terraform/dev/network* ]] || { [[ " $* " != *" validate "* ]] || exit 1; }');
  const result = await plan(terraform, { fork: 'stranger/feiyue-mono' });
  expect(result.conclusion).toBe('failure');
  expect(plans(result).filter(({ conclusion }) => conclusion === 'failure').map(({ name }) => name)).toEqual(['Plan terraform/dev/network']);
  expect(result.jobs.gate.conclusion).toBe('failure');
});

test('files that are not formatted fail the gate', async () => {
  const result = await plan(new RecordedProgram('terraform', '[[ "$1" != fmt ]] || exit 3'), { fork: 'stranger/feiyue-mono' });
  expect(result.jobs.format.conclusion).toBe('failure');
  expect(result.jobs.gate.conclusion).toBe('failure');
});

test('without the variables of the cloud a plan fails and names the one to set', async () => {
  const result = await plan(new RecordedProgram('terraform'));
  expect(result.jobs.gate.conclusion).toBe('failure');
  const [{ steps }] = plans(result);
  expect(steps.find(({ name }) => name.startsWith('Log in'))?.annotations[0]).toMatchObject({ level: 'error', message: expect.stringContaining('TENCENTCLOUD_') as string });
});
