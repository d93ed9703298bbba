output "id" {
  description = "ID of the registry, for role assignments: AcrPull and AcrPush."
  value       = azurerm_container_registry.this.id
}

output "name" {
  description = "Name of the registry."
  value       = azurerm_container_registry.this.name
}

output "login_server" {
  description = "Host of the registry, as the names of images begin with it."
  value       = azurerm_container_registry.this.login_server
}
