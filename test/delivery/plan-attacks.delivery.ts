import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { DeliveredEstate } from './delivered-estate';
import type { RunResult } from './workflow-runner/run-result';
import type { ScriptStep, Workflow } from '../../src/ci/github/workflow';
import { describeWithTools } from '../ci/github/run-step';

/** Somebody who may push branches and open pull requests, and whom nobody has reviewed, against the plans of pull requests. */
const PLAN = 'terraform-plan.yml';
const STEAL = 'steal.yml';
const EXTRA = 'resource "terraform_data" "extra" {}\n';

let estate: DeliveredEstate;

beforeEach(async () => {
  estate = await DeliveredEstate.start();
});

afterEach(async () => estate.stop());

function log({ jobs }: RunResult): string {
  return Object.values(jobs).flatMap(({ instances }) => instances).flatMap(({ steps }) => steps).map(({ log: text }) => text).join('');
}

/** A workflow of the attacker's own: jobs that ask for one role each, by the login of a real one. */
function stealing(roles: readonly string[], on: object, environment?: string): string {
  const { jobs } = parse(readFileSync(join(estate.directory, '.github/workflows', PLAN), 'utf-8')) as Workflow;
  const login = jobs.plan.steps.find(({ name }) => name === 'Log in to Tencent Cloud') as ScriptStep;
  return stringify({
    name: 'Steal',
    on,
    permissions: {},
    concurrency: { 'group': 'steal', 'cancel-in-progress': false },
    defaults: { run: { shell: 'bash' } },
    jobs: Object.fromEntries(roles.map((role) => [role, {
      'name': role,
      'runs-on': 'ubuntu-24.04',
      'timeout-minutes': 5,
      'permissions': { 'id-token': 'write' },
      ...(environment !== undefined && { environment: { name: environment, deployment: false } }),
      'steps': [{ ...login, env: { ...login.env, ROLE: `feiyue-mono-${role}` } }],
    }])),
  });
}

/** The roles of all that a run asked for which it got. */
function stolen({ jobs }: RunResult): string[] {
  return Object.entries(jobs).filter(([, { conclusion }]) => conclusion === 'success').map(([role]) => role);
}

const ROLES = ['dev', 'prod'].flatMap((environment) => ['plan', 'drift', 'apply'].map((identity) => `${environment}-${identity}`));

describeWithTools(['terraform', 'openssl', 'bash', 'curl', 'jq'], () => {
  test('scripts that a branch rewrote do not run beside keys, nor beside the token that comments', async () => {
    await estate.push();
    estate.switchTo('attack', { isNew: true });
    const theft = 'echo "STOLEN ${TENCENTCLOUD_SECRET_KEY:-}${GH_TOKEN:-}"\n';
    const scripts = ['plan-report.sh', 'terraform-root.sh'].map((name) => [`ops/scripts/${name}`, `#!/usr/bin/env bash\n${theft}`]);
    const modules = ['plan-root-modules.mjs', 'plan-summary.mjs', 'ci/programs.mjs', 'ci/inert.mjs']
      .map((name) => [`ops/scripts/${name}`, `${readFileSync(join(estate.directory, 'ops/scripts', name), 'utf-8')}\nif (process.env.TENCENTCLOUD_SECRET_KEY || process.env.GH_TOKEN) console.log('STOLEN');\n`]);
    estate.commit('Attack', { ...Object.fromEntries([...scripts, ...modules]), 'terraform/modules/address-plan/extra.tf': EXTRA });
    const run = await estate.pullRequest(PLAN, 'attack');
    expect(run.conclusion).toBe('success');
    expect(log(run)).toContain('Plan: 1 to add, 0 to change, 0 to destroy.');
    expect(log(run)).not.toContain('STOLEN');
    expect(estate.github.issues.comments).toHaveLength(1);
  });

  test('nor do those of another branch that the attacker wants to merge into', async () => {
    await estate.push();
    estate.switchTo('base-of-mine', { isNew: true });
    estate.commit('Prepare', { 'ops/scripts/plan-report.sh': '#!/usr/bin/env bash\necho STOLEN\n' });
    estate.switchTo('attack', { isNew: true });
    estate.commit('Attack', { 'terraform/dev/network/extra.tf': EXTRA });
    const run = await estate.pullRequest(PLAN, 'attack', { base: 'base-of-mine' });
    expect(log(run)).toContain('Plan: 1 to add, 0 to change, 0 to destroy.');
    expect(log(run)).not.toContain('STOLEN');
  });

  test('a workflow of a pull request gets no role of a protected environment, and none that looks for drift or applies', async () => {
    estate.switchTo('attack', { isNew: true });
    estate.commit('Attack', { [`.github/workflows/${STEAL}`]: stealing(ROLES, { pull_request: {} }) });
    expect(stolen(await estate.pullRequest(STEAL, 'attack'))).toEqual(['dev-plan']);
  });

  test('nor does one in the merge queue, in the environment of its jobs', async () => {
    estate.switchTo('attack', { isNew: true });
    estate.commit('Attack', { [`.github/workflows/${STEAL}`]: stealing(ROLES, { merge_group: {} }, 'merge_queue') });
    expect(stolen(await estate.mergeGroup(STEAL, 'attack'))).toEqual(['dev-plan']);
  });

  test('an environment of another name opens nothing, and that of the plans waits for its reviewers', async () => {
    estate.switchTo('attack', { isNew: true });
    estate.commit('Attack', { [`.github/workflows/${STEAL}`]: stealing(ROLES, { pull_request: {} }, 'dev-plan') });
    expect(stolen(await estate.pullRequest(STEAL, 'attack'))).toEqual([]);

    estate.refused.add('prod-plan');
    estate.commit('Attack again', { [`.github/workflows/${STEAL}`]: stealing(ROLES, { pull_request: {} }, 'prod-plan') });
    const [open] = estate.github.pullRequests.all;
    const requests = estate.tencent.requests.length;
    expect(stolen(await estate.pullRequest(STEAL, 'attack', { open }))).toEqual([]);
    expect(estate.tencent.requests).toHaveLength(requests);

    // Whom they let in has that environment to read, and no other.
    estate.refused.clear();
    expect(stolen(await estate.pullRequest(STEAL, 'attack', { open }))).toEqual(['prod-plan']);
  });

  test('a plan that the reviewers refuse reads nothing, and the check fails', async () => {
    await estate.push();
    estate.refused.add('prod-plan');
    estate.switchTo('module', { isNew: true });
    estate.commit('Change the module', { 'terraform/modules/address-plan/extra.tf': EXTRA });
    const before = estate.tencent.requests.length;
    const run = await estate.pullRequest(PLAN, 'module');
    expect(Object.fromEntries(Object.entries(run.jobs).map(([id, { conclusion }]) => [id, conclusion]))).toMatchObject({
      'plan': 'success', 'plan-prod': 'failure', 'comment': 'success', 'comment-again': 'success', 'gate': 'failure',
    });
    expect(run.summary).toContain('4 root modules affected: 1 would change, 2 to be let in by a reviewer');
    expect(run.summary).toContain('| `terraform/prod/network` |  |  |  | waits for a reviewer to let it be planned |');
    expect(estate.tencent.requests.slice(before).some(({ by, resource }) => `${by} ${resource}`.includes('prod'))).toBe(false);
    expect(estate.github.issues.comments[0].body).toMatch(/\| `terraform\/prod\/network` \| {2}\| {2}\| {2}\| \*\*failed\*\* \|/);
  });
});
