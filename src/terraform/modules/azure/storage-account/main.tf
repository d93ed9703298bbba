# A storage account with private containers: identities instead of keys, no public access, versions and deleted blobs kept for a while.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_storage_account.this.id
  diagnosed_id = "${local.resource_id}/blobServices/default" # it is the service of blobs that knows who reads and writes them

  is_premium = var.account_tier == "Premium"

  # A hierarchical namespace knows neither versions nor a change feed.
  versioning_enabled = var.versioning_enabled && !var.hierarchical_namespace_enabled

  is_open_to_all = var.public_network_access_enabled && length(var.allowed_ip_ranges) + length(var.allowed_subnet_ids) == 0
}

resource "azurerm_storage_account" "this" {
  name                     = var.name
  location                 = var.location
  resource_group_name      = var.resource_group_name
  account_kind             = local.is_premium ? "BlockBlobStorage" : "StorageV2"
  account_tier             = var.account_tier
  account_replication_type = var.replication_type
  access_tier              = local.is_premium ? null : var.access_tier
  is_hns_enabled           = var.hierarchical_namespace_enabled

  shared_access_key_enabled         = var.shared_access_key_enabled
  default_to_oauth_authentication   = true
  local_user_enabled                = false
  allow_nested_items_to_be_public   = false
  cross_tenant_replication_enabled  = false
  https_traffic_only_enabled        = true
  min_tls_version                   = "TLS1_2"
  infrastructure_encryption_enabled = var.infrastructure_encryption_enabled
  public_network_access_enabled     = var.public_network_access_enabled

  # Always written down: what stands here no longer would stay as it was.
  network_rules {
    default_action             = local.is_open_to_all ? "Allow" : "Deny"
    bypass                     = ["AzureServices"]
    ip_rules                   = var.allowed_ip_ranges
    virtual_network_subnet_ids = var.allowed_subnet_ids
  }

  blob_properties {
    versioning_enabled  = local.versioning_enabled
    change_feed_enabled = var.point_in_time_restore_days != null

    delete_retention_policy {
      days = var.soft_delete_retention_days
    }

    container_delete_retention_policy {
      days = var.soft_delete_retention_days
    }

    dynamic "restore_policy" {
      for_each = var.point_in_time_restore_days == null ? [] : [var.point_in_time_restore_days]

      content {
        days = restore_policy.value
      }
    }

    dynamic "cors_rule" {
      for_each = var.cors_rules

      content {
        allowed_origins    = cors_rule.value.allowed_origins
        allowed_methods    = cors_rule.value.allowed_methods
        allowed_headers    = cors_rule.value.allowed_headers
        exposed_headers    = cors_rule.value.exposed_headers
        max_age_in_seconds = cors_rule.value.max_age_seconds
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

  # The blobs go with the account. To delete it, take the call of this module away: then there is no rule left that forbids it.
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_container" "this" {
  for_each = var.containers

  name                  = each.key
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
  metadata              = each.value.metadata
}
