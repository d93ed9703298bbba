resource "azurerm_monitor_scheduled_query_rules_alert_v2" "this" {
  for_each = var.log_alerts

  name                              = "${var.name}-${each.key}"
  location                          = var.location
  resource_group_name               = var.resource_group_name
  scopes                            = [each.value.scope]
  target_resource_types             = each.value.target_resource_types
  description                       = each.value.description
  severity                          = each.value.severity
  enabled                           = each.value.enabled
  evaluation_frequency              = local.durations[each.value.frequency_minutes]
  window_duration                   = local.durations[each.value.window_minutes]
  query_time_range_override         = each.value.query_range_minutes == null ? null : local.durations[each.value.query_range_minutes]
  mute_actions_after_alert_duration = each.value.mute_minutes == null ? null : local.durations[each.value.mute_minutes]
  auto_mitigation_enabled           = each.value.mute_minutes == null
  skip_query_validation             = each.value.skip_query_validation
  tags                              = var.tags

  criteria {
    query                   = each.value.query
    time_aggregation_method = each.value.aggregation
    metric_measure_column   = each.value.measure_column
    resource_id_column      = each.value.resource_id_column
    operator                = each.value.operator
    threshold               = each.value.threshold

    dynamic "dimension" {
      for_each = each.value.dimensions

      content {
        name     = dimension.value.name
        operator = dimension.value.operator
        values   = dimension.value.values
      }
    }

    failing_periods {
      number_of_evaluation_periods             = each.value.evaluations
      minimum_failing_periods_to_trigger_alert = each.value.failures
    }
  }

  action {
    action_groups     = coalesce(each.value.action_group_ids, var.action_group_ids)
    custom_properties = each.value.webhook_properties
    email_subject     = each.value.email_subject
  }

  # Without an identity the query runs with the rights of whoever applied the alert last.
  dynamic "identity" {
    for_each = each.value.identity_id[*]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }
}
