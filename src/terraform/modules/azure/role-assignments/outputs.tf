output "ids" {
  description = "IDs of the role assignments by name."
  value       = { for name, assignment in azurerm_role_assignment.this : name => assignment.id }
}
