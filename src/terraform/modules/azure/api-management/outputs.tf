output "id" {
  description = "ID of the service."
  value       = azurerm_api_management.this.id
}

output "name" {
  description = "Name of the service."
  value       = azurerm_api_management.this.name
}

output "gateway_url" {
  description = "Where APIs are called, by the name that Azure gave."
  value       = azurerm_api_management.this.gateway_url
}

output "public_ip_addresses" {
  description = "Addresses from which the gateway calls what is behind it; empty for tiers that share theirs."
  value       = azurerm_api_management.this.public_ip_addresses
}

output "private_ip_addresses" {
  description = "Addresses of a gateway that is inside of a network."
  value       = azurerm_api_management.this.private_ip_addresses
}

output "principal_id" {
  description = "Object ID of the identity of the service, for roles on what it calls and reads."
  value       = azurerm_api_management.this.identity[0].principal_id
}

output "api_ids" {
  description = "IDs of the APIs, by name."
  value       = { for name, api in azurerm_api_management_api.this : name => api.id }
}

output "private_endpoint_address" {
  description = "Address of the gateway inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}
