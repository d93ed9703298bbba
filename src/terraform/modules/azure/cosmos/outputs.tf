output "id" {
  description = "ID of the account."
  value       = azurerm_cosmosdb_account.this.id
}

output "name" {
  description = "Name of the account."
  value       = azurerm_cosmosdb_account.this.name
}

output "endpoint" {
  description = "Address that clients connect to."
  value       = azurerm_cosmosdb_account.this.endpoint
}

output "primary_key" {
  description = "Key that opens the whole account, where keys are allowed (local_authentication_enabled)."
  value       = var.local_authentication_enabled ? azurerm_cosmosdb_account.this.primary_key : null
  sensitive   = true
}
