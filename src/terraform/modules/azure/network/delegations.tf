locals {
  # The services to which a subnet can be handed over, and what Azure lets each do in it: with less, every plan would show a change.
  # Source: az network vnet subnet list-available-delegations
  delegations = {
    "Microsoft.App/environments"                     = ["join/action"]
    "Microsoft.ContainerInstance/containerGroups"    = ["action"]
    "Microsoft.DBforMySQL/flexibleServers"           = ["join/action"]
    "Microsoft.DBforPostgreSQL/flexibleServers"      = ["join/action"]
    "Microsoft.DevOpsInfrastructure/pools"           = ["join/action"]
    "Microsoft.Network/dnsResolvers"                 = ["join/action"]
    "Microsoft.ServiceNetworking/trafficControllers" = ["join/action"]
    "Microsoft.Sql/managedInstances"                 = ["join/action", "prepareNetworkPolicies/action", "unprepareNetworkPolicies/action"]
    "Microsoft.Web/serverFarms"                      = ["action"]
  }
}
