import type { AzureStateAccess } from './azure-state-access';
import { hasHostBits, parseCidr } from '../cidr';

/** What is wrong with the networks that are named, each message ready for the user. */
export function stateAccessProblems({ allowedIpRanges = [], allowedSubnetIds = [], isOpenToAllNetworks = false }: AzureStateAccess): string[] {
  return [
    ...allowedIpRanges.filter((range) => !isPublicRange(range)).map((range) =>
      `stateAccess allows "${range}", which Azure refuses: give a public IPv4 address such as 203.0.113.7, or a range up to /30 such as 203.0.113.0/24`),
    ...allowedSubnetIds.filter((id) => !SUBNET.test(id)).map((id) =>
      `stateAccess allows "${id}", which is not the ID of a subnet: \`az network vnet subnet show --query id\` prints it`),
    ...(isOpenToAllNetworks && allowedIpRanges.length + allowedSubnetIds.length > 0
      ? ['stateAccess names networks and is open to all: leave out isOpenToAllNetworks to close it to the others, or the networks'] : []),
  ];
}

/** What is asked for where nothing is said. */
export const STATE_ACCESS_MISSING = 'it is not said from which networks the Terraform states are reached: give the cloud stateAccess: '
  + '{ allowedIpRanges, allowedSubnetIds } with those of your people and runners, or stateAccess: { isOpenToAllNetworks: true } '
  + 'as long as CI runs on hosted runners, which have no fixed addresses (docs/azure.md)';

/** Values for the bootstrap's variables. */
export function stateAccessVariables(
  { allowedIpRanges = [], allowedSubnetIds = [], isOpenToAllNetworks = false }: AzureStateAccess,
): Record<string, unknown> {
  return {
    ...(isOpenToAllNetworks ? { open_to_all_networks: true } : {}),
    ...(allowedIpRanges.length > 0 ? { allowed_ip_ranges: allowedIpRanges } : {}),
    ...(allowedSubnetIds.length > 0 ? { allowed_subnet_ids: allowedSubnetIds } : {}),
  };
}

const SUBNET = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/;

/** Addresses of private networks, and ranges that Azure does not take. Source: azurerm_storage_account, `ip_rules`. */
const REFUSED_RANGE = /\/(0|31|32)$|^(10|127)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./;

function isPublicRange(range: string): boolean {
  const cidr = parseCidr(range.includes('/') ? range : `${range}/32`);
  return cidr !== undefined && !hasHostBits(cidr) && !REFUSED_RANGE.test(range);
}
