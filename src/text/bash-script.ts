import { shellWord } from './bash-quote';

/** A word that a script takes: the variable that it is read into. */
export interface ScriptWords {
  /** Variables of the words without an option, in their order. */
  readonly words: readonly string[];
  /** What is wrong with one word more, as shell text in double quotes; the word is `$1`. */
  readonly tooMany: string;
  /** Options without a value, and the variable that each sets to `true`. */
  readonly flags?: Readonly<Record<string, string>>;
  /** The program that gets what follows after `--`. */
  readonly rest?: string;
  /** What the name that confirms is of. */
  readonly confirms?: string;
}

/** How each script begins: strict, and with its help. */
export function scriptHead(help: readonly string[], unset = 'CDPATH'): string[] {
  return [
    '#!/usr/bin/env bash',
    'set -euo pipefail',
    `unset ${unset}`,
    '# What runs is waited for, also by who is told to stop: a terraform that nobody waits for keeps its lock.',
    "trap 'exit 130' INT",
    "trap 'exit 143' TERM",
    '',
    'usage() {',
    '  cat << \'USAGE\'',
    ...help,
    'USAGE',
    '}',
    '',
    'fail() {',
    '  printf \'%s: %s\\n\' "$(basename -- "$0")" "$1" >&2',
    '  exit "${2:-1}"',
    '}',
    '',
  ];
}

/** Reads the words of the command line into variables; `--confirm` into `confirmed`. */
export function readWords({ words, tooMany, flags = {}, rest, confirms = 'an environment' }: ScriptWords): string[] {
  return [
    ...words.map((word) => `${word}=""`),
    ...Object.values(flags).map((flag) => `${flag}=""`),
    'confirmed=""',
    'while (($# > 0)); do',
    '  case "$1" in',
    '    -h | --help)',
    '      usage',
    '      exit 0',
    '      ;;',
    '    --confirm)',
    `      (($# > 1)) || fail "--confirm needs the name of ${confirms}" 2`,
    '      confirmed="$2"',
    '      shift 2',
    '      ;;',
    ...Object.entries(flags).flatMap(([flag, variable]) => [`    ${flag})`, `      ${variable}=true`, '      shift', '      ;;']),
    ...(rest === undefined ? [] : ['    --)', '      shift', '      break', '      ;;']),
    `    -*) fail "unknown option $1${rest === undefined ? '' : `; arguments for ${rest} follow after --`}" 2 ;;`,
    '    *)',
    ...words.flatMap((word, index) => [`      ${index === 0 ? 'if' : 'elif'} [[ -z "\${${word}}" ]]; then`, `        ${word}="$1"`]),
    ...(words.length > 0 ? ['      else', `        fail "${tooMany}" 2`, '      fi', '      shift'] : [`      fail "${tooMany}" 2`]),
    '      ;;',
    '  esac',
    'done',
  ];
}

/** Sets `repository` to where the repository is, whatever the directory that the script is called in. */
export function findRepository(path: string): string {
  const up = path.split('/').slice(1).map(() => '..').join('/') || '.';
  return `repository="$(cd -- "$(dirname -- "\${BASH_SOURCE[0]}")/${up}" && pwd -P)"`;
}

/** A function that gives the word by which somebody confirms that a root module is meant; nothing where none is needed. */
export function confirmationOf(
  functionName: string, comment: string, guarded: ReadonlyArray<{ readonly name: string; readonly rootModulePattern: string }>,
): string[] {
  const head = [comment, `${functionName}() {`];
  if (guarded.length === 0) return [...head, '  :', '}'];
  return [
    ...head,
    '  case "$1" in',
    ...guarded.map(({ name, rootModulePattern }) => `    ${casePattern(rootModulePattern)}) echo ${shellWord(name)} ;;`),
    '  esac',
    '}',
  ];
}

/** Ends the script when `environment` is protected and `confirmed` is not its name. `purpose`: what is going to happen to it. */
export function requireConfirmation(guarded: readonly string[], purpose: string): string[] {
  return [
    '[[ -z "${confirmed}" || "${confirmed}" == "${environment}" ]] || fail "--confirm ${confirmed} is not ${environment}: which one do you mean?" 3',
    ...(guarded.length === 0 ? [] : [
      'case "${environment}" in',
      `  ${guarded.map(shellWord).join(' | ')})`,
      `    [[ -n "\${confirmed}" ]] || fail "\${environment} is protected: add --confirm \${environment} to ${purpose}" 3`,
      '    ;;',
      'esac',
    ]),
  ];
}

/** Sets variables by the environment; an unknown one ends the script. */
export function byEnvironment(
  environments: ReadonlyArray<readonly [name: string, variables: Readonly<Record<string, string>>]>, others: string,
): string[] {
  return [
    'case "${environment}" in',
    ...environments.flatMap(([name, variables]) => [
      `  ${shellWord(name)})`,
      ...Object.entries(variables).map(([variable, value]) => `    ${variable}=${shellWord(value)}`),
      '    ;;',
    ]),
    '  *)',
    `    known=${shellWord(environments.map(([name]) => name).join(', '))}`,
    `    fail "${others}; environments are: \${known}" 2`,
    '    ;;',
    'esac',
  ];
}

/** Connects the root module in the working directory with its state. Its name stands in `root_module`. */
export function terraformInit(backendFile: string): string[] {
  return [
    'init_arguments=(-input=false)',
    ...backendArguments(backendFile),
    'if [[ -f .terraform.lock.hcl ]]; then',
    '  init_arguments+=(-lockfile=readonly)',
    'fi',
    'echo "${root_module}: init" >&2',
    'terraform init "${init_arguments[@]}" >&2',
  ];
}

/** Adds to `init_arguments` what connects a root module with its state. */
export function backendArguments(backendFile: string): string[] {
  return [
    '# A working copy may know the backend as it was before a pull. To reconfigure it moves no state.',
    'init_arguments+=(-reconfigure)',
    `if [[ -f ${shellWord(backendFile)} ]]; then`,
    `  init_arguments+=(${shellWord(`-backend-config=${backendFile}`)})`,
    'fi',
  ];
}

/** A pattern of `case` in which only `*` is special. */
function casePattern(pattern: string): string {
  return pattern.split('*').map((part) => (part === '' ? '' : shellWord(part))).join('*');
}
