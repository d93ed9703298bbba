# Accounts for what has no identity in the cloud, such as a cluster elsewhere that pulls. The jobs of CI log in with their own.
resource "random_password" "service_account" {
  for_each = var.service_accounts

  length           = 32
  min_lower        = 1
  min_upper        = 1
  min_numeric      = 1
  override_special = "_-"

  keepers = {
    version = each.value.password_version
  }
}

resource "tencentcloud_tcr_service_account" "this" {
  for_each = var.service_accounts

  registry_id = tencentcloud_tcr_instance.this.id
  name        = each.key
  description = each.value.description
  password    = random_password.service_account[each.key].result
  duration    = each.value.valid_days

  dynamic "permissions" {
    for_each = each.value.namespaces

    content {
      resource = tencentcloud_tcr_namespace.this[permissions.value].name
      actions  = each.value.push ? ["tcr:PushRepository", "tcr:PullRepository"] : ["tcr:PullRepository"]
    }
  }

  tags = var.tags
}
