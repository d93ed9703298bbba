import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeWithTools, runStep, StepRun } from './run-step';
import { environment, scriptSteps, synthesise } from './sample-estate';
import { terraformRootScript } from '../../../src/operations/terraform-root-script';

const PLAN = scriptSteps(synthesise([environment('dev', { isProtected: true })]).texts['terraform-plan.yml']!);
const JOB_ENV = { TERRAFORM_ROOT: 'ops/scripts/terraform-root.sh', ENVIRONMENT: 'dev' };

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A repository whose root module `network` has the output `vpc_id`, and `database` reads it. */
function repository(): string {
  const dir = mkdtempSync(join(tmpdir(), 'repository-'));
  const backend = 'terraform {\n  backend "local" {}\n}\n';
  write(join(dir, JOB_ENV.TERRAFORM_ROOT), terraformRootScript({
    path: JOB_ENV.TERRAFORM_ROOT,
    backendFile: 'backend.hcl',
    exampleDir: 'terraform/dev/network',
    guarded: [{ name: 'dev', rootModulePattern: 'terraform/dev/*' }],
  }));
  for (const name of ['network', 'database', 'compute']) write(join(dir, 'terraform/dev', name, 'backend.hcl'), `path = "../${name}.tfstate"\n`);
  write(join(dir, 'terraform/dev/network/main.tf'), `${backend}resource "terraform_data" "vpc" {\n  input = "<vpc> & co"\n}\noutput "vpc_id" {\n  value = terraform_data.vpc.id\n}\n`);
  write(join(dir, 'terraform/dev/database/main.tf'), [
    backend,
    'data "terraform_remote_state" "network" {\n  backend = "local"\n  config = { path = "../network.tfstate" }\n}',
    'resource "terraform_data" "db" {\n  input = data.terraform_remote_state.network.outputs.vpc_id\n}\n',
  ].join('\n'));
  write(join(dir, 'terraform/dev/compute/main.tf'), `${backend}output "cluster_kubeconfig" {\n  value = "kind: Config"\n  sensitive = true\n}\n`);
  return dir;
}

async function plan(cwd: string, name: string): Promise<StepRun> {
  return runStep(PLAN['plan/Plan'], { cwd, env: { ...JOB_ENV, ROOT_MODULE: `terraform/dev/${name}` } });
}

async function apply(cwd: string, name: string): Promise<StepRun> {
  const run = `bash ${JOB_ENV.TERRAFORM_ROOT} apply terraform/dev/${name} --confirm dev -- -input=false -auto-approve\n`;
  return runStep({ name: 'Apply', run }, { cwd });
}

describeWithTools(['bash', 'terraform'], () => {
  test('a plan stands in the log and, as it is, in the summary of the job', async () => {
    const run = await plan(repository(), 'network');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('Plan: 1 to add');
    expect(run.summary).toContain('### terraform/dev/network\n\nPlanned.\n\n<pre>');
    expect(run.summary).toContain('"&lt;vpc> &amp; co"');
  });

  test('what reads a root module that was never applied is not planned yet, which fails nothing', async () => {
    const run = await plan(repository(), 'database');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('::warning title=terraform/dev/database::Not planned yet');
    expect(run.summary).toContain('Not planned yet');
    expect(run.summary).toContain('Unable to find remote state');
  });

  test('nor is what reads an output that the applied state does not have yet', async () => {
    const cwd = repository();
    await apply(cwd, 'network');
    const file = join(cwd, 'terraform/dev/database/main.tf');
    writeFileSync(file, readFileSync(file, 'utf-8').replace('outputs.vpc_id', 'outputs.subnet_id'));
    const run = await plan(cwd, 'database');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('::warning title=terraform/dev/database::Not planned yet');
  });

  test('it is planned once that root module is applied', async () => {
    const cwd = repository();
    await apply(cwd, 'network');
    const run = await plan(cwd, 'database');
    expect(run.status).toBe(0);
    expect(run.summary).toContain('Planned.');
  });

  test.each([
    ['an attribute of something else', 'resource "terraform_data" "x" {\n  input = terraform_data.db.nonsense\n}\n'],
    ['a mistake beside the missing state', 'locals {\n  a = local.nothing\n}\n'],
    ['a condition that does not hold', 'variable "v" {\n  default = 1\n  validation {\n    condition = var.v == 2\n    error_message = "No."\n  }\n}\n'],
  ])('a plan fails on %s', async (_, hcl) => {
    const cwd = repository();
    write(join(cwd, 'terraform/dev/database/extra.tf'), hcl);
    const run = await plan(cwd, 'database');
    expect(run.status).toBe(1);
    expect(run.summary).toContain('**The plan failed.**');
    expect(run.summary).toContain('Error: ');
  });

  test('a plan fails when the backend cannot be reached', async () => {
    const cwd = repository();
    write(join(cwd, 'terraform/dev/network/backend.hcl'), 'nonsense = true\n');
    const run = await plan(cwd, 'network');
    expect(run.status).toBe(1);
    expect(run.summary).toContain('**The plan failed.**');
  });

  test('a root module is validated without a backend', async () => {
    const cwd = repository();
    const env = { ...JOB_ENV, ROOT_MODULE: 'terraform/dev/network' };
    expect((await runStep(PLAN['plan/Validate'], { cwd, env })).status).toBe(0);
    write(join(cwd, 'terraform/dev/network/extra.tf'), 'resource "terraform_data" "x" {\n  nonsense = 1\n}\n');
    expect((await runStep(PLAN['plan/Validate'], { cwd, env })).status).toBe(1);
  });

  test('a file that is not formatted fails the check and is named', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'format-'));
    write(join(cwd, 'terraform/a.tf'), 'locals {\n  a = 1\n}\n');
    expect((await runStep(PLAN['format/Check the format'], { cwd })).status).toBe(0);
    write(join(cwd, 'terraform/b.tf'), 'locals {\n  a=1\n}\n');
    const run = await runStep(PLAN['format/Check the format'], { cwd });
    expect(run.status).not.toBe(0);
    expect(run.stdout).toContain('terraform/b.tf');
  });
});

describeWithTools(['bash'], () => {
  test.each([
    ['success success', 0],
    ['success failure', 1],
    ['cancelled success', 1],
    ['success skipped', 1],
  ])('the gate judges "%s" with status %d', async (results, status) => {
    expect((await runStep(PLAN['gate/Require that every job succeeded'], { env: { RESULTS: results } })).status).toBe(status);
  });
});
