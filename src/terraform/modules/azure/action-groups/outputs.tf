output "ids" {
  description = "IDs of the groups, by their names in groups, as rules for alerts take them."
  value       = { for name, group in azurerm_monitor_action_group.this : name => group.id }
}
