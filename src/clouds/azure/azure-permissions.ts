import type { ModuleRights } from './azure-module-facts';
import { AZURE_MODULES } from './azure-modules';
import { OPTION_RIGHTS } from './azure-resource-options';
import type { CiIdentity } from '../ci-identity';
import { gives, ModuleInputs, moduleNamed } from '../module-facts';

/** The rights of one identity. */
export interface AzureRights {
  /** Built-in roles by name, sorted. */
  readonly roles: readonly string[];
  /** Management actions beyond the roles, sorted. */
  readonly actions: readonly string[];
  /** The built-in roles that it may give to others, by name, sorted; empty: none. `any`: all but those by which one rises. */
  readonly assignsRoles: 'any' | readonly string[];
}

/** A call of a library module, with the inputs that are settled. */
interface LibraryCall {
  readonly module: string;
  readonly inputs: ModuleInputs;
}

/**
 * The rights that an identity needs in the scopes of its environment.
 * @param calls what the root modules of the environment call
 * @param pushesImages whether its jobs push the images of services
 */
export function azureRights(identity: CiIdentity, calls: readonly LibraryCall[], pushesImages: boolean): AzureRights {
  const rights = calls.flatMap(rightsOf);
  if (identity !== 'apply') {
    return {
      roles: sorted(['Reader', ...rights.flatMap(({ planRoles = [] }) => planRoles)]),
      actions: sorted(rights.flatMap(({ readingActions = [] }) => readingActions)),
      assignsRoles: [],
    };
  }
  return {
    roles: sorted(['Contributor', ...(pushesImages ? ['AcrPush'] : []), ...rights.flatMap(({ applyRoles = [] }) => applyRoles)]),
    actions: [],
    assignsRoles: assignedBy(calls),
  };
}

function assignedBy(calls: readonly LibraryCall[]): AzureRights['assignsRoles'] {
  const assigned = calls.flatMap((call) => rightsOf(call).map(({ assignsRoles }) => (typeof assignsRoles === 'function' ? assignsRoles(call.inputs) : assignsRoles ?? [])));
  return assigned.includes('any') ? 'any' : sorted(assigned.flat());
}

function rightsOf({ module, inputs }: LibraryCall): readonly ModuleRights[] {
  const facts = moduleNamed(AZURE_MODULES, module);
  if (facts === undefined) return [];
  const rights = [...facts.rights, ...facts.resourceOptions.map((option) => OPTION_RIGHTS[option])];
  return rights.filter(({ ifInput }) => ifInput === undefined || gives(inputs, ifInput));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
