# The rules that Azure adds to every group admit the network itself and Azure's load balancers, and nothing else.
resource "azurerm_network_security_group" "this" {
  for_each = local.subnets

  name                = "${var.name}-${each.key}"
  location            = var.location
  resource_group_name = var.resource_group_name
  tags                = var.tags

  # Pods have addresses of their own (Azure CNI overlay), which to Azure are not the network.
  dynamic "security_rule" {
    for_each = each.value.pod_cidr == null ? [] : ["Inbound", "Outbound"]

    content {
      name                         = "pods-${lower(security_rule.value)}"
      description                  = "Nodes and pods of the cluster among each other"
      priority                     = 900
      direction                    = security_rule.value
      access                       = "Allow"
      protocol                     = "*"
      source_address_prefixes      = [each.value.address_prefix, each.value.pod_cidr]
      source_port_range            = "*"
      destination_address_prefixes = [each.value.address_prefix, each.value.pod_cidr]
      destination_port_range       = "*"
    }
  }

  dynamic "security_rule" {
    for_each = length(each.value.internet_ports) > 0 ? [each.value.internet_ports] : []

    content {
      name                       = "internet"
      description                = "Clients of public load balancers"
      priority                   = 1000
      direction                  = "Inbound"
      access                     = "Allow"
      protocol                   = "Tcp"
      source_address_prefix      = "Internet"
      source_port_range          = "*"
      destination_address_prefix = "*"
      destination_port_ranges    = [for port in security_rule.value : tostring(port)]
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "this" {
  for_each = local.subnets

  subnet_id                 = azurerm_subnet.this[each.key].id
  network_security_group_id = azurerm_network_security_group.this[each.key].id
}
