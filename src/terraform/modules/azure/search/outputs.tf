output "id" {
  description = "ID of the service."
  value       = azurerm_search_service.this.id
}

output "name" {
  description = "Name of the service."
  value       = azurerm_search_service.this.name
}

output "endpoint" {
  description = "Address that clients connect to."
  value       = azurerm_search_service.this.endpoint
}

output "private_endpoint_address" {
  description = "Address of the service inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}

output "principal_id" {
  description = "Object ID of the service's own identity, which is given roles on what it indexes, such as Storage Blob Data Reader."
  value       = azurerm_search_service.this.identity[0].principal_id
}

output "shared_private_link_states" {
  description = "Whether somebody has approved each of the private links by now, by name: Pending, Approved, Rejected or Disconnected."
  value       = { for name, link in azurerm_search_shared_private_link_service.this : name => link.status }
}

output "primary_access_key" {
  description = "Key that opens the service, where keys are allowed (local_authentication_enabled)."
  value       = var.local_authentication_enabled ? azurerm_search_service.this.primary_key : null
  sensitive   = true
}
