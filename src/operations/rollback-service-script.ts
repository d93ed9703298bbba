import { byEnvironment, lines, requireConfirmation, wayUp } from '../text/bash-script';
import { fillIn } from '../text/fill-in';
import { shippedText } from '../text/shipped-text';

/** One environment that services run in. */
export interface RollbackEnvironment {
  readonly name: string;
  readonly namespace: string;
  readonly isProtected: boolean;
  /** Folder of its overlay, with a folder for each service. */
  readonly overlayDir: string;
}

export interface RollbackServiceScriptOptions {
  /** Where the script stands, relative to the repository. */
  readonly path: string;
  readonly environments: readonly RollbackEnvironment[];
  /** Name of a service, shown as example. */
  readonly exampleService: string;
}

/** The script that brings a service back to its former release, at once and without git. */
export function rollbackServiceScript({ path, environments, exampleService }: RollbackServiceScriptOptions): string {
  const guarded = environments.filter(({ isProtected }) => isProtected).map(({ name }) => name);
  const example = environments[0]?.name ?? 'dev';
  return fillIn(shippedText(__dirname, 'scripts/rollback-service.sh'), {
    '__path__': path,
    '__way_up__': wayUp(path),
    '__environment__ __service__': `${example} ${exampleService}`,
    'In __environment__ it needs the name as an explicit word: --confirm __environment__\n':
      lines(...guarded.map((name) => `In ${name} it needs the name as an explicit word: --confirm ${name}`)),
    [variables([{ name: '__environment__', namespace: '__namespace__', overlayDir: '__overlay_dir__' }])]: variables(environments),
    [requireConfirmation(['__environment__'], PURPOSE)]: requireConfirmation(guarded, PURPOSE),
  });
}

const PURPOSE = 'roll back a service in it';

function variables(environments: ReadonlyArray<Omit<RollbackEnvironment, 'isProtected'>>): string {
  return byEnvironment(environments.map(({ name, namespace, overlayDir }) => [name, { namespace, overlays: overlayDir }]));
}
