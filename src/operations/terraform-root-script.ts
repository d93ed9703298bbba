import { shellWord } from '../text/bash-quote';
import { backendFileNames, confirmationOf, lines, wayUp } from '../text/bash-script';
import { fillIn } from '../text/fill-in';
import { shippedText } from '../text/shipped-text';

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

/** The script that validates, plans or applies one root module or shows its outputs, at a desk and in CI alike. */
export function terraformRootScript({ path, backendFile, exampleDir, guarded, absentState }: TerraformRootScriptOptions): string {
  const confirmations = guarded.map(({ name }) => `Applying to ${name} needs its name as an explicit word: --confirm ${name}`);
  return fillIn(shippedText(__dirname, 'scripts/terraform-root.sh'), {
    '__path__': path,
    '__way_up__': wayUp(path),
    '__example_dir__': exampleDir,
    '\nApplying to __environment__ needs its name as an explicit word: --confirm __environment__\n':
      confirmations.length === 0 ? '' : lines('', ...confirmations),
    [confirmationOf([{ name: '__environment__', rootModulePattern: '__root_modules__' }])]: confirmationOf(guarded),
    "'which root module? Give its directory, such as __example_dir__'": shellWord(`which root module? Give its directory, such as ${exampleDir}`),
    ...backendFileNames(backendFile),
    ...(absentState !== undefined && {
      'terraform init "${init_arguments[@]}" >&2\n':
        fillIn(shippedText(__dirname, 'scripts/init-or-plan-without-state.sh'), { __absent_state__: shellWord(absentState) }),
    }),
  });
}
