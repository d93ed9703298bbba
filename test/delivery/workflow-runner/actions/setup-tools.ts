import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ActionCall, knownInputs } from '../action';

/** `hashicorp/setup-terraform`: the terraform of this machine, whatever version the step asks for. */
export function setupTerraform(call: ActionCall): void {
  const inputs = knownInputs(call, ['terraform_version', 'terraform_wrapper']);
  if (inputs.terraform_wrapper !== 'false') throw new Error('the wrapper of setup-terraform hides exit codes: the step lacks terraform_wrapper: false');
  addTools(call, ['terraform']);
}

/** `actions/setup-node`: the Node.js of this machine, whatever version the step asks for. */
export function setupNode(call: ActionCall): void {
  knownInputs(call, ['node-version', 'node-version-file', 'package-manager-cache', 'check-latest']);
  addTools(call, ['node', 'npm', 'npx']);
}

/** Puts programs alone on the PATH, not all that lies beside them. */
function addTools(call: ActionCall, names: readonly string[]): void {
  const folder = join(call.temp, '..', 'tools', names[0]);
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    const found = call.toolPath.map((directory) => join(directory, name)).find((file) => existsSync(file));
    if (found === undefined) throw new Error(`${name} is not on the PATH of this machine`);
    if (!existsSync(join(folder, name))) symlinkSync(found, join(folder, name));
  }
  call.addPath(folder);
}
