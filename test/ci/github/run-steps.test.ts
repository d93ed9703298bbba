import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeWithTools, runStep, StepRun } from './run-step';
import { environment, scriptSteps, synthesise } from './sample-estate';
import { terraformRootScript } from '../../../src/operations/terraform-root-script';

const ESTATE = synthesise([
  environment('dev', { isProtected: true }),
  environment('bare', { kubeconfig: undefined }),
]).texts;
const PLAN = scriptSteps(ESTATE['terraform-plan.yml']!);
const DEPLOY = scriptSteps(ESTATE['deploy-dev.yml']!);
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
  return runStep(DEPLOY[`deploy/Apply ${name}`], { cwd, env: JOB_ENV });
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

  test('a deployment applies one root module after the other, and changes nothing the second time', async () => {
    const cwd = repository();
    for (const name of ['network', 'database']) expect((await apply(cwd, name)).status).toBe(0);
    expect((await apply(cwd, 'database')).stdout).toContain('0 added, 0 changed, 0 destroyed');
  });

  test('a deployment stops at a root module that cannot be applied', async () => {
    expect((await apply(repository(), 'database')).status).not.toBe(0);
  });

  test('the kubeconfig is read from the state, for its owner only, and the API server is asked', async () => {
    const cwd = repository();
    await apply(cwd, 'compute');
    const { bin, calls } = kubectl({});
    const run = await runStep(DEPLOY['deploy/Connect to the cluster'], { cwd, bin, env: JOB_ENV });
    const file = join(run.temp, 'kubeconfig');
    expect(run.status).toBe(0);
    expect(run.exported).toEqual({ KUBECONFIG: file });
    expect(readFileSync(file, 'utf-8')).toBe('kind: Config');
    expect(statSync(file).mode & 0o777).toBe(0o600); // eslint-disable-line no-bitwise
    expect(`${run.stdout}${run.stderr}`).not.toContain('kind: Config');
    expect(calls()).toEqual(['version --request-timeout=30s']);
  });

  test.each([
    ['is no private one', ''],
    ['private one does not answer', 'kind: Silent'],
  ])('the public endpoint is taken when the %s', async (_, privateKubeconfig) => {
    const cwd = repository();
    const file = join(cwd, 'terraform/dev/compute/main.tf');
    const text = readFileSync(file, 'utf-8').replace('kind: Config', privateKubeconfig);
    writeFileSync(file, `${text}output "cluster_public_kubeconfig" {\n  value = "kind: Public"\n  sensitive = true\n}\n`);
    await apply(cwd, 'compute');
    const { bin } = kubectl({ version: '! grep -q Silent "${KUBECONFIG}"; exit' });
    const run = await runStep(DEPLOY['deploy/Connect to the cluster'], { cwd, bin, env: JOB_ENV });
    expect(run.status).toBe(0);
    expect(readFileSync(run.exported.KUBECONFIG, 'utf-8')).toBe('kind: Public');
  });

  test.each([
    ['an API server that does not answer', true],
    ['a state without a kubeconfig', false],
  ])('%s ends the deployment, with the outputs and the way to choose another runner', async (_, isApplied) => {
    const cwd = repository();
    if (isApplied) await apply(cwd, 'compute');
    const { bin } = kubectl({ version: 'exit 1' });
    const run = await runStep(DEPLOY['deploy/Connect to the cluster'], { cwd, bin, env: JOB_ENV });
    expect(run.status).toBe(1);
    expect(run.exported).toEqual({});
    expect(run.stdout).toContain('No endpoint in the outputs of terraform/dev/compute (cluster_kubeconfig cluster_public_kubeconfig) answers this runner.');
    expect(run.stdout).toContain("project.tryFindObjectFile('.github/workflows/deploy-dev.yml')?.addOverride('jobs.deploy.runs-on', [...])");
  });
});

/** A kubectl that notes how it is called, and does what is given for a word of its call. */
function kubectl(deeds: Record<string, string>): { bin: string; calls: () => string[] } {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  const log = join(bin, 'calls');
  const cases = Object.entries(deeds).map(([word, deed]) => `  *" ${word} "*) ${deed} ;;`);
  writeFileSync(log, '');
  writeFileSync(join(bin, 'kubectl'), ['#!/bin/sh', `echo "$*" >> '${log}'`, 'case " $* " in', ...cases, '  *) exit 0 ;;', 'esac', ''].join('\n'));
  chmodSync(join(bin, 'kubectl'), 0o755);
  return { bin, calls: () => readFileSync(log, 'utf-8').split('\n').filter((line) => line !== '') };
}

describeWithTools(['bash'], () => {
  test('the overlay is built and applied server-side', async () => {
    const { bin, calls } = kubectl({});
    const { status, temp } = await runStep(DEPLOY['deploy/Apply the overlay'], { bin, env: JOB_ENV });
    expect(status).toBe(0);
    expect(calls()).toEqual([
      'kustomize k8s/overlays/dev',
      `apply --server-side --field-manager=github-actions --filename ${temp}/manifests.yaml`,
    ]);
  });

  test('an overlay that cannot be built is not applied', async () => {
    const { bin, calls } = kubectl({ kustomize: 'exit 1' });
    expect((await runStep(DEPLOY['deploy/Apply the overlay'], { bin, env: JOB_ENV })).status).toBe(1);
    expect(calls()).toEqual(['kustomize k8s/overlays/dev']);
  });

  test('the rollout of every Deployment is waited for', async () => {
    const { bin, calls } = kubectl({});
    expect((await runStep(DEPLOY['deploy/Wait for the rollout'], { bin, env: JOB_ENV })).status).toBe(0);
    expect(calls().map((call) => call.replace(/=\d+s$/, '=<n>s'))).toEqual(
      ['api', 'match', 'chat'].map((name) => `--namespace shop-dev rollout status deployment/${name} --timeout=<n>s`),
    );
  });

  test('a rollout that does not end is named after all others are waited for, with what the cluster says', async () => {
    const { bin, calls } = kubectl({ 'deployment/match': 'exit 1' });
    const run = await runStep(DEPLOY['deploy/Wait for the rollout'], { bin, env: JOB_ENV });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('::error title=Rollout::Not available after 900 seconds: match\n');
    expect(calls().map((call) => call.split(' ').slice(2, 4).join(' '))).toEqual(['rollout status', 'rollout status', 'rollout status', 'get pods', 'get events']);
  });

  test('rollouts share one deadline, and the last is still looked at', async () => {
    const { bin, calls } = kubectl({});
    await runStep(DEPLOY['deploy/Wait for the rollout'], { bin, env: { ...JOB_ENV, TIMEOUT_SECONDS: '0' } });
    expect(calls().every((call) => call.endsWith('--timeout=1s'))).toBe(true);
  });

  test('services without a cluster end the deployment, with what to do', async () => {
    const run = await runStep(scriptSteps(ESTATE['deploy-bare.yml']!)['deploy/Connect to the cluster'], { env: { ENVIRONMENT: 'bare' } });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('Environment bare has services, but no root module of it makes a cluster');
  });

  test('the kubeconfig is gone when the job ends', async () => {
    const temp = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
    writeFileSync(join(temp, 'kubeconfig'), 'secret');
    expect((await runStep(DEPLOY['deploy/Forget the kubeconfig'], { env: { RUNNER_TEMP: temp } })).status).toBe(0);
    expect(existsSync(join(temp, 'kubeconfig'))).toBe(false);
  });

  test.each([
    ['success success', 0],
    ['success failure', 1],
    ['cancelled success', 1],
    ['success skipped', 1],
  ])('the gate judges "%s" with status %d', async (results, status) => {
    expect((await runStep(PLAN['gate/Require that every job succeeded'], { env: { RESULTS: results } })).status).toBe(status);
  });
});
