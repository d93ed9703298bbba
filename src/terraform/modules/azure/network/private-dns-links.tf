# In the words of azurerm 4: version 5 wants private_dns_zone_id instead of the zone's name and resource group, and there is
# no wording that both take. Beside these, only the service endpoints in main.tf have to change for version 5.
resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = var.private_dns_zones

  name                  = var.name
  resource_group_name   = var.resource_group_name
  private_dns_zone_name = azurerm_private_dns_zone.this[each.key].name
  virtual_network_id    = azurerm_virtual_network.this.id
  registration_enabled  = false
  tags                  = var.tags
}

# Zones that are kept for several networks, such as those of a hub: this one resolves them, too.
resource "azurerm_private_dns_zone_virtual_network_link" "central" {
  for_each = var.central_private_dns_zone_ids

  name                  = var.name
  resource_group_name   = split("/", each.value)[4]
  private_dns_zone_name = split("/", each.value)[8]
  virtual_network_id    = azurerm_virtual_network.this.id
  registration_enabled  = false
  tags                  = var.tags
}
