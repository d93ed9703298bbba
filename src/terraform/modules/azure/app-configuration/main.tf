# An App Configuration store with its keys and feature flags: identities instead of keys, no public access, protected from purging.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_app_configuration.this.id
  diagnosed_id = local.resource_id

  # The tiers below keep nothing that was deleted.
  has_soft_delete = contains(["standard", "premium"], var.sku)

  # A key or flag may stand there once for each label.
  keys          = { for item in var.keys : join("@", compact([item.key, item.label])) => item }
  feature_flags = { for item in var.feature_flags : join("@", compact([item.name, item.label])) => item }
}

resource "azurerm_app_configuration" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = var.sku

  local_auth_enabled         = var.local_auth_enabled
  public_network_access      = var.public_network_access_enabled ? "Enabled" : "Disabled"
  purge_protection_enabled   = local.has_soft_delete
  soft_delete_retention_days = local.has_soft_delete ? var.soft_delete_retention_days : null

  # What Resource Manager does to keys, it does with the rights of the one who asks.
  data_plane_proxy_authentication_mode = "Pass-through"

  dynamic "replica" {
    for_each = var.replica_locations

    content {
      name     = replace(lower(replica.value), "/[^a-z0-9]/", "")
      location = replica.value
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
      key_vault_key_identifier = encryption.value.key_vault_key_id
      identity_client_id       = encryption.value.identity_client_id
    }
  }

  tags = var.tags
}

resource "azurerm_app_configuration_key" "this" {
  for_each = local.keys

  configuration_store_id = azurerm_app_configuration.this.id
  key                    = each.value.key
  label                  = each.value.label
  type                   = each.value.key_vault_secret_id == null ? "kv" : "vault"
  value                  = each.value.key_vault_secret_id == null ? each.value.value : null
  vault_key_reference    = each.value.key_vault_secret_id
  content_type           = each.value.key_vault_secret_id == null ? each.value.content_type : null
  tags                   = var.tags

  # The store is reached at the private address.
  depends_on = [azurerm_private_endpoint.this]
}

resource "azurerm_app_configuration_feature" "this" {
  for_each = local.feature_flags

  configuration_store_id  = azurerm_app_configuration.this.id
  name                    = each.value.name
  label                   = each.value.label
  description             = each.value.description
  enabled                 = each.value.enabled
  percentage_filter_value = each.value.percentage
  tags                    = var.tags

  dynamic "targeting_filter" {
    for_each = each.value.targeting == null ? [] : [each.value.targeting]

    content {
      default_rollout_percentage = targeting_filter.value.default_percentage
      users                      = targeting_filter.value.users

      dynamic "groups" {
        for_each = targeting_filter.value.groups

        content {
          name               = groups.key
          rollout_percentage = groups.value
        }
      }
    }
  }

  dynamic "timewindow_filter" {
    for_each = each.value.time_window == null ? [] : [each.value.time_window]

    content {
      start = timewindow_filter.value.start
      end   = timewindow_filter.value.end
    }
  }

  # The store is reached at the private address.
  depends_on = [azurerm_private_endpoint.this]
}
