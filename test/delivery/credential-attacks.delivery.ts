import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeliveredEstate } from './delivered-estate';
import { STATE_BUCKET } from './terraform-estate';
import type { RunResult } from './workflow-runner/run-result';
import { Hcl, HclBlock } from '../../src';
import { describeWithTools } from '../ci/github/run-step';

const PLAN = 'terraform-plan.yml';
const SECRET = 'what-nobody-may-see-of-it';
const VAULT = 'terraform/dev/vault';
const GRAPH = '.projen/graph.json';

/** Reads the state of the vault in a root module that pull requests plan, and shows what is in it. */
const THEFT = `data "terraform_remote_state" "stolen" {
  backend = "cos"
  config = {
    bucket = "${STATE_BUCKET.name}"
    region = "${STATE_BUCKET.region}"
    prefix = "dev/vault"
    key    = "terraform.tfstate"
  }
}

output "loot" {
  value = nonsensitive(data.terraform_remote_state.stolen.outputs.content)
}
`;

let estate: DeliveredEstate;

beforeEach(async () => {
  estate = await DeliveredEstate.start((project) => {
    const vault = project.addRootModule('vault');
    vault.addBlock(new HclBlock('resource', ['terraform_data', 'content'], { input: SECRET }));
    vault.addOutput('content', { description: 'What nobody may see.', value: Hcl.reference('terraform_data.content.output'), sensitive: true });
  }, ['vault']);
  expect((await estate.push()).conclusion).toBe('success');
});

afterEach(async () => estate.stop());

function log({ jobs }: RunResult): string {
  return Object.values(jobs).flatMap(({ steps }) => steps).map(({ log: text }) => text).join('');
}

function comments(): string {
  return estate.github.issues.comments.map(({ body }) => body).join('');
}

function conclusionsOf({ jobs }: RunResult): Record<string, string> {
  return Object.fromEntries(['plan', 'validate', 'comment', 'gate'].map((id) => [id, jobs[id].conclusion]));
}

/** States that were read since a request. */
function read(since: number): string[] {
  return estate.tencent.requests.slice(since).filter(({ operation, status }) => operation === 'GetObject' && status === 200).map(({ by }) => by ?? '');
}

describeWithTools(['terraform', 'openssl', 'bash', 'curl', 'jq'], () => {
  test('a root module with credentials is validated, and the comment says when it is planned', async () => {
    const lastRequest = estate.tencent.requests.length;
    estate.switchTo('extend', { isNew: true });
    estate.commit('Extend the vault', { [`${VAULT}/extra.tf`]: 'resource "terraform_data" "extra" {}\n' });
    const run = await estate.pullRequest(PLAN, 'extend');
    expect(conclusionsOf(run)).toEqual({ plan: 'skipped', validate: 'success', comment: 'success', gate: 'success' });
    expect(log(run)).toContain(`::notice title=${VAULT}::Validated, not planned: a plan of it reads credentials, so it is planned when it is deployed.`);
    expect(comments()).toContain('1 root module affected: 1 validated only, to be planned when deployed.');
    expect(comments()).toContain(`| \`${VAULT}\` |  |  |  | planned when it is deployed: a plan of it reads credentials |`);
    expect(read(lastRequest)).toEqual([]);
  });

  test('a branch that says it holds none, and one that reads it from elsewhere, get nothing of it', async () => {
    estate.switchTo('attack', { isNew: true });
    const graph = readFileSync(join(estate.directory, GRAPH), 'utf-8');
    expect(graph).toContain('"plannedAtDeployment": true');
    estate.commit('Look harmless', {
      [GRAPH]: graph.replace(/ *"plannedAtDeployment": true,\n/, ''),
      [`${VAULT}/extra.tf`]: 'resource "terraform_data" "extra" {}\n',
      'terraform/dev/network/theft.tf': THEFT,
    });
    const run = await estate.pullRequest(PLAN, 'attack');
    expect(run.jobs.plan.instances.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['Plan terraform/dev/network', 'failure'], [`Plan ${VAULT}`, 'failure'], ['Plan terraform/dev/database', 'success'],
    ]);
    expect(log(run)).not.toContain(SECRET);
    expect(comments()).not.toContain(SECRET);
    expect(run.summary).not.toContain(SECRET);
  });
});
