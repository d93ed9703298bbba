import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { moveModulesScript } from '../../../src/terraform/state/move-modules-script';
import { moveStatesScript, stateGuard } from '../../../src/terraform/state/state-ledger-script';
import { describeWithTool, runTool } from '../../real-tool';
import { temporaryDirectory } from '../../synth/test-project';
import { moveStates, movesOf, PATH, writeScript } from '../move-states-script';

const SECRET = 'a-secret-that-is-in-the-state';

describe('with remote backends, which begin a lineage where there is no state, and add 1 to each serial that they get', () => {
  const NONE = state('', 0, '');
  const OLD = state('a-lineage', 3, SECRET);

  function state(lineage: string, serial: number, output: string): string {
    return `{\n  "version": 4,\n  "serial": ${serial},\n  "lineage": "${lineage}",\n  "outputs": ${JSON.stringify({ output })}\n}\n`;
  }

  /** Runs the script with what stands for Terraform and such backends. Returns the state at the new address afterwards. */
  function moveBetween(states: { from: string; to: string }) {
    const outdir = temporaryDirectory();
    writeScript(outdir, movesOf({}));
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
  writeScript(outdir, movesOf({}));
  const { status, stdout, stderr } = moveStates(outdir, ...args);
  expect(status).toBe(expected);
  expect(stdout + stderr).toContain(`Usage: ${PATH} [<environment>/<root module>...]`);
});

describeWithTool('shellcheck', () => {
  test.each([
    ['moves states', moveStatesScript(PATH, movesOf({ path: 'x' }))],
    ['copies modules', moveModulesScript(PATH, movesOf({ path: 'x' }).map((move) => ({ ...move, formerAddress: 'module.a', address: 'module.b', marker: 'moved' })))],
  ])('shellcheck finds nothing in the script that %s', (_, text) => {
    const file = join(mkdtempSync(join(tmpdir(), 'script-')), 'script.sh');
    writeFileSync(file, text);
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
