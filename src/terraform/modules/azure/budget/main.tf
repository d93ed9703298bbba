# Budgets of Azure: what a subscription or a resource group may cost in a month, a quarter or a year, and who is told before and when it costs more. Nothing is switched off.

locals {
  # Who is told is the same for all thresholds of a budget.
  notifications = merge(
    {
      for name, budget in var.subscription_budgets : "subscription/${name}" => concat(
        [for percent in budget.actual_percents : merge(budget.contacts == null ? var.contacts : budget.contacts, { type = "Actual", percent = percent })],
        [for percent in budget.forecast_percents : merge(budget.contacts == null ? var.contacts : budget.contacts, { type = "Forecasted", percent = percent })],
      )
    },
    {
      for name, budget in var.resource_group_budgets : "resource_group/${name}" => concat(
        [for percent in budget.actual_percents : merge(budget.contacts == null ? var.contacts : budget.contacts, { type = "Actual", percent = percent })],
        [for percent in budget.forecast_percents : merge(budget.contacts == null ? var.contacts : budget.contacts, { type = "Forecasted", percent = percent })],
      )
    },
  )
}

resource "azurerm_consumption_budget_subscription" "this" {
  for_each = var.subscription_budgets

  name            = "${var.name}-${each.key}"
  subscription_id = each.value.subscription_id
  amount          = each.value.amount
  time_grain      = each.value.time_grain

  time_period {
    start_date = "${each.value.start_month}-01T00:00:00Z"
    end_date   = each.value.end_month == null ? null : "${each.value.end_month}-01T00:00:00Z"
  }

  dynamic "notification" {
    for_each = local.notifications["subscription/${each.key}"]

    content {
      enabled        = true
      operator       = "GreaterThanOrEqualTo"
      threshold      = notification.value.percent
      threshold_type = notification.value.type
      contact_emails = notification.value.emails
      contact_groups = notification.value.action_group_ids
      contact_roles  = notification.value.roles
    }
  }

  dynamic "filter" {
    for_each = range(length(each.value.dimensions) + length(each.value.tags) > 0 ? 1 : 0)

    content {
      dynamic "dimension" {
        for_each = each.value.dimensions

        content {
          name     = dimension.key
          operator = "In"
          values   = dimension.value
        }
      }

      dynamic "tag" {
        for_each = each.value.tags

        content {
          name     = tag.key
          operator = "In"
          values   = tag.value
        }
      }
    }
  }
}

resource "azurerm_consumption_budget_resource_group" "this" {
  for_each = var.resource_group_budgets

  name              = "${var.name}-${each.key}"
  resource_group_id = each.value.resource_group_id
  amount            = each.value.amount
  time_grain        = each.value.time_grain

  time_period {
    start_date = "${each.value.start_month}-01T00:00:00Z"
    end_date   = each.value.end_month == null ? null : "${each.value.end_month}-01T00:00:00Z"
  }

  dynamic "notification" {
    for_each = local.notifications["resource_group/${each.key}"]

    content {
      enabled        = true
      operator       = "GreaterThanOrEqualTo"
      threshold      = notification.value.percent
      threshold_type = notification.value.type
      contact_emails = notification.value.emails
      contact_groups = notification.value.action_group_ids
      contact_roles  = notification.value.roles
    }
  }

  dynamic "filter" {
    for_each = range(length(each.value.dimensions) + length(each.value.tags) > 0 ? 1 : 0)

    content {
      dynamic "dimension" {
        for_each = each.value.dimensions

        content {
          name     = dimension.key
          operator = "In"
          values   = dimension.value
        }
      }

      dynamic "tag" {
        for_each = each.value.tags

        content {
          name     = tag.key
          operator = "In"
          values   = tag.value
        }
      }
    }
  }
}
