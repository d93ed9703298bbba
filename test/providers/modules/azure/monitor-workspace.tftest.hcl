mock_provider "azurerm" {
  mock_resource "azurerm_monitor_workspace" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Monitor/accounts/shop" }
  }

  mock_resource "azurerm_monitor_data_collection_endpoint" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Insights/dataCollectionEndpoints/shop" }
  }
}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  cluster_ids         = { main = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.ContainerService/managedClusters/shop" }
}

run "plan" {
  command = plan

  assert {
    condition     = length(azurerm_monitor_data_collection_rule_association.rule) == 1 && length(azurerm_monitor_data_collection_rule_association.endpoint) == 0
    error_message = "The cluster must be joined by the rule alone."
  }
}

run "inside_of_the_network" {
  command = plan

  variables {
    public_network_access_enabled = false
  }

  assert {
    condition     = length(azurerm_monitor_data_collection_rule_association.endpoint) == 1
    error_message = "The agent must find its endpoint."
  }
}
