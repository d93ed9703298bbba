output "id" {
  description = "ID of the account."
  value       = azurerm_storage_account.this.id
}

output "name" {
  description = "Name of the account."
  value       = azurerm_storage_account.this.name
}

output "blob_endpoint" {
  description = "Address of the blobs."
  value       = azurerm_storage_account.this.primary_blob_endpoint
}

output "dfs_endpoint" {
  description = "Address of the files of a hierarchical namespace."
  value       = azurerm_storage_account.this.primary_dfs_endpoint
}

output "private_endpoint_addresses" {
  description = "Addresses of the account inside of the network, by the services that have a private endpoint (blob, dfs, file, queue, table, web)."
  value       = { for service, endpoint in azurerm_private_endpoint.this : service => endpoint.private_service_connection[0].private_ip_address }
}

output "container_ids" {
  description = "IDs of the containers by name, such as a role assignment takes for its scope."
  value       = { for name, container in azurerm_storage_container.this : name => container.id }
}

output "primary_access_key" {
  description = "Key that opens the whole account, where keys are allowed (shared_access_key_enabled)."
  value       = var.shared_access_key_enabled ? azurerm_storage_account.this.primary_access_key : null
  sensitive   = true
}
