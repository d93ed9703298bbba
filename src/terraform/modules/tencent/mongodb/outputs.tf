output "id" {
  description = "ID of the instance."
  value       = tencentcloud_mongodb_instance.this.id

  # Who makes something on it has to wait: the instance accepts one change at a time.
  depends_on = [
    tencentcloud_mongodb_instance_account.this,
    tencentcloud_mongodb_instance_backup_rule.this,
    tencentcloud_mongodb_instance_params.this,
  ]
}

output "host" {
  description = "Private address of the instance."
  value       = tencentcloud_mongodb_instance.this.vip
}

output "port" {
  description = "Port of the instance."
  value       = tencentcloud_mongodb_instance.this.vport
}

output "tls_enabled" {
  description = "Whether clients connect over TLS."
  value       = tencentcloud_mongodb_instance_ssl.this.enable
}

output "ca_certificate_url" {
  description = "Address of the certificate that clients verify the server with; null without TLS."
  value       = var.tls_enabled ? tencentcloud_mongodb_instance_ssl.this.cert_url : null
}

output "user" {
  description = "Name of the administrator."
  value       = "mongouser"
}

output "password" {
  description = "Generated password of the administrator."
  value       = random_password.administrator.result
  sensitive   = true
}

output "account_passwords" {
  description = "Generated password of each further account by its name."
  value       = { for name, password in random_password.account : name => password.result }
  sensitive   = true
}

output "security_group_id" {
  description = "ID of the security group of the instance."
  value       = tencentcloud_security_group.this.id
}
