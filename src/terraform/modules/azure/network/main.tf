# A virtual network whose subnets let nothing in from the internet and go out through a NAT gateway.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_virtual_network.this.id
  diagnosed_id = local.resource_id

  subnets = { for subnet in var.subnets : subnet.name => subnet }

  nat_subnets = { for name, subnet in local.subnets : name => subnet if var.nat_gateway_enabled && subnet.nat_gateway && !contains(keys(local.reserved_subnets), name) }
}

resource "azurerm_virtual_network" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  address_space       = var.address_space
  dns_servers         = var.dns_servers
  tags                = var.tags

  dynamic "ddos_protection_plan" {
    for_each = var.ddos_protection_plan_id == null ? [] : [var.ddos_protection_plan_id]

    content {
      id     = ddos_protection_plan.value
      enable = true
    }
  }
}

# The service endpoints are in the words of azurerm 4: version 5 has a block service_endpoint with the service in it for each of them,
# and there is no wording that both take.
resource "azurerm_subnet" "this" {
  for_each = local.subnets

  name                              = each.key
  resource_group_name               = var.resource_group_name
  virtual_network_name              = azurerm_virtual_network.this.name
  address_prefixes                  = [each.value.address_prefix]
  default_outbound_access_enabled   = contains(keys(local.reserved_subnets), each.key)
  private_endpoint_network_policies = "NetworkSecurityGroupEnabled"
  service_endpoints                 = each.value.service_endpoints

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
