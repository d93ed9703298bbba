output "id" {
  description = "ID of the instance."
  value       = tencentcloud_mysql_instance.this.id

  # Who makes a database or a user on it has to wait: with its settings for TLS the instance starts again, and it accepts one change at a time.
  depends_on = [
    tencentcloud_mysql_audit_service.this,
    tencentcloud_mysql_backup_encryption_status.this,
    tencentcloud_mysql_time_window.this,
  ]
}

output "host" {
  description = "Private address of the primary node."
  value       = tencentcloud_mysql_instance.this.intranet_ip
}

output "port" {
  description = "Port of the primary node."
  value       = tencentcloud_mysql_instance.this.intranet_port
}

output "ca_certificate_url" {
  description = "Address of the certificate that clients verify the server with (ssl-mode=VERIFY_CA); null without TLS."
  value       = var.tls_enabled ? tencentcloud_mysql_ssl.this.url : null
}

output "user" {
  description = "Name of the administrator."
  value       = "root"
}

output "password" {
  description = "Generated password of the administrator."
  value       = random_password.root.result
  sensitive   = true
}

output "account_passwords" {
  description = "Generated password of each further account by its name."
  value       = { for name, account in tencentcloud_mysql_account.this : name => account.password }
  sensitive   = true
}

output "read_hosts" {
  description = "Private address of each read replica by its name."
  value       = { for name, replica in tencentcloud_mysql_readonly_instance.this : name => replica.intranet_ip }
}

output "read_replica_ids" {
  description = "ID of each read replica by its name."
  value       = { for name, replica in tencentcloud_mysql_readonly_instance.this : name => replica.id }
}

output "security_group_id" {
  description = "ID of the security group of the instance."
  value       = tencentcloud_security_group.this.id
}
