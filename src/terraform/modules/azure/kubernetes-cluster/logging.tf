locals {
  container_logs = var.logging == null ? [] : [for logging in [var.logging] : logging if logging.container_logs_enabled]
}

# Who did what to the API server, and who logged in.
resource "azurerm_monitor_diagnostic_setting" "this" {
  count = length(var.logging == null ? [] : var.logging.categories) == 0 ? 0 : 1

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

# What the agent on the nodes collects. It sends with an identity, so without such a rule it sends nothing.
resource "azurerm_monitor_data_collection_rule" "this" {
  count = length(local.container_logs)

  name                = "${var.name}-containers"
  location            = var.location # that of the workspace, too
  resource_group_name = var.resource_group_name
  tags                = var.tags

  data_sources {
    extension {
      name           = "ContainerInsightsExtension"
      extension_name = "ContainerInsights"
      streams        = ["Microsoft-ContainerInsights-Group-Default"]
      extension_json = jsonencode({
        dataCollectionSettings = { interval = "1m", namespaceFilteringMode = "Off", enableContainerLogV2 = true }
      })
    }
  }

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = local.container_logs[count.index].log_analytics_workspace_id
    }
  }

  data_flow {
    streams      = ["Microsoft-ContainerInsights-Group-Default"]
    destinations = ["workspace"]
  }
}

resource "azurerm_monitor_data_collection_rule_association" "this" {
  count = length(local.container_logs)

  name                    = "ContainerInsightsExtension"
  target_resource_id      = azurerm_kubernetes_cluster.this.id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.this[0].id
}
