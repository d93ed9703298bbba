mock_provider "azurerm" {}

mock_provider "random" {}

variables {
  key_vault_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.KeyVault/vaults/shop-prod"
  values       = { api-key = "one", api-host = "two" }
}

run "one_secret_for_each_value" {
  command = plan

  assert {
    condition     = toset(keys(azurerm_key_vault_secret.this)) == toset(["api-key", "api-host"])
    error_message = "Each value must have a secret of its name."
  }

  assert {
    condition     = alltrue([for secret in azurerm_key_vault_secret.this : secret.value_wo == null && secret.value == null])
    error_message = "No plan must hold a value."
  }
}
