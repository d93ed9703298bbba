import { gives, ModuleInputs } from '../module-facts';

/**
 * The built-in roles that modules of the library give to others, with the ID that each has in every tenant, of either cloud. None of
 * them lets whoever has it give roles to others.
 *
 * Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const ASSIGNED_ROLE_IDS: Readonly<Record<string, string>> = {
  'AcrPull': '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  'AcrPush': '8311e382-0749-4cb8-b61a-304f252e45ec',
  'App Configuration Data Owner': '5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b',
  'App Configuration Data Reader': '516239f1-63e1-4d78-a4de-a74fb236a071',
  'Azure Event Hubs Data Receiver': 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde',
  'Azure Event Hubs Data Sender': '2b629674-e913-4c01-ae53-ef4638d8f975',
  'Azure Service Bus Data Receiver': '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0',
  'Azure Service Bus Data Sender': '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39',
  'Cognitive Services User': 'a97b65f3-24c7-4388-baec-2e87135dc908',
  'Contributor': 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  'Data Operator for Managed Disks': '959f8984-c045-4866-89c7-12bf9737be2e',
  'Disk Snapshot Contributor': '7efff54f-a5b4-42b5-a1c5-5411624893ce',
  'EventGrid Data Sender': 'd5a91429-5739-47e2-a06b-3470a27159e7',
  'Grafana Admin': '22926164-76b3-42b3-bc55-97df8dab3e41',
  'Grafana Editor': 'a79a5197-3a5c-4973-a920-486035ffd60f',
  'Grafana Viewer': '60921a7e-fef1-4a43-9b16-a26c52ad4769',
  'Key Vault Crypto Service Encryption User': 'e147488a-f6f5-4113-8e2d-b22465e65bf6',
  'Key Vault Secrets Officer': 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6',
  'Managed Identity Operator': 'f1a07417-d97a-45cb-824c-7a7467783830',
  'Monitoring Data Reader': 'b0d8363b-8ddd-447d-831f-62ca05bff136',
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb',
  'Network Contributor': '4d97b98b-1d4f-4787-a291-c67834d212e7',
  'PostgreSQL Flexible Server Long Term Retention Backup Role': 'c088a766-074b-43ba-90d4-1fb21feae531',
  'Private DNS Zone Contributor': 'b12aa53e-6015-4669-85d0-8515ebb3ae7f',
  'Reader': 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'Search Index Data Contributor': '8ebe5a00-799e-43f5-93ac-243d3dce84a7',
  'Search Index Data Reader': '1407120a-92aa-4202-b7e9-c0e197c71c8f',
  'Storage Account Backup Contributor': 'e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1',
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  'Storage Blob Data Reader': '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
};

/** The roles that the module `workload-identities` is told to give, by name. */
export function assignedRoles({ workloads }: ModuleInputs): string[] {
  return objectsIn(workloads).flatMap(({ roles }) => objectsIn(roles)).flatMap(({ role }) => (typeof role === 'string' ? [role] : []));
}

/** The roles that the module `kubernetes-cluster` gives to the identities of the cluster, by name. */
export function clusterRoles(inputs: ModuleInputs): string[] {
  return [
    'AcrPull', 'Managed Identity Operator', 'Network Contributor',
    ...(gives(inputs, 'private_dns_zone') ? ['Private DNS Zone Contributor'] : []),
    ...(gives(inputs, 'disk_encryption_set') ? ['Reader'] : []),
  ];
}

/** The roles that the module `backup` gives to the identities of the vault, the clusters and what is put into them, by name. */
export function backupRoles(inputs: ModuleInputs): string[] {
  return [
    ...(gives(inputs, 'customer_managed_key') ? ['Key Vault Crypto Service Encryption User'] : []),
    ...(gives(inputs, 'postgresql_servers') ? ['PostgreSQL Flexible Server Long Term Retention Backup Role', 'Reader'] : []),
    ...(gives(inputs, 'storage_accounts') ? ['Storage Account Backup Contributor'] : []),
    ...(gives(inputs, 'kubernetes')
      ? ['Contributor', 'Data Operator for Managed Disks', 'Disk Snapshot Contributor', 'Reader', 'Storage Blob Data Contributor']
      : []),
  ];
}

/** The roles that the module `policy-assignments` gives to what mends resources, by name. Any, where the ID of one is not known here. */
export function policyRoles({ subscription_assignments: ofSubscriptions, resource_group_assignments: ofGroups }: ModuleInputs): 'any' | string[] {
  const roles = [...objectsIn(ofSubscriptions), ...objectsIn(ofGroups)].flatMap(({ remediation_roles: given = [] }) => given);
  const known = roles.filter((role): role is string => typeof role === 'string' && Object.hasOwn(ASSIGNED_ROLE_IDS, role));
  return known.length === roles.length ? known : 'any';
}

/** The values of a map that are objects. */
function objectsIn(map: unknown): Array<Readonly<Record<string, unknown>>> {
  if (typeof map !== 'object' || map === null) return [];
  return Object.values(map).filter((value): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null);
}
