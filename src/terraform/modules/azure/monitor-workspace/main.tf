# An Azure Monitor workspace, which keeps the metrics of clusters as a Prometheus does, and the rule by which clusters send them.

locals {
  # What has the options that modules share: lock and roles.
  resource_id = azurerm_monitor_workspace.this.id
}

resource "azurerm_monitor_workspace" "this" {
  name                          = var.name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  public_network_access_enabled = var.public_network_access_enabled
  tags                          = var.tags
}

# Where the agents of the clusters send to. Their location has to be that of the workspace.
resource "azurerm_monitor_data_collection_endpoint" "this" {
  name                          = var.name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  kind                          = "Linux"
  public_network_access_enabled = var.public_network_access_enabled
  tags                          = var.tags
}

resource "azurerm_monitor_data_collection_rule" "this" {
  name                        = var.name
  location                    = var.location
  resource_group_name         = var.resource_group_name
  kind                        = "Linux"
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.this.id
  description                 = "Prometheus metrics of clusters"
  tags                        = var.tags

  data_sources {
    prometheus_forwarder {
      name    = "prometheus"
      streams = ["Microsoft-PrometheusMetrics"]
    }
  }

  destinations {
    monitor_account {
      name               = "workspace"
      monitor_account_id = azurerm_monitor_workspace.this.id
    }
  }

  data_flow {
    streams      = ["Microsoft-PrometheusMetrics"]
    destinations = ["workspace"]
  }
}

resource "azurerm_monitor_data_collection_rule_association" "rule" {
  for_each = var.cluster_ids

  name                    = "${var.name}-prometheus"
  target_resource_id      = each.value
  data_collection_rule_id = azurerm_monitor_data_collection_rule.this.id
  description             = "Sends the metrics of the cluster to ${var.name}"
}

# By which the agents of clusters without a way to the internet are told what they shall collect. Its name is fixed, so that a cluster has one.
resource "azurerm_monitor_data_collection_rule_association" "endpoint" {
  for_each = var.public_network_access_enabled ? {} : var.cluster_ids

  target_resource_id          = each.value
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.this.id
}
