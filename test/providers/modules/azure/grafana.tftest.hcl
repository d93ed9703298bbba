mock_provider "azurerm" {}

variables {
  name                    = "shop-prod"
  location                = "westeurope"
  resource_group_name     = "rg-shop-prod"
  workspace_ids           = { main = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Monitor/accounts/shop" }
  viewer_group_object_ids = { everybody = "00000000-0000-0000-0000-000000000002" }
}

run "plan" {
  command = plan

  assert {
    condition     = !azurerm_dashboard_grafana.this.api_key_enabled && length(azurerm_role_assignment.people) == 1
    error_message = "People must log in with Entra, and no key of the API may exist."
  }

  assert {
    condition     = azurerm_role_assignment.workspace["main"].role_definition_name == "Monitoring Data Reader"
    error_message = "It must be able to read the workspace, and no more."
  }
}
