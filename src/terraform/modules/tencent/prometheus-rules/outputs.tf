output "alert_group_ids" {
  description = "IDs of the groups that have alerts, by their names in groups."
  value       = { for name, group in tencentcloud_monitor_tmp_alert_group.this : name => group.group_id }
}
