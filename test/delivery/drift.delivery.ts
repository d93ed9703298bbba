import { DeliveredEstate } from './delivered-estate';
import type { Issue } from './github/issues';
import type { RunResult } from './workflow-runner/run-result';
import { describeWithTools } from '../ci/github/run-step';

const DRIFT = 'drift.yml';
const NETWORK = 'terraform/dev/network/extra.tf';
/** Without a resource a value differs from what is applied as soon as this variable of the machine does. */
const OUTSIDE = 'variable "outside" {\n  default = "as it was"\n}\n\nresource "terraform_data" "extra" {\n  input = var.outside\n}\n';

let estate: DeliveredEstate;

beforeEach(async () => {
  estate = await DeliveredEstate.start();
});

afterEach(async () => estate.stop());

function log({ jobs }: RunResult): string {
  return Object.values(jobs).flatMap(({ steps }) => steps).map(({ log: text }) => text).join('');
}

function issues(): Issue[] {
  return estate.github.issues.all;
}

describeWithTools(['terraform', 'openssl', 'bash', 'curl', 'jq'], () => {
  test('an issue is opened for what drifted, left alone, updated, and closed, but not by a plan that fails', async () => {
    estate.commit('Extend the network', { [NETWORK]: OUTSIDE });
    expect((await estate.push()).conclusion).toBe('success');
    // What is merged but not deployed is no drift.
    estate.commit('Go on', { 'terraform/dev/database/extra.tf': 'resource "terraform_data" "extra" {}\n' });

    const clean = await estate.schedule(DRIFT);
    expect(clean.conclusion).toBe('success');
    expect(clean.jobs.plan.instances.map(({ name }) => name)).toEqual(['Plan terraform/dev/network', 'Plan terraform/dev/database']);
    expect(log(clean)).toContain('::notice title=prod::No whole deployment to it is known to have succeeded');
    expect(issues()).toEqual([]);

    const drifted = await estate.schedule(DRIFT, { TF_VAR_outside: 'changed by hand' });
    expect(drifted.conclusion).toBe('success');
    expect(issues()).toEqual([expect.objectContaining({ title: 'Drift in terraform/dev/network', state: 'open', labels: [{ name: 'drift' }] })]);
    expect(issues()[0].body).toMatch(/^<!-- drift [0-9a-f]{64} -->\n### `terraform\/dev\/network`\n\nchanges: \+0 ~1 -0\n/);
    expect(issues()[0].body).toContain('"as it was" -> "changed by hand"');

    const before = issues()[0].updated_at;
    expect(log(await estate.schedule(DRIFT, { TF_VAR_outside: 'changed by hand' }))).toContain('Drift in terraform/dev/network: as before');
    expect(issues()).toHaveLength(1);
    expect(issues()[0].updated_at).toBe(before);
    expect(estate.github.issues.comments).toEqual([]);

    await estate.schedule(DRIFT, { TF_VAR_outside: 'changed again' });
    expect(issues()).toHaveLength(1);
    expect(issues()[0].body).toContain('"as it was" -> "changed again"');
    expect(estate.github.issues.comments.map(({ body }) => body)).toEqual([expect.stringContaining('The drift is another one now')]);

    const failed = await estate.schedule(DRIFT, { TF_CLI_ARGS_plan: '-nonsense' });
    expect(failed.conclusion).toBe('failure');
    expect(failed.jobs.report.conclusion).toBe('success');
    expect(issues()).toEqual([expect.objectContaining({ state: 'open' })]);
    expect(log(failed)).toContain('Drift in terraform/dev/network: not known, the plan did not end');

    await estate.schedule(DRIFT);
    expect(issues()).toEqual([expect.objectContaining({ state: 'closed', state_reason: 'completed' })]);
    expect(estate.github.unknownRequests).toEqual([]);
  });

  test('before the first deployment there is nothing to compare with', async () => {
    const run = await estate.schedule(DRIFT);
    expect(Object.fromEntries(Object.entries(run.jobs).map(([id, { conclusion }]) => [id, conclusion]))).toEqual({ select: 'success', plan: 'skipped', report: 'success' });
    expect(estate.tencent.requests).toEqual([]);
  });

  test('records and runs that somebody made of a commit which is not merged have none of it planned', async () => {
    estate.switchTo('attack', { isNew: true });
    const sha = estate.commit('Attack', { [NETWORK]: OUTSIDE });
    estate.switchTo('main');
    const { deployments } = estate.github;
    deployments.addStatus(deployments.create({ sha, environment: 'dev', task: 'deploy:whole' }), 'success');
    const path = '.github/workflows/deploy-dev.yml';
    for (const headBranch of ['attack', 'main']) {
      const forged = estate.github.workflowRuns.begin({ path, event: 'workflow_dispatch', head_branch: headBranch, head_sha: sha });
      forged.jobs.push({ name: `Deploy dev at ${sha}`, run_attempt: 1, status: 'completed', conclusion: 'success' });
    }
    const run = await estate.schedule(DRIFT);
    expect(run.jobs.plan.conclusion).toBe('skipped');
    expect(estate.tencent.requests).toEqual([]);
    expect(log(run)).toContain('::notice title=dev::No whole deployment to it is known to have succeeded');
  });
});
