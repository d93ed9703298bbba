import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeWithTools, runStep, StepRun } from './run-step';
import { environment, MANY, SAMPLE, scriptSteps, synthesise } from './sample-estate';
import type { EnvironmentNode } from '../../../src/ci/dependency-graph';
import { terraformRootScript } from '../../../src/operations/terraform-root-script';
import { ADD_ALL, COMMIT, INIT } from '../../git-arguments';
import { layOutScripts } from '../scripts/script-sandbox';

const PLAN = scriptSteps(synthesise([environment('dev', { isProtected: true })]).texts['terraform-plan.yml']!);
const JOB_ENV = { SCRIPTS: 'ops/scripts' };
const TERRAFORM_ROOT = 'ops/scripts/terraform-root.sh';

interface Report {
  readonly status: string;
  readonly add?: number;
  readonly change?: number;
  readonly destroy?: number;
  readonly destroyed?: readonly string[];
  readonly text?: string;
  readonly url: string;
  readonly mocked?: Readonly<Record<string, readonly string[]>>;
  readonly unknown?: readonly string[];
  readonly outputs?: readonly string[];
  readonly readers?: readonly string[];
}


function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A repository whose root module `network` has the output `vpc_id`, and `database` reads it. */
function repository(): string {
  const dir = mkdtempSync(join(tmpdir(), 'repository-'));
  const backend = 'terraform {\n  backend "local" {}\n}\n';
  write(join(dir, TERRAFORM_ROOT), terraformRootScript({
    path: TERRAFORM_ROOT,
    backendFile: 'backend.hcl',
    exampleDir: 'terraform/dev/network',
    guarded: [{ name: 'dev', rootModulePattern: 'terraform/dev/*' }],
  }));
  layOutScripts(join(dir, 'ops/scripts'));
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

/** The working tree of a job that plans what is in a repository: the scripts of the base, and beside them what is proposed. */
function besideScripts(proposed: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'base-'));
  symlinkSync(join(proposed, 'ops'), join(dir, 'ops'));
  symlinkSync(proposed, join(dir, 'proposed'));
  return dir;
}

interface PlanRun extends StepRun {
  readonly report: Report;
}

/** Tells what each root module of `dev` may take for outputs that no state has. */
function mocks(dir: string, values: Readonly<Record<string, object>>): void {
  const rootModules = Object.entries(values).map(([name, own]) => ({ name, dir: `terraform/*/${name}`, dependsOn: [], moduleDirs: [], providers: [], mocks: own }));
  write(join(dir, '.projen/graph.json'), JSON.stringify({ environments: [{ name: 'dev' }], rootModules }));
}

async function plan(proposed: string, name: string, env: Readonly<Record<string, string>> = { MOCK_VALUES: 'true' }): Promise<PlanRun> {
  const report = join(mkdtempSync(join(tmpdir(), 'reports-')), 'new', `dev.${name}.report.json`);
  const run = await runStep(PLAN['plan-dev/Plan'], { cwd: besideScripts(proposed), env: { ...JOB_ENV, ROOT_MODULE: `terraform/dev/${name}`, REPORT: report, JOB_URL: 'https://github.com/o/r/job/1', ...env } });
  return { ...run, report: JSON.parse(readFileSync(report, 'utf-8')) as Report };
}

async function apply(cwd: string, name: string): Promise<StepRun> {
  const run = `bash ${TERRAFORM_ROOT} apply terraform/dev/${name} --confirm dev -- -input=false -auto-approve\n`;
  return runStep({ name: 'Apply', run }, { cwd });
}

describeWithTools(['bash', 'terraform'], () => {
  test('a plan stands in the log, in the summary of the job and in the report', async () => {
    const run = await plan(repository(), 'network');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('Plan: 1 to add');
    expect(run.summary).toContain('### `terraform/dev/network`\n\nchanges: +1 ~0 -0\n');
    expect(run.summary).toContain('<vpc> & co');
    expect(run.report).toMatchObject({ status: 'changed', add: 1, change: 0, destroy: 0, destroyed: [], url: 'https://github.com/o/r/job/1' });
    expect(run.report.text).toContain('Plan: 1 to add');
  });

  test('a plan without changes says so', async () => {
    const cwd = repository();
    await apply(cwd, 'network');
    const run = await plan(cwd, 'network');
    expect(run.report).toMatchObject({ status: 'unchanged', add: 0, change: 0, destroy: 0 });
    expect(run.summary).toBe('### `terraform/dev/network`\n\nno changes\n');
  });

  test('a change of outputs alone is a change', async () => {
    const cwd = repository();
    await apply(cwd, 'network');
    writeFileSync(join(cwd, 'terraform/dev/network/more.tf'), 'output "more" {\n  value = 1\n}\n');
    expect((await plan(cwd, 'network')).report).toMatchObject({ status: 'changed', add: 0, change: 0, destroy: 0 });
  });

  test('what is destroyed is named, also when it is replaced', async () => {
    const cwd = repository();
    const file = join(cwd, 'terraform/dev/network/more.tf');
    writeFileSync(file, 'resource "terraform_data" "a" {\n  for_each = toset(["x`y"])\n}\nresource "terraform_data" "b" {\n  triggers_replace = 1\n}\n');
    await apply(cwd, 'network');
    writeFileSync(file, 'resource "terraform_data" "b" {\n  triggers_replace = 2\n}\n');
    const { report, summary } = await plan(cwd, 'network');
    expect(report).toMatchObject({ status: 'changed', add: 1, change: 0, destroy: 2, destroyed: ['terraform_data.a["x`y"]', 'terraform_data.b'] });
    expect(summary).toContain(':warning: **destroys**: +1 ~0 -2\n\n**Destroys** ``terraform_data.a["x`y"]``, `terraform_data.b`.');
  });

  test('a sensitive value is in no report, and no plan is left behind', async () => {
    const cwd = repository();
    writeFileSync(join(cwd, 'terraform/dev/network/more.tf'), 'resource "terraform_data" "secret" {\n  input = sensitive("hunter2")\n}\n');
    const { report, stdout } = await plan(cwd, 'network');
    expect(report.add).toBe(2);
    expect(JSON.stringify(report) + stdout).not.toContain('hunter2');
    expect(stdout).toContain('Saved the plan to:');
    const [saved] = /\/\S+\/plan$/m.exec(stdout)!;
    expect(() => readFileSync(saved)).toThrow('ENOENT');
  });

  test('what reads a root module that was never applied is planned with mock values, and says so', async () => {
    const cwd = repository();
    mocks(cwd, { database: { network: { vpc_id: 'mock-network-vpc_id' } } });
    const run = await plan(cwd, 'database');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('::warning title=terraform/dev/database::Planned with mock values: network has no such outputs yet.');
    expect(run.report).toMatchObject({ status: 'changed', add: 1, mocked: { network: ['vpc_id'] }, unknown: [] });
    expect(run.report.text).toContain('+ input  = "mock-network-vpc_id"');
    expect(run.summary).toContain('changes, planned with mock values: +1 ~0 -0\n\n**Mock values** stand for `vpc_id` of `network`. No state has them yet:');
    expect(existsSync(join(cwd, 'terraform/dev/database/mock_values_override.tf.json'))).toBe(false);
  });

  test('so is what reads an output, or a key of one, that the applied state does not have yet; what it has stays', async () => {
    const cwd = repository();
    await apply(cwd, 'network');
    write(join(cwd, 'terraform/dev/database/more.tf'), 'resource "terraform_data" "a" {\n  for_each = toset(data.terraform_remote_state.network.outputs.subnet_ids)\n  input = data.terraform_remote_state.network.outputs.zones["b"]\n}\n');
    write(join(cwd, 'terraform/dev/network/more.tf'), 'output "zones" {\n  value = { a = "true a" }\n}\n');
    await apply(cwd, 'network');
    mocks(cwd, { database: { network: { vpc_id: 'mock-vpc', subnet_ids: ['mock-subnet'], zones: { a: 'mock-a', b: 'mock-b' } } } });
    const { report, status } = await plan(cwd, 'database');
    expect(status).toBe(0);
    expect(report).toMatchObject({ status: 'changed', add: 2, mocked: { network: ['subnet_ids', 'zones["b"]'] } });
    expect(report.text).toContain('terraform_data.a["mock-subnet"]');
    expect(report.text).toContain('"mock-b"');
    expect(report.text).not.toContain('mock-vpc');
  });

  test('where the provider, or whatever else, refuses mock values, a plan leaves open what follows from a state that is not there', async () => {
    const cwd = repository();
    write(join(cwd, 'terraform/dev/database/more.tf'), 'resource "terraform_data" "a" {\n  input = data.terraform_remote_state.network.outputs.vpc_id\n  lifecycle {\n    precondition {\n      condition = startswith(data.terraform_remote_state.network.outputs.vpc_id, "vpc-")\n      error_message = "No id of a VPC."\n    }\n  }\n}\n');
    mocks(cwd, { database: { network: { vpc_id: 'mock-network-vpc_id' } } });
    const run = await plan(cwd, 'database');
    expect(run.status).toBe(0);
    expect(run.report).toMatchObject({ status: 'changed', add: 2, mocked: {}, unknown: ['network'] });
    expect(run.report.text).toContain('(known after apply)');
    expect(run.summary).toContain('changes, planned with mock values: +2 ~0 -0\n\n**Nothing is known** of the outputs of `network`. No state has them yet:');
  });

  test('so it does where nobody knows the types of what is read, as in Terraform of one\'s own', async () => {
    const run = await plan(repository(), 'database');
    expect(run.report).toMatchObject({ status: 'changed', add: 1, mocked: {}, unknown: ['network'] });
  });

  test('what cannot be planned in any of these ways is not planned yet, which fails nothing', async () => {
    const cwd = repository();
    write(join(cwd, 'terraform/dev/database/more.tf'), 'resource "terraform_data" "a" {\n  for_each = toset(data.terraform_remote_state.network.outputs.vpc_id)\n}\n');
    mocks(cwd, { database: { network: { vpc_id: 'no list' } } });
    const run = await plan(cwd, 'database');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('::warning title=terraform/dev/database::Not planned yet');
    expect(run.stdout).toContain('Unable to find remote state');
    expect(run.summary).toContain('not planned yet');
    expect(run.report).toEqual({ dir: 'terraform/dev/database', url: 'https://github.com/o/r/job/1', status: 'awaiting' });
  });

  test('only who asks for mock values has them: drift does not', async () => {
    const cwd = repository();
    mocks(cwd, { database: { network: { vpc_id: 'mock-network-vpc_id' } } });
    const { report, stdout } = await plan(cwd, 'database', { MOCK_VALUES: '' });
    expect(report.status).toBe('awaiting');
    expect(stdout).toContain('::warning title=terraform/dev/database::Not planned yet');
  });

  test('a change of outputs names the services that read them', async () => {
    const cwd = repository();
    write(join(cwd, '.projen/graph.json'), JSON.stringify({
      environments: [{ name: 'dev', reads: { network: ['api', 'worker'] } }],
      rootModules: ['network', 'compute'].map((name) => ({ name, dir: `terraform/*/${name}`, dependsOn: [], moduleDirs: [], providers: [] })),
    }));
    const { report, summary } = await plan(cwd, 'network');
    expect(report).toMatchObject({ outputs: ['vpc_id'], readers: ['api', 'worker'] });
    expect(summary).toContain('**Outputs change** that services read: `api`, `worker`.');
    await apply(cwd, 'network');
    expect((await plan(cwd, 'network')).report).not.toHaveProperty('readers');
    expect((await plan(cwd, 'compute')).report).not.toHaveProperty('readers');
  });

  test('it is planned once that root module is applied', async () => {
    const cwd = repository();
    await apply(cwd, 'network');
    const run = await plan(cwd, 'database');
    expect(run.status).toBe(0);
    expect(run.report.status).toBe('changed');
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
    expect(run.stdout).toContain('Error: ');
    expect(run.summary).toContain('**failed**');
    expect(run.report.status).toBe('failed');
  });

  test('a plan fails when the backend cannot be reached', async () => {
    const cwd = repository();
    write(join(cwd, 'terraform/dev/network/backend.hcl'), 'nonsense = true\n');
    const run = await plan(cwd, 'network');
    expect(run.status).toBe(1);
    expect(run.report.status).toBe('failed');
  });

  test('a directory that is not there is a failed plan, not one with changes', async () => {
    const run = await plan(repository(), 'netwrok');
    expect(run.status).toBe(1);
    expect(run.report.status).toBe('failed');
  });

  test('what gets no identity is validated without a backend, and it is said why', async () => {
    const cwd = repository();
    const env = { ...JOB_ENV, ROOT_MODULE: 'terraform/dev/network', REASON: 'it is from a fork' };
    const run = await runStep(PLAN['validate/Validate'], { cwd, env });
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('::notice title=terraform/dev/network::Validated, not planned: it is from a fork.');
    write(join(cwd, 'terraform/dev/network/extra.tf'), 'resource "terraform_data" "x" {\n  nonsense = 1\n}\n');
    expect((await runStep(PLAN['validate/Validate'], { cwd, env })).status).toBe(1);
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

describeWithTools(['bash', 'git', 'jq'], () => {
  const SCRIPT = 'ops/scripts/plan-root-modules.mjs';

  interface Selected { readonly environment: string; readonly name: string; readonly plannedAtDeployment?: boolean }
  interface Division extends StepRun { readonly lists: Readonly<Record<string, ReadonlyArray<Selected & { readonly reason?: string }>>> }

  /** A repository with a commit, and the name of its branch. */
  function committed(file: string): string {
    const dir = mkdtempSync(join(tmpdir(), 'committed-'));
    write(join(dir, file), '');
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', ...args], { cwd: dir });
    git(...INIT);
    git(...ADD_ALL);
    git(...COMMIT, '--message=Begin');
    git('update-ref', 'refs/remotes/origin/base', 'HEAD');
    git('switch', '--quiet', '--orphan', 'change');
    return dir;
  }

  /** Divides root modules among the jobs of an estate, as an event would. */
  async function divide(
    estate: readonly EnvironmentNode[], selected: readonly Selected[], event: Readonly<Record<string, string>> = {}, file = SCRIPT,
  ): Promise<Division> {
    const temp = mkdtempSync(join(tmpdir(), 'divide-'));
    const output = join(temp, 'output');
    const rootModules = selected.map((each) => ({ ...each, dir: `terraform/${each.environment}/${each.name}`, layer: 0, reasons: ['"= $(id)'] }));
    writeFileSync(join(temp, 'affected.json'), JSON.stringify({ rootModules, removed: [], overlays: [] }));
    writeFileSync(output, '');
    const steps = scriptSteps(synthesise(estate).texts['terraform-plan.yml']!);
    const run = await runStep(steps['detect/Divide them among the jobs'], {
      cwd: committed(file),
      env: { ...JOB_ENV, RUNNER_TEMP: temp, GITHUB_OUTPUT: output, SCRIPTS_COMMIT: 'base', EVENT: 'pull_request', IS_FORK: 'false', ...event },
    });
    const lines = readFileSync(output, 'utf-8').split('\n').filter((line) => line !== '' && !line.startsWith('has-scripts='));
    return { ...run, lists: Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), JSON.parse(line.slice(line.indexOf('=') + 1)) as Selected[]])) };
  }

  const many = (count: number): Selected[] => Array.from({ length: count }, (_, i) => ({ environment: 'dev', name: `r${i}` }));

  test.each([
    [0, [0, 0, 0]],
    [3, [3, 0, 0]],
    [257, [256, 1, 0]],
    [600, [256, 256, 88]],
  ])('%d affected root modules are divided into %j', async (count, sizes) => {
    const { lists } = await divide([MANY], many(count));
    expect(Object.keys(lists)).toEqual(['plan_1', 'plan_2', 'plan_3', 'validate_1', 'validate_2', 'validate_3']);
    expect(lists.validate_1).toEqual([]);
    const chunks = [lists.plan_1, lists.plan_2, lists.plan_3];
    expect(chunks.map(({ length }) => length)).toEqual(sizes);
    expect(chunks.flat().map(({ name }) => name)).toEqual(Array.from({ length: count }, (_, i) => `r${i}`));
    expect(chunks.flat()[0] ?? {}).toEqual(count === 0 ? {} : { environment: 'dev', name: 'r0', dir: 'terraform/dev/r0' });
  });

  test('more root modules than there are jobs for are an error, not left out', async () => {
    const run = await divide([MANY], many(769));
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('There are 769, and jobs for 768: run npx projen');
  });

  test('one of an environment that the workflow has no job for is an error, not left out', async () => {
    const run = await divide([environment('prod', { isProtected: true })], [{ environment: 'dev', name: 'network' }]);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('There are 1, and jobs for 0: run npx projen');
  });

  test.each<[what: string, event: Record<string, string>, file: string, lists: Record<string, string[]>, reason: string | undefined]>([
    ['a pull request', {}, SCRIPT, { 'plan_1': ['dev'], 'plan-prod_1': ['prod'], 'validate_1': [] }, undefined],
    ['the merge queue', { EVENT: 'merge_group' }, SCRIPT, { 'plan_1': ['dev'], 'plan-prod_1': [], 'validate_1': ['prod'] }, 'nothing that waits in the merge queue may read'],
    ['a fork', { IS_FORK: 'true' }, SCRIPT, { 'plan_1': [], 'plan-prod_1': [], 'validate_1': ['dev', 'prod'] }, 'a pull request from a fork gets no identity'],
    ['the first pull request of an estate', {}, 'README.md', { 'plan_1': [], 'plan-prod_1': [], 'validate_1': ['dev', 'prod'] }, 'has no scripts yet'],
  ])('%s is divided by what may have an identity', async (_, event, file, expected, reason) => {
    const { lists } = await divide(SAMPLE, ['dev', 'prod'].map((each) => ({ environment: each, name: 'network' })), event, file);
    expect(Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.map((each) => each.environment)]))).toEqual(expected);
    for (const each of lists.validate_1) expect(each.reason).toContain(reason);
    expect(lists.plan_1.some((each) => 'reason' in each)).toBe(false);
  });

  test('what reads credentials to be planned is validated, and told why', async () => {
    const { lists } = await divide(SAMPLE, ['dev', 'prod'].flatMap((each) => [
      { environment: each, name: 'network' }, { environment: each, name: 'vault', plannedAtDeployment: true },
    ]));
    const names = Object.entries(lists).map(([name, list]) => [name, list.map((each) => `${each.environment}/${each.name}`)]);
    expect(Object.fromEntries(names)).toEqual({ 'plan_1': ['dev/network'], 'plan-prod_1': ['prod/network'], 'validate_1': ['dev/vault', 'prod/vault'] });
    for (const each of lists.validate_1) expect(each.reason).toContain('a plan of it reads credentials');
  });

  test.each([
    ['success success', 0],
    ['success failure', 1],
    ['cancelled success', 1],
    ['success skipped', 0],
    ['failure skipped', 1],
  ])('the gate judges "%s" with status %d', async (results, status) => {
    expect((await runStep(PLAN['gate/Require that no job failed'], { env: { RESULTS: results } })).status).toBe(status);
  });
});
