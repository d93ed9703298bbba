# An account of its own on a Redis instance, for one service: its password generated.

resource "random_password" "this" {
  length      = 30
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  # Allowed by Redis on Tencent Cloud, and safe in a connection URL.
  override_special = "_-"

  keepers = {
    version = var.password_version
  }
}

resource "tencentcloud_redis_account" "this" {
  instance_id      = var.instance_id
  account_name     = var.account_name
  account_password = random_password.this.result
  privilege        = var.read_only ? "r" : "rw"
  readonly_policy  = ["master"]
  remark           = var.remark
}
