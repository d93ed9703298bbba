import type { AzureResourceOption, ModuleRights } from './azure-module-facts';
import { ASSIGNED_ROLE_IDS } from './azure-roles';
import { isPlain } from '../../synth/declare/plain-options';
import type { ModuleInputs } from '../module-facts';

/** The options of a resource of Azure that writes logs. */
export const ALL_OPTIONS: readonly AzureResourceOption[] = ['diagnostics', 'lock', 'role_assignments'];
/** Those of one that writes none. */
export const WITHOUT_LOGS: readonly AzureResourceOption[] = ['lock', 'role_assignments'];
/** Those of a module that makes no resource of its own, but things in one, or several. */
export const NO_OPTIONS: readonly AzureResourceOption[] = [];

/** What the identities of CI need for an option. A lock is nothing that a Contributor may set or take away. */
export const OPTION_RIGHTS: Readonly<Record<AzureResourceOption, ModuleRights>> = {
  diagnostics: {},
  lock: { ifInput: 'lock', applyRoles: ['Locks Contributor'] },
  role_assignments: { ifInput: 'role_assignments', assignsRoles: rolesOnResource },
};

/**
 * The roles that a call is told to give. Any, where the ID of one is not known here, by which alone a condition knows it, where one is
 * given to others than applications, or where only Terraform knows.
 */
function rolesOnResource({ role_assignments: assignments }: ModuleInputs): 'any' | string[] {
  if (!isPlain(assignments)) return 'any';
  const given = Object.values(assignments);
  const known = given.flatMap((assignment) => {
    if (!isPlain(assignment)) return [];
    const { role, principal_type: type } = assignment;
    return typeof role === 'string' && Object.hasOwn(ASSIGNED_ROLE_IDS, role) && (type === undefined || type === 'ServicePrincipal') ? [role] : [];
  });
  return known.length === given.length ? known : 'any';
}
