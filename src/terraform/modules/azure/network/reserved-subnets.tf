locals {
  # Names that Azure keeps for the subnets of a service of its own, the longest prefix that it takes, and whether it takes a network security
  # group there. Such a subnet is left to its service: it goes out by itself, not through the NAT gateway.
  # Source: https://learn.microsoft.com/azure/virtual-network/virtual-network-for-azure-services
  reserved_subnets = {
    AzureBastionSubnet            = { max_prefix = 26, takes_security_group = true }
    AzureFirewallManagementSubnet = { max_prefix = 26, takes_security_group = false }
    AzureFirewallSubnet           = { max_prefix = 26, takes_security_group = false }
    GatewaySubnet                 = { max_prefix = 29, takes_security_group = false }
    RouteServerSubnet             = { max_prefix = 27, takes_security_group = false }
  }
}
