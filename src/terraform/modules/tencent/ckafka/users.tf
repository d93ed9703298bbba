resource "random_password" "user" {
  for_each = var.users

  length      = 32
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  # Allowed by CKafka, and safe in a connection URL.
  override_special = "_-"

  keepers = {
    version = each.value.password_version
  }
}

resource "tencentcloud_ckafka_user" "this" {
  for_each = var.users

  instance_id  = tencentcloud_ckafka_instance.this.id
  account_name = each.key
  password     = random_password.user[each.key].result
}

resource "tencentcloud_ckafka_acl" "topic" {
  for_each = local.topic_grants

  instance_id     = tencentcloud_ckafka_instance.this.id
  resource_type   = "TOPIC"
  resource_name   = tencentcloud_ckafka_topic.this[each.value.topic].topic_name
  operation_type  = each.value.operation
  permission_type = "ALLOW"
  principal       = tencentcloud_ckafka_user.this[each.value.user].account_name
  host            = "*"
}

# Of topics by what their names begin with, those to come among them.
resource "tencentcloud_ckafka_acl_rule" "prefix" {
  for_each = var.prefix_rules

  instance_id   = tencentcloud_ckafka_instance.this.id
  rule_name     = each.key
  resource_type = "Topic"
  pattern_type  = "PREFIXED"
  pattern       = each.value.prefix
  is_applied    = 1

  dynamic "rule_list" {
    for_each = concat(
      [for user in each.value.readers : { user = user, operation = "Read" }],
      [for user in each.value.writers : { user = user, operation = "Write" }],
    )

    content {
      operation       = rule_list.value.operation
      permission_type = "Allow"
      principal       = "User:${tencentcloud_ckafka_user.this[rule_list.value.user].account_name}"
      host            = "*"
    }
  }
}
