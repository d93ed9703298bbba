import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { moveStatesScript, StateMove } from '../../src/terraform/state/state-ledger-script';

/** Where the script stands in an estate. */
export const PATH = 'ops/scripts/move-states.sh';

/** Writes the script that makes these moves. */
export function writeScript(outdir: string, moves: StateMove[]): void {
  mkdirSync(dirname(join(outdir, PATH)), { recursive: true });
  writeFileSync(join(outdir, PATH), moveStatesScript(PATH, moves));
}

/** Runs the script of an estate from another folder. */
export function moveStates(outdir: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync('bash', [join(outdir, PATH), ...args], {
    cwd: tmpdir(), encoding: 'utf-8', env: { PATH: process.env.PATH, HOME: outdir, CHECKPOINT_DISABLE: '1', TF_DATA_DIR: '/nowhere', TF_CLI_CONFIG_FILE: '' },
  });
  return { status, stdout, stderr };
}

/** A move of prod/db from a place with these attributes to one with the same. */
export function movesOf(attributes: Record<string, string | boolean>, address = 'cos://b/prod/database'): StateMove[] {
  const location = { address, backend: 'local', configuration: { attributes, blocks: { assume_role: { policy: attributes.path ?? '' } } } };
  return [{ name: 'prod/db', from: location, to: { ...location, configuration: { attributes, blocks: {} } } }];
}
