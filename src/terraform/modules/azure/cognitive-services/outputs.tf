output "id" {
  description = "ID of the account."
  value       = azurerm_cognitive_account.this.id
}

output "name" {
  description = "Name of the account."
  value       = azurerm_cognitive_account.this.name
}

output "endpoint" {
  description = "Address that clients connect to."
  value       = azurerm_cognitive_account.this.endpoint
}

output "principal_id" {
  description = "Object ID of the account's own identity."
  value       = azurerm_cognitive_account.this.identity[0].principal_id
}

output "deployment_ids" {
  description = "IDs of the model deployments by name."
  value       = { for name, deployment in azurerm_cognitive_deployment.this : name => deployment.id }
}

output "primary_access_key" {
  description = "Key that opens the account, where keys are allowed (local_auth_enabled)."
  value       = var.local_auth_enabled ? azurerm_cognitive_account.this.primary_access_key : null
  sensitive   = true
}
