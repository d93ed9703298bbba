import { posix } from 'path';
import { shellWord } from '../text/bash-quote';
import { findRepository, readWords, scriptHead } from '../text/bash-script';

/** The word that confirms the bootstrap, which belongs to no environment. */
export const BOOTSTRAP = 'bootstrap';

export interface BootstrapScriptOptions {
  /** Where the script stands, relative to the repository. */
  readonly path: string;
  /** Folders of the root modules that create a state backend, at least one; each is named by the last part of its path. */
  readonly dirs: readonly string[];
  /** Type of the backends that they create. */
  readonly backendType: string;
  /** File name of the partial backend configuration. */
  readonly backendFile: string;
  /** Whether environments are protected: what it makes serves them too. */
  readonly isProtected: boolean;
}

/** The script that makes the state backend, and then moves the state of that very root module into it. */
export function bootstrapScript({ path, dirs, backendType, backendFile, isProtected }: BootstrapScriptOptions): string {
  const usage = isProtected ? ` --confirm ${BOOTSTRAP}` : '';
  const names = dirs.map((dir) => posix.basename(dir));
  const isOne = dirs.length === 1;
  return [
    ...scriptHead([
      'Makes what every state needs: the backend and the identities of CI. The first time its own state is a file; once the',
      'backend is there, the state moves into it. Run it again after every change, and after a failure: it goes on where it was.',
      '',
      `Usage: ${path}${isOne ? '' : ' <bootstrap>'}${usage} [-- <arguments of terraform apply>]`,
      '',
      ...(isOne ? [] : [`Bootstraps: ${names.join(', ')}`, '']),
      ...(isProtected ? [`What it makes serves protected environments too, so it needs an explicit word: --confirm ${BOOTSTRAP}`, ''] : []),
      'Credentials are those that terraform itself finds in the environment.',
    ], 'CDPATH TF_DATA_DIR TF_WORKSPACE'),
    ...readWords({ words: isOne ? [] : ['bootstrap'], tooMany: isOne ? 'there is one bootstrap; $1 is one word too many' : 'one bootstrap at a time; $1 is one word too many', rest: 'terraform' }),
    '# What is left in "$@" is for terraform.',
    '',
    ...(isProtected ? [
      `[[ "\${confirmed}" == ${BOOTSTRAP} ]] || fail "it makes what protected environments need: add --confirm ${BOOTSTRAP}" 3`,
    ] : [
      `[[ -z "\${confirmed}" || "\${confirmed}" == ${BOOTSTRAP} ]] || fail "--confirm \${confirmed} is not the bootstrap: which one do you mean?" 3`,
    ]),
    findRepository(path),
    ...(isOne ? [`root_module=${shellWord(dirs[0])}`] : chooseBootstrap(dirs, names)),
    `backend_file=${shellWord(backendFile)}`,
    'cd -- "${repository}/${root_module}"',
    'init_arguments=(-input=false)',
    'if [[ -f .terraform.lock.hcl ]]; then',
    '  init_arguments+=(-lockfile=readonly)',
    'fi',
    '',
    'if [[ ! -f backend.tf ]]; then',
    '  echo "${root_module}: apply, with its state in a file" >&2',
    '  terraform init "${init_arguments[@]}" >&2',
    '  terraform apply "$@"',
    '  terraform output -raw backend_config > "${backend_file}.part"',
    '  mv -- "${backend_file}.part" "${backend_file}"',
    `  printf 'terraform {\\n  backend "${backendType}" {}\\n}\\n' > backend.tf`,
    '  is_applied=true',
    'fi',
    '',
    '# Out of its place, or init would offer to migrate it, over whatever state is there.',
    '[[ ! -s terraform.tfstate ]] || mv -- terraform.tfstate local.tfstate',
    'init_arguments+=(-reconfigure "-backend-config=${backend_file}")',
    'terraform init "${init_arguments[@]}" >&2',
    'if [[ -f local.tfstate ]]; then',
    '  echo "${root_module}: moving the state into the backend" >&2',
    '  terraform state push local.tfstate >&2 || fail "the state is still in ${root_module}/local.tfstate: mend what terraform said, and run this again"',
    '  rm -f -- local.tfstate terraform.tfstate.backup',
    '  echo "Commit backend.tf and ${backend_file} in ${root_module}: they say where the state is now." >&2',
    'fi',
    'if [[ -z "${is_applied:-}" ]]; then',
    '  echo "${root_module}: apply" >&2',
    '  terraform apply "$@"',
    'fi',
    '',
  ].join('\n');
}

function chooseBootstrap(dirs: readonly string[], names: readonly string[]): string[] {
  return [
    'case "${bootstrap}" in',
    ...dirs.map((dir, index) => `  ${shellWord(names[index])}) root_module=${shellWord(dir)} ;;`),
    `  *) fail ${shellWord(`which bootstrap? There are: ${names.join(', ')}`)} 2 ;;`,
    'esac',
  ];
}
