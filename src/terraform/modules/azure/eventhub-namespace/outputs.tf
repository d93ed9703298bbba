output "id" {
  description = "ID of the namespace."
  value       = azurerm_eventhub_namespace.this.id
}

output "name" {
  description = "Name of the namespace, the first label of its host name."
  value       = azurerm_eventhub_namespace.this.name
}

output "private_endpoint_address" {
  description = "Address of the namespace inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}

output "hub_ids" {
  description = "IDs of the hubs by name, such as a role assignment takes for its scope."
  value       = { for name, hub in azurerm_eventhub.this : name => hub.id }
}

output "primary_connection_string" {
  description = "Connection string that opens the whole namespace, where keys are allowed (local_authentication_enabled)."
  value       = var.local_authentication_enabled ? azurerm_eventhub_namespace.this.default_primary_connection_string : null
  sensitive   = true
}
