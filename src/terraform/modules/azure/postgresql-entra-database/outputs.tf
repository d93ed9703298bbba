output "id" {
  description = "ID of the database."
  value       = azurerm_postgresql_flexible_server_database.this.id
}

output "host" {
  description = "Host name of the server."
  value       = var.host
}

output "port" {
  description = "Port of the server."
  value       = var.port
}

output "name" {
  description = "Name of the database."
  value       = azurerm_postgresql_flexible_server_database.this.name
}

output "user" {
  description = "Name of the user, who logs in with a token of Microsoft Entra in the place of a password."
  value       = var.user_name
}
