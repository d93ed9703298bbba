output "id" {
  description = "ID of the identity, as resources take it."
  value       = azurerm_user_assigned_identity.this.id
}

output "name" {
  description = "Name of the identity."
  value       = azurerm_user_assigned_identity.this.name
}

output "client_id" {
  description = "ID with which an application logs in as the identity: the annotation azure.workload.identity/client-id of its service account."
  value       = azurerm_user_assigned_identity.this.client_id
}

output "principal_id" {
  description = "Object ID of the identity, for role assignments."
  value       = azurerm_user_assigned_identity.this.principal_id
}

output "tenant_id" {
  description = "ID of the tenant of the identity."
  value       = azurerm_user_assigned_identity.this.tenant_id
}
