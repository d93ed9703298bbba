output "id" {
  description = "ID of the function app, such as event subscriptions take with the name of a function behind it: <id>/functions/<name>."
  value       = azurerm_linux_function_app.this.id
}

output "name" {
  description = "Name of the function app, which is deployed to by it."
  value       = azurerm_linux_function_app.this.name
}

output "host" {
  description = "Host name of the function app, which CNAME records of its domains point to."
  value       = azurerm_linux_function_app.this.default_hostname
}

output "domain_verification_id" {
  description = "What the TXT record asuid.<domain> has to say of each domain."
  value       = azurerm_linux_function_app.this.custom_domain_verification_id
  sensitive   = true
}

output "private_endpoint_address" {
  description = "Address of the function app inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}

output "outbound_addresses" {
  description = "Addresses that it may go out from, where it does not go through a network."
  value       = azurerm_linux_function_app.this.possible_outbound_ip_address_list
}

output "service_plan_id" {
  description = "ID of its plan."
  value       = azurerm_service_plan.this.id
}
