# Who is told of alarms: notices with groups of CAM users and webhooks, which rules and alarm policies name.

locals {
  # The service knows no latest version of a secret.
  webhook_values = {
    for name, secret in data.tencentcloud_ssm_secret_versions.webhook : name => [
      for version in secret.secret_version_list : version.secret_string
      if version.version_id == reverse(sort(secret.secret_version_list[*].version_id))[0]
    ][0]
  }
}

# An address by which anybody may write is a secret. The service needs it as text, so that the state holds it, too.
data "tencentcloud_ssm_secret_versions" "webhook" {
  for_each = var.webhook_secret_names

  secret_name = each.value
}

resource "tencentcloud_monitor_alarm_notice" "this" {
  for_each = var.notices

  name            = "${var.name}-${each.key}"
  notice_type     = "ALL" # also when it is over
  notice_language = var.language

  dynamic "user_notices" {
    for_each = each.value.user_groups

    content {
      receiver_type = "GROUP"
      group_ids     = user_notices.value.ids
      notice_way    = user_notices.value.channels
      start_time    = 0
      end_time      = 86399
      weekday       = [1, 2, 3, 4, 5, 6, 7]
    }
  }

  dynamic "url_notices" {
    for_each = each.value.webhooks

    content {
      url = (
        url_notices.value.key == null
        ? local.webhook_values[url_notices.value.secret_name]
        : jsondecode(local.webhook_values[url_notices.value.secret_name])[url_notices.value.key]
      )
      start_time = 0
      end_time   = 86399
      weekday    = [1, 2, 3, 4, 5, 6, 7]
    }
  }
}
