# Who read or changed what in the vault, and who was refused.
resource "azurerm_monitor_diagnostic_setting" "this" {
  count = var.logging == null ? 0 : 1

  name                       = "audit"
  target_resource_id         = azurerm_key_vault.this.id
  log_analytics_workspace_id = var.logging.log_analytics_workspace_id

  enabled_log {
    category = "AuditEvent"
  }
}
