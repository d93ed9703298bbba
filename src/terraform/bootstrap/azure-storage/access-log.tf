# Who read and who wrote which state, and who was refused.

resource "azurerm_log_analytics_workspace" "access" {
  name                         = "${var.storage_account_name}-access"
  location                     = azurerm_resource_group.state.location
  resource_group_name          = azurerm_resource_group.state.name
  sku                          = "PerGB2018"
  retention_in_days            = var.access_log_days
  local_authentication_enabled = false
  tags                         = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "access" {
  name                       = "access"
  target_resource_id         = "${azurerm_storage_account.state.id}/blobServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.access.id

  dynamic "enabled_log" {
    for_each = toset(["StorageDelete", "StorageRead", "StorageWrite"])

    content {
      category = enabled_log.value
    }
  }
}
