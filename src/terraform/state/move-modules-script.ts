import { scriptBeginning, renderLocation, StateLocation } from './state-ledger-script';

/** Objects of a module call that are to be copied from one state to another. */
export interface ModuleMove {
  /** `<environment>/<root module>/<id of the call>`, as it is now. */
  readonly name: string;
  readonly from: StateLocation;
  readonly to: StateLocation;
  /** Address of the call in the state that it is copied from. */
  readonly formerAddress: string;
  /** Its address in the other. */
  readonly address: string;
  /** Output of the other state that says that the objects are there. */
  readonly marker: string;
}

/**
 * The script that copies the objects of module calls from the state of one root module to that of another, with
 * `terraform state mv` on copies of both. The former state is left as it was: the root module forgets them with its next
 * apply, and until then an older commit can still be deployed.
 * @param path where the script stands, relative to the repository
 */
export function moveModulesScript(path: string, moves: readonly ModuleMove[]): string {
  return [
    ...scriptBeginning(path, moves.map(({ name }) => name), '<environment>/<root module>/<module>', [
      'Copies what modules have made from the state of their former root module to that of their new one. Nothing that is there',
      'already is overwritten, and the former state stays as it is: run it as often as needed, when nobody applies, in the',
      'environment of credentials that Terraform needs for both.',
    ]),
    'move() {',
    '  local name="$1" former="$2" address="$3" marker="$4" old new rest comma',
    '  new="$(pull to)"',
    '  if [[ "${new}" == *"\\"${marker}\\": {"* ]]; then',
    '    echo "${name}: is there"',
    '    return',
    '  fi',
    '  old="$(pull from)"',
    '  if [[ -z "${old}" ]]; then',
    '    echo "${name}: there is no state to copy from. If it was never applied, delete movedFrom from .projenrc.ts." >&2',
    '    failed=1',
    '    return',
    '  fi',
    '  # Both hold secrets; the folder is gone after the run.',
    '  rm -rf -- "${scratch:?}/states"',
    '  mkdir -m 700 -- "${scratch}/states"',
    '  printf \'%s\\n\' "${old}" > "${scratch}/states/from.tfstate"',
    '  if [[ -n "${new}" ]]; then',
    '    printf \'%s\\n\' "${new}" > "${scratch}/states/to.tfstate"',
    '  fi',
    '  if ! terraform -chdir="${scratch}/states" state mv -lock=false -state=from.tfstate -state-out=to.tfstate "${former}" "${address}" > "${scratch}/log" 2>&1; then',
    '    cat -- "${scratch}/log" >&2',
    '    echo "${name}: was not copied, and nothing was changed" >&2',
    '    failed=1',
    '    return',
    '  fi',
    '  new="$(< "${scratch}/states/to.tfstate")"',
    '  rest="${new#*\\"outputs\\": \\{}"',
    '  comma=,',
    '  if [[ "${rest}" == "}"* ]]; then',
    '    comma=',
    '  fi',
    '  printf \'%s"outputs": {"%s": {"value": true, "type": "bool"}%s%s\\n\' "${new%%\\"outputs\\": \\{*}" "${marker}" "${comma}" "${rest}" |',
    '    terraform -chdir="${scratch}/to" state push -',
    '  echo "${name}: copied"',
    '}',
    '',
    ...moves.flatMap(({ name, from, to, formerAddress, address, marker }) => [
      `if is_wanted ${name}; then`,
      '  backend from << \'HCL\'',
      `${renderLocation(from)}HCL`,
      '  backend to << \'HCL\'',
      `${renderLocation(to)}HCL`,
      `  move ${name} ${formerAddress} ${address} ${marker}`,
      'fi',
      '',
    ]),
    'if ((failed)); then',
    '  exit 1',
    'fi',
    'echo "Now plan both root modules: nothing may be created or destroyed. Delete movedFrom from .projenrc.ts when every environment is deployed."',
    '',
  ].join('\n');
}
