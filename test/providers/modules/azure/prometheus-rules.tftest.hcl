mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  workspace_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Monitor/accounts/shop"

  groups = {
    api = {
      rules = [
        { record = "api:errors:ratio", expression = "sum(rate(errors[5m])) / sum(rate(requests[5m]))" },
        { alert = "Down", expression = "up == 0", for_minutes = 5, severity = 0, annotations = { summary = "It is down." }, action_group_ids = ["/subscriptions/s/actionGroups/platform"] },
      ]
    }
  }
}

run "plan" {
  command = plan

  assert {
    condition     = [for rule in azurerm_monitor_alert_prometheus_rule_group.this["api"].rule : length(rule.action)] == [0, 1]
    error_message = "Alerts must be told of, and what is recorded must not."
  }

  assert {
    condition     = azurerm_monitor_alert_prometheus_rule_group.this["api"].rule[1].for == "PT5M" && azurerm_monitor_alert_prometheus_rule_group.this["api"].interval == "PT1M"
    error_message = "Times must be as the service writes them."
  }
}
