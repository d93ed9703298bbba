output "database_ids" {
  description = "IDs of the databases by name."
  value       = { for name, database in azurerm_cosmosdb_sql_database.this : name => database.id }
}

output "container_ids" {
  description = "IDs of the containers by <database>/<container>."
  value       = { for name, container in azurerm_cosmosdb_sql_container.this : name => container.id }
}
