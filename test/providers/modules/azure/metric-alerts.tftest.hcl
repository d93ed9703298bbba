mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  action_group_ids    = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Insights/actionGroups/platform"]

  metric_alerts = {
    cpu = {
      scopes   = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop"]
      criteria = [{ metric_namespace = "Microsoft.DBforPostgreSQL/flexibleServers", metric_name = "cpu_percent", threshold = 80 }]
    }
  }
}

run "plan" {
  command = plan

  assert {
    condition     = azurerm_monitor_metric_alert.this["cpu"].frequency == "PT5M" && azurerm_monitor_metric_alert.this["cpu"].window_size == "PT15M" && azurerm_monitor_metric_alert.this["cpu"].auto_mitigate
    error_message = "An alert must look every five minutes, and be over by itself."
  }

  assert {
    condition     = tolist([for action in azurerm_monitor_metric_alert.this["cpu"].action : action.action_group_id]) == var.action_group_ids
    error_message = "An alert must go to the groups of all."
  }

  assert {
    condition     = length(azurerm_monitor_scheduled_query_rules_alert_v2.this) == 0 && length(azurerm_monitor_activity_log_alert.this) == 0
    error_message = "There is what is asked for."
  }
}

run "everything" {
  command = plan

  variables {
    metric_alerts = {
      learned = {
        scopes             = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ContainerRegistry/registries/shop"]
        window_minutes     = 60
        learned            = { metric_namespace = "Microsoft.ContainerRegistry/registries", metric_name = "TotalPullCount", aggregation = "Total", dimensions = [{ name = "Geolocation", values = ["*"] }] }
        action_group_ids   = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Insights/actionGroups/other"]
        webhook_properties = { team = "platform" }
      }
      site = {
        scopes = [
          "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Insights/webTests/shop",
          "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Insights/components/shop",
        ]
        web_test = {
          web_test_id  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Insights/webTests/shop"
          component_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Insights/components/shop"
        }
      }
    }
    log_alerts = {
      denied = { scope = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop", query = "AKSAudit | take 1" }
      slow = {
        scope             = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Insights/components/shop"
        query             = "requests | summarize duration = avg(duration) by bin(timestamp, 5m), cloud_RoleName"
        aggregation       = "Average"
        measure_column    = "duration"
        dimensions        = [{ name = "cloud_RoleName", values = ["*"] }]
        evaluations       = 3
        failures          = 2
        frequency_minutes = 60
        window_minutes    = 360
        mute_minutes      = 1440
        identity_id       = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/alerts"
      }
    }
    activity_alerts = {
      azure    = { scopes = ["/subscriptions/00000000-0000-0000-0000-000000000000"], category = "ServiceHealth", service_health = { locations = ["West Europe"] } }
      resource = { scopes = ["/subscriptions/00000000-0000-0000-0000-000000000000"], category = "ResourceHealth", resource_health = {} }
      deleted  = { scopes = ["/subscriptions/00000000-0000-0000-0000-000000000000"], category = "Administrative", operation_name = "Microsoft.Network/networkSecurityGroups/delete", statuses = ["Succeeded"] }
    }
  }

  assert {
    condition     = endswith(one(azurerm_monitor_metric_alert.this["learned"].action).action_group_id, "/other") && one(azurerm_monitor_metric_alert.this["site"].application_insights_web_test_location_availability_criteria).failed_location_count == 2
    error_message = "An alert has its own receivers and its own condition."
  }

  assert {
    condition     = azurerm_monitor_scheduled_query_rules_alert_v2.this["denied"].auto_mitigation_enabled && !azurerm_monitor_scheduled_query_rules_alert_v2.this["slow"].auto_mitigation_enabled
    error_message = "An alert on logs is over by itself, or mute for a while."
  }

  assert {
    condition     = azurerm_monitor_scheduled_query_rules_alert_v2.this["slow"].window_duration == "PT6H" && azurerm_monitor_scheduled_query_rules_alert_v2.this["slow"].mute_actions_after_alert_duration == "P1D"
    error_message = "Times must be written as Azure gives them back."
  }

  assert {
    condition     = one(azurerm_monitor_activity_log_alert.this["azure"].criteria[0].service_health).locations == toset(["West Europe"]) && azurerm_monitor_activity_log_alert.this["deleted"].location == "global"
    error_message = "An alert must say what it is about."
  }
}

run "refuses_no_alert" {
  command = plan

  variables {
    metric_alerts = {}
  }

  expect_failures = [var.activity_alerts]
}

run "refuses_an_alert_for_nobody" {
  command = plan

  variables {
    action_group_ids = []
  }

  expect_failures = [var.action_group_ids]
}
