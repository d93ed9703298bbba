# A database on a PostgreSQL instance, and a user of its own, who owns it and nothing else: the password of the user is generated.

resource "random_password" "this" {
  length      = 32
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  # Allowed by PostgreSQL on Tencent Cloud, and safe in a connection URL.
  override_special = "_-"

  keepers = {
    version = var.password_version
  }
}

resource "tencentcloud_postgresql_account" "this" {
  db_instance_id = var.instance_id
  user_name      = var.user_name
  password       = random_password.this.result
  type           = "normal"
  remark         = var.remark
}

resource "tencentcloud_postgresql_database" "this" {
  db_instance_id = var.instance_id
  database_name  = var.database_name
  database_owner = tencentcloud_postgresql_account.this.user_name
  encoding       = "UTF8"
}
