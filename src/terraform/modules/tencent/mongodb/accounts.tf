locals {
  access_masks = { read = 1, write = 2, read_write = 3 }
}

resource "random_password" "account" {
  for_each = var.accounts

  length      = 30
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  # Allowed by MongoDB on Tencent Cloud, and safe in a connection URL.
  override_special = "_"

  keepers = {
    version = each.value.password_version
  }
}

resource "tencentcloud_mongodb_instance_account" "this" {
  for_each = var.accounts

  instance_id         = tencentcloud_mongodb_instance.this.id
  user_name           = each.key
  password            = random_password.account[each.key].result
  mongo_user_password = random_password.administrator.result
  user_desc           = each.value.remark

  dynamic "auth_role" {
    for_each = each.value.access

    content {
      namespace = auth_role.key
      mask      = local.access_masks[auth_role.value]
    }
  }

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mongodb_instance_backup_rule.this, tencentcloud_mongodb_instance_params.this]
}
