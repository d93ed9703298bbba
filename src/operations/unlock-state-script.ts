import { shellWord } from '../text/bash-quote';
import { backendFileNames, confirmationOf, lines, wayUp } from '../text/bash-script';
import { fillIn } from '../text/fill-in';
import { shippedText } from '../text/shipped-text';

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
  return fillIn(shippedText(__dirname, 'scripts/unlock-state.sh'), {
    '__path__': path,
    '__way_up__': wayUp(path),
    '__example_dir__': exampleDir,
    "'which root module? Give its directory, such as __example_dir__'": shellWord(`which root module? Give its directory, such as ${exampleDir}`),
    [confirmationOf([{ name: '__environment__', rootModulePattern: '__root_modules__' }])]: confirmationOf(places),
    '  __lock_without_holder__\n': lines(...withoutHolder.map((line) => `  ${line}`)),
    ...backendFileNames(backendFile),
  });
}
