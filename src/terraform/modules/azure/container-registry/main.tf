# A container registry without passwords: identities pull and push, and nobody reaches it from the internet unless told to.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_container_registry.this.id
  diagnosed_id = local.resource_id

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

  # By name, as Azure gives them back. In the words of azurerm 4: version 5 says global_endpoint_routing_enabled for regional_endpoint_enabled.
  dynamic "georeplications" {
    for_each = var.replicas

    content {
      location                  = georeplications.key
      zone_redundancy_enabled   = georeplications.value.zone_redundant
      regional_endpoint_enabled = georeplications.value.routing_enabled
      tags                      = var.tags
    }
  }

  dynamic "identity" {
    for_each = var.customer_managed_key == null ? [] : [var.customer_managed_key.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  dynamic "encryption" {
    for_each = var.customer_managed_key == null ? [] : [var.customer_managed_key]

    content {
      key_vault_key_id   = encryption.value.key_vault_key_id
      identity_client_id = encryption.value.identity_client_id
    }
  }

  tags = var.tags

  # The images go with the registry. To delete it, take the call of this module away: then there is no rule left that forbids it.
  lifecycle {
    prevent_destroy = true
  }
}
