import { DeliveredEstate, logOf } from './delivered-estate';
import type { RunResult } from './workflow-runner/run-result';
import { PlanPolicy } from '../../src';
import { describeWithTools } from '../ci/github/run-step';

const PLAN = 'terraform-plan.yml';
const DATABASE = 'terraform/dev/database/extra.tf';

/** Denies what is called `forbidden`, and the destruction of `kept` unless it is allowed; says something of what is called `odd`. */
const RULES = `package plan.naming

deny contains {"msg": sprintf("%s is forbidden", [change.address])} if {
	some change in input.resource_changes
	change.name == "forbidden"
	"create" in change.change.actions
}

deny contains {"msg": sprintf("%s is kept", [change.address])} if {
	some change in input.resource_changes
	change.name == "kept"
	"delete" in change.change.actions
	not sprintf("%s %s", [data.estate.root_module, change.address]) in data.estate.allowed_destructions
}

warn contains {"msg": sprintf("%s is odd", [change.address])} if {
	some change in input.resource_changes
	change.name == "odd"
}
`;

let estate: DeliveredEstate;

beforeEach(async () => {
  estate = await DeliveredEstate.start((project) => {
    project.addPolicy('naming', PlanPolicy.rego(RULES));
    project.addPolicy('no-destroy', PlanPolicy.noDestroy());
    project.addPolicy('no-public-storage', PlanPolicy.noPublicStorage());
  });
});

afterEach(async () => estate.stop());

function resources(...names: readonly string[]): Record<string, string> {
  return { [DATABASE]: names.map((name) => `resource "terraform_data" "${name}" {}\n`).join('') };
}

function conclusions({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries(Object.entries(jobs).map(([id, { conclusion }]) => [id, conclusion]));
}

function lastComment(): string {
  return estate.github.issues.comments.at(-1)?.body ?? '';
}

describeWithTools(['terraform', 'conftest', 'openssl', 'bash', 'curl', 'jq'], () => {
  test('a plan that a policy denies fails the gate, and the comment says which policy and why', async () => {
    expect((await estate.push()).conclusion).toBe('success');
    estate.switchTo('extend', { isNew: true });
    estate.commit('Extend the database', resources('forbidden', 'odd'));
    const run = await estate.pullRequest(PLAN, 'extend');
    expect(conclusions(run)).toEqual({
      'format': 'success',
      'policies': 'success',
      'detect': 'success',
      'plan': 'failure',
      'plan-prod': 'skipped',
      'queue': 'skipped',
      'validate': 'skipped',
      'comment': 'success',
      'comment-again': 'skipped',
      'gate': 'failure',
    });
    expect(lastComment()).toContain('1 root module affected: 1 would change, 1 would be **denied** by policies.');
    expect(lastComment()).toContain('**Policies**\n\n- :no_entry: policy `naming`: `terraform_data.forbidden is forbidden`\n- :warning: policy `naming`: `terraform_data.odd is odd`\n');
    expect(lastComment()).toMatch(/\| `terraform\/dev\/database` \| 2 \| 0 \| 0 \| \[:no_entry: \*\*denied\*\* by policy\]\(\S+\) \|/);
    expect(run.summary).toContain('- :no_entry: policy `naming`: `terraform_data.forbidden is forbidden`\n');

    const [open] = estate.github.pullRequests.all;
    estate.commit('Leave that out', resources('odd'));
    const second = await estate.pullRequest(PLAN, 'extend', { open });
    expect(conclusions(second)).toMatchObject({ plan: 'success', gate: 'success' });
    expect(lastComment()).toContain('- :warning: policy `naming`: `terraform_data.odd is odd`\n');
    expect(lastComment()).not.toContain(':no_entry:');
  });

  test('what was merged all the same is not applied', async () => {
    await estate.push();
    estate.commit('Extend the database', resources('forbidden'));
    const run = await estate.push();
    expect(run.conclusion).toBe('failure');
    expect(logOf(run)).toContain('Denied by policy naming: terraform_data.forbidden is forbidden\n');
    expect(run.summary).toContain('❌ denied by policy naming');
    expect(JSON.stringify(estate.states('dev').database)).not.toContain('forbidden');
  });

  test('a commit that allows a destruction by name is believed in the pull request and in the deployment', async () => {
    estate.commit('Extend the database', resources('kept'));
    expect((await estate.push()).conclusion).toBe('success');
    estate.switchTo('shrink', { isNew: true });
    estate.commit('Shrink the database', { [DATABASE]: undefined });
    const run = await estate.pullRequest(PLAN, 'shrink');
    expect(conclusions(run)).toMatchObject({ plan: 'failure', gate: 'failure' });
    expect(lastComment()).toContain('policy `naming`: `terraform_data.kept is kept`');

    const [open] = estate.github.pullRequests.all;
    estate.commit('Mean it\n\nAllow-Destroy: terraform/dev/database terraform_data.kept');
    expect(conclusions(await estate.pullRequest(PLAN, 'shrink', { open }))).toMatchObject({ plan: 'success', gate: 'success' });
    expect((await estate.push()).conclusion).toBe('success');
  });

  test('a policy whose tests fail, or that cannot be read, fails the gate', async () => {
    await estate.push();
    estate.switchTo('policy', { isNew: true });
    estate.commit('Test it wrongly', { 'policies/plan/naming_test.rego': 'package plan.naming\n\ntest_it if count(deny) == 1 with input as {}\n', ...resources('odd') });
    const run = await estate.pullRequest(PLAN, 'policy');
    expect(conclusions(run)).toMatchObject({ policies: 'failure', gate: 'failure' });

    const [open] = estate.github.pullRequests.all;
    estate.commit('Break it', { 'policies/plan/naming_test.rego': undefined, 'policies/plan/naming.rego': 'package plan.naming\n\ndeny contains' });
    const second = await estate.pullRequest(PLAN, 'policy', { open });
    expect(conclusions(second)).toMatchObject({ policies: 'failure', plan: 'failure', gate: 'failure' });
  });
});
