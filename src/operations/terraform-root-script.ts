import { shellWord } from '../text/bash-quote';
import { backendArguments, confirmationOf, findRepository, readWords, scriptHead } from '../text/bash-script';

/** An environment whose root modules are applied only with its name as an explicit word. */
export interface GuardedEnvironment {
  readonly name: string;
  /** Folder of its root modules with `*` in the place of the root module's name, such as `terraform/prod/*`. */
  readonly rootModulePattern: string;
}

export interface TerraformRootScriptOptions {
  /** Where the script stands, relative to the repository. */
  readonly path: string;
  /** File name of the partial backend configuration. */
  readonly backendFile: string;
  /** Folder of a root module, shown as example. */
  readonly exampleDir: string;
  readonly guarded: readonly GuardedEnvironment[];
  /** What terraform says when a state is not there yet, and may not be made by who only reads; undefined: it does not mind. */
  readonly absentState?: string;
}

/** Stands beside the files of a root module while it is planned without a state. */
const OVERRIDE = 'no-state_override.tf';

/** The script that validates, plans or applies one root module or shows its outputs, at a desk and in CI alike. */
export function terraformRootScript({ path, backendFile, exampleDir, guarded, absentState }: TerraformRootScriptOptions): string {
  return [
    ...scriptHead(help(path, exampleDir, guarded)),
    ...confirmationOf('environment_to_confirm', '# The environment whose name must be given to apply the root module of a directory; nothing for the others.', guarded),
    '',
    ...readWords({ words: ['action', 'directory'], tooMany: 'one root module at a time; $1 is one word too many', rest: 'terraform' }),
    '# What is left in "$@" is for terraform.',
    '',
    'case "${action}" in',
    '  validate | plan | apply | output) ;;',
    '  *)',
    '    usage >&2',
    '    exit 2',
    '    ;;',
    'esac',
    `[[ -n "\${directory}" ]] || fail ${shellWord(`which root module? Give its directory, such as ${exampleDir}`)} 2`,
    '[[ -d "${directory}" ]] || fail "there is no directory ${directory}" 2',
    '',
    findRepository(path),
    'cd -- "${directory}"',
    'root_module="$(pwd -P)"',
    'root_module="${root_module#"${repository}"/}"',
    'compgen -G "*.tf" > /dev/null || fail "${root_module} holds no Terraform files" 2',
    '',
    'environment="$(environment_to_confirm "${root_module}")"',
    'if [[ "${action}" == apply && "${confirmed}" != "${environment}" ]]; then',
    '  [[ -z "${environment}" ]] || fail "${root_module} belongs to ${environment}: add --confirm ${environment} to apply it" 3',
    '  fail "${root_module} needs no --confirm ${confirmed}: is it the one you mean?" 3',
    'fi',
    '',
    'init_arguments=(-input=false)',
    'if [[ "${action}" == validate ]]; then',
    '  init_arguments+=(-backend=false)',
    'else',
    ...backendArguments(backendFile).map((line) => `  ${line}`),
    'fi',
    'if [[ -f .terraform.lock.hcl ]]; then',
    '  init_arguments+=(-lockfile=readonly)',
    'else',
    '  warning="${root_module} has no .terraform.lock.hcl, so its providers are not verified: run npx projen terraform:lock and commit the files"',
    '  echo "warning: ${warning}" >&2',
    'fi',
    'echo "${root_module}: init" >&2',
    ...(absentState === undefined ? ['terraform init "${init_arguments[@]}" >&2'] : initOrPlanWithoutState(absentState)),
    'echo "${root_module}: ${action}" >&2',
    'exec terraform "${action}" "$@"',
    '',
  ].join('\n');
}

/** A root module that was never applied has no state to be read, so everything in it is new. */
function initOrPlanWithoutState(absentState: string): string[] {
  return [
    'log="$(mktemp)"',
    `trap 'rm -f -- "\${log}" ${OVERRIDE}' EXIT`,
    'status=0',
    'terraform init "${init_arguments[@]}" 2>&1 | tee "${log}" >&2 || status=$?',
    'if ((status != 0)); then',
    '  # Terraform breaks its lines.',
    `  [[ "\${action}" == plan && "$(sed 's/│/ /g' "\${log}" | tr -s '[:space:]' ' ')" == *${shellWord(absentState)}* ]] || exit "\${status}"`,
    '  echo "${root_module}: plan, as there is no state yet" >&2',
    `  printf 'terraform {\\n  backend "local" {}\\n}\\n' > ${OVERRIDE}`,
    '  init_arguments=(-input=false -reconfigure)',
    '  [[ ! -f .terraform.lock.hcl ]] || init_arguments+=(-lockfile=readonly)',
    '  terraform init "${init_arguments[@]}" >&2',
    '  status=0',
    '  terraform plan "$@" || status=$?',
    '  exit "${status}"',
    'fi',
    'rm -f -- "${log}"',
  ];
}

function help(path: string, exampleDir: string, guarded: readonly GuardedEnvironment[]): string[] {
  const confirmations = guarded.map(({ name }) => `Applying to ${name} needs its name as an explicit word: --confirm ${name}`);
  return [
    'Validates, plans or applies one root module or shows its outputs, with its own backend configuration and provider versions.',
    '',
    `Usage: ${path} validate <directory>`,
    `       ${path} plan     <directory> [-- <arguments of terraform plan>]`,
    `       ${path} apply    <directory> [--confirm <environment>] [-- <arguments of terraform apply>]`,
    `       ${path} output   <directory> [-- <arguments of terraform output>]`,
    '',
    `Example: ${path} plan ${exampleDir}`,
    ...(confirmations.length > 0 ? ['', ...confirmations] : []),
    '',
    'Credentials are those that terraform itself finds in the environment; validate needs none.',
  ];
}
