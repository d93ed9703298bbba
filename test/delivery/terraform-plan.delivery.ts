import { DeliveredEstate } from './delivered-estate';
import type { RunResult } from './workflow-runner/run-result';
import { describeWithTools } from '../ci/github/run-step';

const PLAN = 'terraform-plan.yml';
const DATABASE = 'terraform/dev/database/extra.tf';
const EXTRA = 'resource "terraform_data" "extra" {}\n';

/** What the jobs come to when nothing is affected. */
const NOTHING = {
  'format': 'success', 'detect': 'success', 'plan': 'skipped', 'plan-prod': 'skipped', 'queue': 'skipped', 'validate': 'skipped', 'comment': 'skipped', 'comment-again': 'skipped', 'gate': 'success',
};

let estate: DeliveredEstate;

beforeEach(async () => {
  estate = await DeliveredEstate.start();
});

afterEach(async () => estate.stop());

/** What each job that plans came to, by its name. */
function planned({ jobs }: RunResult): Record<string, string> {
  const instances = ['plan', 'plan-prod'].flatMap((id) => jobs[id].instances);
  return Object.fromEntries(instances.map(({ name, conclusion }) => [name, conclusion]));
}

/** Who was anybody at the cloud since a request, each once. */
function identities(since: number): string[] {
  return [...new Set(estate.tencent.requests.slice(since).flatMap(({ by }) => (by === undefined ? [] : [by])))].sort();
}

function conclusions({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries(Object.entries(jobs).map(([id, { conclusion }]) => [id, conclusion]));
}

/** Everything that was commented on the pull request of a run. */
function comments(): string[] {
  return estate.github.issues.comments.map(({ body }) => body);
}

function log({ jobs }: RunResult): string {
  return Object.values(jobs).flatMap(({ steps }) => steps).map(({ log: text }) => text).join('');
}

describeWithTools(['terraform', 'openssl', 'bash', 'curl', 'jq'], () => {
  test('a pull request that changes one root module plans exactly that one, and has one comment that is kept up to date', async () => {
    const deployment = await estate.push();
    expect(deployment.conclusion).toBe('success');
    const lastRequest = estate.tencent.requests.length;
    estate.switchTo('extend', { isNew: true });
    estate.commit('Extend the database', { [DATABASE]: EXTRA });
    const run = await estate.pullRequest(PLAN, 'extend');
    expect(log(run)).toContain('Plan: 1 to add, 0 to change, 0 to destroy.');
    expect(conclusions(run)).toEqual({ ...NOTHING, plan: 'success', comment: 'success' });
    expect(planned(run)).toEqual({ 'Plan terraform/dev/database': 'success' });
    expect(comments()).toEqual([expect.stringContaining('1 root module affected: 1 would change.')]);
    expect(comments()[0]).toMatch(/\| `terraform\/dev\/database` \| 1 \| 0 \| 0 \| \[changes\]\(\S+\/job\/\d+\) \|/);
    expect(comments()[0]).toContain('+   resource "terraform_data" "extra" {');
    expect(run.summary).toContain('### `terraform/dev/database`');
    const writes = estate.tencent.requests.slice(lastRequest).filter(({ operation }) => /^(Put|Delete|Create)/.test(operation));
    expect(writes).toEqual([]);

    const [open] = estate.github.pullRequests.all;
    estate.commit('Take it back, and break the network', { [DATABASE]: undefined, 'terraform/dev/network/extra.tf': 'resource "terraform_data" "extra" {\n  input = local.nothing\n}\n' });
    const second = await estate.pullRequest(PLAN, 'extend', { open });
    expect(planned(second)).toEqual({ 'Plan terraform/dev/network': 'failure', 'Plan terraform/dev/database': 'success' });
    expect(conclusions(second)).toMatchObject({ plan: 'failure', queue: 'skipped', comment: 'success', gate: 'failure' });
    expect(comments()).toEqual([expect.stringMatching(/\| `terraform\/dev\/network` \| {2}\| {2}\| {2}\| \[\*\*failed\*\*\]/)]);

    estate.commit('Take that back as well', { 'terraform/dev/network/extra.tf': undefined });
    const third = await estate.pullRequest(PLAN, 'extend', { open });
    expect(conclusions(third)).toEqual({ ...NOTHING, comment: 'success' });
    expect(comments()).toEqual([expect.stringContaining('No root module is affected.')]);
    expect(estate.github.unknownRequests).toEqual([]);
  });

  test('before the first deployment a reader is planned with mock values, and what destroys is marked after it', async () => {
    estate.switchTo('module', { isNew: true });
    estate.commit('Change the module', { 'terraform/modules/address-plan/extra.tf': EXTRA });
    const run = await estate.pullRequest(PLAN, 'module');
    expect(Object.keys(planned(run))).toEqual(['dev/network', 'dev/database', 'prod/network', 'prod/database'].map((dir) => `Plan terraform/${dir}`));
    expect(run.conclusion).toBe('success');
    expect(comments()).toHaveLength(1);
    expect(comments()[0]).toContain('4 root modules affected: 4 would change, 2 planned with **mock values**.');
    expect(comments()[0]).toMatch(/\| `terraform\/dev\/database` \| 1 \| 0 \| 0 \| \[changes, planned with mock values\]\(/);
    expect(comments()[0]).toContain('**Mock values** stand for `addresses_cidr_block` of `network`. No state has them yet:');
    expect(comments()[0]).toContain('input  = "mock-network-addresses_cidr_block"');
    expect(run.summary).toContain('changes, planned with mock values: +1 ~0 -0');

    expect(identities(0)).toEqual(['feiyue-mono-dev-plan', 'feiyue-mono-prod-plan']);

    estate.switchTo('main');
    estate.commit('Extend the database', { [DATABASE]: EXTRA });
    const deployment = await estate.push();
    expect(log(deployment)).toContain('input  = "10.0.0.0/16"');
    expect(log(deployment)).not.toContain('mock-network');
    estate.switchTo('shrink', { isNew: true });
    estate.commit('Shrink the database', { [DATABASE]: undefined });
    await estate.pullRequest(PLAN, 'shrink');
    expect(comments()[1]).toContain('| [:warning: **destroys**](');
    expect(comments()[1]).toContain('**Destroys** `terraform_data.extra`.');
  });

  test('a pull request from a fork is validated: nobody logs in, nothing is written, and the gate says so', async () => {
    estate.switchTo('fork', { isNew: true });
    estate.commit('Extend the database', { [DATABASE]: EXTRA });
    const run = await estate.pullRequest(PLAN, 'fork', { fork: 'somebody/feiyue-mono' });
    expect(conclusions(run)).toEqual({ ...NOTHING, validate: 'success' });
    expect(log(run)).toContain('The configuration is valid.');
    expect(estate.github.requests).toEqual([]);
    expect(estate.tencent.requests).toEqual([]);
    expect(comments()).toEqual([]);

    estate.commit('Break it', { [DATABASE]: 'resource "terraform_data" "extra" {\n  nonsense = 1\n}\n' });
    const [open] = estate.github.pullRequests.all;
    expect(conclusions(await estate.pullRequest(PLAN, 'fork', { open }))).toMatchObject({ validate: 'failure', gate: 'failure' });
  });

  test('a pull request whose turn it is in the merge queue is planned against what goes before it, and the check reports', async () => {
    await estate.push();
    estate.switchTo('extend', { isNew: true });
    estate.commit('Extend the database', { [DATABASE]: EXTRA });
    const run = await estate.mergeGroup(PLAN, 'extend');
    expect(conclusions(run)).toEqual({ ...NOTHING, queue: 'success' });
    expect(run.jobs.queue.instances.map(({ name }) => name)).toEqual(['Plan terraform/dev/database in the queue']);
    expect(log(run)).toContain('Plan: 1 to add, 0 to change, 0 to destroy.');
    expect(run.summary).toContain('### `terraform/dev/database`');
    expect(comments()).toEqual([]);
    expect(estate.github.deployments.all.filter(({ environment }) => environment === 'merge_queue')).toEqual([]);
  });

  test('what fails in the merge queue fails the check, so that it is not merged', async () => {
    await estate.push();
    estate.switchTo('break', { isNew: true });
    estate.commit('Break the database', { [DATABASE]: 'resource "terraform_data" "extra" {\n  input = local.nothing\n}\n' });
    const run = await estate.mergeGroup(PLAN, 'break');
    expect(conclusions(run)).toMatchObject({ queue: 'failure', gate: 'failure' });
  });

  test('in the merge queue nobody is let in to a protected environment: it is validated', async () => {
    await estate.push();
    const lastRequest = estate.tencent.requests.length;
    estate.switchTo('module', { isNew: true });
    estate.commit('Change the module', { 'terraform/modules/address-plan/extra.tf': EXTRA });
    const run = await estate.mergeGroup(PLAN, 'module');
    expect(conclusions(run)).toEqual({ ...NOTHING, queue: 'success', validate: 'success' });
    expect(run.jobs.validate.instances.map(({ name }) => name)).toEqual(['Validate terraform/prod/network', 'Validate terraform/prod/database']);
    expect(log(run)).toContain('::notice title=terraform/prod/network::Validated, not planned: nothing that waits in the merge queue may read what a protected environment holds.');
    expect(identities(lastRequest)).toEqual(['feiyue-mono-dev-plan']);
  });
});
