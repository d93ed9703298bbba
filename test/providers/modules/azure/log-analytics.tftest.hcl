mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "plan" {
  command = plan

  assert {
    condition     = !azurerm_log_analytics_workspace.this.local_authentication_enabled && azurerm_log_analytics_workspace.this.retention_in_days == 90
    error_message = "Logs come from identities and are kept."
  }
}

run "refuses_to_keep_nothing" {
  command = plan

  variables {
    retention_days = 7
  }

  expect_failures = [var.retention_days]
}
