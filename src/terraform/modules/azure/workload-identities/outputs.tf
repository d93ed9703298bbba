output "client_ids" {
  description = "ID with which the pods of each workload log in, by its name: the annotation azure.workload.identity/client-id of its service account."
  value       = { for name, identity in azurerm_user_assigned_identity.this : name => identity.client_id }
}

output "principal_ids" {
  description = "Object ID of the identity of each workload, by its name, for roles beyond those that were granted."
  value       = { for name, identity in azurerm_user_assigned_identity.this : name => identity.principal_id }
}
