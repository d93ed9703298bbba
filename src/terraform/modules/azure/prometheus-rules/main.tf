# Rules of Prometheus that Azure Monitor evaluates over a workspace: what is recorded, and the alerts that are sent to action groups.

resource "azurerm_monitor_alert_prometheus_rule_group" "this" {
  for_each = var.groups

  name                = "${var.name}-${each.key}"
  location            = var.location
  resource_group_name = var.resource_group_name
  scopes              = [var.workspace_id]
  cluster_name        = var.cluster_name
  description         = each.value.description
  interval            = "PT${each.value.interval_minutes}M"
  rule_group_enabled  = true
  tags                = var.tags

  dynamic "rule" {
    for_each = each.value.rules

    content {
      alert       = rule.value.alert
      record      = rule.value.record
      expression  = rule.value.expression
      enabled     = true
      labels      = rule.value.labels
      annotations = rule.value.alert == null ? null : rule.value.annotations
      for         = rule.value.alert == null ? null : "PT${rule.value.for_minutes}M"
      severity    = rule.value.alert == null ? null : rule.value.severity

      dynamic "action" {
        for_each = rule.value.action_group_ids

        content {
          action_group_id = action.value
        }
      }

      dynamic "alert_resolution" {
        for_each = rule.value.alert[*]

        content {
          auto_resolved   = true
          time_to_resolve = "PT${rule.value.resolved_after_minutes}M"
        }
      }
    }
  }
}
