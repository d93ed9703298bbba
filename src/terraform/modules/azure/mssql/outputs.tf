output "id" {
  description = "ID of the server, such as a failover group of another one takes for its partner."
  value       = azurerm_mssql_server.this.id
}

output "name" {
  description = "Name of the server."
  value       = azurerm_mssql_server.this.name
}

output "host" {
  description = "Host name of the server."
  value       = azurerm_mssql_server.this.fully_qualified_domain_name
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
  value       = { for name, database in azurerm_mssql_database.this : name => database.id }
}

output "elastic_pool_ids" {
  description = "IDs of the elastic pools by name."
  value       = { for name, pool in azurerm_mssql_elasticpool.this : name => pool.id }
}

output "failover_group_name" {
  description = "Name of the failover group, with which host names begin that lead to whichever server is the first by now; null without one."
  value       = one(azurerm_mssql_failover_group.this[*].name)
}
