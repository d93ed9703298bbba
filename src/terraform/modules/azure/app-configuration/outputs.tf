output "id" {
  description = "ID of the store."
  value       = azurerm_app_configuration.this.id
}

output "name" {
  description = "Name of the store."
  value       = azurerm_app_configuration.this.name
}

output "endpoint" {
  description = "Address that clients connect to."
  value       = azurerm_app_configuration.this.endpoint
}

output "primary_read_connection_string" {
  description = "Connection string that reads the whole store, where keys are allowed (local_auth_enabled)."
  value       = var.local_auth_enabled ? azurerm_app_configuration.this.primary_read_key[0].connection_string : null
  sensitive   = true
}
