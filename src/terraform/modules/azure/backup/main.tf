# A backup vault for PostgreSQL flexible servers, blobs and AKS clusters, whose backups outlive the resource and whoever deletes it: kept in another region, and not to be deleted before their time.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_data_protection_backup_vault.this.id
  diagnosed_id = local.resource_id

  principal_id = azurerm_data_protection_backup_vault.this.identity[0].principal_id
  immutability = coalesce(var.immutability, var.protected_environment ? "Unlocked" : "Disabled")
}

resource "azurerm_data_protection_backup_vault" "this" {
  name                         = var.name
  location                     = var.location
  resource_group_name          = var.resource_group_name
  datastore_type               = "VaultStore"
  redundancy                   = var.redundancy
  cross_region_restore_enabled = var.cross_region_restore_enabled ? true : null
  soft_delete                  = var.soft_delete_always_on ? "AlwaysOn" : "On"
  retention_duration_in_days   = var.soft_delete_retention_days
  immutability                 = local.immutability
  tags                         = var.tags

  identity {
    type = "SystemAssigned"
  }
}
