# Accounts beside those that have a database of their own (the module mysql-database), such as one that monitoring has.
resource "random_password" "account" {
  for_each = var.accounts

  length      = 32
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  # Allowed by MySQL on Tencent Cloud, and safe in a connection URL.
  override_special = "_-"

  keepers = {
    version = each.value.password_version
  }
}

resource "tencentcloud_mysql_account" "this" {
  for_each = var.accounts

  mysql_id             = tencentcloud_mysql_instance.this.id
  name                 = each.key
  host                 = each.value.host
  password             = random_password.account[each.key].result
  description          = coalesce(each.value.remark, each.key)
  max_user_connections = each.value.max_connections

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mysql_audit_service.this, tencentcloud_mysql_backup_encryption_status.this]
}

resource "tencentcloud_mysql_privilege" "this" {
  for_each = { for name, account in var.accounts : name => account if length(account.global_privileges) + length(account.database_privileges) > 0 }

  mysql_id     = tencentcloud_mysql_instance.this.id
  account_name = tencentcloud_mysql_account.this[each.key].name
  account_host = each.value.host
  global       = each.value.global_privileges

  dynamic "database" {
    for_each = each.value.database_privileges

    content {
      database_name = database.key
      privileges    = database.value
    }
  }
}
