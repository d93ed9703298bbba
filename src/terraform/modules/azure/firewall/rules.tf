# Addresses that rules name together.
resource "azurerm_ip_group" "this" {
  for_each = var.ip_groups

  name                = "${var.name}-${each.key}"
  location            = var.location
  resource_group_name = var.resource_group_name
  cidrs               = each.value
  tags                = var.tags
}

resource "azurerm_firewall_policy_rule_collection_group" "this" {
  for_each = var.rule_collection_groups

  name               = each.key
  firewall_policy_id = azurerm_firewall_policy.this.id
  priority           = each.value.priority

  dynamic "network_rule_collection" {
    for_each = each.value.network

    content {
      name     = network_rule_collection.key
      priority = network_rule_collection.value.priority
      action   = network_rule_collection.value.action

      dynamic "rule" {
        for_each = network_rule_collection.value.rules

        content {
          name                  = rule.key
          description           = rule.value.description
          protocols             = rule.value.protocols
          source_addresses      = rule.value.source_addresses
          source_ip_groups      = [for group in rule.value.source_ip_groups : azurerm_ip_group.this[group].id]
          destination_addresses = rule.value.destination_addresses
          destination_ip_groups = [for group in rule.value.destination_ip_groups : azurerm_ip_group.this[group].id]
          destination_fqdns     = rule.value.destination_fqdns
          destination_ports     = rule.value.destination_ports
        }
      }
    }
  }

  dynamic "application_rule_collection" {
    for_each = each.value.application

    content {
      name     = application_rule_collection.key
      priority = application_rule_collection.value.priority
      action   = application_rule_collection.value.action

      dynamic "rule" {
        for_each = application_rule_collection.value.rules

        content {
          name                  = rule.key
          description           = rule.value.description
          source_addresses      = rule.value.source_addresses
          source_ip_groups      = [for group in rule.value.source_ip_groups : azurerm_ip_group.this[group].id]
          destination_addresses = rule.value.destination_addresses
          destination_fqdns     = rule.value.destination_fqdns
          destination_fqdn_tags = rule.value.destination_fqdn_tags
          destination_urls      = rule.value.destination_urls
          web_categories        = rule.value.web_categories
          terminate_tls         = rule.value.terminate_tls

          # A tag says its protocols itself.
          dynamic "protocols" {
            for_each = length(rule.value.destination_fqdn_tags) > 0 ? [] : rule.value.protocols

            content {
              type = split(":", protocols.value)[0]
              port = tonumber(split(":", protocols.value)[1])
            }
          }

          dynamic "http_headers" {
            for_each = rule.value.http_headers

            content {
              name  = http_headers.key
              value = http_headers.value
            }
          }
        }
      }
    }
  }

  dynamic "nat_rule_collection" {
    for_each = each.value.nat

    content {
      name     = nat_rule_collection.key
      priority = nat_rule_collection.value.priority
      action   = "Dnat"

      dynamic "rule" {
        for_each = nat_rule_collection.value.rules

        content {
          name                = rule.key
          description         = rule.value.description
          protocols           = rule.value.protocols
          source_addresses    = rule.value.source_addresses
          source_ip_groups    = [for group in rule.value.source_ip_groups : azurerm_ip_group.this[group].id]
          destination_address = azurerm_public_ip.this[rule.value.public_ip].ip_address
          destination_ports   = [tostring(rule.value.port)]
          translated_address  = rule.value.translated_address
          translated_fqdn     = rule.value.translated_fqdn
          translated_port     = coalesce(rule.value.translated_port, rule.value.port)
        }
      }
    }
  }
}
