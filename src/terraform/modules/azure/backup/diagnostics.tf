# The same in every module whose resource writes logs.
resource "azurerm_monitor_diagnostic_setting" "diagnostics" {
  count = var.diagnostics == null ? 0 : 1

  name                           = "diagnostics"
  target_resource_id             = local.diagnosed_id
  log_analytics_workspace_id     = var.diagnostics.log_analytics_workspace_id
  log_analytics_destination_type = var.diagnostics.log_analytics_destination_type
  storage_account_id             = var.diagnostics.storage_account_id
  eventhub_authorization_rule_id = var.diagnostics.eventhub_authorization_rule_id
  eventhub_name                  = var.diagnostics.eventhub_name

  dynamic "enabled_log" {
    for_each = var.diagnostics.log_categories == null ? ["allLogs"] : []

    content {
      category_group = enabled_log.value
    }
  }

  dynamic "enabled_log" {
    for_each = toset(var.diagnostics.log_categories == null ? [] : var.diagnostics.log_categories)

    content {
      category = enabled_log.value
    }
  }

  dynamic "enabled_metric" {
    for_each = toset(var.diagnostics.metric_categories)

    content {
      category = enabled_metric.value
    }
  }
}
