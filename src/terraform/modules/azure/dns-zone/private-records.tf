# In the words of azurerm 4: version 5 wants private_dns_zone_id instead of the zone's name and resource group, in the links as
# in the records, and there is no wording that both take. Nothing else in this module has to change for version 5.

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = var.private ? var.virtual_network_ids : {}

  name                  = each.key
  resource_group_name   = var.resource_group_name
  private_dns_zone_name = azurerm_private_dns_zone.this[0].name
  virtual_network_id    = each.value
  registration_enabled  = false
  tags                  = var.tags
}

resource "azurerm_private_dns_a_record" "this" {
  for_each = local.private_records.A

  zone_name           = azurerm_private_dns_zone.this[0].name
  resource_group_name = var.resource_group_name
  name                = each.value.name
  ttl                 = each.value.ttl_seconds
  records             = each.value.values
  tags                = var.tags
}

resource "azurerm_private_dns_aaaa_record" "this" {
  for_each = local.private_records.AAAA

  zone_name           = azurerm_private_dns_zone.this[0].name
  resource_group_name = var.resource_group_name
  name                = each.value.name
  ttl                 = each.value.ttl_seconds
  records             = each.value.values
  tags                = var.tags
}

resource "azurerm_private_dns_cname_record" "this" {
  for_each = local.private_records.CNAME

  zone_name           = azurerm_private_dns_zone.this[0].name
  resource_group_name = var.resource_group_name
  name                = each.value.name
  ttl                 = each.value.ttl_seconds
  record              = one(each.value.values)
  tags                = var.tags
}

resource "azurerm_private_dns_mx_record" "this" {
  for_each = local.private_records.MX

  zone_name           = azurerm_private_dns_zone.this[0].name
  resource_group_name = var.resource_group_name
  name                = each.value.name
  ttl                 = each.value.ttl_seconds
  tags                = var.tags

  dynamic "record" {
    for_each = local.exchanges[each.key]

    content {
      preference = record.value[0]
      exchange   = record.value[1]
    }
  }
}

resource "azurerm_private_dns_txt_record" "this" {
  for_each = local.private_records.TXT

  zone_name           = azurerm_private_dns_zone.this[0].name
  resource_group_name = var.resource_group_name
  name                = each.value.name
  ttl                 = each.value.ttl_seconds
  tags                = var.tags

  dynamic "record" {
    for_each = each.value.values

    content {
      value = record.value
    }
  }
}
