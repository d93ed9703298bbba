/**
 * From which networks the storage account of the states is reached. Whoever comes from there still needs an identity with a role on a
 * container. What is not named here is refused, private endpoints of the account apart: `{}` leaves them as the only way in.
 */
export interface AzureStateAccess {
  /**
   * Public IPv4 addresses, and ranges up to /30, such as `203.0.113.7` and `198.51.100.0/24`: those of an office, of a NAT gateway before
   * runners, of runners with fixed addresses. Azure does not see the public address of what runs in the region of the account.
   * @default - none
   */
  readonly allowedIpRanges?: string[];

  /**
   * IDs of subnets whose service endpoint for `Microsoft.Storage` (`Microsoft.Storage.Global` from another region) leads to the account:
   * those of self-hosted runners, of managed pools of agents, of runners of GitHub in a network of one's own.
   * @default - none
   */
  readonly allowedSubnetIds?: string[];

  /**
   * Whether the states are reached from every address. The runners that GitHub and Microsoft host have no addresses that could be named;
   * with them, what guards the states is the login of Entra alone.
   * @default false
   */
  readonly isOpenToAllNetworks?: boolean;
}
