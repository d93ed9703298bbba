# Who did what to the API server, and who logged in.
resource "azurerm_monitor_diagnostic_setting" "this" {
  count = var.logging == null ? 0 : 1

  name                           = "audit"
  target_resource_id             = azurerm_kubernetes_cluster.this.id
  log_analytics_workspace_id     = var.logging.log_analytics_workspace_id
  log_analytics_destination_type = "Dedicated"

  dynamic "enabled_log" {
    for_each = toset(var.logging.categories)

    content {
      category = enabled_log.value
    }
  }
}
