mock_provider "azurerm" {}

variables {
  name     = "rg-shop-prod"
  location = "westeurope"
  tags     = { environment = "prod" }
}

run "plan" {
  command = plan

  assert {
    condition     = azurerm_resource_group.this.tags == tomap({ environment = "prod" })
    error_message = "The group must have the tags."
  }
}

run "refuses_a_name_that_ends_in_a_dot" {
  command = plan

  variables {
    name = "rg-shop."
  }

  expect_failures = [var.name]
}
