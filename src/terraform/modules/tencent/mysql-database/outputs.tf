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
  value       = tencentcloud_mysql_database.this.db_name
}

output "user" {
  description = "Name of the user of the database."
  value       = tencentcloud_mysql_account.this.name
}

output "password" {
  description = "Generated password of the user."
  value       = random_password.this.result
  sensitive   = true

  # Nobody is told of a password that the user does not have yet, or of a user who may do nothing yet.
  depends_on = [tencentcloud_mysql_account.this, tencentcloud_mysql_privilege.this]
}
