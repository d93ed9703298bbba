variable "name" {
  type        = string
  description = "What the names of the budgets begin with."

  validation {
    condition     = can(regex("^[-_a-zA-Z0-9]{1,30}$", var.name))
    error_message = "The name must have 1 to 30 letters, digits, hyphens and underscores."
  }
}

variable "contacts" {
  type = object({
    emails           = optional(list(string), [])
    action_group_ids = optional(list(string), [])
    roles            = optional(list(string), [])
  })
  description = "Who is told, unless a budget says others: mailboxes, IDs of action groups, and roles of the subscription, such as Owner."

  validation {
    condition     = length(var.contacts.emails) + length(var.contacts.action_group_ids) + length(var.contacts.roles) > 0
    error_message = "A budget that nobody is told of does nothing: give emails, action_group_ids or roles."
  }

  validation {
    condition     = alltrue([for address in var.contacts.emails : can(regex("^[^\\s@,]+@[^\\s@,]+$", address))])
    error_message = "A mailbox is given by its address, such as platform@example.com."
  }
}

variable "subscription_budgets" {
  type = map(object({
    subscription_id   = string
    amount            = number
    start_month       = string
    end_month         = optional(string)
    time_grain        = optional(string, "Monthly")
    actual_percents   = optional(list(number), [80, 100])
    forecast_percents = optional(list(number), [100])
    dimensions        = optional(map(list(string)), {})
    tags              = optional(map(list(string)), {})
    contacts = optional(object({
      emails           = optional(list(string), [])
      action_group_ids = optional(list(string), [])
      roles            = optional(list(string), [])
    }))
  }))
  default     = {}
  description = "Budgets of subscriptions (/subscriptions/<ID>), by name: the amount in the currency of the bill, the months in which it begins, of which another means a new budget, and ends, and the time it is for (time_grain). Somebody is told when what was spent is actual_percents of it, and when what is likely to be spent is forecast_percents. dimensions and tags count only what has one of their values, such as ServiceName or a tag of the estate."

  validation {
    condition     = alltrue([for name in keys(var.subscription_budgets) : can(regex("^[-_a-zA-Z0-9]{1,32}$", name))])
    error_message = "A budget has a name of up to 32 letters, digits, hyphens and underscores."
  }

  validation {
    condition     = alltrue([for budget in values(var.subscription_budgets) : budget.amount > 0 && contains(["Annually", "BillingAnnual", "BillingMonth", "BillingQuarter", "Monthly", "Quarterly"], budget.time_grain)])
    error_message = "An amount is more than 0, for a time of Monthly, Quarterly or Annually, or of BillingMonth, BillingQuarter or BillingAnnual."
  }

  validation {
    condition     = alltrue(flatten([for budget in values(var.subscription_budgets) : [for month in compact([budget.start_month, budget.end_month]) : can(regex("^20[0-9]{2}-(0[1-9]|1[0-2])$", month))]]))
    error_message = "A budget begins and ends in a month such as 2030-01."
  }

  validation {
    condition = alltrue([
      for budget in values(var.subscription_budgets) : length(budget.actual_percents) + length(budget.forecast_percents) >= 1 && length(budget.actual_percents) + length(budget.forecast_percents) <= 5
      && alltrue([for percent in concat(budget.actual_percents, budget.forecast_percents) : percent > 0 && percent <= 1000])
      && length(distinct(budget.actual_percents)) == length(budget.actual_percents) && length(distinct(budget.forecast_percents)) == length(budget.forecast_percents)
    ])
    error_message = "Somebody is told at 1 to 5 thresholds, each of them once, and of more than 0 to 1000 per cent."
  }

  validation {
    condition     = alltrue([for budget in values(var.subscription_budgets) : budget.contacts == null ? true : length(budget.contacts.emails) + length(budget.contacts.action_group_ids) + length(budget.contacts.roles) > 0])
    error_message = "A budget that nobody is told of does nothing: leave contacts out for those of all."
  }

  validation {
    condition = alltrue(flatten([
      for budget in values(var.subscription_budgets) : [
        for name in keys(budget.dimensions) : contains([
          "ChargeType", "Frequency", "InvoiceId", "Meter", "MeterCategory", "MeterSubCategory", "PartNumber", "PricingModel", "Product", "ProductOrderId", "ProductOrderName", "PublisherType", "ReservationId",
          "ReservationName", "ResourceGroupName", "ResourceGuid", "ResourceId", "ResourceLocation", "ResourceType", "ServiceFamily", "ServiceName", "SubscriptionID", "SubscriptionName", "UnitOfMeasure",
        ], name)
      ]
    ]))
    error_message = "A dimension is one of Azure's, such as ResourceGroupName, ResourceType, ServiceName or MeterCategory."
  }

  validation {
    condition     = alltrue([for budget in values(var.subscription_budgets) : can(regex("^/subscriptions/[^/]+$", budget.subscription_id))])
    error_message = "A subscription is given by its ID: /subscriptions/00000000-0000-0000-0000-000000000000."
  }
}

variable "resource_group_budgets" {
  type = map(object({
    resource_group_id = string
    amount            = number
    start_month       = string
    end_month         = optional(string)
    time_grain        = optional(string, "Monthly")
    actual_percents   = optional(list(number), [80, 100])
    forecast_percents = optional(list(number), [100])
    dimensions        = optional(map(list(string)), {})
    tags              = optional(map(list(string)), {})
    contacts = optional(object({
      emails           = optional(list(string), [])
      action_group_ids = optional(list(string), [])
      roles            = optional(list(string), [])
    }))
  }))
  default     = {}
  description = "The same for resource groups (/subscriptions/<ID>/resourceGroups/<name>)."

  validation {
    condition     = alltrue([for name in keys(var.resource_group_budgets) : can(regex("^[-_a-zA-Z0-9]{1,32}$", name))])
    error_message = "A budget has a name of up to 32 letters, digits, hyphens and underscores."
  }

  validation {
    condition     = alltrue([for budget in values(var.resource_group_budgets) : budget.amount > 0 && contains(["Annually", "BillingAnnual", "BillingMonth", "BillingQuarter", "Monthly", "Quarterly"], budget.time_grain)])
    error_message = "An amount is more than 0, for a time of Monthly, Quarterly or Annually, or of BillingMonth, BillingQuarter or BillingAnnual."
  }

  validation {
    condition     = alltrue(flatten([for budget in values(var.resource_group_budgets) : [for month in compact([budget.start_month, budget.end_month]) : can(regex("^20[0-9]{2}-(0[1-9]|1[0-2])$", month))]]))
    error_message = "A budget begins and ends in a month such as 2030-01."
  }

  validation {
    condition = alltrue([
      for budget in values(var.resource_group_budgets) : length(budget.actual_percents) + length(budget.forecast_percents) >= 1 && length(budget.actual_percents) + length(budget.forecast_percents) <= 5
      && alltrue([for percent in concat(budget.actual_percents, budget.forecast_percents) : percent > 0 && percent <= 1000])
      && length(distinct(budget.actual_percents)) == length(budget.actual_percents) && length(distinct(budget.forecast_percents)) == length(budget.forecast_percents)
    ])
    error_message = "Somebody is told at 1 to 5 thresholds, each of them once, and of more than 0 to 1000 per cent."
  }

  validation {
    condition     = alltrue([for budget in values(var.resource_group_budgets) : budget.contacts == null ? true : length(budget.contacts.emails) + length(budget.contacts.action_group_ids) + length(budget.contacts.roles) > 0])
    error_message = "A budget that nobody is told of does nothing: leave contacts out for those of all."
  }

  validation {
    condition = alltrue(flatten([
      for budget in values(var.resource_group_budgets) : [
        for name in keys(budget.dimensions) : contains([
          "ChargeType", "Frequency", "InvoiceId", "Meter", "MeterCategory", "MeterSubCategory", "PartNumber", "PricingModel", "Product", "ProductOrderId", "ProductOrderName", "PublisherType", "ReservationId",
          "ReservationName", "ResourceGroupName", "ResourceGuid", "ResourceId", "ResourceLocation", "ResourceType", "ServiceFamily", "ServiceName", "SubscriptionID", "SubscriptionName", "UnitOfMeasure",
        ], name)
      ]
    ]))
    error_message = "A dimension is one of Azure's, such as ResourceGroupName, ResourceType, ServiceName or MeterCategory."
  }

  validation {
    condition     = alltrue([for budget in values(var.resource_group_budgets) : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+$", budget.resource_group_id))])
    error_message = "A resource group is given by its ID: /subscriptions/<ID>/resourceGroups/<name>."
  }

  validation {
    condition     = length(var.subscription_budgets) + length(var.resource_group_budgets) > 0
    error_message = "There is no budget: give subscription_budgets or resource_group_budgets."
  }
}
