mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_data_protection_backup_vault" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DataProtection/backupVaults/shop-prod" }
  }

  mock_resource "azurerm_data_protection_backup_policy_postgresql_flexible_server" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DataProtection/backupVaults/shop-prod/backupPolicies/postgresql" }
  }

  mock_resource "azurerm_data_protection_backup_policy_blob_storage" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DataProtection/backupVaults/shop-prod/backupPolicies/blob" }
  }

  mock_resource "azurerm_data_protection_backup_policy_kubernetes_cluster" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DataProtection/backupVaults/shop-prod/backupPolicies/kubernetes" }
  }
}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
}

run "safe_by_default" {
  command = plan

  assert {
    condition = (
      azurerm_data_protection_backup_vault.this.redundancy == "GeoRedundant"
      && azurerm_data_protection_backup_vault.this.soft_delete == "On"
      && azurerm_data_protection_backup_vault.this.retention_duration_in_days == 14
      && azurerm_data_protection_backup_vault.this.identity[0].type == "SystemAssigned"
    )
    error_message = "Backups must be in two regions, and come back when they are deleted."
  }

  assert {
    condition     = azurerm_data_protection_backup_vault.this.immutability == "Disabled"
    error_message = "Where people try things, backups can go."
  }
}

run "immutable_where_it_is_protected" {
  command = plan

  variables {
    protected_environment = true
  }

  assert {
    condition     = azurerm_data_protection_backup_vault.this.immutability == "Unlocked"
    error_message = "Nobody may delete backups before their time."
  }
}

run "everything" {
  command = plan

  variables {
    cross_region_restore_enabled  = true
    customer_managed_key          = { key_vault_key_id = "https://shop-prod.vault.azure.net/keys/backups", key_vault_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.KeyVault/vaults/shop-prod" }
    postgresql_policies           = { weekly = { weekday = "Friday", long_term_retention = { monthly = "P1Y", yearly = "P7Y" } } }
    postgresql_servers            = { orders = { server_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop", policy = "weekly" } }
    postgresql_resource_group_ids = { shop = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod" }
    blob_policies = {
      daily  = { vault = {} }
      weekly = { vault = { weekdays = ["Saturday", "Sunday"], time = "03:30" }, operational_retention = "P14D" }
      near   = { operational_retention = "P30D" }
    }
    storage_accounts = {
      files = { storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Storage/storageAccounts/stshop", policy = "daily", containers = ["photos"] }
    }
    kubernetes_policies = { often = { interval = "PT4H", long_term_retention = { daily = "P30D" } } }
    kubernetes = {
      snapshot_resource_group_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-snapshots"
      storage_account_id         = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-backup/providers/Microsoft.Storage/storageAccounts/stbackup"
      storage_blob_endpoint      = "https://stbackup.blob.core.windows.net/"
      storage_container_name     = "clusters"
      clusters = {
        main = {
          cluster_id                 = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ContainerService/managedClusters/shop"
          control_plane_principal_id = "00000000-0000-0000-0000-000000000001"
          policy                     = "often"
          excluded_namespaces        = ["kube-system"]
        }
      }
    }
  }

  assert {
    condition     = azurerm_role_assignment.encryption[0].role_definition_name == "Key Vault Crypto Service Encryption User" && endswith(azurerm_data_protection_backup_vault_customer_managed_key.this[0].key_vault_key_id, "/backups")
    error_message = "The vault must be able to use the key."
  }

  assert {
    condition     = azurerm_data_protection_backup_policy_postgresql_flexible_server.this["weekly"].backup_repeating_time_intervals == tolist(["R/2024-01-05T02:00:00+00:00/P1W"])
    error_message = "A server is backed up on the day that was said."
  }

  assert {
    condition = (
      azurerm_data_protection_backup_policy_blob_storage.this["daily"].backup_repeating_time_intervals == tolist(["R/2024-01-01T02:00:00+00:00/P1D"])
      && azurerm_data_protection_backup_policy_blob_storage.this["weekly"].backup_repeating_time_intervals == tolist(["R/2024-01-06T03:30:00+00:00/P1W", "R/2024-01-07T03:30:00+00:00/P1W"])
      && azurerm_data_protection_backup_policy_blob_storage.this["near"].vault_default_retention_duration == null
    )
    error_message = "Blobs are copied every day, on some days, or not at all."
  }

  assert {
    condition     = [for rule in azurerm_data_protection_backup_policy_postgresql_flexible_server.this["weekly"].retention_rule : "${rule.name} ${rule.priority}"] == ["monthly 20", "yearly 10"]
    error_message = "What is kept for longest comes first."
  }

  assert {
    condition = (
      azurerm_kubernetes_cluster_extension.backup["main"].configuration_settings["configuration.backupStorageLocation.config.useAAD"] == "true"
      && azurerm_kubernetes_cluster_extension.backup["main"].configuration_settings["configuration.backupStorageLocation.config.storageAccount"] == "stbackup"
      && azurerm_data_protection_backup_instance_kubernetes_cluster.this["main"].snapshot_resource_group_name == "rg-snapshots"
    )
    error_message = "A cluster must write to the container without a key."
  }

  assert {
    condition     = azurerm_role_assignment.postgresql["orders"].role_definition_name == "PostgreSQL Flexible Server Long Term Retention Backup Role" && length(azurerm_role_assignment.kubernetes) == 4
    error_message = "The vault must get its roles, and no others."
  }
}

run "refuses_a_policy_that_is_not_there" {
  command = plan

  variables {
    storage_accounts = { files = { storage_account_id = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/stshop", policy = "daily" } }
  }

  expect_failures = [var.storage_accounts]
}
