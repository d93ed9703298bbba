import { readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptSandbox } from './run-script';
import { bootstrapScript, RoleCluster } from '../../src/operations/bootstrap-script';
import { describeWithTool } from '../real-tool';

const PATH = 'ops/scripts/bootstrap.sh';
const DIR = 'terraform/bootstrap/tencent-cos';
const TERRAFORM_ROOT = 'ops/scripts/terraform-root.sh';
const APPLY = ['--confirm', 'bootstrap', '--', '-auto-approve', '-no-color'];

/** A bootstrap whose backend is a file in another folder. */
function sandbox(isProtected = true, clusters: RoleCluster[] = []): ScriptSandbox {
  const repository = new ScriptSandbox();
  repository.write(PATH, bootstrapScript({ path: PATH, dirs: [DIR], backendType: 'local', backendFile: 'backend.hcl', clusters, terraformRootScript: TERRAFORM_ROOT, isProtected }));
  repository.write(`${DIR}/main.tf`, 'resource "terraform_data" "bucket" {}\n\noutput "backend_config" {\n  value = "path = \\"../../../bucket/bootstrap.tfstate\\"\\n"\n}\n');
  return repository;
}

interface State {
  readonly serial: number;
  readonly lineage: string;
  readonly resources: readonly unknown[];
}

function state(repository: ScriptSandbox, file = 'bucket/bootstrap.tfstate'): State {
  return JSON.parse(repository.read(file)) as State;
}

describeWithTool('terraform', () => {
  test('the first time, what it makes is made with a local state, which then moves', () => {
    const repository = sandbox();
    const { status, stderr } = repository.run(PATH, APPLY);
    expect(stderr).toContain(`Commit backend.tf and backend.hcl in ${DIR}`);
    expect(status).toBe(0);
    expect(state(repository).resources).toHaveLength(1);
    expect(readdirSync(join(repository.dir, DIR)).filter((name) => name.includes('tfstate'))).toEqual([]);
    expect(repository.read(`${DIR}/backend.tf`)).toBe('terraform {\n  backend "local" {}\n}\n');
  });

  test('again, it applies with the state where it is', () => {
    const repository = sandbox();
    repository.run(PATH, APPLY);
    const before = state(repository);
    const { status, stdout } = repository.run(PATH, APPLY);
    expect(stdout).toContain('No changes.');
    expect(status).toBe(0);
    expect(state(repository)).toEqual(before);
    expect(readdirSync(join(repository.dir, DIR)).filter((name) => name.includes('tfstate'))).toEqual([]);
  });

  test('an apply that fails is taken up again with the same local state', () => {
    const repository = sandbox();
    repository.write(`${DIR}/failing.tf`, 'resource "terraform_data" "roles" {\n  provisioner "local-exec" {\n    command = "exit 1"\n  }\n}\n');
    expect(repository.run(PATH, APPLY).status).not.toBe(0);
    expect(repository.has(`${DIR}/backend.tf`)).toBe(false);
    const { lineage } = state(repository, `${DIR}/terraform.tfstate`);
    repository.write(`${DIR}/failing.tf`, '');
    expect(repository.run(PATH, APPLY).status).toBe(0);
    expect(state(repository).lineage).toBe(lineage);
  });

  test('a move that fails is taken up again, and nothing is applied twice', () => {
    const repository = sandbox();
    repository.write('bucket', 'not a folder');
    const first = repository.run(PATH, APPLY);
    expect(first.status).not.toBe(0);
    expect(state(repository, `${DIR}/local.tfstate`).resources).toHaveLength(1);
    unlinkSync(join(repository.dir, 'bucket'));
    const second = repository.run(PATH, APPLY);
    expect(second.status).toBe(0);
    expect(second.stdout).toContain('No changes.');
    expect(state(repository).resources).toHaveLength(1);
    expect(readdirSync(join(repository.dir, DIR)).filter((name) => name.includes('tfstate'))).toEqual([]);
  });

  test('the state of somebody else is never overwritten', () => {
    const repository = sandbox();
    const outputs = { bucket: { value: 'theirs', type: 'string' } };
    const others = { version: 4, terraform_version: '1.11.4', serial: 7, lineage: 'of-somebody-else', outputs, resources: [] };
    repository.write('bucket/bootstrap.tfstate', JSON.stringify(others));
    const { status, stderr } = repository.run(PATH, APPLY);
    expect(status).toBe(1);
    expect(stderr).toContain(`the state is still in ${DIR}/local.tfstate`);
    expect(state(repository)).toEqual(others);
    expect(state(repository, `${DIR}/local.tfstate`).resources).toHaveLength(1);
  });

  test('clusters that are there are noted by their IDs, and stay noted where they cannot be asked for', () => {
    const clusters = ['dev', 'prod'].map((environment) => ({ bootstrapDir: DIR, environment, rootModuleDir: `terraform/${environment}/cluster`, output: 'cluster_id' }));
    const repository = sandbox(true, clusters);
    repository.write(`${DIR}/variables.tf`, 'variable "cluster_ids" {\n  type    = map(string)\n  default = {}\n}\n\noutput "clusters" {\n  value = keys(var.cluster_ids)\n}\n');
    repository.write(TERRAFORM_ROOT, 'case "$*" in\n  "output $(cd "$(dirname "$0")/../.." && pwd -P)/terraform/${THERE}/cluster -- -raw cluster_id") echo -n "cls-${THERE}0" ;;\n  *) exit 1 ;;\nesac\n');
    const run = (there: string) => repository.run(PATH, APPLY, { env: { THERE: there } });
    const noted = () => (repository.has(`${DIR}/clusters.auto.tfvars`) ? repository.read(`${DIR}/clusters.auto.tfvars`) : undefined);
    const first = run('none');
    expect([first.status, noted(), first.stderr.match(/the cluster of (\w+) is not there/g)]).toEqual([0, undefined, ['the cluster of dev is not there', 'the cluster of prod is not there']]);
    expect([run('dev').status, noted()]).toEqual([0, 'cluster_ids = {\n  "dev" = "cls-dev0"\n}\n']);
    const last = run('prod');
    expect([last.status, noted()]).toEqual([0, 'cluster_ids = {\n  "dev" = "cls-dev0"\n  "prod" = "cls-prod0"\n}\n']);
    expect(last.stdout.replace(/\s+/g, ' ')).toContain('clusters = tolist([ "dev", "prod", ])');
    expect(last.stderr).not.toContain('is not there');
  });

  test('a person at the desk is asked before anything is made', () => {
    const repository = sandbox(false);
    const { status, stdout } = repository.run(PATH, []);
    expect(stdout).toContain('Do you want to perform these actions?');
    expect(status).not.toBe(0);
    expect(repository.has(`${DIR}/backend.tf`)).toBe(false);
  });
});

test.each([
  ['without the word, when environments are protected', [], 3, 'add --confirm bootstrap'],
  ['with another word', ['--confirm', 'prod'], 3, 'add --confirm bootstrap'],
  ['with a word too many', ['dev'], 2, 'there is one bootstrap; dev is one word too many'],
])('nothing happens %s', (_, args, expected, message) => {
  const repository = sandbox();
  repository.fake('terraform', 'exit 1');
  const { status, stderr } = repository.run(PATH, args);
  expect(status).toBe(expected);
  expect(stderr).toContain(message);
  expect(repository.callsOf('terraform')).toEqual([]);
});
