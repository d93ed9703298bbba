# In the words of azurerm 4: version 5 wants private_dns_zone_id instead of the zone's name and resource group, and there is
# no wording that both take. Nothing else in this module has to change for version 5.
resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = var.private_dns_zones

  name                  = var.name
  resource_group_name   = var.resource_group_name
  private_dns_zone_name = azurerm_private_dns_zone.this[each.key].name
  virtual_network_id    = azurerm_virtual_network.this.id
  registration_enabled  = false
  tags                  = var.tags
}
