resource "azurerm_firewall_policy" "this" {
  name                              = "${var.name}-policy"
  location                          = var.location
  resource_group_name               = var.resource_group_name
  sku                               = var.sku_tier
  base_policy_id                    = var.base_policy_id
  threat_intelligence_mode          = coalesce(var.threat_intelligence_mode, var.sku_tier == "Basic" ? "Alert" : "Deny")
  private_ip_ranges                 = var.private_ip_ranges
  auto_learn_private_ranges_enabled = var.auto_learn_private_ranges_enabled
  sql_redirect_allowed              = var.sql_redirect_allowed
  tags                              = var.tags

  # Names in network rules are only what the firewall resolves itself, so that clients have to ask it, too.
  dynamic "dns" {
    for_each = var.sku_tier == "Basic" ? [] : [var.dns_servers]

    content {
      proxy_enabled = true
      servers       = dns.value
    }
  }

  dynamic "threat_intelligence_allowlist" {
    for_each = var.threat_intelligence_allowlist[*]

    content {
      fqdns        = threat_intelligence_allowlist.value.fqdns
      ip_addresses = threat_intelligence_allowlist.value.ip_addresses
    }
  }

  dynamic "intrusion_detection" {
    for_each = var.sku_tier == "Premium" ? [var.intrusion_detection] : []

    content {
      mode           = intrusion_detection.value.mode
      private_ranges = intrusion_detection.value.private_ranges

      dynamic "signature_overrides" {
        for_each = intrusion_detection.value.signatures

        content {
          id    = signature_overrides.key
          state = signature_overrides.value
        }
      }

      dynamic "traffic_bypass" {
        for_each = intrusion_detection.value.bypasses

        content {
          name                  = traffic_bypass.key
          description           = traffic_bypass.value.description
          protocol              = traffic_bypass.value.protocol
          source_addresses      = traffic_bypass.value.source_addresses
          destination_addresses = traffic_bypass.value.destination_addresses
          destination_ports     = traffic_bypass.value.destination_ports
        }
      }
    }
  }

  dynamic "tls_certificate" {
    for_each = var.tls_inspection[*]

    content {
      name                = "inspection"
      key_vault_secret_id = tls_certificate.value.key_vault_secret_id
    }
  }

  dynamic "identity" {
    for_each = var.tls_inspection[*]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value.user_assigned_identity_id]
    }
  }

  dynamic "insights" {
    for_each = var.analytics[*]

    content {
      enabled                            = true
      default_log_analytics_workspace_id = insights.value.log_analytics_workspace_id
      retention_in_days                  = insights.value.retention_days
    }
  }
}
