resource "azurerm_dns_zone" "this" {
  count = var.private ? 0 : 1

  name                = var.zone_name
  resource_group_name = var.resource_group_name
  tags                = var.tags

  # A zone that is made again has other name servers, to which nobody delegates.
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_dns_a_record" "this" {
  for_each = local.public_records.A

  zone_name           = azurerm_dns_zone.this[0].name
  resource_group_name = var.resource_group_name
  name                = each.value.name
  ttl                 = each.value.ttl_seconds
  records             = each.value.values
  tags                = var.tags
}

resource "azurerm_dns_aaaa_record" "this" {
  for_each = local.public_records.AAAA

  zone_name           = azurerm_dns_zone.this[0].name
  resource_group_name = var.resource_group_name
  name                = each.value.name
  ttl                 = each.value.ttl_seconds
  records             = each.value.values
  tags                = var.tags
}

resource "azurerm_dns_cname_record" "this" {
  for_each = local.public_records.CNAME

  zone_name           = azurerm_dns_zone.this[0].name
  resource_group_name = var.resource_group_name
  name                = each.value.name
  ttl                 = each.value.ttl_seconds
  record              = one(each.value.values)
  tags                = var.tags
}

resource "azurerm_dns_mx_record" "this" {
  for_each = local.public_records.MX

  zone_name           = azurerm_dns_zone.this[0].name
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

resource "azurerm_dns_txt_record" "this" {
  for_each = local.public_records.TXT

  zone_name           = azurerm_dns_zone.this[0].name
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
