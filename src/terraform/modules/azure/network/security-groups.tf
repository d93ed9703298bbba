locals {
  guarded_subnets = {
    for name, subnet in local.subnets : name => subnet if coalesce(subnet.security_group, !contains(keys(local.reserved_subnets), name))
  }

  rules = merge([
    for name, subnet in local.guarded_subnets : { for rule in subnet.rules : "${name}/${rule.name}" => merge(rule, { subnet = name }) }
  ]...)

  # Pods have addresses of their own (Azure CNI overlay), which to Azure are not the network.
  pod_rules = merge([
    for name, subnet in local.guarded_subnets : {
      for direction in ["Inbound", "Outbound"] : "${name}/${direction}" => { subnet = name, direction = direction, addresses = [subnet.address_prefix, subnet.pod_cidr] }
    } if subnet.pod_cidr != null
  ]...)

  internet_ports = { for name, subnet in local.guarded_subnets : name => [for port in subnet.internet_ports : tostring(port)] if length(subnet.internet_ports) > 0 }
}

# The rules that Azure adds to every group admit the network itself and Azure's load balancers, and nothing else.
resource "azurerm_network_security_group" "this" {
  for_each = local.guarded_subnets

  name                = "${var.name}-${each.key}"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

# Apart from the groups: a group without any rule in it would keep those that it had.
resource "azurerm_network_security_rule" "pods" {
  for_each = local.pod_rules

  name                         = "pods-${lower(each.value.direction)}"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.this[each.value.subnet].name
  description                  = "Nodes and pods of the cluster among each other"
  priority                     = 900
  direction                    = each.value.direction
  access                       = "Allow"
  protocol                     = "*"
  source_address_prefixes      = each.value.addresses
  source_port_range            = "*"
  destination_address_prefixes = each.value.addresses
  destination_port_range       = "*"
}

resource "azurerm_network_security_rule" "internet" {
  for_each = local.internet_ports

  name                        = "internet"
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.this[each.key].name
  description                 = "Clients of public load balancers"
  priority                    = 1000
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_address_prefix       = "Internet"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_ranges     = each.value
}

# One address or port may be a word, such as Internet or *; several have to be numbers, in an argument of their own.
resource "azurerm_network_security_rule" "own" {
  for_each = local.rules

  name                         = each.value.name
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.this[each.value.subnet].name
  description                  = each.value.description
  priority                     = each.value.priority
  direction                    = each.value.direction
  access                       = each.value.access
  protocol                     = each.value.protocol
  source_address_prefix        = length(each.value.source_addresses) == 1 ? each.value.source_addresses[0] : null
  source_address_prefixes      = length(each.value.source_addresses) == 1 ? null : each.value.source_addresses
  source_port_range            = "*"
  destination_address_prefix   = length(each.value.destination_addresses) == 1 ? each.value.destination_addresses[0] : null
  destination_address_prefixes = length(each.value.destination_addresses) == 1 ? null : each.value.destination_addresses
  destination_port_range       = length(each.value.destination_ports) == 1 ? each.value.destination_ports[0] : null
  destination_port_ranges      = length(each.value.destination_ports) == 1 ? null : each.value.destination_ports
}

resource "azurerm_subnet_network_security_group_association" "this" {
  for_each = local.guarded_subnets

  subnet_id                 = azurerm_subnet.this[each.key].id
  network_security_group_id = azurerm_network_security_group.this[each.key].id
}
