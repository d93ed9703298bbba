# Azure Managed Redis: replicated, over TLS only, identities instead of keys, no public access. It takes the place of Azure
# Cache for Redis (azurerm_redis_cache), which is being retired: its tiers end on 30 September 2028, and a tenant that had no
# cache before April 2026 can make none.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_managed_redis.this.id
  diagnosed_id = "${local.resource_id}/databases/default" # it is the database that knows its clients
}

resource "azurerm_managed_redis" "this" {
  name                      = var.name
  location                  = var.location
  resource_group_name       = var.resource_group_name
  sku_name                  = var.sku_name
  high_availability_enabled = var.high_availability_enabled
  public_network_access     = var.public_network_access_enabled ? "Enabled" : "Disabled"

  default_database {
    client_protocol                               = "Encrypted"
    access_keys_authentication_enabled            = var.access_keys_authentication_enabled
    clustering_policy                             = var.clustering_policy
    eviction_policy                               = var.eviction_policy
    persistence_redis_database_backup_frequency   = var.persistence_frequency == "1s" ? null : var.persistence_frequency
    persistence_append_only_file_backup_frequency = var.persistence_frequency == "1s" ? var.persistence_frequency : null

    dynamic "module" {
      for_each = var.redis_modules

      content {
        name = module.value
      }
    }
  }

  dynamic "identity" {
    for_each = var.customer_managed_key == null ? [] : [var.customer_managed_key.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  dynamic "customer_managed_key" {
    for_each = var.customer_managed_key == null ? [] : [var.customer_managed_key]

    content {
      key_vault_key_id          = customer_managed_key.value.key_vault_key_id
      user_assigned_identity_id = customer_managed_key.value.user_assigned_identity_id
    }
  }

  tags = var.tags
}

resource "azurerm_managed_redis_access_policy_assignment" "this" {
  for_each = var.data_owners

  managed_redis_id = azurerm_managed_redis.this.id
  object_id        = each.value
}
