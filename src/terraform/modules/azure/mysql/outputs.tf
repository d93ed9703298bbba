output "id" {
  description = "ID of the server."
  value       = azurerm_mysql_flexible_server.this.id
}

output "name" {
  description = "Name of the server."
  value       = azurerm_mysql_flexible_server.this.name
}

output "host" {
  description = "Host name of the server."
  value       = azurerm_mysql_flexible_server.this.fqdn
}

output "port" {
  description = "Port of the server."
  value       = local.port
}

output "private_endpoint_address" {
  description = "Address of the server inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}

output "database_ids" {
  description = "IDs of the databases by name."
  value       = { for name in keys(var.databases) : name => try(azurerm_mysql_flexible_database.this[name].id, "${azurerm_mysql_flexible_server.this.id}/databases/${name}") }
}

output "administrator_secret_id" {
  description = "Versionless ID of the Key Vault secret that holds the password of the local administrator; null when there is none."
  value       = one(azurerm_key_vault_secret.administrator[*].versionless_id)
}

output "replica_ids" {
  description = "IDs of the replicas by name."
  value       = { for name, replica in azurerm_mysql_flexible_server.replica : name => replica.id }
}

output "replica_hosts" {
  description = "Host names of the replicas by name."
  value       = { for name, replica in azurerm_mysql_flexible_server.replica : name => replica.fqdn }
}
