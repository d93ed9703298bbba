import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { terraformRootScript, TerraformRootScriptOptions } from '../../src/operations/terraform-root-script';
import { describeWithTool, runTool } from '../real-tool';

const PATH = 'ops/scripts/terraform-root.sh';
const ABSENT_STATE = 'failed to lock azure state';
const OPTIONS: TerraformRootScriptOptions = {
  path: PATH,
  backendFile: 'backend.hcl',
  exampleDir: 'terraform/dev/network',
  guarded: [{ name: 'prod', rootModulePattern: 'terraform/prod/*' }],
};
const SHAPES: ReadonlyArray<readonly [string, TerraformRootScriptOptions]> = [
  ['one guarded environment', OPTIONS],
  ['no guarded environment', { ...OPTIONS, guarded: [] }],
  ['a backend that makes states', { ...OPTIONS, absentState: ABSENT_STATE }],
  ['hostile names', {
    absentState: "it's $(id)",
    path: 'a b/$(id)/x.sh',
    backendFile: "b'$(id)`id`.hcl",
    exampleDir: 'it\'s "here"',
    guarded: [{ name: "p'$(id)", rootModulePattern: "stacks/*/it's $(id)" }],
  }],
];

/** A repository with a root module in each of two environments, whose state stands where `backend.hcl` says. */
function repository(options = OPTIONS): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));
  write(join(dir, options.path), terraformRootScript(options));
  for (const environment of ['dev', 'prod']) {
    const root = join(dir, 'terraform', environment, 'network');
    write(join(root, 'main.tf'), 'terraform {\n  backend "local" {}\n}\n\nvariable "size" {\n  default = 1\n}\n\nresource "terraform_data" "vpc" {\n  input = var.size\n}\n');
    write(join(root, options.backendFile), `path = "${environment}.tfstate"\n`);
  }
  return dir;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function run(dir: string, args: readonly string[], { env = {}, script = PATH }: { env?: Record<string, string>; script?: string } = {}) {
  const { status, stdout, stderr } = spawnSync('bash', [script, ...args], {
    cwd: dir,
    encoding: 'utf-8',
    env: { PATH: process.env.PATH, HOME: dir, CHECKPOINT_DISABLE: '1', ...env },
    input: '',
  });
  return { status, stdout, stderr };
}

describeWithTool('shellcheck', () => {
  test.each(SHAPES)('shellcheck finds nothing with %s', (_, options) => {
    const file = join(mkdtempSync(join(tmpdir(), 'script-')), 'script.sh');
    writeFileSync(file, terraformRootScript(options));
    // SC2016 asks whether a `$` in single quotes is meant: there, a name has one.
    const { status, stdout } = runTool('shellcheck', ['--norc', '--severity=style', '--exclude=SC2016', '--enable=require-variable-braces,quote-safe-variables', file]);
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

describeWithTool('terraform', () => {
  test('a root module is planned with its own backend', () => {
    const dir = repository();
    const { status, stdout } = run(dir, ['plan', 'terraform/dev/network', '--', '-no-color', '-input=false']);
    expect(stdout).toContain('Plan: 1 to add');
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(dir, 'terraform/dev/network/.terraform/terraform.tfstate'), 'utf-8'))).toMatchObject({
      backend: { type: 'local', config: { path: 'dev.tfstate' } },
    });
  });

  test('a working copy that knows the backend as it was before plans with the new one, and moves no state', () => {
    const dir = repository();
    const root = join(dir, 'terraform/dev/network');
    expect(run(dir, ['apply', 'terraform/dev/network', '--', '-auto-approve']).status).toBe(0);
    write(join(root, 'backend.hcl'), 'path = "moved.tfstate"\n');
    const before = readFileSync(join(root, 'dev.tfstate'), 'utf-8');
    const { status, stdout } = run(dir, ['plan', 'terraform/dev/network', '--', '-no-color']);
    expect(stdout).toContain('Plan: 1 to add');
    expect(status).toBe(0);
    expect(existsSync(join(root, 'moved.tfstate'))).toBe(false);
    expect(readFileSync(join(root, 'dev.tfstate'), 'utf-8')).toBe(before);
  });

  test('a state that lies about is not taken into the backend', () => {
    const dir = repository();
    const root = join(dir, 'terraform/dev/network');
    expect(run(dir, ['plan', 'terraform/dev/network']).status).toBe(0);
    write(join(root, 'terraform.tfstate'), '{"version":4,"serial":1,"lineage":"stray","outputs":{"a":{"value":"b","type":"string"}},"resources":[]}\n');
    run(dir, ['plan', 'terraform/dev/network']);
    expect(existsSync(join(root, 'dev.tfstate'))).toBe(false);
  });

  test('what follows after -- is given to terraform', () => {
    const dir = repository();
    const { stdout } = run(dir, ['plan', 'terraform/dev/network', '--', '-no-color', '-var=size=42']);
    expect(stdout).toContain('+ input  = "42"');
  });

  test('a directory is found from wherever the script is called', () => {
    const dir = repository();
    const { status, stderr } = run(join(dir, 'terraform/dev'), ['validate', 'network/'], { script: join(dir, PATH) });
    expect(stderr).toContain('terraform/dev/network: init');
    expect(status).toBe(0);
  });

  test('an environment that is not guarded is applied without further words', () => {
    const dir = repository();
    expect(run(dir, ['apply', 'terraform/dev/network', '--', '-auto-approve']).status).toBe(0);
    expect(existsSync(join(dir, 'terraform/dev/network/dev.tfstate'))).toBe(true);
  });

  test('a person at the desk is asked before anything is applied', () => {
    const dir = repository();
    const { status, stdout } = run(dir, ['apply', 'terraform/dev/network', '--', '-no-color']);
    expect(stdout).toContain('Do you want to perform these actions?');
    expect(status).not.toBe(0);
    expect(existsSync(join(dir, 'terraform/dev/network/dev.tfstate'))).toBe(false);
  });

  test.each([
    ['without its name', [] as string[]],
    ['with the name of another', ['--confirm', 'dev']],
  ])('a guarded environment is not applied %s', (_, words) => {
    const dir = repository();
    const { status, stderr } = run(dir, ['apply', 'terraform/prod/network', ...words, '--', '-auto-approve']);
    expect(status).toBe(3);
    expect(stderr).toContain('terraform/prod/network belongs to prod: add --confirm prod to apply it');
    expect(existsSync(join(dir, 'terraform/prod/network/.terraform'))).toBe(false);
  });

  test('a guarded environment is applied with its name as explicit word', () => {
    const dir = repository();
    expect(run(dir, ['apply', 'terraform/prod/network', '--confirm', 'prod', '--', '-auto-approve']).status).toBe(0);
    expect(existsSync(join(dir, 'terraform/prod/network/prod.tfstate'))).toBe(true);
  });

  test('the guard sees through another way to write the directory', () => {
    const dir = repository();
    expect(run(join(dir, 'terraform/dev'), ['apply', '../prod/./network', '--', '-auto-approve'], { script: join(dir, PATH) }).status).toBe(3);
  });

  test('a guarded environment is planned without further words', () => {
    expect(run(repository(), ['plan', 'terraform/prod/network', '--', '-input=false']).status).toBe(0);
  });

  test('validate needs no backend', () => {
    const dir = repository();
    write(join(dir, 'terraform/dev/network/backend.hcl'), 'nonsense = true\n');
    expect(run(dir, ['validate', 'terraform/dev/network']).status).toBe(0);
    expect(run(dir, ['plan', 'terraform/dev/network']).status).not.toBe(0);
  });

  test('a missing lock file is a warning that says how to make one', () => {
    const desk = run(repository(), ['validate', 'terraform/dev/network']);
    expect(desk.stderr).toContain('warning: terraform/dev/network has no .terraform.lock.hcl');
    expect(desk.stderr).toContain('npx projen terraform:lock');
  });

  test('a lock file is never changed', () => {
    const dir = repository();
    write(join(dir, 'terraform/dev/network/.terraform.lock.hcl'), '');
    const { status, stderr } = run(dir, ['validate', 'terraform/dev/network']);
    expect(status).toBe(0);
    expect(stderr).not.toContain('warning');
    expect(readFileSync(join(dir, 'terraform/dev/network/.terraform.lock.hcl'), 'utf-8')).toBe('');
  });

  describe('without a state, as who may only read', () => {
    const READER = { ...OPTIONS, absentState: ABSENT_STATE };

    /** A terraform that may not make the state of a backend that it is given, and says this of it. */
    function reader(refusal: string): Record<string, string> {
      const bin = mkdtempSync(join(tmpdir(), 'bin-'));
      const [terraform] = (process.env.PATH ?? '').split(':').map((dir) => join(dir, 'terraform')).filter(existsSync);
      write(join(bin, 'terraform'), `#!/usr/bin/env bash\nif [[ "$*" == init*-backend-config* ]]; then\n  printf '${refusal}' >&2\n  exit 3\nfi\nexec '${terraform}' "$@"\n`);
      chmodSync(join(bin, 'terraform'), 0o755);
      return { PATH: `${bin}:${process.env.PATH}` };
    }
    const ABSENT = '│ Error: Error loading state: failed to\\n│ lock azure state: 403\\n';

    test('a root module is planned: everything in it is new', () => {
      const dir = repository(READER);
      const { status, stdout, stderr } = run(dir, ['plan', 'terraform/dev/network', '--', '-no-color', '-detailed-exitcode', '-out=plan'], { env: reader(ABSENT) });
      expect(stderr).toContain('terraform/dev/network: plan, as there is no state yet');
      expect(stdout).toContain('Plan: 1 to add');
      expect(status).toBe(2);
      expect(readdirSync(join(dir, 'terraform/dev/network')).sort()).toEqual(['.terraform', 'backend.hcl', 'main.tf', 'plan']);
      const shown = spawnSync('terraform', ['show', '-no-color', 'plan'], { cwd: join(dir, 'terraform/dev/network'), encoding: 'utf-8', env: { PATH: process.env.PATH, CHECKPOINT_DISABLE: '1' } });
      expect([shown.status, shown.stdout]).toEqual([0, expect.stringContaining('Plan: 1 to add')]);
    });

    test.each([
      ['it is not applied', 'apply', ABSENT],
      ['another failure is one', 'plan', 'Error: no such container\\n'],
    ])('%s', (_, action, refusal) => {
      const dir = repository(READER);
      const { status, stdout } = run(dir, [action, 'terraform/dev/network'], { env: reader(refusal) });
      expect([status, stdout]).toEqual([3, '']);
      expect(existsSync(join(dir, 'terraform/dev/network/no-state_override.tf'))).toBe(false);
    });

    test('with a state nothing is otherwise', () => {
      const dir = repository(READER);
      expect(run(dir, ['apply', 'terraform/dev/network', '--', '-auto-approve']).status).toBe(0);
      expect(run(dir, ['plan', 'terraform/dev/network', '--', '-no-color']).stdout).toContain('No changes.');
    });
  });

  test('names that mean something to a shell do nothing', () => {
    const [, options] = SHAPES[SHAPES.length - 1];
    const dir = repository(options);
    const root = join(dir, "stacks/network/it's $(id)");
    cpSync(join(dir, 'terraform/dev/network'), root, { recursive: true });
    const refused = run(dir, ['apply', root, '--', '-auto-approve'], { script: options.path });
    expect(refused.stderr).toContain("stacks/network/it's $(id) belongs to p'$(id): add --confirm p'$(id)");
    expect(run(dir, ['apply', root, '--confirm', "p'$(id)", '--', '-auto-approve'], { script: options.path }).status).toBe(0);
    expect(existsSync(join(root, 'dev.tfstate'))).toBe(true);
    expect(run(dir, ['--help'], { script: options.path }).stdout).toContain('a b/$(id)/x.sh plan');
  });
});

test.each([['--help'], ['-h'], ['apply', '--help']])('%s explains the script', (...args) => {
  const { status, stdout } = run(repository(), args);
  expect(status).toBe(0);
  expect(stdout).toContain(`Usage: ${PATH} validate <directory>`);
  expect(stdout).toContain('--confirm prod');
});

test.each([
  ['no words', [], 'Usage:'],
  ['an unknown action', ['destroy', 'terraform/dev/network'], 'Usage:'],
  ['no directory', ['plan'], 'which root module? Give its directory, such as terraform/dev/network'],
  ['a directory that is not there', ['plan', 'terraform/pord/network'], 'there is no directory terraform/pord/network'],
  ['a directory without Terraform', ['plan', 'ops'], 'ops holds no Terraform files'],
  ['two directories', ['plan', 'terraform/dev/network', 'terraform/prod/network'], 'one root module at a time'],
  ['an unknown option', ['plan', '-lock=false', 'terraform/dev/network'], 'unknown option -lock=false; arguments for terraform follow after --'],
  ['an option without its value', ['apply', 'terraform/prod/network', '--confirm'], '--confirm needs the name of an environment'],
])('%s: it ends with status 2 and says what is missing', (_, args, message) => {
  const { status, stderr } = run(repository(), args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});
