# A container registry without passwords: identities pull and push, and nobody reaches it from the internet unless told to.

locals {
  # What the smaller registries do not have: private access, rules for addresses, copies in several zones.
  is_premium = var.sku == "Premium"
}

resource "azurerm_container_registry" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = var.sku

  admin_enabled                 = false
  anonymous_pull_enabled        = false
  public_network_access_enabled = var.public_network_access_enabled
  network_rule_bypass_option    = "AzureServices"
  data_endpoint_enabled         = local.is_premium
  zone_redundancy_enabled       = var.zone_redundant
  retention_policy_in_days      = local.is_premium ? var.untagged_retention_days : null

  # Whoever may read images could otherwise copy them to a registry of somebody else.
  export_policy_enabled = var.public_network_access_enabled

  dynamic "network_rule_set" {
    for_each = local.is_premium ? [length(var.allowed_ip_ranges) == 0 && var.public_network_access_enabled ? "Allow" : "Deny"] : []

    content {
      default_action = network_rule_set.value

      dynamic "ip_rule" {
        for_each = var.allowed_ip_ranges

        content {
          action   = "Allow"
          ip_range = ip_rule.value
        }
      }
    }
  }

  tags = var.tags

  # The images go with the registry. To delete it, take the call of this module away: then there is no rule left that forbids it.
  lifecycle {
    prevent_destroy = true
  }
}
