mock_provider "azurerm" {}

variables {
  name                 = "shop-prod"
  contacts             = { emails = ["platform@example.com"] }
  subscription_budgets = { all = { subscription_id = "/subscriptions/00000000-0000-0000-0000-000000000000", amount = 20000, start_month = "2030-01" } }
}

run "plan" {
  command = plan

  assert {
    condition = alltrue([
      for notification in azurerm_consumption_budget_subscription.this["all"].notification : notification.enabled && notification.contact_emails == tolist(["platform@example.com"])
    ]) && length(azurerm_consumption_budget_subscription.this["all"].notification) == 3
    error_message = "Somebody must be told, before and when it costs more."
  }

  assert {
    condition     = azurerm_consumption_budget_subscription.this["all"].time_period[0].start_date == "2030-01-01T00:00:00Z" && length(azurerm_consumption_budget_subscription.this["all"].filter) == 0
    error_message = "A budget must begin on the first of its month, and count everything."
  }
}

run "everything" {
  command = plan

  variables {
    resource_group_budgets = {
      models = {
        resource_group_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod"
        amount            = 5000
        start_month       = "2030-01"
        end_month         = "2031-01"
        time_grain        = "Quarterly"
        actual_percents   = [50]
        forecast_percents = []
        dimensions        = { ServiceName = ["Cognitive Services"] }
        tags              = { project = ["shop"] }
        contacts          = { roles = ["Owner"] }
      }
    }
  }

  assert {
    condition = (
      one(azurerm_consumption_budget_resource_group.this["models"].notification).contact_roles == tolist(["Owner"])
      && one(azurerm_consumption_budget_resource_group.this["models"].notification).threshold_type == "Actual"
      && length(one(azurerm_consumption_budget_resource_group.this["models"].notification).contact_emails) == 0
    )
    error_message = "A budget tells those whom it names, and no others."
  }

  assert {
    condition     = one(azurerm_consumption_budget_resource_group.this["models"].filter[0].tag).name == "project" && one(azurerm_consumption_budget_resource_group.this["models"].filter[0].dimension).name == "ServiceName"
    error_message = "A budget counts what has its tags."
  }
}

run "refuses_a_budget_for_nobody" {
  command = plan

  variables {
    contacts = {}
  }

  expect_failures = [var.contacts]
}
