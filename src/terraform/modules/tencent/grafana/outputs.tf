output "id" {
  description = "ID of the Grafana."
  value       = tencentcloud_monitor_grafana_instance.this.id
}

output "endpoint" {
  description = "Address at which people open it from the console."
  value       = tencentcloud_monitor_grafana_instance.this.root_url
}

output "admin_password" {
  description = "Password of the administrator, who is called admin; null without local_administrator_enabled."
  value       = one(random_password.admin[*].result)
  sensitive   = true
}
