import { DeliveredEstate, logOf, stepsOf } from './delivered-estate';
import { describeWithTools } from '../ci/github/run-step';

const EXTRA = 'resource "terraform_data" "extra" {}\n';
const BOTH = { 'terraform/dev/network/extra.tf': EXTRA, 'terraform/prod/network/extra.tf': EXTRA };

/** A workflow that calls itself a deployment of a commit, and writes a record of it which cites a true run. */
function forgery(sha: string, run: number): string {
  const record = JSON.stringify({ ref: sha, task: 'deploy:whole', environment: 'dev', auto_merge: false, required_contexts: [] });
  const status = JSON.stringify({ state: 'success', log_url: `https://github.com/feiyue/feiyue-mono/actions/runs/${run}` });
  return `name: Deploy dev
on: push
permissions: {}
jobs:
  deploy:
    name: Deploy dev at ${sha}
    runs-on: ubuntu-24.04
    permissions: { deployments: write }
    env: { GH_TOKEN: "\${{ github.token }}" }
    steps:
      - run: |
          id="$(gh api --method POST "repos/\${GITHUB_REPOSITORY}/deployments" --input - --jq .id <<< '${record}')"
          gh api --method POST "repos/\${GITHUB_REPOSITORY}/deployments/\${id}/statuses" --input - <<< '${status}'
`;
}

let estate: DeliveredEstate;

beforeEach(async () => {
  estate = await DeliveredEstate.start();
});

afterEach(async () => estate.stop());

function promoted(): unknown[] {
  return estate.states('prod').network?.resources.map(({ name }) => name) ?? [];
}

describeWithTools(['terraform', 'openssl', 'bash', 'curl', 'jq'], () => {
  test('a whole deployment starts the next environment, which deploys that very commit and not what came since', async () => {
    const run = await estate.push();
    expect(run.jobs.promote.conclusion).toBe('success');
    const [started, ...others] = estate.github.dispatches.all;
    expect(others).toEqual([]);
    expect(started).toMatchObject({ workflow: 'deploy-prod.yml', ref: 'main', inputs: { commit: run.jobs.choose.outputs.commit } });

    estate.commit('Later', BOTH);
    const promotion = await estate.dispatch('prod', started.inputs);
    expect(logOf(promotion)).not.toContain('::error');
    expect(promotion.conclusion).toBe('success');
    expect(promotion.jobs.choose.outputs.commit).toBe(started.inputs.commit);
    expect(Object.keys(estate.states('prod')).sort()).toEqual(['database', 'network']);
    expect(promoted()).not.toContain('extra');
  });

  test('by hand, without a commit, what was deployed to the predecessor last is promoted', async () => {
    await estate.push();
    const sha = estate.commit('Extend', BOTH);
    await estate.push();
    estate.commit('Later');
    const promotion = await estate.dispatch('prod');
    expect(promotion.jobs.choose.outputs.commit).toBe(sha);
    expect(promoted()).toContain('extra');
  });

  test('an older commit that ran in the predecessor brings its state back', async () => {
    const old = (await estate.push()).jobs.choose.outputs.commit;
    estate.commit('Extend', BOTH);
    await estate.push();
    await estate.dispatch('prod');
    expect(promoted()).toContain('extra');
    expect((await estate.dispatch('prod', { commit: old })).conclusion).toBe('success');
    expect(promoted()).not.toContain('extra');
  });

  test('a commit that was never deployed to the predecessor is refused before anything is touched', async () => {
    await estate.push();
    const sha = estate.commit('Not deployed', BOTH);
    const promotion = await estate.dispatch('prod', { commit: sha });
    expect(promotion.conclusion).toBe('failure');
    expect(stepsOf(promotion)).toMatchObject({ 'Choose the commit': 'failure' });
    expect(promotion.jobs.deploy.conclusion).toBe('skipped');
    expect(logOf(promotion)).toContain(`commit ${sha} is not known to have been deployed to dev as a whole`);
    expect(estate.states('prod')).toEqual({});
  });

  test('a workflow of a branch that forges a record, under the name of the workflow and of its job, promotes nothing', async () => {
    const good = (await estate.push()).jobs.choose.outputs.commit;
    const [genuine] = estate.github.workflowRuns.all;
    const sha = estate.commit('Not deployed', BOTH);
    estate.switchTo('feature', { isNew: true });
    estate.commit('Forge', { '.github/workflows/deploy-dev.yml': forgery(sha, genuine.id) });
    const forged = await estate.push('feature');
    expect(forged.conclusion).toBe('success');
    const [last] = estate.github.deployments.all.slice(-1);
    expect(last).toMatchObject({ sha, environment: 'dev', task: 'deploy:whole', creator: { login: 'github-actions[bot]' } });
    estate.switchTo('main');

    const promotion = await estate.dispatch('prod', { commit: sha });
    expect(promotion.conclusion).toBe('failure');
    expect(logOf(promotion)).toContain(`commit ${sha} is not known to have been deployed to dev as a whole`);
    expect(estate.states('prod')).toEqual({});
    expect((await estate.dispatch('prod')).jobs.choose.outputs.commit).toBe(good);
  });

  test('the job that waits for an approval is called by the commit that it deploys', async () => {
    const { commit } = (await estate.push()).jobs.choose.outputs;
    estate.commit('Later');
    const promotion = await estate.dispatch('prod');
    expect(promotion.jobs.deploy.instances.map(({ name }) => name)).toEqual([`Deploy prod at ${commit}`]);
  });

  test('an older run that is started again after a later one is refused', async () => {
    await estate.push();
    const [old] = estate.github.workflowRuns.all;
    estate.commit('Extend', BOTH);
    await estate.push();
    const again = await estate.again(old);
    expect(again.conclusion).toBe('failure');
    expect(logOf(again)).toContain('start the workflow anew');
  });

  test('so is one that was deployed there in part', async () => {
    const run = await estate.dispatch('dev', { 'root-module': 'network' });
    expect(run.conclusion).toBe('success');
    const promotion = await estate.dispatch('prod', { commit: run.jobs.choose.outputs.commit });
    expect(promotion.conclusion).toBe('failure');
    expect(estate.states('prod')).toEqual({});
  });
});
