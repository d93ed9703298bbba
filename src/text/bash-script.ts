import { posix } from 'path';
import { shellWord } from './bash-quote';

/**
 * What is filled into scripts, as lines. Each also gives what stands in the script in its place: the lines for an environment with
 * the name `__environment__`.
 */

/** The way from a script to the repository. */
export function wayUp(path: string): string {
  return posix.relative(posix.dirname(path), '.') || '.';
}

/** The body of a function that gives the word by which somebody confirms that a root module is meant; nothing where none is needed. */
export function confirmationOf(guarded: ReadonlyArray<{ readonly name: string; readonly rootModulePattern: string }>): string {
  if (guarded.length === 0) return '  :\n';
  return lines(
    '  case "$1" in',
    ...guarded.map(({ name, rootModulePattern }) => `    ${casePattern(rootModulePattern)}) echo ${shellWord(name)} ;;`),
    '  esac',
  );
}

/** Ends the script when `environment` is protected and `confirmed` is not its name. `purpose`: what is going to happen to it. */
export function requireConfirmation(guarded: readonly string[], purpose: string): string {
  return guarded.length === 0 ? '' : lines(
    'case "${environment}" in',
    `  ${guarded.map(shellWord).join(' | ')})`,
    `    [[ -n "\${confirmed}" ]] || fail "\${environment} is protected: add --confirm \${environment} to ${purpose}" 3`,
    '    ;;',
    'esac',
  );
}

/** The branches of a `case` that sets variables by the environment, and a list of all of these. */
export function byEnvironment(environments: ReadonlyArray<readonly [name: string, variables: Readonly<Record<string, string>>]>): string {
  return lines(
    ...environments.flatMap(([name, variables]) => [
      `  ${shellWord(name)})`,
      ...Object.entries(variables).map(([variable, value]) => `    ${variable}=${shellWord(value)}`),
      '    ;;',
    ]),
    '  *)',
    `    known=${shellWord(environments.map(([name]) => name).join(', '))}`,
  );
}

/** The file name of the partial backend configuration where a script looks for it and where it hands it to terraform. */
export function backendFileNames(backendFile: string): Record<string, string> {
  return {
    '-f __backend_file__ ': `-f ${shellWord(backendFile)} `,
    '-backend-config=__backend_file__': shellWord(`-backend-config=${backendFile}`),
  };
}

/** Whole lines. */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** A pattern of `case` in which only `*` is special. */
function casePattern(pattern: string): string {
  return pattern.split('*').map((part) => (part === '' ? '' : shellWord(part))).join('*');
}
