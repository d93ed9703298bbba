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

output "private_endpoint_address" {
  description = "Address of the instance inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}

output "primary_access_key" {
  description = "Key that opens the database, where keys are allowed (access_keys_authentication_enabled)."
  value       = var.access_keys_authentication_enabled ? azurerm_managed_redis.this.default_database[0].primary_access_key : null
  sensitive   = true
}
