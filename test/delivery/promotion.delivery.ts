import { DeliveredEstate, logOf, stepsOf } from './delivered-estate';
import { describeWithTools } from '../ci/github/run-step';

const EXTRA = 'resource "terraform_data" "extra" {}\n';
const BOTH = { 'terraform/dev/network/extra.tf': EXTRA, 'terraform/prod/network/extra.tf': EXTRA };

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
    expect(started).toMatchObject({ workflow: 'deploy-prod.yml', ref: 'main', inputs: { commit: run.jobs.deploy.outputs.commit } });

    estate.commit('Later', BOTH);
    const promotion = await estate.dispatch('prod', started.inputs);
    expect(logOf(promotion)).not.toContain('::error');
    expect(promotion.conclusion).toBe('success');
    expect(promotion.jobs.deploy.outputs.commit).toBe(started.inputs.commit);
    expect(Object.keys(estate.states('prod')).sort()).toEqual(['database', 'network']);
    expect(promoted()).not.toContain('extra');
  });

  test('by hand, without a commit, what was deployed to the predecessor last is promoted', async () => {
    await estate.push();
    const sha = estate.commit('Extend', BOTH);
    await estate.push();
    estate.commit('Later');
    const promotion = await estate.dispatch('prod');
    expect(promotion.jobs.deploy.outputs.commit).toBe(sha);
    expect(promoted()).toContain('extra');
  });

  test('an older commit that ran in the predecessor brings its state back', async () => {
    const old = (await estate.push()).jobs.deploy.outputs.commit;
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
    expect(stepsOf(promotion)).toMatchObject({ 'Choose the commit': 'failure', 'Log in to Tencent Cloud': 'skipped', 'Record the outcome': 'skipped' });
    expect(logOf(promotion)).toContain(`commit ${sha} was never deployed to dev as a whole`);
    expect(estate.states('prod')).toEqual({});
  });

  test('so is one that was deployed there in part', async () => {
    const run = await estate.dispatch('dev', { 'root-module': 'network' });
    expect(run.conclusion).toBe('success');
    const promotion = await estate.dispatch('prod', { commit: run.jobs.deploy.outputs.commit });
    expect(promotion.conclusion).toBe('failure');
    expect(estate.states('prod')).toEqual({});
  });
});
