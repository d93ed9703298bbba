import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from './script-sandbox';
import { terraformRootScript } from '../../../src/operations/terraform-root-script';
import { LOCK_PLATFORMS } from '../../../src/terraform/lock/provider-lock';
import { describeWithTool } from '../../real-tool';
import { mirrorConfiguration, shellProviderMirror } from '../../terraform/provider-mirror';

const SELECTION = 'selection.json';
const PATH = 'ops/scripts/terraform-root.sh';
const GUARDED = [{ name: 'prod', rootModulePattern: 'terraform/prod/*' }];

let sandbox: ScriptSandbox;

beforeEach(() => {
  sandbox = new ScriptSandbox();
  sandbox.write(PATH, terraformRootScript({ path: PATH, backendFile: 'backend.hcl', exampleDir: 'terraform/prod/network', guarded: GUARDED }));
  sandbox.write('ops/scripts/stateful-resources.json', '{"types":["cloud_database"]}');
});

function dirOf(name: string): string {
  return `terraform/prod/${name}`;
}

/** Selects root modules, by name in layers counted from 0. */
function select(layers: readonly (readonly string[])[], allowedDestructions: readonly string[] = []): void {
  const rootModules = layers.flatMap((names, layer) => names.map((name) => ({ environment: 'prod', name, dir: dirOf(name), layer, reasons: ['a test'] })));
  sandbox.write(SELECTION, JSON.stringify({ environment: 'prod', rootModules, allowedDestructions }));
}

async function applyLayer(layer: number, ...more: string[]): Promise<ScriptRun> {
  return sandbox.run('apply-layer.mjs', ['--environment', 'prod', '--layer', String(layer), '--selection', SELECTION, ...more]);
}

describeWithTool('terraform', () => {
  function rootModule(name: string, hcl: string): void {
    sandbox.write(`${dirOf(name)}/backend.hcl`, `path = "../${name}.tfstate"\n`);
    sandbox.write(`${dirOf(name)}/main.tf`, `terraform {\n  backend "local" {}\n}\n${hcl}`);
  }

  function state(name: string): string {
    return join(sandbox.dir, 'terraform/prod', `${name}.tfstate`);
  }

  test('the root modules of the layer are planned and applied, and those of no other', async () => {
    for (const name of ['network', 'storage', 'compute']) rootModule(name, `resource "terraform_data" "it" {\n  input = "${name}"\n}\n`);
    select([['network', 'storage'], ['compute']]);
    const run = await applyLayer(1);
    expect(run).toMatchObject({ status: 0 });
    expect(['network', 'storage', 'compute'].map((name) => existsSync(state(name)))).toEqual([true, true, false]);
    expect(run.stdout).toContain('Layer 1: 2 of 2 root modules are as declared');
    expect(run.summary).toContain(`| ${dirOf('network')} | applied | 1 | 0 | 0 |`);
  });

  test('what needs no change is not applied', async () => {
    rootModule('network', 'resource "terraform_data" "it" {}\n');
    select([['network']]);
    await applyLayer(1);
    const before = readFileSync(state('network'), 'utf-8');
    const run = await applyLayer(1);
    expect(run.status).toBe(0);
    expect(run.summary).toContain('| no changes | 0 | 0 | 0 |');
    expect(readFileSync(state('network'), 'utf-8')).toBe(before);
  });

  test('nothing is applied with mock values: neither beside the file of such a plan, nor with states that have them', async () => {
    const read = 'data "terraform_remote_state" "network" {\n  backend = "local"\n  config = { path = "${path.module}/mock.tfstate" }\n}\n';
    rootModule('storage', `${read}resource "terraform_data" "it" {\n  input = data.terraform_remote_state.network.outputs.vpc_id\n}\n`);
    const outputs = { vpc_id: { value: 'mock-network-vpc_id', type: 'string' }, mock_values: { value: true, type: 'bool' } };
    sandbox.write(`${dirOf('storage')}/mock.tfstate`, JSON.stringify({ version: 4, terraform_version: '1.0.0', serial: 1, lineage: 'x', outputs, resources: [] }));
    rootModule('compute', 'resource "terraform_data" "it" {}\n');
    sandbox.write(`${dirOf('compute')}/mock_values_override.tf.json`, '{}');
    select([['storage', 'compute']]);
    // A variable that lets plans of pull requests have them changes nothing.
    const run = await sandbox.run('apply-layer.mjs', ['--environment', 'prod', '--layer', '1', '--selection', SELECTION], { MOCK_VALUES: 'true' });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(`::error title=${dirOf('storage')}::refused: mock values stand for outputs of other root modules`);
    expect(run.stdout).toContain(`::error title=${dirOf('compute')}::refused: mock_values_override.tf.json is there`);
    expect(['storage', 'compute'].map((name) => existsSync(state(name)))).toEqual([false, false]);
    const { status, stderr } = spawnSync('bash', [PATH, 'apply', dirOf('compute'), '--confirm', 'prod'], { cwd: sandbox.dir, encoding: 'utf-8' });
    expect([status, stderr]).toEqual([3, `terraform-root.sh: ${dirOf('compute')} holds mock values of a plan, which nobody applies: remove mock_values_override.tf.json\n`]);
  });

  test('an apply takes no mock values for outputs that are not there: it fails', async () => {
    rootModule('storage', 'data "terraform_remote_state" "network" {\n  backend = "local"\n  config = { path = "../network.tfstate" }\n}\noutput "x" {\n  value = data.terraform_remote_state.network.outputs.vpc_id\n}\n');
    const mocks = { network: { vpc_id: 'mock-network-vpc_id' } };
    sandbox.write('.projen/graph.json', JSON.stringify({
      environments: [{ name: 'prod' }], rootModules: [{ name: 'storage', dir: 'terraform/*/storage', dependsOn: [], moduleDirs: [], providers: [], mocks }],
    }));
    select([['storage']]);
    const run = await sandbox.run('apply-layer.mjs', ['--environment', 'prod', '--layer', '1', '--selection', SELECTION], { MOCK_VALUES: 'true' });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('Unable to find remote state');
    expect(existsSync(state('storage'))).toBe(false);
  });

  test('one that fails does not keep the others of its layer from being applied, and fails the layer', async () => {
    rootModule('network', 'resource "terraform_data" "it" {\n  input = nonsense.nothing\n}\n');
    rootModule('storage', 'resource "terraform_data" "it" {}\n');
    select([['network', 'storage']]);
    const run = await applyLayer(1);
    expect(run.status).toBe(1);
    expect(existsSync(state('storage'))).toBe(true);
    expect(run.stdout).toContain(`::error title=${dirOf('network')}::the plan failed`);
    expect(run.stdout).toContain(`Layer 1: 1 of 2 root modules are as declared\n  ${dirOf('network')}: the plan failed`);
    expect(run.summary).toContain(`| ${dirOf('network')} | ❌ the plan failed |  |  |  |`);
  });

  test('an apply that fails fails the layer', async () => {
    rootModule('network', 'resource "terraform_data" "it" {\n  provisioner "local-exec" {\n    command = "exit 3"\n  }\n}\n');
    select([['network']]);
    const run = await applyLayer(1);
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(`${dirOf('network')}: the apply failed`);
    expect(run.summary).toContain('❌ the apply failed | 1 | 0 | 0 |');
  });

  test('the output of a root module is whole and in one group, and is no command to the runner', async () => {
    rootModule('network', 'output "note" {\n  value = <<-EOT\n    ::stop-commands::x\n    ##[add-mask]y\n  EOT\n}\n');
    select([['network']]);
    const { stdout } = await applyLayer(1);
    const [, log] = /::group::terraform\/prod\/network\n([^]*)::endgroup::\n/.exec(stdout) ?? [];
    expect(log).toContain('Changes to Outputs');
    expect(log).toContain('Apply complete! Resources: 0 added');
    expect(log).toContain(': :stop-commands::x');
    expect(log).toContain('## [add-mask]y');
    expect(log).not.toMatch(/^\s*::|##\[/m);
  });

  describe('of providers that nothing verifies', () => {
    const RANDOM = 'registry.terraform.io/hashicorp/random';
    const REMEDY = 'run npx projen terraform:lock, which records checksums for linux_amd64, linux_arm64, darwin_arm64 and windows_amd64, and commit the files';
    const NOTHING = 'resource "terraform_data" "it" {}\n';

    /** A graph that knows what the root modules require. */
    function graph(...providers: string[]): void {
      const environments = [{ name: 'dev' }, { name: 'prod', promotedFrom: 'dev' }, { name: 'reviewed', isProtected: true }];
      sandbox.write('.projen/graph.json', JSON.stringify({ environments, rootModules: [{ name: 'network', dir: 'terraform/*/network', dependsOn: [], moduleDirs: [], providers }] }));
    }

    async function apply(
      environment: string, files: Readonly<Record<string, string>>, env: Record<string, string> = {},
    ): Promise<ScriptRun & { readonly isApplied: boolean }> {
      const dir = `terraform/${environment}/network`;
      sandbox.write(`${dir}/backend.hcl`, 'path = "../network.tfstate"\n');
      for (const [name, text] of Object.entries(files)) sandbox.write(`${dir}/${name}`, text);
      const rootModules = [{ environment, name: 'network', dir, layer: 0, reasons: ['a test'] }];
      sandbox.write(SELECTION, JSON.stringify({ environment, rootModules, allowedDestructions: [] }));
      const run = await sandbox.run('apply-layer.mjs', ['--environment', environment, '--layer', '1', '--selection', SELECTION], env);
      return { ...run, isApplied: existsSync(join(sandbox.dir, `terraform/${environment}/network.tfstate`)) };
    }

    const plain = (lock?: string) => ({ 'main.tf': `terraform {\n  backend "local" {}\n}\n${NOTHING}`, ...lock !== undefined && { '.terraform.lock.hcl': lock } });
    const locked = (address: string, hashes: string) => `provider "${address}" {\n  version = "3.7.99"\n  hashes = [${hashes}]\n}\n`;

    test.each([
      ['no lock file', undefined, `it has no .terraform.lock.hcl, so its providers are not verified: ${REMEDY}`],
      ['one that does not name the provider', locked('registry.terraform.io/hashicorp/null', '"h1:x"'), `its .terraform.lock.hcl does not name ${RANDOM}: ${REMEDY}`],
      ['one without a checksum', locked(RANDOM, ''), `its .terraform.lock.hcl has no checksum of ${RANDOM}: ${REMEDY}`],
    ])('with %s a protected environment is refused, and another one goes on', async (_, lock, message) => {
      graph('hashicorp/random ~> 3.0');
      for (const environment of ['prod', 'reviewed']) {
        const run = await apply(environment, plain(lock));
        expect(run).toMatchObject({ status: 1, isApplied: false });
        expect(run.stdout).toContain(`::error title=terraform/${environment}/network::refused: ${message}`);
        expect(run.stdout).not.toContain('Initializing');
      }
      const dev = await apply('dev', plain(lock));
      expect(dev.stdout).toContain(`::warning title=Unlocked providers::terraform/dev/network: ${message}`);
      expect(dev.stdout).toContain('terraform/dev/network: init');
      // Terraform itself wants a lock file that names what is used, and nothing else.
      expect(dev.isApplied).toBe(lock === undefined);
    });

    test('what requires no provider needs no lock file', async () => {
      graph();
      expect(await apply('prod', plain())).toMatchObject({ status: 0, isApplied: true });
    });

    test('a provider that only Terraform knows of never runs in a protected environment', async () => {
      graph();
      const mirror = mkdtempSync(join(tmpdir(), 'mirror-'));
      const marker = join(mirror, 'ran');
      const env = { TF_CLI_CONFIG_FILE: mirrorConfiguration(shellProviderMirror(mirror, { 'hashicorp/random': '3.7.99' })) };
      const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
      writeFileSync(join(mirror, 'registry.terraform.io/hashicorp/random/3.7.99', platform, 'terraform-provider-random_v3.7.99'), `#!/bin/sh\ntouch '${marker}'\n`);
      const files = { ...plain(), 'own.tf': 'resource "random_id" "it" {\n  byte_length = 4\n}\n' };
      const refused = await apply('prod', files, env);
      expect(refused).toMatchObject({ status: 1, isApplied: false });
      expect(refused.stdout).toContain('Provider dependency changes detected');
      expect(existsSync(marker)).toBe(false);
      await apply('dev', files, env);
      expect(existsSync(marker)).toBe(true);
    });

    test('an environment that the graph does not know is treated as a protected one', async () => {
      sandbox.write('.projen/graph.json', JSON.stringify({ environments: [{ name: 'dev' }], rootModules: [{ name: 'network', environments: ['strange'], dir: 'terraform/*/network', providers: ['hashicorp/random ~> 3.0'] }] }));
      expect(await apply('strange', plain())).toMatchObject({ status: 1, isApplied: false });
    });

    test('the platforms that are named are those that are locked', () => {
      expect(REMEDY).toContain(`for ${LOCK_PLATFORMS.slice(0, -1).join(', ')} and ${LOCK_PLATFORMS.at(-1)},`);
    });
  });

  test('of root modules that are applied side by side each line says of which it is', async () => {
    for (const name of ['network', 'storage']) rootModule(name, `resource "terraform_data" "it" {\n  input = "of ${name}"\n}\n`);
    select([['network', 'storage']]);
    const { stdout } = await applyLayer(1);
    for (const name of ['network', 'storage']) expect(stdout).toMatch(new RegExp(`^${dirOf(name)} \\|.*"of ${name}"`, 'm'));
    expect(stdout).not.toContain('::group::');
  });

  test('no plan is left behind, which would hold secrets', async () => {
    rootModule('network', 'resource "terraform_data" "it" {}\n');
    select([['network']]);
    const temp = join(sandbox.dir, 'temp');
    sandbox.write('temp/.keep', '');
    await sandbox.run('apply-layer.mjs', ['--environment', 'prod', '--layer', '1', '--selection', SELECTION], { RUNNER_TEMP: temp });
    expect(readdirSync(temp)).toEqual(['.keep']);
  });
});

describe('with a terraform that says what a plan holds', () => {
  const database = (actions: readonly string[], more = {}) => ({ address: 'cloud_database.main', mode: 'managed', type: 'cloud_database', change: { actions }, ...more });

  function plans(...changes: readonly object[]): void {
    sandbox.write(`${dirOf('database')}/main.tf`, '');
    sandbox.program('terraform', [
      'case " $* " in',
      '  *" plan "*) exit 2 ;;',
      `  *" show "*) cat << 'PLAN'\n${JSON.stringify({ resource_changes: changes })}\nPLAN\n;;`,
      'esac',
    ].join('\n'));
  }

  function isApplied(): boolean {
    return sandbox.calls.some((call) => / apply /.test(call));
  }

  test.each([
    ['a destruction', ['delete']],
    ['a replacement', ['delete', 'create']],
    ['a replacement that creates first', ['create', 'delete']],
  ])('%s of what holds data is refused, with the trailer that allows it', async (_, actions) => {
    plans(database(actions));
    select([['database']]);
    const run = await applyLayer(1);
    expect(run.status).toBe(1);
    expect(isApplied()).toBe(false);
    expect(run.stdout).toContain('  Allow-Destroy: terraform/prod/database cloud_database.main\n');
    expect(run.stdout).toContain('::error title=terraform/prod/database::refused: destroys cloud_database.main');
  });

  test('it is applied, from the plan that was read, when a commit allows it by name', async () => {
    plans(database(['delete']));
    select([['database']], ['terraform/prod/database cloud_database.main']);
    const run = await applyLayer(1);
    expect(run.status).toBe(0);
    const [planned, applied] = ['plan', 'apply'].map((action) => sandbox.calls.find((call) => call.includes(` ${action} `)) ?? '');
    expect(applied.split(' ').at(-1)).toBe(/-out=(\S+)/.exec(planned)?.[1]);
    expect(run.summary).toContain('| applied | 0 | 0 | 1 |');
  });

  test.each([
    ['another resource', 'terraform/prod/database cloud_database.other'],
    ['another root module', 'terraform/dev/database cloud_database.main'],
  ])('leave for %s is no leave', async (_, allowed) => {
    plans(database(['delete']));
    select([['database']], [allowed]);
    expect((await applyLayer(1)).status).toBe(1);
    expect(isApplied()).toBe(false);
  });

  test.each([
    ['a change of what holds data', database(['update'])],
    ['the destruction of what holds none', database(['delete'], { type: 'cloud_rule' })],
    ['what was only read', database(['delete'], { mode: 'data' })],
  ])('%s needs no leave', async (_, change) => {
    plans(change);
    select([['database']]);
    expect((await applyLayer(1)).status).toBe(0);
    expect(isApplied()).toBe(true);
  });

  test('sensitive values of the plan are not shown', async () => {
    plans(database(['update'], { after: 'the-password' }));
    select([['database']]);
    const { stdout, stderr } = await applyLayer(1);
    expect(`${stdout}${stderr}`).not.toContain('the-password');
  });

  test.each([
    [[], 4],
    [['--parallel', '2'], 2],
  ])('with %j at most %d root modules are worked on at a time', async (more, most) => {
    const names = Array.from({ length: 7 }, (_, index) => `r${index}`);
    for (const name of names) sandbox.write(`${dirOf(name)}/main.tf`, '');
    sandbox.program('terraform', [
      'case " $* " in *" plan "*) ;; *) exit 0 ;; esac',
      'mkdir -p "${BIN}/running" "${BIN}/begun" && touch "${BIN}/running/$$" "${BIN}/begun/$$"',
      // The first of them wait for each other, and a while for one that is too many.
      `while (($(ls "\${BIN}/begun" | wc -l) < ${most})); do sleep 0.05; done`,
      'sleep 0.3',
      'ls "${BIN}/running" | wc -l >> "${BIN}/counts"',
      'rm "${BIN}/running/$$"',
      'cp "${BIN}/counts" counts',
    ].join('\n'));
    select([names]);
    expect((await applyLayer(1, ...more)).status).toBe(0);
    const counts = names.flatMap((name) => readFileSync(join(sandbox.dir, dirOf(name), 'counts'), 'utf-8').trim().split('\n').map(Number));
    expect(Math.max(...counts)).toBe(most);
  });
});

test.each([
  ['another environment than that of the selection', ['--environment', 'dev', '--layer', '1', '--selection', SELECTION], 'the selection is of environment prod, not of dev'],
  ['no layer', ['--environment', 'prod', '--selection', SELECTION], '--layer is missing'],
  ['a layer that is none', ['--environment', 'prod', '--layer', '0', '--selection', SELECTION], '--layer 0 is no number from 1'],
  ['an unknown option', ['--nonsense'], "Unknown option '--nonsense'"],
])('%s is wrong usage', async (_, args, message) => {
  select([['network']]);
  const run = await sandbox.run('apply-layer.mjs', args);
  expect(run.status).toBe(2);
  expect(run.stderr).toContain(message);
});

test('--help says what it does', async () => {
  const run = await sandbox.run('apply-layer.mjs', ['--help']);
  expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining('Allow-Destroy:') });
});
