mock_provider "azurerm" {
  mock_data "azurerm_key_vault_secret" {
    defaults = { value = "{\"bridge\":\"https://bridge.example.com/hook\"}" }
  }
}

variables {
  name                = "shop-prod"
  resource_group_name = "rg-shop-prod"
  key_vault_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.KeyVault/vaults/shop"

  groups = {
    platform-critical = {
      emails   = { platform = "platform@example.com" }
      webhooks = { bridge = { secret_name = "alerts", key = "bridge" } }
    }
  }
}

run "plan" {
  command = plan

  assert {
    condition     = azurerm_monitor_action_group.this["platform-critical"].short_name == "platform-cri"
    error_message = "A text message must begin with what the group is called."
  }

  assert {
    condition     = azurerm_monitor_action_group.this["platform-critical"].webhook_receiver[0].service_uri == "https://bridge.example.com/hook"
    error_message = "The address must come from the key vault."
  }
}

run "refuses_webhooks_without_a_vault" {
  command = plan

  variables {
    key_vault_id = null
  }

  expect_failures = [var.key_vault_id]
}
