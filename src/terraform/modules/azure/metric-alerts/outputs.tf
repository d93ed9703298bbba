output "metric_alert_ids" {
  description = "IDs of the alerts on metrics, by name."
  value       = { for name, alert in azurerm_monitor_metric_alert.this : name => alert.id }
}

output "log_alert_ids" {
  description = "IDs of the alerts on logs, by name."
  value       = { for name, alert in azurerm_monitor_scheduled_query_rules_alert_v2.this : name => alert.id }
}

output "activity_alert_ids" {
  description = "IDs of the alerts on what happens to resources, by name."
  value       = { for name, alert in azurerm_monitor_activity_log_alert.this : name => alert.id }
}
