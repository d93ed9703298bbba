output "id" {
  description = "ID of the app."
  value       = azurerm_static_web_app.this.id
}

output "name" {
  description = "Name of the app."
  value       = azurerm_static_web_app.this.name
}

output "host" {
  description = "Host name that Azure gave the app, which the CNAME records of its domains point to."
  value       = azurerm_static_web_app.this.default_host_name
}

output "private_endpoint_address" {
  description = "Address of the app inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}

output "principal_id" {
  description = "Object ID of the app's own identity, which reads the secrets of secret_settings: Key Vault Secrets User on their vault; null where it is free."
  value       = var.sku_name == "Free" ? null : azurerm_static_web_app.this.identity[0].principal_id
}

output "domain_validations" {
  description = "What a TXT record _dnsauth.<domain> has to say of each domain that is believed by one, by name, until Azure believes it."
  value       = { for name, domain in azurerm_static_web_app_custom_domain.this : name => domain.validation_token if var.domains[name].validation == "txt" }
  sensitive   = true
}

output "deployment_token" {
  description = "Token by which anybody deploys to the app, such as a pipeline does."
  value       = azurerm_static_web_app.this.api_key
  sensitive   = true
}
