resource "azurerm_private_dns_zone" "this" {
  count = var.private ? 1 : 0

  name                = var.zone_name
  resource_group_name = var.resource_group_name
  tags                = var.tags
}
