output "host" {
  description = "Address of the instance."
  value       = var.host
}

output "port" {
  description = "Port of the instance."
  value       = var.port
}

output "name" {
  description = "Name of the database."
  value       = tencentcloud_postgresql_database.this.database_name
}

output "user" {
  description = "Name of the user who owns the database."
  value       = tencentcloud_postgresql_account.this.user_name
}

output "password" {
  description = "Generated password of the user."
  value       = random_password.this.result
  sensitive   = true

  # Nobody is told of a password that the user does not have yet.
  depends_on = [tencentcloud_postgresql_account.this]
}
