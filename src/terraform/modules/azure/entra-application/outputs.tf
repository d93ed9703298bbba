output "application_id" {
  description = "ID of the application, as resources of Entra take it."
  value       = azuread_application.this.id
}

output "client_id" {
  description = "Client ID of the application, by which services and people log in to it."
  value       = azuread_application.this.client_id
}

output "principal_id" {
  description = "Object ID of its service principal, for roles of Azure."
  value       = azuread_service_principal.this.object_id
}

output "identifier_uri" {
  description = "What callers ask a token for: api:// and the client ID; null where it has neither scopes nor roles."
  value       = one(azuread_application_identifier_uri.this[*].identifier_uri)
}

output "role_ids" {
  description = "IDs of the roles, by name."
  value       = local.role_ids
}

output "scope_ids" {
  description = "IDs of the scopes, by name, as other applications ask for them."
  value       = local.scope_ids
}
