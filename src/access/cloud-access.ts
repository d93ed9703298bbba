import { AccessLevel } from './access-level';
import type { SubjectModel } from './access-subject';
import type { Cloud } from '../clouds/cloud';
import type { CloudName } from '../clouds/cloud-name';
import type { Environment } from '../estate/environment';
import { RoleAssignments, RoleAssignmentsAssignment } from '../terraform/azure/role-assignments';
import type { RootModule } from '../terraform/declare/root-module';

/** An environment, and the cloud that it runs on. */
export interface CloudEnvironment {
  readonly environment: Environment;
  readonly cloud: Cloud;
}

/** Who is given what, and where. */
export interface CloudGrant {
  readonly level: AccessLevel;
  readonly subjects: readonly SubjectModel[];
  readonly environments: readonly CloudEnvironment[];
}

/** Calls the module that assigns the roles of a cloud, under this id. In environments without access it assigns none, so that roles are taken back. */
type AssignRoles = (rootModule: RootModule, id: string, grant: CloudGrant) => void;

const KUBECONFIG_ROLE = 'Azure Kubernetes Service Cluster User Role';

/**
 * What a level is in Azure: whoever is let in to a cluster may fetch its kubeconfig, which holds no key, and look at what
 * is around it. Changes are made by Terraform, so only who breaks the glass may make them by hand.
 *
 * Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
const AZURE_ROLES: Readonly<Record<AccessLevel, readonly string[]>> = {
  [AccessLevel.VIEW]: [KUBECONFIG_ROLE, 'Reader'],
  [AccessLevel.EDIT]: [KUBECONFIG_ROLE, 'Reader'],
  [AccessLevel.ADMIN]: [KUBECONFIG_ROLE, 'Reader'],
  [AccessLevel.BREAK_GLASS]: [KUBECONFIG_ROLE, 'Contributor'],
};

/** Roles on the subscription of each environment, for the subjects that Entra knows. */
const assignAzureRoles: AssignRoles = (rootModule, id, { level, subjects, environments }) => {
  const call = new RoleAssignments(rootModule, id, { assignments: {} });
  const principals = subjects.flatMap(({ principalId }) => principalId ?? []);
  for (const { environment, cloud } of environments) {
    const scope = `/subscriptions/${cloud._supplier.account}`;
    const assignments = principals.flatMap((principalId) => AZURE_ROLES[level].map((role): [string, RoleAssignmentsAssignment] => [
      `${role.toLowerCase().replaceAll(' ', '-')}-${principalId}`,
      { scope, role, principalId, principalType: 'Group' },
    ]));
    if (assignments.length > 0) call.override(environment, { assignments: Object.fromEntries(assignments) });
  }
};

/** What a cloud can do for people who are given access. */
interface CloudAccess {
  /** How its roles are assigned, or why they are not. */
  readonly roles: AssignRoles | string;
  /** Whether its clusters know the groups of Microsoft Entra. */
  readonly knowsEntraGroups: boolean;
}

const CLOUD_ACCESS: Readonly<Record<CloudName, CloudAccess>> = {
  azure: { roles: assignAzureRoles, knowsEntraGroups: true },
  tencent: {
    roles: 'CAM is closed to the jobs of CI, so that none can widen its own role. Let a person attach the policy QcloudTKEReadOnlyAccess, and drop rootModule',
    knowsEntraGroups: false,
  },
};

/** What a cloud can do for people who are given access. */
export function cloudAccess({ _supplier: { name } }: Cloud): CloudAccess {
  return CLOUD_ACCESS[name];
}
