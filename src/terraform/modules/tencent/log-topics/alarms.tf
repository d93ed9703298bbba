# What in the logs somebody is told of, by notices of Cloud Monitor (the module alarm-notices).

locals {
  # The service knows levels by their numbers.
  alarm_levels = ["warning", "info", "critical"]
}

resource "tencentcloud_cls_alarm" "this" {
  for_each = var.alarms

  name             = "${var.name}-${each.key}"
  condition        = each.value.condition
  alarm_level      = index(local.alarm_levels, each.value.level)
  trigger_count    = each.value.periods
  alarm_period     = each.value.repeated_after_minutes
  message_template = each.value.message
  status           = each.value.enabled

  dynamic "alarm_targets" {
    for_each = each.value.queries

    content {
      logset_id         = tencentcloud_cls_logset.this.id
      topic_id          = tencentcloud_cls_topic.this[alarm_targets.value.topic].id
      query             = alarm_targets.value.query
      number            = alarm_targets.key + 1
      start_time_offset = -alarm_targets.value.minutes
      end_time_offset   = 0
      syntax_rule       = 1 # CQL
    }
  }

  monitor_time {
    type = "Period"
    time = each.value.period_minutes
  }

  monitor_notice {
    dynamic "notices" {
      for_each = each.value.notice_ids

      content {
        notice_id    = notices.value
        alarm_levels = [index(local.alarm_levels, each.value.level)]
      }
    }
  }

  tags = var.tags

  # A query searches what is indexed.
  depends_on = [tencentcloud_cls_index.this]
}
