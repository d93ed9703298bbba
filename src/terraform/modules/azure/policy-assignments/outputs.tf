output "assignment_ids" {
  description = "IDs of the assignments, by name."
  value       = local.assignment_ids
}

output "principal_ids" {
  description = "Object IDs of the identities of assignments by name, for roles elsewhere; null for those that have none."
  value       = local.principal_ids
}

output "definition_ids" {
  description = "IDs of one's own policies, by name."
  value       = { for name, definition in azurerm_policy_definition.this : name => definition.id }
}

output "set_ids" {
  description = "IDs of one's own sets of policies, by name."
  value       = { for name, set in azurerm_policy_set_definition.this : name => set.id }
}
