output "ids" {
  description = "IDs of the notices, by their names in notices, as rules and alarm policies take them."
  value       = { for name, notice in tencentcloud_monitor_alarm_notice.this : name => notice.id }
}
