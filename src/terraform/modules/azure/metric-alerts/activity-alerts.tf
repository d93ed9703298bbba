resource "azurerm_monitor_activity_log_alert" "this" {
  for_each = var.activity_alerts

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.activity_location
  scopes              = each.value.scopes
  description         = each.value.description
  enabled             = each.value.enabled
  tags                = var.tags

  criteria {
    category                = each.value.category
    operation_name          = each.value.operation_name
    caller                  = each.value.caller
    resource_providers      = each.value.resource_providers
    resource_types          = each.value.resource_types
    resource_groups         = each.value.resource_groups
    resource_ids            = each.value.resource_ids
    levels                  = each.value.levels
    statuses                = each.value.statuses
    sub_statuses            = each.value.sub_statuses
    recommendation_type     = each.value.recommendation_type
    recommendation_category = each.value.recommendation_category
    recommendation_impact   = each.value.recommendation_impact

    dynamic "service_health" {
      for_each = each.value.service_health[*]

      content {
        events    = service_health.value.events
        locations = service_health.value.locations
        services  = service_health.value.services
      }
    }

    dynamic "resource_health" {
      for_each = each.value.resource_health[*]

      content {
        current  = resource_health.value.current
        previous = resource_health.value.previous
        reason   = resource_health.value.reasons
      }
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
