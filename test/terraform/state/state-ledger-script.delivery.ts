import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Backend, FeiyueProject, HclBlock } from '../../../src';
import type { StateMove } from '../../../src/terraform/state/state-ledger-script';
import { emptyProject } from '../../default-estate';
import { describeWithTool, runTool } from '../../real-tool';
import { temporaryDirectory } from '../../synth/test-project';
import { moveStates, movesOf, writeScript } from '../move-states-script';

const SECRET = 'a-secret-that-is-in-the-state';

/** An estate whose states are files, in which Terraform needs no network. */
function estate(outdir: string, rootModule: string, options: { movedFrom?: string; stateKey?: string } = {}): FeiyueProject {
  const project = emptyProject({ outdir, backend: Backend.local() });
  project.addEnvironment('dev');
  project.addEnvironment('prod');
  const root = project.addRootModule(rootModule, options);
  root.addBlock(new HclBlock('resource', ['terraform_data', 'database'], { input: SECRET }));
  return project;
}

/** A folder with an estate whose root module "database" was applied in both environments. */
function applied(): string {
  const outdir = temporaryDirectory();
  estate(outdir, 'database').synth();
  for (const environment of ['dev', 'prod']) {
    terraform(outdir, environment, 'database', 'init', '-backend-config=backend.hcl');
    expect(terraform(outdir, environment, 'database', 'apply', '-auto-approve')).toMatchObject({ status: 0 });
  }
  return outdir;
}

function terraform(outdir: string, environment: string, rootModule: string, ...args: string[]) {
  return runTool('terraform', [`-chdir=terraform/${environment}/${rootModule}`, ...args, '-input=false', '-no-color'], { cwd: outdir, env: { TF_CLI_CONFIG_FILE: '' } });
}

/** What `terraform plan` would do with a root module, with its backend newly initialised. */
function plan(outdir: string, environment: string, rootModule: string): string {
  expect(terraform(outdir, environment, rootModule, 'init', '-reconfigure', '-backend-config=backend.hcl')).toMatchObject({ status: 0 });
  const { stdout, stderr } = terraform(outdir, environment, rootModule, 'plan');
  return stdout + stderr;
}

function stateOf(outdir: string, environment: string, rootModule: string): string {
  return readFileSync(join(outdir, `terraform/${environment}/${rootModule}/terraform.tfstate`), 'utf-8');
}

describeWithTool('terraform', () => {
  test('a root module that is renamed and moved: first Terraform refuses to plan, then there is nothing to change', () => {
    const outdir = applied();
    estate(outdir, 'db', { movedFrom: 'database' }).synth();
    expect(plan(outdir, 'prod', 'db')).toContain('Unable to find remote state');

    const { status, stdout } = moveStates(outdir);
    expect(stdout).toContain('dev/db: moved\nprod/db: moved\nNow plan each of them');
    expect(status).toBe(0);
    expect(plan(outdir, 'prod', 'db')).toContain('No changes.');

    estate(outdir, 'db').synth();
    expect(plan(outdir, 'dev', 'db')).toContain('No changes.');
    expect(plan(outdir, 'prod', 'db')).toContain('No changes.');
    expect(stateOf(outdir, 'prod', 'database')).toContain(SECRET);
  });

  test('a root module that is renamed and keeps its state has nothing to change', () => {
    const outdir = applied();
    estate(outdir, 'db', { stateKey: 'database' }).synth();
    expect(plan(outdir, 'prod', 'db')).toContain('No changes.');
  });

  test('states move to another backend', () => {
    const outdir = applied();
    // Another type would need a network; another path is another address to Terraform alike.
    const moves: StateMove[] = [{
      name: 'prod/database',
      from: { address: 'local://terraform/prod/database', backend: 'local', configuration: { attributes: { path: '../../terraform/prod/database/terraform.tfstate' }, blocks: {} } },
      to: { address: 'local://elsewhere', backend: 'local', configuration: { attributes: { path: '../../elsewhere/terraform.tfstate', workspace_dir: 'w' }, blocks: {} } },
    }];
    writeScript(outdir, moves);
    expect(moveStates(outdir)).toMatchObject({ status: 0 });
    expect(readFileSync(join(outdir, 'elsewhere/terraform.tfstate'), 'utf-8')).toBe(stateOf(outdir, 'prod', 'database'));
  });

  test('the script moves what it is told to, says what is done already, and leaves nothing behind', () => {
    const outdir = applied();
    estate(outdir, 'db', { movedFrom: 'database' }).synth();
    expect(moveStates(outdir, 'prod/db').stdout).toMatch(/^prod\/db: moved\nNow plan/);
    expect(existsSync(join(outdir, 'terraform/dev/db/terraform.tfstate'))).toBe(false);
    expect(moveStates(outdir).stdout).toMatch(/^dev\/db: moved\nprod\/db: is there\nNow plan/);
    expect(readdirSync(outdir).filter((name) => name.startsWith('.move-states'))).toEqual([]);
  });

  test('what was applied at the old address after the move follows, and never goes back', () => {
    const outdir = applied();
    estate(outdir, 'db', { movedFrom: 'database' }).synth();
    moveStates(outdir, 'prod/db');
    const old = stateOf(outdir, 'prod', 'database');
    writeFileSync(join(outdir, 'terraform/prod/database/terraform.tfstate'), old.replace('"serial": 1', '"serial": 7').replaceAll(SECRET, 'newer'));
    expect(moveStates(outdir, 'prod/db').stdout).toContain('prod/db: moved');
    expect(stateOf(outdir, 'prod', 'db')).toContain('newer');
    writeFileSync(join(outdir, 'terraform/prod/database/terraform.tfstate'), old);
    expect(moveStates(outdir, 'prod/db').stdout).toContain('prod/db: is there');
    expect(stateOf(outdir, 'prod', 'db')).toContain('newer');
  });

  test('another state at the new address is never overwritten', () => {
    const outdir = applied();
    estate(outdir, 'db', { movedFrom: 'database' }).synth();
    const foreign = stateOf(outdir, 'prod', 'database').replace(/"lineage": "[^"]*"/, '"lineage": "0-foreign"').replaceAll(SECRET, 'foreign');
    writeFileSync(join(outdir, 'terraform/prod/db/terraform.tfstate'), foreign);
    const { status, stdout, stderr } = moveStates(outdir);
    expect(stderr).toContain('prod/db: another state is at the new address, and was left alone');
    expect(stdout).toContain('dev/db: moved');
    expect(status).toBe(1);
    expect(stateOf(outdir, 'prod', 'db')).toBe(foreign);
  });

  test('a state that was never applied is said to be missing', () => {
    const outdir = temporaryDirectory();
    estate(outdir, 'database').synth();
    estate(outdir, 'db', { movedFrom: 'database' }).synth();
    const { status, stderr } = moveStates(outdir);
    expect(stderr).toContain('dev/db: there is no state to move. If it was never applied, delete movedFrom from .projenrc.ts.');
    expect(status).toBe(1);
  });

  test('a backend that cannot be reached ends the script with what Terraform says', () => {
    const outdir = applied();
    writeScript(outdir, movesOf({ path: '../../x', nonsense: true }));
    const { status, stderr } = moveStates(outdir);
    expect(stderr).toContain('nonsense');
    expect(status).not.toBe(0);
  });
});
