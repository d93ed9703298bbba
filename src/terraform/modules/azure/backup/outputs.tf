output "id" {
  description = "ID of the vault."
  value       = azurerm_data_protection_backup_vault.this.id
}

output "name" {
  description = "Name of the vault."
  value       = azurerm_data_protection_backup_vault.this.name
}

output "principal_id" {
  description = "Object ID of the identity of the vault, for roles on what it restores to."
  value       = azurerm_data_protection_backup_vault.this.identity[0].principal_id
}

output "instance_ids" {
  description = "IDs of what is backed up, by kind and name, such as postgresql/orders, blob/files and kubernetes/main."
  value = merge(
    { for name, instance in azurerm_data_protection_backup_instance_postgresql_flexible_server.this : "postgresql/${name}" => instance.id },
    { for name, instance in azurerm_data_protection_backup_instance_blob_storage.this : "blob/${name}" => instance.id },
    { for name, instance in azurerm_data_protection_backup_instance_kubernetes_cluster.this : "kubernetes/${name}" => instance.id },
  )
}
