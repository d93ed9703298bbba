locals {
  clusters = var.kubernetes == null ? {} : var.kubernetes.clusters

  # What the vault may do: take snapshots of disks, and move what is in them and in the storage account to itself.
  vault_roles = var.kubernetes == null ? {} : {
    snapshot-reader      = { scope = var.kubernetes.snapshot_resource_group_id, role = "Reader" }
    snapshot-contributor = { scope = var.kubernetes.snapshot_resource_group_id, role = "Disk Snapshot Contributor" }
    snapshot-data        = { scope = var.kubernetes.snapshot_resource_group_id, role = "Data Operator for Managed Disks" }
    storage              = { scope = var.kubernetes.storage_account_id, role = "Storage Blob Data Contributor" }
  }
}

resource "azurerm_data_protection_backup_policy_kubernetes_cluster" "this" {
  for_each = var.kubernetes_policies

  name                            = "${var.name}-kubernetes-${each.key}-${substr(sha256(jsonencode(each.value)), 0, 6)}"
  resource_group_name             = var.resource_group_name
  vault_name                      = azurerm_data_protection_backup_vault.this.name
  backup_repeating_time_intervals = local.schedules["kubernetes/${each.key}"]
  time_zone                       = each.value.time_zone

  default_retention_rule {
    life_cycle {
      data_store_type = "OperationalStore"
      duration        = each.value.retention
    }
  }

  dynamic "retention_rule" {
    for_each = { for every, retention in each.value.long_term_retention : every => retention if retention != null }

    content {
      name     = retention_rule.key
      priority = local.kept_backups[retention_rule.key].priority

      life_cycle {
        data_store_type = "OperationalStore"
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

# What takes backups inside of the cluster, with an identity of its own: it writes objects of Kubernetes to the container, without the key of the account.
resource "azurerm_kubernetes_cluster_extension" "backup" {
  for_each = local.clusters

  name              = "azure-aks-backup"
  cluster_id        = each.value.cluster_id
  extension_type    = "microsoft.dataprotection.kubernetes"
  release_train     = "stable"
  release_namespace = "dataprotection-microsoft"

  configuration_settings = {
    "configuration.backupStorageLocation.bucket"                   = var.kubernetes.storage_container_name
    "configuration.backupStorageLocation.config.resourceGroup"     = split("/", var.kubernetes.storage_account_id)[4]
    "configuration.backupStorageLocation.config.storageAccount"    = split("/", var.kubernetes.storage_account_id)[8]
    "configuration.backupStorageLocation.config.storageAccountURI" = var.kubernetes.storage_blob_endpoint
    "configuration.backupStorageLocation.config.subscriptionId"    = split("/", var.kubernetes.storage_account_id)[2]
    "configuration.backupStorageLocation.config.useAAD"            = "true"
    "credentials.tenantId"                                         = var.tenant_id
  }
}

resource "azurerm_role_assignment" "extension" {
  for_each = local.clusters

  scope                = var.kubernetes.storage_account_id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_kubernetes_cluster_extension.backup[each.key].aks_assigned_identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

# The cluster itself makes disks of snapshots, and snapshots of disks.
resource "azurerm_role_assignment" "cluster_snapshots" {
  for_each = local.clusters

  scope                = var.kubernetes.snapshot_resource_group_id
  role_definition_name = "Contributor"
  principal_id         = each.value.control_plane_principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "clusters" {
  for_each = local.clusters

  scope                = each.value.cluster_id
  role_definition_name = "Reader"
  principal_id         = local.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "kubernetes" {
  for_each = local.vault_roles

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = local.principal_id
  principal_type       = "ServicePrincipal"
}

# The vault reaches the API server, however private.
resource "azurerm_kubernetes_cluster_trusted_access_role_binding" "backup" {
  for_each = local.clusters

  name                  = "backup"
  kubernetes_cluster_id = each.value.cluster_id
  roles                 = ["Microsoft.DataProtection/backupVaults/backup-operator"]
  source_resource_id    = azurerm_data_protection_backup_vault.this.id
}

resource "azurerm_data_protection_backup_instance_kubernetes_cluster" "this" {
  for_each = local.clusters

  name                         = each.key
  location                     = var.location
  vault_id                     = azurerm_data_protection_backup_vault.this.id
  kubernetes_cluster_id        = each.value.cluster_id
  snapshot_resource_group_name = split("/", var.kubernetes.snapshot_resource_group_id)[4]
  backup_policy_id             = azurerm_data_protection_backup_policy_kubernetes_cluster.this[each.value.policy].id

  backup_datasource_parameters {
    included_namespaces              = each.value.included_namespaces
    excluded_namespaces              = each.value.excluded_namespaces
    included_resource_types          = each.value.included_resource_types
    excluded_resource_types          = each.value.excluded_resource_types
    label_selectors                  = each.value.label_selectors
    cluster_scoped_resources_enabled = each.value.cluster_scoped_resources
    volume_snapshot_enabled          = each.value.volume_snapshots
  }

  depends_on = [
    azurerm_data_protection_backup_vault_customer_managed_key.this,
    azurerm_kubernetes_cluster_trusted_access_role_binding.backup,
    azurerm_role_assignment.cluster_snapshots,
    azurerm_role_assignment.clusters,
    azurerm_role_assignment.extension,
    azurerm_role_assignment.kubernetes,
  ]
}
