import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { Backend, FeiyueProject, HclBlock } from '../../src';
import { moveStatesScript, StateMove, stateGuard } from '../../src/terraform/state-ledger-script';
import { emptyProject } from '../default-estate';
import { describeWithTool, runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';
import { hostileText } from './hcl/hostile';

const PATH = 'ops/scripts/move-states.sh';
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

function moveStates(outdir: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync('bash', [join(outdir, PATH), ...args], {
    cwd: tmpdir(), encoding: 'utf-8', env: { PATH: process.env.PATH, HOME: outdir, CHECKPOINT_DISABLE: '1', TF_DATA_DIR: '/nowhere', TF_CLI_CONFIG_FILE: '' },
  });
  return { status, stdout, stderr };
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
  }, 120_000);

  test('a root module that is renamed and keeps its state has nothing to change', () => {
    const outdir = applied();
    estate(outdir, 'db', { stateKey: 'database' }).synth();
    expect(plan(outdir, 'prod', 'db')).toContain('No changes.');
  }, 120_000);

  test('states move to another backend', () => {
    const outdir = applied();
    // Another type would need a network; another path is another address to Terraform alike.
    const moves: StateMove[] = [{
      name: 'prod/database',
      from: { address: 'local://terraform/prod/database', backend: 'local', configuration: { attributes: { path: '../../terraform/prod/database/terraform.tfstate' }, blocks: {} } },
      to: { address: 'local://elsewhere', backend: 'local', configuration: { attributes: { path: '../../elsewhere/terraform.tfstate', workspace_dir: 'w' }, blocks: {} } },
    }];
    mkdirSync(dirname(join(outdir, PATH)), { recursive: true });
    writeFileSync(join(outdir, PATH), moveStatesScript(PATH, moves));
    expect(moveStates(outdir)).toMatchObject({ status: 0 });
    expect(readFileSync(join(outdir, 'elsewhere/terraform.tfstate'), 'utf-8')).toBe(stateOf(outdir, 'prod', 'database'));
  }, 120_000);

  test('the script moves what it is told to, says what is done already, and leaves nothing behind', () => {
    const outdir = applied();
    estate(outdir, 'db', { movedFrom: 'database' }).synth();
    expect(moveStates(outdir, 'prod/db').stdout).toMatch(/^prod\/db: moved\nNow plan/);
    expect(existsSync(join(outdir, 'terraform/dev/db/terraform.tfstate'))).toBe(false);
    expect(moveStates(outdir).stdout).toMatch(/^dev\/db: moved\nprod\/db: is there\nNow plan/);
    expect(readdirSync(outdir).filter((name) => name.startsWith('.move-states'))).toEqual([]);
  }, 120_000);

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
  }, 120_000);

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
  }, 120_000);

  test('a state that was never applied is said to be missing', () => {
    const outdir = temporaryDirectory();
    estate(outdir, 'database').synth();
    estate(outdir, 'db', { movedFrom: 'database' }).synth();
    const { status, stderr } = moveStates(outdir);
    expect(stderr).toContain('dev/db: there is no state to move. If it was never applied, delete movedFrom from .projenrc.ts.');
    expect(status).toBe(1);
  }, 120_000);

  test('a backend that cannot be reached ends the script with what Terraform says', () => {
    const outdir = applied();
    const moves = movesOf({ path: '../../x', nonsense: true });
    mkdirSync(dirname(join(outdir, PATH)), { recursive: true });
    writeFileSync(join(outdir, PATH), moveStatesScript(PATH, moves));
    const { status, stderr } = moveStates(outdir);
    expect(stderr).toContain('nonsense');
    expect(status).not.toBe(0);
  }, 120_000);
});

describe('with remote backends, which begin a lineage where there is no state, and add 1 to each serial that they get', () => {
  const NONE = state('', 0, '');
  const OLD = state('a-lineage', 3, SECRET);

  function state(lineage: string, serial: number, output: string): string {
    return `{\n  "version": 4,\n  "serial": ${serial},\n  "lineage": "${lineage}",\n  "outputs": ${JSON.stringify({ output })}\n}\n`;
  }

  /** Runs the script with what stands for Terraform and such backends. Returns the state at the new address afterwards. */
  function moveBetween(states: { from: string; to: string }) {
    const outdir = temporaryDirectory();
    mkdirSync(dirname(join(outdir, PATH)), { recursive: true });
    writeFileSync(join(outdir, PATH), moveStatesScript(PATH, movesOf({})));
    mkdirSync(join(outdir, 'bin'));
    for (const [backend, text] of Object.entries(states)) writeFileSync(join(outdir, 'bin', backend), text);
    writeFileSync(join(outdir, 'bin/terraform'), [
      '#!/usr/bin/env bash',
      'case "$2 $3" in',
      '  "state pull") cat "${HOME}/bin/${1##*/}" ;;',
      '  "state push")',
      '    pushed="$(cat)"',
      '    serial="$(sed -n \'s/.*"serial": \\([0-9]*\\),/\\1/p\' <<< "${pushed}")"',
      '    if grep -q \'"lineage": ""\' "${HOME}/bin/to"; then',
      '      sed -e \'s/"lineage": "[^"]*"/"lineage": "begun"/\' -e \'s/"serial": [0-9]*/"serial": 1/\' <<< "${pushed}" > "${HOME}/bin/to"',
      '    else',
      '      sed "s/\\"serial\\": [0-9]*/\\"serial\\": $((serial + 1))/" <<< "${pushed}" > "${HOME}/bin/to"',
      '    fi',
      '    ;;',
      'esac',
    ].join('\n'), { mode: 0o755 });
    const { status, stdout, stderr } = spawnSync('bash', [join(outdir, PATH)], {
      encoding: 'utf-8', env: { PATH: `${join(outdir, 'bin')}:${process.env.PATH}`, HOME: outdir },
    });
    return { status, output: stdout + stderr, to: readFileSync(join(outdir, 'bin/to'), 'utf-8') };
  }

  test.each([
    ['a state moves to where there is none', { from: OLD, to: NONE }, 0, 'prod/db: moved', OLD],
    ['a state that is older follows', { from: OLD, to: state('a-lineage', 2, 'older') }, 0, 'prod/db: moved', OLD],
    ['a move that was broken off is completed', { from: OLD, to: state('begun', 1, SECRET) }, 0, 'prod/db: moved', OLD],
    ['a state that has arrived is left alone', { from: OLD, to: OLD }, 0, 'prod/db: is there', OLD],
    ['a newer state is left alone', { from: OLD, to: state('a-lineage', 4, 'newer') }, 0, 'prod/db: is there', state('a-lineage', 4, 'newer')],
    ['another state is left alone', { from: OLD, to: state('b', 9, 'b') }, 1, 'prod/db: another state is at the new address, and was left alone', state('b', 9, 'b')],
    ['a state of which only the new address knows is there', { from: NONE, to: OLD }, 0, 'prod/db: is there; the old address is empty', OLD],
    ['a state that is nowhere is said to be missing', { from: NONE, to: NONE }, 1, 'prod/db: there is no state to move.', NONE],
  ])('%s', (_, states, status, output, to) => {
    expect(moveBetween(states)).toEqual({ status, output: expect.stringContaining(output), to });
  });
});

test.each([[['-h'], 0], [['--help'], 0], [['prod/nothing'], 2], [['prod/*'], 2]])('%j: usage, with status %d', (args, expected) => {
  const outdir = mkdtempSync(join(tmpdir(), 'usage-'));
  mkdirSync(dirname(join(outdir, PATH)), { recursive: true });
  writeFileSync(join(outdir, PATH), moveStatesScript(PATH, movesOf({})));
  const { status, stdout, stderr } = moveStates(outdir, ...args);
  expect(status).toBe(expected);
  expect(stdout + stderr).toContain(`Usage: ${PATH} [<environment>/<root module>...]`);
});

function movesOf(attributes: Record<string, string | boolean>, address = 'cos://b/prod/database'): StateMove[] {
  const location = { address, backend: 'local', configuration: { attributes, blocks: { assume_role: { policy: attributes.path ?? '' } } } };
  return [{ name: 'prod/db', from: location, to: { ...location, configuration: { attributes, blocks: {} } } }];
}

test('names that mean something to a shell do nothing', () => {
  const breakouts = fc.constantFrom('x\nHCL\ntouch pwned', '$(touch pwned)', '`touch pwned`', "'; touch pwned; '");
  fc.assert(fc.property(fc.oneof(breakouts, hostileText), (text) => {
    const outdir = mkdtempSync(join(tmpdir(), 'hostile-'));
    const script = moveStatesScript(PATH, movesOf({ path: text }, text));
    mkdirSync(dirname(join(outdir, PATH)), { recursive: true });
    writeFileSync(join(outdir, PATH), script);
    // In the place of Terraform stands what shows its input: it must get all of it, and nothing else may have run.
    mkdirSync(join(outdir, 'bin'));
    writeFileSync(join(outdir, 'bin/terraform'), '#!/usr/bin/env bash\ncase "$2" in init) cat "${1#-chdir=}/backend.tf" >> "${HOME}/seen" ;; esac\n', { mode: 0o755 });
    spawnSync('bash', [join(outdir, PATH)], { cwd: outdir, env: { PATH: `${join(outdir, 'bin')}:${process.env.PATH}`, HOME: outdir } });
    expect(readdirSync(outdir).sort()).toEqual(['bin', 'ops', 'seen']);
    const given = script.split("<< 'HCL'\n").slice(1).map((part) => part.slice(0, part.indexOf('\nHCL\n') + 1));
    expect(given).toHaveLength(2);
    expect(readFileSync(join(outdir, 'seen'), 'utf-8')).toBe(given.join(''));
    rmSync(outdir, { recursive: true });
  }), { numRuns: 60, examples: [['x\nHCL\ntouch pwned'], ['$(touch pwned)'], ['`touch pwned`']] });
}, 60_000);

describeWithTool('shellcheck', () => {
  test('shellcheck finds nothing', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'script-')), 'script.sh');
    writeFileSync(file, moveStatesScript(PATH, movesOf({ path: 'x' })));
    const { status, stdout } = runTool('shellcheck', ['--norc', '--severity=style', '--enable=require-variable-braces,quote-safe-variables', file]);
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});

test('the guard reads the state at its new address', () => {
  expect(stateGuard('cos', { bucket: 'b', prefix: 'prod/db' }, PATH)).toBe(`# The state of this root module has to be here before anything is planned: ${PATH} moves it.
data "terraform_remote_state" "moved_state" {
  backend = "cos"
  config = {
    bucket = "b"
    prefix = "prod/db"
  }
}
`);
});
