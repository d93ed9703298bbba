# Two networks reach each other when each has its half of the peering.
resource "azurerm_virtual_network_peering" "this" {
  for_each = var.peerings

  name                         = each.key
  resource_group_name          = var.resource_group_name
  virtual_network_name         = azurerm_virtual_network.this.name
  remote_virtual_network_id    = each.value.virtual_network_id
  allow_virtual_network_access = true
  allow_forwarded_traffic      = each.value.allow_forwarded_traffic
  allow_gateway_transit        = each.value.allow_gateway_transit
  use_remote_gateways          = each.value.use_remote_gateways

  # The gateways of the other network are used once it offers them.
  depends_on = [azurerm_virtual_network_peering.other_half]
}

resource "azurerm_virtual_network_peering" "other_half" {
  for_each = { for name, peering in var.peerings : name => peering if peering.both_halves }

  name                         = "${var.name}-${each.key}"
  resource_group_name          = split("/", each.value.virtual_network_id)[4]
  virtual_network_name         = split("/", each.value.virtual_network_id)[8]
  remote_virtual_network_id    = azurerm_virtual_network.this.id
  allow_virtual_network_access = true
  allow_forwarded_traffic      = each.value.allow_forwarded_traffic
  allow_gateway_transit        = each.value.use_remote_gateways
  use_remote_gateways          = false
}
