output "id" {
  description = "ID of the instance."
  value       = azurerm_managed_redis.this.id
}

output "host" {
  description = "Host name of the instance."
  value       = azurerm_managed_redis.this.hostname
}

output "port" {
  description = "Port of the instance, which speaks TLS."
  value       = azurerm_managed_redis.this.default_database[0].port
}

output "primary_access_key" {
  description = "Key that opens the database, where keys are allowed (access_keys_authentication_enabled)."
  value       = var.access_keys_authentication_enabled ? azurerm_managed_redis.this.default_database[0].primary_access_key : null
  sensitive   = true
}
