import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Backend, Environment, FeiyueProject, Module, RootModule } from '../../src';
import { emptyProject } from '../default-estate';
import { describeWithTool, runTool } from '../real-tool';
import { temporaryDirectory, write } from '../synth/test-project';

const SCRIPT = 'ops/scripts/move-modules.sh';
const STORE = { source: 'terraform/modules/store' };

/** An estate whose states are files, in which Terraform needs no network. */
function synthesise(outdir: string, declare: (project: FeiyueProject, environments: Environment[]) => void): void {
  write(outdir, 'terraform/modules/store/main.tf', 'resource "terraform_data" "this" {\n  input = "a-secret"\n}\n\noutput "id" {\n  value = terraform_data.this.id\n}\n');
  const project = emptyProject({ outdir, backend: Backend.local() });
  const environments = ['dev', 'prod'].map((name) => project.addEnvironment(name));
  declare(project, environments);
  project.synth();
}

function terraform(outdir: string, dir: string, ...args: string[]) {
  return runTool('terraform', [`-chdir=${dir}`, ...args, '-input=false', '-no-color'], { cwd: outdir, env: { TF_CLI_CONFIG_FILE: '' } });
}

function apply(outdir: string, dir: string): void {
  expect(terraform(outdir, dir, 'init', '-reconfigure', '-backend-config=backend.hcl')).toMatchObject({ status: 0 });
  expect(terraform(outdir, dir, 'apply', '-auto-approve')).toMatchObject({ status: 0 });
}

function plan(outdir: string, dir: string): string {
  expect(terraform(outdir, dir, 'init', '-reconfigure', '-backend-config=backend.hcl')).toMatchObject({ status: 0 });
  const { stdout, stderr } = terraform(outdir, dir, 'plan');
  return (stdout + stderr).replace(/\n[│ ]*/g, ' ');
}

function moveModules(outdir: string, ...args: string[]) {
  return spawnSync('bash', [join(outdir, SCRIPT), ...args], {
    cwd: tmpdir(), encoding: 'utf-8', env: { PATH: process.env.PATH, HOME: outdir, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '' },
  });
}

/** The id that Terraform gave to what a module call has made. */
function idIn(outdir: string, dir: string, call: string): string | undefined {
  const state = JSON.parse(readFileSync(join(outdir, dir, 'terraform.tfstate'), 'utf-8')) as {
    resources: Array<{ module?: string; instances: Array<{ attributes: { id: string } }> }>;
  };
  return state.resources.find(({ module }) => module === `module.${call}`)?.instances[0].attributes.id;
}

const calls = (root: RootModule, ...ids: string[]) => ids.map((id) => new Module(root, id, STORE));

describeWithTool('terraform', () => {
  test('a call with another id keeps what it made, also after two renames of which an environment saw none', () => {
    const outdir = temporaryDirectory();
    synthesise(outdir, (project) => calls(project.addRootModule('database'), 'postgresql'));
    for (const environment of ['dev', 'prod']) apply(outdir, `terraform/${environment}/database`);
    const [dev, prod] = ['dev', 'prod'].map((environment) => idIn(outdir, `terraform/${environment}/database`, 'postgresql'));
    synthesise(outdir, (project) => calls(project.addRootModule('database'), 'postgres')[0].movedFrom('postgresql'));
    apply(outdir, 'terraform/dev/database');
    synthesise(outdir, (project) => calls(project.addRootModule('database'), 'pg')[0].movedFrom('postgres').movedFrom('postgresql'));
    for (const environment of ['dev', 'prod']) apply(outdir, `terraform/${environment}/database`);
    expect([idIn(outdir, 'terraform/dev/database', 'pg'), idIn(outdir, 'terraform/prod/database', 'pg')]).toEqual([dev, prod]);
    expect(dev).toBeDefined();
  });

  test('a call that is retired is forgotten, and one that is retired to be destroyed is destroyed', () => {
    const outdir = temporaryDirectory();
    synthesise(outdir, (project) => calls(project.addRootModule('database'), 'a', 'b', 'c'));
    apply(outdir, 'terraform/dev/database');
    synthesise(outdir, (project) => {
      const database = project.addRootModule('database');
      calls(database, 'a');
      database.retire('module.b');
      database.retire('module.c', { destroy: true });
    });
    const planned = plan(outdir, 'terraform/dev/database');
    expect(planned).toContain('module.b.terraform_data.this will no longer be managed by Terraform, but will not be destroyed');
    expect(planned).toContain('module.c.terraform_data.this will be destroyed');
    expect(planned).toContain('Plan: 0 to add, 0 to change, 1 to destroy.');
  });

  test.each([['a root module that is there', true], ['a new root module', false]])('a call that moves to %s takes what it made along, and neither state is planned before', (_, isThere) => {
    const outdir = temporaryDirectory();
    synthesise(outdir, (project) => {
      calls(project.addRootModule('database'), 'postgresql', 'other');
      if (isThere) calls(project.addRootModule('data'), 'own');
    });
    for (const environment of ['dev', 'prod']) {
      apply(outdir, `terraform/${environment}/database`);
      if (isThere) apply(outdir, `terraform/${environment}/data`);
    }
    const before = readFileSync(join(outdir, 'terraform/prod/database/terraform.tfstate'), 'utf-8');
    const id = idIn(outdir, 'terraform/prod/database', 'postgresql');
    const moved = (project: FeiyueProject) => {
      calls(project.addRootModule('database'), 'other');
      const data = project.addRootModule('data');
      if (isThere) calls(data, 'own');
      calls(data, 'pg')[0].movedFrom('database/postgresql');
    };
    synthesise(outdir, moved);
    const refusal = isThere ? 'Run ops/scripts/move-modules.sh first' : 'Unable to find remote state';
    for (const root of ['database', 'data']) expect(plan(outdir, `terraform/prod/${root}`)).toContain(refusal);

    expect(moveModules(outdir, 'prod/data/pg')).toMatchObject({ status: 0, stdout: expect.stringContaining('prod/data/pg: copied\n') });
    expect(readFileSync(join(outdir, 'terraform/prod/database/terraform.tfstate'), 'utf-8')).toBe(before);
    expect(plan(outdir, 'terraform/dev/data')).toContain(refusal);
    expect(moveModules(outdir)).toMatchObject({ status: 0, stdout: expect.stringContaining('dev/data/pg: copied\nprod/data/pg: is there\n') });
    expect(idIn(outdir, 'terraform/prod/data', 'pg')).toBe(id);
    expect(plan(outdir, 'terraform/prod/data')).not.toMatch(/will be (created|destroyed)|must be replaced/);
    const source = plan(outdir, 'terraform/prod/database');
    expect(source).toContain('module.postgresql.terraform_data.this will no longer be managed by Terraform, but will not be destroyed');
    expect(source).not.toMatch(/will be (created|destroyed)|must be replaced/);

    for (const root of ['data', 'database']) apply(outdir, `terraform/prod/${root}`);
    expect(moveModules(outdir, 'prod/data/pg')).toMatchObject({ status: 0, stdout: expect.stringContaining('prod/data/pg: is there\n') });
    synthesise(outdir, moved);
    for (const root of ['data', 'database']) expect(plan(outdir, `terraform/prod/${root}`)).toContain('No changes.');
    expect(idIn(outdir, 'terraform/prod/data', 'pg')).toBe(id);
    expect(idIn(outdir, 'terraform/prod/database', 'postgresql')).toBeUndefined();

    synthesise(outdir, (project) => {
      calls(project.addRootModule('database'), 'other');
      calls(project.addRootModule('data'), ...isThere ? ['own'] : [], 'pg');
    });
    for (const root of ['data', 'database']) expect(plan(outdir, `terraform/prod/${root}`)).not.toMatch(/will be (created|destroyed)|must be replaced/);
  });

  test('what is nowhere, or stands there already, is not copied, and nothing is changed', () => {
    const outdir = temporaryDirectory();
    const before = (project: FeiyueProject) => {
      calls(project.addRootModule('database'), 'postgresql', 'other');
      calls(project.addRootModule('data'), 'own');
    };
    synthesise(outdir, before);
    const moved = (project: FeiyueProject) => {
      calls(project.addRootModule('database'), 'other');
      calls(project.addRootModule('data'), 'own', 'pg')[1].movedFrom('database/postgresql');
    };
    synthesise(outdir, moved);
    expect(moveModules(outdir, 'dev/data/pg')).toMatchObject({ status: 1, stderr: expect.stringContaining('there is no state to copy from') });
    rmSync(join(outdir, '.projen/state-addresses.json'));
    synthesise(outdir, before);
    for (const root of ['database', 'data']) apply(outdir, `terraform/dev/${root}`);
    rmSync(join(outdir, '.projen/state-addresses.json'));
    synthesise(outdir, (project) => {
      calls(project.addRootModule('database'), 'postgresql', 'other');
      calls(project.addRootModule('data'), 'own', 'pg');
    });
    apply(outdir, 'terraform/dev/data');
    rmSync(join(outdir, '.projen/state-addresses.json'));
    synthesise(outdir, before);
    synthesise(outdir, moved);
    const state = readFileSync(join(outdir, 'terraform/dev/data/terraform.tfstate'), 'utf-8');
    expect(moveModules(outdir, 'dev/data/pg')).toMatchObject({ status: 1, stderr: expect.stringMatching(/already[^]*was not copied, and nothing was changed/) });
    expect(readFileSync(join(outdir, 'terraform/dev/data/terraform.tfstate'), 'utf-8')).toBe(state);
  });
});
