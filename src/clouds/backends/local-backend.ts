import { BackendDefinition, State } from './backend-configuration';
import { ValueCheck } from './value-check';

const STATE_FILE = 'terraform.tfstate';

/** Where a local state is, as seen from the folder above the environments. */
export function localStateFile(folder: string): string {
  return `${folder}/${STATE_FILE}`;
}

/**
 * Arguments of the `local` backend. `path` is derived: `terraform.tfstate` in the folder of the root module, or in that of
 * the former name that `stateKey` gives.
 *
 * It takes no credentials.
 * Source: `internal/backend/local/backend.go` of Terraform 1.11.4.
 */
export interface LocalBackendOptions {
  /**
   * Folder for the states of workspaces other than `default`, relative to the folder of the root module.
   * @default - `terraform.tfstate.d`, by Terraform
   */
  readonly workspaceDir?: string;
}

/** The `local` backend as data. */
export function localBackend(options: LocalBackendOptions): BackendDefinition {
  return {
    type: 'local',
    leading: ['path'],
    settings: {},
    addressing: (state) => ({
      path: state.key === state.owner ? STATE_FILE : fromAnotherRootModule(state, STATE_FILE),
      workspaceDir: options.workspaceDir,
    }),
    addressingFromAfar: (state) => ({
      path: fromAnotherRootModule(state, STATE_FILE),
      workspaceDir: options.workspaceDir === undefined ? undefined : fromAnotherRootModule(state, options.workspaceDir),
    }),
    problems: () => new ValueCheck('backend "local"')
      .matches('workspaceDir', options.workspaceDir, /^(?!\/|[A-Za-z]:|\\)[^\0]+$/,
        'a folder relative to the root module, so that it is the same on every machine, such as "workspaces".')
      .problems,
  };
}

/** Terraform resolves the path against the folder in which it runs, and every convention lays out root modules as `<environment>/<root module>`. */
function fromAnotherRootModule(state: State, file: string): string {
  return `../../${state.key}/${file}`;
}
