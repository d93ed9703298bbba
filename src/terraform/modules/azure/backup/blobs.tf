resource "azurerm_data_protection_backup_policy_blob_storage" "this" {
  for_each = var.blob_policies

  name                                   = "${var.name}-blob-${each.key}-${substr(sha256(jsonencode(each.value)), 0, 6)}"
  vault_id                               = azurerm_data_protection_backup_vault.this.id
  operational_default_retention_duration = each.value.operational_retention
  vault_default_retention_duration       = each.value.vault == null ? null : each.value.vault.retention
  backup_repeating_time_intervals        = each.value.vault == null ? null : local.schedules["blob/${each.key}"]
  time_zone                              = each.value.vault == null ? null : each.value.vault.time_zone

  dynamic "retention_rule" {
    for_each = { for every, retention in try(each.value.vault.long_term_retention, {}) : every => retention if retention != null }

    content {
      name     = retention_rule.key
      priority = local.kept_backups[retention_rule.key].priority

      life_cycle {
        data_store_type = "VaultStore"
        duration        = retention_rule.value
      }

      criteria {
        absolute_criteria = local.kept_backups[retention_rule.key].criterion
      }
    }
  }

  # All of a policy can only be made anew: the new one is there, and in use, before the old one goes.
  lifecycle {
    create_before_destroy = true
  }
}

resource "azurerm_role_assignment" "blobs" {
  for_each = var.storage_accounts

  scope                = each.value.storage_account_id
  role_definition_name = "Storage Account Backup Contributor"
  principal_id         = local.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_data_protection_backup_instance_blob_storage" "this" {
  for_each = var.storage_accounts

  name                            = each.key
  location                        = coalesce(each.value.location, var.location)
  vault_id                        = azurerm_data_protection_backup_vault.this.id
  storage_account_id              = each.value.storage_account_id
  storage_account_container_names = each.value.containers
  backup_policy_id                = azurerm_data_protection_backup_policy_blob_storage.this[each.value.policy].id

  depends_on = [azurerm_data_protection_backup_vault_customer_managed_key.this, azurerm_role_assignment.blobs]
}
