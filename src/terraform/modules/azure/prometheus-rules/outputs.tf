output "ids" {
  description = "IDs of the groups, by their names in groups."
  value       = { for name, group in azurerm_monitor_alert_prometheus_rule_group.this : name => group.id }
}
