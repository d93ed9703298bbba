output "ids" {
  description = "IDs of the policies by their name."
  value       = { for name, policy in tencentcloud_monitor_alarm_policy.this : name => policy.id }
}
