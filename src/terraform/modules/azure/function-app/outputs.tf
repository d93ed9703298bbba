output "id" {
  description = "ID of the function app, such as event subscriptions take with the name of a function behind it: <id>/functions/<name>."
  value       = azurerm_function_app_flex_consumption.this.id
}

output "name" {
  description = "Name of the function app, which is deployed to by it."
  value       = azurerm_function_app_flex_consumption.this.name
}

output "host" {
  description = "Host name of the function app."
  value       = azurerm_function_app_flex_consumption.this.default_hostname
}

output "private_endpoint_address" {
  description = "Address of the function app inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}

output "principal_id" {
  description = "Object ID of the identity of its own, which reads the secrets of secret_settings: Key Vault Secrets User on their vault."
  value       = azurerm_function_app_flex_consumption.this.identity[0].principal_id
}

output "outbound_addresses" {
  description = "Addresses that it may go out from, where it does not go through a network."
  value       = azurerm_function_app_flex_consumption.this.possible_outbound_ip_address_list
}

output "service_plan_id" {
  description = "ID of its plan."
  value       = azurerm_service_plan.this.id
}
