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

/** A workload that runs in these environments. */
export interface RollbackWorkload {
  readonly name: string;
  /** Kind of the object that remembers former releases: `Deployment`; undefined: none does. */
  readonly owner?: string;
}

export interface RollbackServiceScriptOptions {
  /** Where the script stands, relative to the repository. */
  readonly path: string;
  readonly environments: readonly RollbackEnvironment[];
  readonly workloads: readonly RollbackWorkload[];
  /** Names of an environment and of a workload in it, shown as example. */
  readonly example: { readonly environment: string; readonly service: string };
}

/** The script that brings a service back to its former release, at once and without git. */
export function rollbackServiceScript({ path, environments, workloads, example }: RollbackServiceScriptOptions): string {
  const guarded = environments.filter(({ isProtected }) => isProtected).map(({ name }) => name);
  return fillIn(shippedText(__dirname, 'scripts/rollback-service.sh'), {
    '__path__': path,
    '__way_up__': wayUp(path),
    '__environment__ __service__': `${example.environment} ${example.service}`,
    'In __environment__ it needs the name as an explicit word: --confirm __environment__\n':
      lines(...guarded.map((name) => `In ${name} it needs the name as an explicit word: --confirm ${name}`)),
    [variables([{ name: '__environment__', namespace: '__namespace__', overlayDir: '__overlay_dir__' }])]: variables(environments),
    [requireConfirmation(['__environment__'], PURPOSE)]: requireConfirmation(guarded, PURPOSE),
    [lines(DEPLOYMENT)]: lines(...chooseOwner(workloads)),
    [lines(UNDO)]: workloads.some(({ owner }) => owner === 'StatefulSet') ? shippedText(__dirname, 'scripts/undo-stateful-set.sh') : lines(UNDO),
  });
}

const PURPOSE = 'roll back a service in it';

function variables(environments: ReadonlyArray<Omit<RollbackEnvironment, 'isProtected'>>): string {
  return byEnvironment(environments.map(({ name, namespace, overlayDir }) => [name, { namespace, overlays: overlayDir }]));
}

/** What is brought back where nothing else is said. */
const DEPLOYMENT = 'deployment="deployment/${service}"';

/** How it is brought back, where no pod keeps the others from it. */
const UNDO = 'kubectl --namespace "${namespace}" rollout undo "${deployment}" >&2';

/** The object whose former release is brought back: a Deployment, but for the workloads that have another one, or none. */
function chooseOwner(workloads: readonly RollbackWorkload[]): string[] {
  const owners = [...new Set(workloads.map(({ owner }) => owner))].filter((owner) => owner !== 'Deployment');
  const cases = owners.map((owner) => {
    const names = workloads.filter((workload) => workload.owner === owner).map(({ name }) => name).join(' | ');
    const choice = owner === undefined
      ? 'fail "${service} has no former release in the cluster: revert its commit, and deploy that" 2'
      : `deployment="${owner.toLowerCase()}/\${service}"`;
    return `  ${names}) ${choice} ;;`;
  });
  return [DEPLOYMENT, ...(cases.length === 0 ? [] : ['case "${service}" in', ...cases, 'esac'])];
}
