import { AzureEstate, POLICIES_DIR } from './azure-estate';
import type { PipelineRun } from './pipeline-runner/run-pipeline';
import { describeWithTools } from '../ci/github/run-step';

const NETWORK = 'infra/staging/network/extra.tf';

/** Denies what is called `forbidden`, and the destruction of `kept` unless it is allowed; says something of what is called `odd`. */
const NAMING = `package plan.naming

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

let estate: AzureEstate;

beforeEach(async () => { estate = await AzureEstate.start({ policies: { naming: NAMING } }); });

afterEach(async () => estate.stop());

function resources(...names: readonly string[]): Record<string, string> {
  return { [NETWORK]: names.map((name) => `resource "terraform_data" "${name}" {}\n`).join('') };
}

/** Commits to a branch that starts at what is merged, or goes on with it, and runs its pull request. */
async function pullRequest(branch: string, message: string, files: Readonly<Record<string, string>>): Promise<PipelineRun> {
  const isThere = estate.repository.git('branch', '--list', branch) !== '';
  estate.repository.git('switch', '--quiet', ...(isThere ? [branch] : ['--create', branch]));
  estate.commit(message, files);
  return estate.pullRequest(7, branch);
}

function results({ jobs }: PipelineRun): Record<string, string> {
  return Object.fromEntries(Object.entries(jobs).map(([id, { result }]) => [id, result]));
}

function lastComment(): string {
  return estate.devops.threads.all.at(-1)?.comments[0].content ?? '';
}

describeWithTools(['bash', 'conftest', 'git', 'jq', 'terraform', 'unzip'], () => {
  test('a plan that a policy denies fails the run, and leads the comment with which policy and why', async () => {
    expect((await estate.push()).result).toBe('succeeded');
    const denied = await pullRequest('extend', 'Extend the network', resources('forbidden', 'odd'));
    expect(denied.result).toBe('failed');
    expect(results(denied)).toEqual({
      format: 'Succeeded', policies: 'Succeeded', select: 'Succeeded', plan_staging: 'Failed', plan_prod: 'Skipped', validate: 'Skipped', comment: 'Succeeded', comment_again: 'Skipped',
    });
    expect(denied.log).toContain('##vso[task.logissue type=error]infra/staging/network: the plan failed, or a policy denies it');
    const [, lead] = /^### Terraform plan\n\n(.*?)\n\n\|/s.exec(lastComment())!;
    expect(lead.replace(/ Planned for .*/, '')).toBe([
      '2 root modules affected: 1 would change, 1 would be **denied** by policies.', '', '**Policies**', '',
      '- :no_entry: `infra/staging/network`, policy `naming`: `terraform_data.forbidden is forbidden`',
      '- :warning: `infra/staging/network`, policy `naming`: `terraform_data.odd is odd`',
    ].join('\n'));
    expect(lastComment()).toMatch(/\| `infra\/staging\/network` \| 2 \| 0 \| 0 \| \[:no_entry: \*\*denied\*\* by policy\]\(\S+\) \|/);
    expect(denied.summaries.join('')).toContain('- :no_entry: policy `naming`: `terraform_data.forbidden is forbidden`\n');

    const mended = await pullRequest('extend', 'Leave that out', resources('odd'));
    expect(mended.result).toBe('succeeded');
    expect(lastComment()).toContain('- :warning: `infra/staging/network`, policy `naming`: `terraform_data.odd is odd`\n');
    expect(lastComment()).not.toContain(':no_entry:');
    expect(estate.devops.threads.all).toHaveLength(1);
  });

  test('what was merged all the same is not applied', async () => {
    await estate.push();
    estate.commit('Extend the network', resources('forbidden'));
    const run = await estate.push();
    expect(run.result).toBe('failed');
    expect(run.log).toContain('Denied by policy naming: terraform_data.forbidden is forbidden\n');
    expect(run.log).toContain('##vso[task.logissue type=error]infra/staging/network: denied by policy naming\n');
    expect(run.summaries.join('')).toContain('❌ denied by policy naming');
    expect(estate.resources('staging', 'network')).toEqual(['terraform_data.network']);
  });

  test('a commit that allows a destruction by name is believed in the pull request and in the deployment', async () => {
    estate.commit('Extend the network', resources('kept'));
    expect((await estate.push()).result).toBe('succeeded');
    expect((await pullRequest('shrink', 'Shrink the network', { [NETWORK]: '' })).result).toBe('failed');
    expect(lastComment()).toContain('policy `naming`: `terraform_data.kept is kept`');

    const meant = await pullRequest('shrink', 'Mean it\n\nAllow-Destroy: infra/staging/network terraform_data.kept', { VERSION: '2\n' });
    expect(meant.result).toBe('succeeded');
    estate.repository.git('merge', '--quiet', '--no-ff', '--message=Merge', 'shrink');
    expect((await estate.push()).result).toBe('succeeded');
    expect(estate.resources('staging', 'network')).toEqual(['terraform_data.network']);
  });

  test('a policy whose tests fail, or that cannot be read, fails the run and is reported', async () => {
    await estate.push();
    const test = 'package plan.naming\n\ntest_it if count(deny) == 1 with input as {}\n';
    const untrue = await pullRequest('policy', 'Test it wrongly', { [`${POLICIES_DIR}/naming_test.rego`]: test, ...resources('odd') });
    expect(results(untrue)).toMatchObject({ policies: 'Failed', plan_staging: 'Succeeded' });
    expect(untrue).toMatchObject({ result: 'failed', log: expect.stringContaining('data.plan.naming.test_it') as string });

    const broken = await pullRequest('policy', 'Break it', { [`${POLICIES_DIR}/naming_test.rego`]: '', [`${POLICIES_DIR}/naming.rego`]: 'package plan.naming\n\ndeny contains' });
    expect(results(broken)).toMatchObject({ policies: 'Failed', plan_staging: 'Failed', comment: 'Succeeded' });
    expect(broken.log).toContain('the policies cannot be evaluated');
    expect(lastComment()).toContain('2 root modules affected: 2 could **not** be planned.');
  });
});
