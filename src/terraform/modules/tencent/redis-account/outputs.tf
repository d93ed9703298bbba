output "host" {
  description = "Address of the instance."
  value       = var.host
}

output "port" {
  description = "Port of the instance."
  value       = var.port
}

output "user" {
  description = "Name of the account."
  value       = tencentcloud_redis_account.this.account_name
}

output "password" {
  description = "What a client gives as its password, without a user name: <account>@<generated password>, as the service asks for it."
  value       = "${tencentcloud_redis_account.this.account_name}@${random_password.this.result}"
  sensitive   = true
}
