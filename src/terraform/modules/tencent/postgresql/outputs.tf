output "id" {
  description = "ID of the instance."
  value       = tencentcloud_postgresql_instance.this.id

  # Who makes a database or a user on it has to wait: with its settings for TLS the instance starts again, and it accepts one change at a time.
  depends_on = [
    tencentcloud_postgresql_instance_ssl_config.this,
    tencentcloud_postgresql_parameters.this,
    tencentcloud_postgresql_time_window.this,
  ]
}

output "uid" {
  description = "Number of the instance, by which Cloud Monitor knows it beside its ID."
  value       = tencentcloud_postgresql_instance.this.uid
}

output "host" {
  description = "Private address of the primary node."
  value       = tencentcloud_postgresql_instance.this.private_access_ip
}

output "port" {
  description = "Port of the primary node."
  value       = tencentcloud_postgresql_instance.this.private_access_port
}

output "ca_certificate_url" {
  description = "Address of the certificate that clients verify the server with (sslmode=verify-ca); null without TLS."
  value       = var.tls_enabled ? tencentcloud_postgresql_instance_ssl_config.this.ca_url : null
}

output "user" {
  description = "Name of the administrator."
  value       = tencentcloud_postgresql_instance.this.root_user
}

output "password" {
  description = "Generated password of the administrator."
  value       = random_password.root.result
  sensitive   = true
}

output "account_passwords" {
  description = "Generated password of each further account by its name."
  value       = { for name, account in tencentcloud_postgresql_account.this : name => account.password }
  sensitive   = true
}

output "read_host" {
  description = "Private address of the read replicas; null without any."
  value       = one(tencentcloud_postgresql_readonly_group.this[*].net_info_list[0].ip)
}

output "read_port" {
  description = "Port of the read replicas; null without any."
  value       = one(tencentcloud_postgresql_readonly_group.this[*].net_info_list[0].port)
}

output "security_group_id" {
  description = "ID of the security group of the instance."
  value       = tencentcloud_security_group.this.id
}
