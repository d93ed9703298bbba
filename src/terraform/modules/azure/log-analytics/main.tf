# A Log Analytics workspace, where the logs of other resources are kept and searched.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_log_analytics_workspace.this.id
  diagnosed_id = local.resource_id
}

resource "azurerm_log_analytics_workspace" "this" {
  name                         = var.name
  location                     = var.location
  resource_group_name          = var.resource_group_name
  sku                          = "PerGB2018"
  retention_in_days            = var.retention_days
  daily_quota_gb               = var.daily_quota_gb
  local_authentication_enabled = var.local_authentication_enabled
  tags                         = var.tags
}
