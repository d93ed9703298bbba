mock_provider "azurerm" {}

variables {
  name                       = "shop-prod"
  location                   = "westeurope"
  resource_group_name        = "rg-shop-prod"
  log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = !azurerm_application_insights.this.local_authentication_enabled && azurerm_application_insights.this.ip_masking_enabled
    error_message = "Only identities may send, and addresses of clients are not kept."
  }
}

run "with_web_tests" {
  command = plan

  variables {
    web_tests = {
      shop  = { url = "https://shop.example.com/health", expected_text = "ok" }
      plain = { url = "http://shop.example.com" }
    }
  }

  assert {
    condition = (
      azurerm_application_insights_standard_web_test.this["shop"].validation_rules[0].ssl_cert_remaining_lifetime == 14
      && azurerm_application_insights_standard_web_test.this["plain"].validation_rules[0].ssl_cert_remaining_lifetime == null
    )
    error_message = "A certificate is looked at where there is one."
  }
}
