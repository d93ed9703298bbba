# A virtual network whose subnets let nothing in from the internet and go out through a NAT gateway.

locals {
  subnets = { for subnet in var.subnets : subnet.name => subnet }

  nat_subnets = { for name, subnet in local.subnets : name => subnet if var.nat_gateway_enabled && subnet.nat_gateway }
}

resource "azurerm_virtual_network" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  address_space       = var.address_space
  tags                = var.tags
}

# No service endpoints: they open a service to the subnet on its public address, where a private endpoint has an address in
# the network itself (and azurerm 4 and 5 write them differently).
resource "azurerm_subnet" "this" {
  for_each = local.subnets

  name                              = each.key
  resource_group_name               = var.resource_group_name
  virtual_network_name              = azurerm_virtual_network.this.name
  address_prefixes                  = [each.value.address_prefix]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"

  dynamic "delegation" {
    for_each = each.value.delegation == null ? [] : [each.value.delegation]

    content {
      name = "service"

      service_delegation {
        name    = delegation.value
        actions = [for action in local.delegations[delegation.value] : "Microsoft.Network/virtualNetworks/subnets/${action}"]
      }
    }
  }
}
