# A database on a MySQL instance, and a user of its own, who may do everything in it and nothing else: the password of the user is generated.

resource "random_password" "this" {
  length      = 32
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  # Allowed by MySQL on Tencent Cloud, and safe in a connection URL.
  override_special = "_-"

  keepers = {
    version = var.password_version
  }
}

resource "tencentcloud_mysql_database" "this" {
  instance_id        = var.instance_id
  db_name            = var.database_name
  character_set_name = "utf8mb4"
}

resource "tencentcloud_mysql_account" "this" {
  mysql_id    = var.instance_id
  name        = var.user_name
  host        = var.user_host
  password    = random_password.this.result
  description = coalesce(var.remark, var.database_name)

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mysql_database.this]
}

# All that can be granted of a database.
resource "tencentcloud_mysql_privilege" "this" {
  mysql_id     = var.instance_id
  account_name = tencentcloud_mysql_account.this.name
  account_host = var.user_host
  global       = []

  database {
    database_name = tencentcloud_mysql_database.this.db_name
    privileges = [
      "ALTER",
      "ALTER ROUTINE",
      "CREATE",
      "CREATE ROUTINE",
      "CREATE TEMPORARY TABLES",
      "CREATE VIEW",
      "DELETE",
      "DROP",
      "EVENT",
      "EXECUTE",
      "INDEX",
      "INSERT",
      "LOCK TABLES",
      "REFERENCES",
      "SELECT",
      "SHOW VIEW",
      "TRIGGER",
      "UPDATE",
    ]
  }
}
