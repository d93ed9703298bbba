resource "azurerm_private_dns_resolver_dns_forwarding_ruleset" "this" {
  for_each = var.rulesets

  name                                       = "${var.name}-${each.key}"
  location                                   = var.location
  resource_group_name                        = var.resource_group_name
  private_dns_resolver_outbound_endpoint_ids = [for name in each.value.outbound_endpoints : azurerm_private_dns_resolver_outbound_endpoint.this[name].id]
  tags                                       = var.tags
}

resource "azurerm_private_dns_resolver_forwarding_rule" "this" {
  for_each = local.rules

  name                      = each.value.name
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.this[each.value.ruleset].id
  domain_name               = each.value.domain_name
  enabled                   = each.value.enabled

  dynamic "target_dns_servers" {
    for_each = each.value.servers

    content {
      ip_address = target_dns_servers.value.ip_address
      port       = target_dns_servers.value.port
    }
  }
}

# Networks whose names are asked for by these rules.
resource "azurerm_private_dns_resolver_virtual_network_link" "this" {
  for_each = local.links

  name                      = each.value.name
  dns_forwarding_ruleset_id = azurerm_private_dns_resolver_dns_forwarding_ruleset.this[each.value.ruleset].id
  virtual_network_id        = each.value.virtual_network_id
}
