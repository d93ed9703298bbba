# Rules that a managed Prometheus evaluates: what is recorded, and the alerts that are sent by notices.

locals {
  recordings = { for name, group in var.groups : name => [for rule in group.rules : rule if rule.record != null] }
  alerts     = { for name, group in var.groups : name => [for rule in group.rules : rule if rule.alert != null] }
}

resource "tencentcloud_monitor_tmp_recording_rule" "this" {
  for_each = { for name, rules in local.recordings : name => rules if length(rules) > 0 }

  instance_id = var.instance_id
  name        = each.key
  rule_state  = 2 # it is evaluated

  group = yamlencode({
    name  = each.key
    rules = [for rule in each.value : { record = rule.record, expr = rule.expression, labels = rule.labels }]
  })
}

resource "tencentcloud_monitor_tmp_alert_group" "this" {
  for_each = { for name, rules in local.alerts : name => rules if length(rules) > 0 }

  instance_id     = var.instance_id
  group_name      = each.key
  amp_receivers   = var.groups[each.key].notice_ids
  repeat_interval = "${var.groups[each.key].repeated_after_minutes}m"

  custom_receiver {
    type = "amp" # by notices
  }

  dynamic "rules" {
    for_each = each.value

    content {
      rule_name   = rules.value.alert
      expr        = rules.value.expression
      duration    = "${rules.value.for_minutes}m"
      labels      = rules.value.labels
      annotations = rules.value.annotations
      state       = 2 # it is evaluated
    }
  }

  # They read what is recorded.
  depends_on = [tencentcloud_monitor_tmp_recording_rule.this]
}
