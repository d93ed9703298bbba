import { shellWord } from '../text/bash-quote';
import { byEnvironment, findRepository, readWords, requireConfirmation, scriptHead } from '../text/bash-script';

/** How long the pods of the former release may take until they are available. */
const ROLLOUT_TIMEOUT_SECONDS = 600;

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
  return [
    ...scriptHead([
      'Brings a service back to its former release in the cluster of the current context, and waits until its pods are available.',
      '',
      `Usage: ${path} <environment> <service> [--confirm <environment>]`,
      '',
      `Example: ${path} ${example} ${exampleService}`,
      ...guarded.map((name) => `In ${name} it needs the name as an explicit word: --confirm ${name}`),
      '',
      'The repository still holds the newer release: revert its commit, or the next deployment brings it back.',
    ]),
    ...readWords({ words: ['environment', 'service'], tooMany: 'one service at a time; $1 is one word too many' }),
    '',
    '[[ -n "${environment}" && -n "${service}" ]] || {',
    '  usage >&2',
    '  exit 2',
    '}',
    ...byEnvironment(environments.map(({ name, namespace, overlayDir }) => [name, { namespace, overlays: overlayDir }]), 'there is no environment ${environment}'),
    findRepository(path),
    '[[ "${service}" != */* && -d "${repository}/${overlays}/${service}" ]] || fail "there is no service ${service} in ${environment}: ${overlays} has a directory for each" 2',
    ...requireConfirmation(guarded, 'roll back a service in it'),
    '',
    'deployment="deployment/${service}"',
    'echo "${environment}: ${service} in namespace ${namespace} of $(kubectl config current-context)" >&2',
    'kubectl --namespace "${namespace}" rollout history "${deployment}" >&2',
    'kubectl --namespace "${namespace}" rollout undo "${deployment}" >&2',
    `if ! kubectl --namespace "\${namespace}" rollout status "\${deployment}" --timeout=${ROLLOUT_TIMEOUT_SECONDS}s >&2; then`,
    '  kubectl --namespace "${namespace}" get pods --output wide >&2 || true',
    `  fail ${shellWord(`the former release is not available after ${ROLLOUT_TIMEOUT_SECONDS} seconds either`)}`,
    'fi',
    'echo "${service} runs its former release in ${environment}. Now revert the commit of the newer one, or the next deployment brings it back." >&2',
    '',
  ].join('\n');
}
