# Alerts of Azure Monitor, on metrics, on what logs say, and on what happens to resources, which go to action groups.

resource "azurerm_monitor_metric_alert" "this" {
  for_each = var.metric_alerts

  name                     = "${var.name}-${each.key}"
  resource_group_name      = var.resource_group_name
  scopes                   = each.value.scopes
  description              = each.value.description
  severity                 = each.value.severity
  enabled                  = each.value.enabled
  auto_mitigate            = each.value.auto_mitigate
  frequency                = local.durations[each.value.frequency_minutes]
  window_size              = local.durations[each.value.window_minutes]
  target_resource_type     = each.value.target_resource_type
  target_resource_location = each.value.target_resource_location
  tags                     = var.tags

  dynamic "criteria" {
    for_each = each.value.criteria

    content {
      metric_namespace       = criteria.value.metric_namespace
      metric_name            = criteria.value.metric_name
      aggregation            = criteria.value.aggregation
      operator               = criteria.value.operator
      threshold              = criteria.value.threshold
      skip_metric_validation = criteria.value.skip_metric_validation

      dynamic "dimension" {
        for_each = criteria.value.dimensions

        content {
          name     = dimension.value.name
          operator = dimension.value.operator
          values   = dimension.value.values
        }
      }
    }
  }

  dynamic "dynamic_criteria" {
    for_each = each.value.learned[*]

    content {
      metric_namespace         = dynamic_criteria.value.metric_namespace
      metric_name              = dynamic_criteria.value.metric_name
      aggregation              = dynamic_criteria.value.aggregation
      operator                 = dynamic_criteria.value.operator
      alert_sensitivity        = dynamic_criteria.value.sensitivity
      evaluation_total_count   = dynamic_criteria.value.evaluations
      evaluation_failure_count = dynamic_criteria.value.failures
      ignore_data_before       = dynamic_criteria.value.ignore_data_before
      skip_metric_validation   = dynamic_criteria.value.skip_metric_validation

      dynamic "dimension" {
        for_each = dynamic_criteria.value.dimensions

        content {
          name     = dimension.value.name
          operator = dimension.value.operator
          values   = dimension.value.values
        }
      }
    }
  }

  dynamic "application_insights_web_test_location_availability_criteria" {
    for_each = each.value.web_test[*]

    content {
      web_test_id           = application_insights_web_test_location_availability_criteria.value.web_test_id
      component_id          = application_insights_web_test_location_availability_criteria.value.component_id
      failed_location_count = application_insights_web_test_location_availability_criteria.value.failed_locations
    }
  }

  dynamic "action" {
    for_each = coalesce(each.value.action_group_ids, var.action_group_ids)

    content {
      action_group_id    = action.value
      webhook_properties = each.value.webhook_properties
    }
  }
}
