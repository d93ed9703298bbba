import { DeliveredEstate, logOf, stepsOf } from './delivered-estate';
import { describeWithTools } from '../ci/github/run-step';

const MODULE = 'terraform/modules/address-plan/main.tf';
const NETWORK = 'terraform/dev/network';
const DATABASE = 'terraform/dev/database';
const BROKEN = 'resource "terraform_data" "broken" {\n  provisioner "local-exec" {\n    command = "exit 3"\n  }\n}\n';

let estate: DeliveredEstate;

/** A file with a resource that holds nothing. */
function resource(name: string): string {
  return `resource "terraform_data" "${name}" {}\n`;
}

/** The names in the state of a root module of `dev`. */
function resources(rootModule: string): unknown[] {
  return estate.states('dev')[rootModule]?.resources.map(({ name }) => name) ?? [];
}

describeWithTools(['terraform', 'openssl', 'bash', 'curl', 'jq'], () => {
  describe('of an estate that was never deployed', () => {
    beforeEach(async () => { estate = await DeliveredEstate.start(); });
    afterEach(async () => estate.stop());

    test('the first push deploys everything, layer by layer, and the job says which commit it deploys', async () => {
      const run = await estate.push();
      expect(logOf(run)).not.toContain('::error');
      expect(run.conclusion).toBe('success');
      expect(Object.keys(estate.states('dev')).sort()).toEqual(['database', 'network']);
      expect(estate.states('dev').database.outputs.addresses.value).toBe('10.0.0.0/16');
      expect(run.summary).toContain('| terraform/dev/network | applied | 1 | 0 | 0 |');
      expect(run.jobs.deploy.instances.map(({ name }) => name)).toEqual([`Deploy dev at ${run.jobs.choose.outputs.commit}`]);
    });

    test('a plan that destroys what holds data stops the deployment until a commit allows it by name', async () => {
      const file = `${NETWORK}/extra.tf`;
      estate.commit('Guard', { 'ops/scripts/stateful-resources.json': '{"types":["terraform_data"]}', [file]: resource('extra') });
      await estate.push();
      estate.commit('Remove', { [file]: undefined });
      const refused = await estate.push();
      expect(stepsOf(refused)).toMatchObject({ 'Apply layer 1': 'failure', 'Apply layer 2': 'skipped' });
      expect(logOf(refused)).toContain('Allow-Destroy: terraform/dev/network terraform_data.extra');
      expect(resources('network')).toContain('extra');

      estate.commit('Allow\n\nAllow-Destroy: terraform/dev/network terraform_data.extra');
      const allowed = await estate.push();
      expect(allowed.conclusion).toBe('success');
      expect(resources('network')).not.toContain('extra');
    });
  });

  // Each test leaves it deployed as a whole.
  describe('of an estate that is deployed', () => {
    beforeAll(async () => {
      estate = await DeliveredEstate.start();
      await estate.push();
    });
    afterAll(async () => estate.stop());

    test('the next push deploys what it changes, and a layer that is skipped skips no other', async () => {
      estate.commit('Extend the database', { [`${DATABASE}/next.tf`]: resource('next') });
      const run = await estate.push();
      expect(stepsOf(run)).toMatchObject({ 'Apply layer 1': 'skipped', 'Apply layer 2': 'success' });
      expect(resources('database')).toContain('next');
    });

    test('a push that changes nothing of the estate logs in nowhere', async () => {
      estate.commit('Write', { 'docs/notes.md': 'Words.\n' });
      expect(stepsOf(await estate.push())).toEqual({
        'Check out the repository': 'success',
        'Choose the commit': 'success',
        'Check out the commit': 'success',
        'Select what is affected': 'success',
        'Set up Terraform': 'skipped',
        'Log in to Tencent Cloud': 'skipped',
        'Apply layer 1': 'skipped',
        'Apply layer 2': 'skipped',
      });
    });

    test('a layer that fails stops those after it, and the next push makes up for it', async () => {
      estate.commit('Break', { [`${NETWORK}/broken.tf`]: BROKEN, [`${DATABASE}/late.tf`]: resource('late') });
      const failed = await estate.push();
      expect(failed.conclusion).toBe('failure');
      expect(stepsOf(failed)).toMatchObject({ 'Apply layer 1': 'failure', 'Apply layer 2': 'skipped' });
      expect(failed.jobs.promote.conclusion).toBe('skipped');
      expect(resources('database')).not.toContain('late');

      estate.commit('Mend', { [`${NETWORK}/broken.tf`]: undefined });
      const mended = await estate.push();
      expect(mended.conclusion).toBe('success');
      expect(resources('network')).not.toContain('broken');
      expect(resources('database')).toContain('late');
    });

    test('by hand one root module is deployed, and promotes nothing', async () => {
      estate.commit('Extend both', { [`${NETWORK}/both.tf`]: resource('both'), [`${DATABASE}/both.tf`]: resource('both') });
      const run = await estate.dispatch('dev', { 'root-module': 'database' });
      expect(stepsOf(run)).toMatchObject({ 'Apply layer 1': 'skipped', 'Apply layer 2': 'success' });
      expect(run.jobs.deploy.instances.map(({ name }) => name)).toEqual([`Deploy a part of dev at ${run.jobs.choose.outputs.commit}`]);
      expect(run.jobs.promote.conclusion).toBe('skipped');
      expect(resources('database')).toContain('both');
      expect(resources('network')).not.toContain('both');

      expect(stepsOf(await estate.push())).toMatchObject({ 'Apply layer 1': 'success', 'Apply layer 2': 'success' });
      expect(resources('network')).toContain('both');
    });

    test('a module that changes is applied to all that call it', async () => {
      estate.commit('Add to the module', { [MODULE]: `resource "terraform_data" "vpc" {\n  input = { cidr_block = var.cidr_block }\n}\n${resource('more')}` });
      await estate.push();
      expect(resources('network')).toContain('more');
    });
  });
});
