import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from './script-sandbox';

const FILE = 'outputs/dev.json';
const WANTED = { database: ['postgresql_host', 'postgresql_port'], network: ['vpc_subnet_ids.data'] };

let sandbox: ScriptSandbox;

beforeEach(() => {
  sandbox = new ScriptSandbox();
  sandbox.write('.projen/graph.json', JSON.stringify({
    rootModules: [{ name: 'database', dir: 'terraform/*/database' }, { name: 'network', dir: 'terraform/*/network', environments: ['dev'] }],
  }));
  sandbox.write('.projen/outputs.json', JSON.stringify({ environments: [{ name: 'dev', file: FILE, outputs: WANTED }] }));
  // As Terraform prints it, and what a script that is asked for outputs prints beside them.
  sandbox.write('ops/scripts/terraform-root.sh', 'echo Initializing >&2; [[ "$1 $3 $4" == "output -- -json" ]]; cat "$2/outputs.json"\n');
  says('database', { postgresql_host: { value: '10.0.1.7' }, postgresql_port: { value: 5432 }, postgresql_password: { value: 'hunter2', sensitive: true } });
  says('network', { vpc_subnet_ids: { value: { data: 'subnet-1' } } });
});

function says(rootModule: string, outputs: object): void {
  sandbox.write(`terraform/dev/${rootModule}/outputs.json`, JSON.stringify(outputs));
}

async function record(environment = 'dev'): Promise<ScriptRun> {
  return sandbox.run('record-outputs.mjs', ['--environment', environment]);
}

function recorded(): unknown {
  return JSON.parse(readFileSync(join(sandbox.dir, FILE), 'utf-8'));
}

test('what is used is recorded, and nothing else', async () => {
  expect((await record()).stdout).toBe('recorded database.postgresql_host, database.postgresql_port, network.vpc_subnet_ids.data in outputs/dev.json\n');
  expect(readFileSync(join(sandbox.dir, FILE), 'utf-8')).toBe(`{
  "database": {
    "postgresql_host": "10.0.1.7",
    "postgresql_port": "5432"
  },
  "network": {
    "vpc_subnet_ids.data": "subnet-1"
  }
}
`);
  expect((await record()).stdout).toBe('outputs/dev.json is as Terraform says.\n');
});

test('numbers are what Terraform writes', async () => {
  sandbox.write('terraform/dev/database/outputs.json', '{"postgresql_host":{"value":12345678901234567890},"postgresql_port":{"value":1.50}}');
  await record();
  expect(recorded()).toMatchObject({ database: { postgresql_host: '12345678901234567890', postgresql_port: '1.50' } });
});

test('what is not there yet is left out and told, and goes away where it was', async () => {
  await record();
  says('database', { postgresql_host: { value: '10.0.1.7' } });
  says('network', {});
  expect(await record()).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Not there yet, so that new pods in dev wait for it: postgresql_port of terraform/dev/database, vpc_subnet_ids.data of terraform/dev/network.') as string,
  });
  expect(recorded()).toEqual({ database: { postgresql_host: '10.0.1.7' } });
});

test.each<[what: string, output: object, message: string]>([
  ['a sensitive output', { value: 'hunter2', sensitive: true }, 'output postgresql_host of terraform/dev/database is sensitive, and never stands in the repository'],
  ['a mark', { value: 'a${terraform.database.postgresql_password}' }, 'output postgresql_host of terraform/dev/database has the mark of an output in it'],
  ['a list', { value: ['a'] }, 'output postgresql_host of terraform/dev/database is a list or an object, where a text, a number or a boolean is wanted'],
])('%s is refused, and nothing is written', async (_, output, message) => {
  says('database', { postgresql_host: output });
  const { status, stdout, stderr } = await record();
  expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  expect(`${stdout}${stderr}`).not.toContain('hunter2');
  expect(existsSync(join(sandbox.dir, FILE))).toBe(false);
});

test('values are handed on to jobs that read no state as one word, whatever they hold', async () => {
  const hostile = 'a"b\'c\n$(id) ##vso[task.complete] é ${HOME}';
  says('database', { postgresql_host: { value: hostile }, postgresql_port: { value: 5432 } });
  const { status, outputs } = await sandbox.run('record-outputs.mjs', ['--environment', 'dev', '--hand-on']);
  expect([status, outputs.recorded]).toEqual([0, expect.stringMatching(/^[A-Za-z0-9+/]+$/)]);
  expect(existsSync(join(sandbox.dir, FILE))).toBe(false);
  expect(await sandbox.run('record-outputs.mjs', ['--handed-on'], { RECORDED_1: outputs.recorded, RECORDED_2: '' })).toMatchObject({ status: 0 });
  expect(recorded()).toMatchObject({ database: { postgresql_host: hostile } });
  // What is recorded already is not handed on.
  expect((await sandbox.run('record-outputs.mjs', ['--environment', 'dev', '--hand-on'])).outputs).toEqual({ recorded: '' });
  expect((await sandbox.run('record-outputs.mjs', ['--handed-on'])).stderr).toContain('no outputs were handed on');
});

test('what is too long for a job to hand on is refused', async () => {
  says('database', { postgresql_host: { value: 'x'.repeat(70_000) } });
  const { status, outputs, stderr } = await sandbox.run('record-outputs.mjs', ['--environment', 'dev', '--hand-on']);
  expect([status, outputs]).toEqual([1, {}]);
  expect(stderr).toContain('bytes, and a job hands on 65536 at most: use fewer of them, or record them by hand');
});

test('an environment that there is not is refused', async () => {
  expect((await record('qa')).stderr).toContain('qa is no environment in .projen/outputs.json; those are dev');
});
