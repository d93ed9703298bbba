# Accounts beside those that own a database (the module postgresql-database), such as one that monitoring has: what they may do is granted in SQL.
resource "random_password" "account" {
  for_each = var.accounts

  length      = 32
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  # Allowed by PostgreSQL on Tencent Cloud, and safe in a connection URL.
  override_special = "_-"

  keepers = {
    version = each.value.password_version
  }
}

resource "tencentcloud_postgresql_account" "this" {
  for_each = var.accounts

  db_instance_id = tencentcloud_postgresql_instance.this.id
  user_name      = each.key
  password       = random_password.account[each.key].result
  type           = "normal"
  remark         = each.value.remark

  # The instance accepts one change at a time.
  depends_on = [
    tencentcloud_postgresql_parameters.this,
    tencentcloud_postgresql_time_window.this,
  ]
}
