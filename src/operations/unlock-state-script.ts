import { shellWord } from '../text/bash-quote';
import { confirmationOf, findRepository, readWords, scriptHead, terraformInit } from '../text/bash-script';

export interface UnlockStateScriptOptions {
  /** Where the script stands, relative to the repository. */
  readonly path: string;
  /** File name of the partial backend configuration. */
  readonly backendFile: string;
  /** Folder of a root module, shown as example. */
  readonly exampleDir: string;
  /** The environments, and the bootstrap as `bootstrap`: the folders of their root modules with `*` for the name. */
  readonly places: ReadonlyArray<{ readonly name: string; readonly rootModulePattern: string }>;
  /** Shell that says on stderr how to end a lock that names no holder, from what terraform said of it, in `answer`. */
  readonly withoutHolder: readonly string[];
}

/** The script that ends the lock of a state after showing who holds it. */
export function unlockStateScript({ path, backendFile, exampleDir, places, withoutHolder }: UnlockStateScriptOptions): string {
  return [
    ...scriptHead([
      'Shows who holds the lock of the state of one root module and, when that is the lock that was named, ends it.',
      'Do so only when the holder is gone: two that write one state at a time destroy it.',
      '',
      `Usage: ${path} <directory> [<lock id>] [--confirm <environment>]`,
      '',
      `Example: ${path} ${exampleDir}`,
      'Without a lock id it only shows the holder. To end the lock, give its id and confirm with the name of the environment.',
      '',
      'Credentials are those that terraform itself finds in the environment.',
    ], 'CDPATH TF_CLI_ARGS TF_WORKSPACE'),
    ...confirmationOf('environment_of', '# The environment that the root module of a directory belongs to.', places),
    '',
    ...readWords({ words: ['directory', 'lock_id'], tooMany: 'one lock at a time; $1 is one word too many' }),
    '',
    `[[ -n "\${directory}" ]] || fail ${shellWord(`which root module? Give its directory, such as ${exampleDir}`)} 2`,
    '[[ -d "${directory}" ]] || fail "there is no directory ${directory}" 2',
    findRepository(path),
    'cd -- "${directory}"',
    'root_module="$(pwd -P)"',
    'root_module="${root_module#"${repository}"/}"',
    'environment="$(environment_of "${root_module}")"',
    '[[ -n "${environment}" ]] || fail "${root_module} is no root module of this repository" 2',
    '[[ -z "${confirmed}" || "${confirmed}" == "${environment}" ]] || fail "${root_module} belongs to ${environment}, not to ${confirmed}" 3',
    '',
    ...terraformInit(backendFile),
    'echo "${root_module}: asking for the lock" >&2',
    '# This takes the lock for a moment and changes nothing, whatever the address.',
    'if answer="$(terraform state rm -no-color -dry-run -lock-timeout=0s terraform_data.none 2>&1)"; then',
    '  fail "the state of ${root_module} is not locked"',
    'fi',
    'holder="$(sed -n \'s/^[^[:alnum:]]*//; /^Lock Info:/,/^Created:/p\' <<< "${answer}")"',
    'held_id="$(sed -n \'s/^ID: *//p\' <<< "${holder}")"',
    'if [[ -z "${held_id}" ]]; then',
    '  printf \'%s\\n\' "${answer}" >&2',
    ...withoutHolder.map((line) => `  ${line}`),
    '  fail "${root_module}: terraform names no holder of a lock"',
    'fi',
    'printf \'%s\\n\' "${holder}" >&2',
    '[[ -n "${lock_id}" ]] || fail "${root_module} is locked. If its holder is gone: add ${held_id} --confirm ${environment}" 3',
    '[[ "${lock_id}" == "${held_id}" ]] || fail "the lock of ${root_module} is ${held_id}, not ${lock_id}: somebody else holds it now" 3',
    '[[ -n "${confirmed}" ]] || fail "if the holder of the lock is gone, add --confirm ${environment} to end it" 3',
    'terraform force-unlock -force "${held_id}" >&2',
    'echo "The state of ${root_module} is not locked any more: plan it before anything else." >&2',
    '',
  ].join('\n');
}
