locals {
  expires_old_versions = local.versioning_enabled && var.noncurrent_version_expiration_days != null

  aging_containers = {
    for name, container in var.containers : name => container
    if container.cool_after_days != null || container.expiration_days != null
  }
}

resource "azurerm_storage_management_policy" "this" {
  count = local.expires_old_versions || length(local.aging_containers) > 0 ? 1 : 0

  storage_account_id = azurerm_storage_account.this.id

  dynamic "rule" {
    for_each = local.expires_old_versions ? [var.noncurrent_version_expiration_days] : []

    content {
      name    = "expire-old-versions"
      enabled = true

      filters {
        blob_types = ["blockBlob"]
      }

      actions {
        snapshot {
          delete_after_days_since_creation_greater_than = rule.value
        }

        version {
          delete_after_days_since_creation = rule.value
        }
      }
    }
  }

  dynamic "rule" {
    for_each = local.aging_containers

    content {
      name    = "age-${rule.key}"
      enabled = true

      filters {
        blob_types   = ["blockBlob"]
        prefix_match = ["${rule.key}/"]
      }

      actions {
        base_blob {
          tier_to_cool_after_days_since_modification_greater_than = rule.value.cool_after_days
          delete_after_days_since_modification_greater_than       = rule.value.expiration_days
        }
      }
    }
  }
}
