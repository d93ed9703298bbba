output "id" {
  description = "ID of the instance."
  value       = tencentcloud_redis_instance.this.id

  # Who makes an account on it has to wait: the instance accepts one change at a time.
  depends_on = [
    tencentcloud_redis_maintenance_window.this,
    tencentcloud_redis_param.this,
    tencentcloud_redis_ssl.this,
  ]
}

output "host" {
  description = "Private address of the instance."
  value       = tencentcloud_redis_instance.this.ip
}

output "port" {
  description = "Port of the instance."
  value       = tencentcloud_redis_instance.this.port
}

output "tls_enabled" {
  description = "Whether clients can connect over TLS."
  value       = tencentcloud_redis_ssl.this.ssl_config == "enabled"
}

output "password" {
  description = "Generated password of the default user."
  value       = random_password.default.result
  sensitive   = true
}

output "security_group_id" {
  description = "ID of the security group of the instance."
  value       = tencentcloud_security_group.this.id
}
