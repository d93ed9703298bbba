import { AccessLevel } from './access-level';
import type { SubjectModel } from './access-subject';
import type { Cloud } from '../clouds/cloud';

/** Somebody who is given access, in one environment. */
export interface GrantModel {
  readonly level: AccessLevel;
  readonly subjects: readonly SubjectModel[];
}

/** Roles of the cloud that go with access to a cluster. */
export interface CloudRoles {
  /** Path of the library module that assigns them. */
  readonly module: string;
  /** Its inputs. */
  inputs(grant: GrantModel, cloud: Cloud): Readonly<Record<string, unknown>>;
}

/**
 * What a level is in Azure: whoever is let in to a cluster may fetch its kubeconfig, which holds no key, and look at what
 * is around it. Changes are made by Terraform, so only who breaks the glass may make them by hand.
 *
 * Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
const KUBECONFIG_ROLE = 'Azure Kubernetes Service Cluster User Role';
const AZURE_ROLES: Readonly<Record<AccessLevel, readonly string[]>> = {
  [AccessLevel.VIEW]: [KUBECONFIG_ROLE, 'Reader'],
  [AccessLevel.EDIT]: [KUBECONFIG_ROLE, 'Reader'],
  [AccessLevel.ADMIN]: [KUBECONFIG_ROLE, 'Reader'],
  [AccessLevel.BREAK_GLASS]: [KUBECONFIG_ROLE, 'Contributor'],
};

const AZURE: CloudRoles = {
  module: 'azure/role-assignments',
  inputs: ({ level, subjects }, { _supplier: { account } }) => ({
    assignments: Object.fromEntries(subjects.flatMap(({ principalId }) => (principalId === undefined ? [] : AZURE_ROLES[level].map((role) => [
      `${principalId}-${role.toLowerCase().replaceAll(' ', '-')}`,
      { scope: `/subscriptions/${account}`, role, principalId, principalType: 'Group' },
    ])))),
  }),
};

/** Roles by name of the cloud, or why it has none. */
const CLOUD_ROLES: Readonly<Record<string, CloudRoles | string>> = {
  azure: AZURE,
  tencent: 'CAM is closed to the jobs of CI, so that none can widen its own role: let a person attach the policy QcloudTKEReadOnlyAccess, and drop rootModule',
};

/** The roles of a cloud, or why it has none. */
export function cloudRoles(cloud: Cloud): CloudRoles | string {
  return CLOUD_ROLES[cloud.name];
}
