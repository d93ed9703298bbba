variable "name" {
  type        = string
  description = "Name of the component."

  validation {
    condition     = can(regex("^[-\\w.()]{0,259}[-\\w()]$", var.name))
    error_message = "The name must have 1 to 260 letters, digits, hyphens, underscores, dots and parentheses, and not end in a dot."
  }
}

variable "location" {
  type        = string
  description = "Location of the component."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the component."
}

variable "log_analytics_workspace_id" {
  type        = string
  description = "ID of the Log Analytics workspace that keeps what is sent, for as long as that keeps anything."
}

variable "application_type" {
  type        = string
  default     = "web"
  description = "Kind of the application, which decides how the portal shows it: web, java, Node.JS or other. Another one means a new component."

  validation {
    condition     = contains(["web", "java", "Node.JS", "other"], var.application_type)
    error_message = "The kind must be web, java, Node.JS or other."
  }
}

variable "sampling_percentage" {
  type        = number
  default     = 100
  description = "How much of what is sent is kept, in per cent."

  validation {
    condition     = var.sampling_percentage > 0 && var.sampling_percentage <= 100
    error_message = "The percentage must be more than 0 and at most 100."
  }
}

variable "daily_quota_gb" {
  type        = number
  default     = 100
  description = "Most that is taken in on a day, in GB; what comes after is lost, and the owners of the subscription are told."

  validation {
    condition     = var.daily_quota_gb > 0
    error_message = "The quota must be more than 0 GB."
  }
}

variable "web_tests" {
  type = map(object({
    url                   = string
    geo_locations         = optional(list(string), ["emea-nl-ams-azr", "emea-gb-db3-azr", "us-va-ash-azr", "us-ca-sjc-azr", "apac-sg-sin-azr"])
    frequency_seconds     = optional(number, 300)
    timeout_seconds       = optional(number, 30)
    expected_status_code  = optional(number, 200)
    expected_text         = optional(string)
    certificate_days_left = optional(number, 14)
  }))
  default     = {}
  description = "Addresses that are tried from outside, by name: the URL, the places that try it, as Azure calls them, how often, how long one try may take, what the answer must be, and for how many days its certificate must be good. What fails is an alert's to say: web_test_ids."

  validation {
    condition     = alltrue([for test in var.web_tests : can(regex("^https?://[^\\s/]+", test.url)) && length(test.geo_locations) > 0])
    error_message = "A web test needs an address such as https://shop.example.com/health, and a place that tries it."
  }

  validation {
    condition = alltrue([
      for test in var.web_tests : contains([300, 600, 900], test.frequency_seconds) && contains([30, 60, 90, 120], test.timeout_seconds) && test.certificate_days_left >= 1 && test.certificate_days_left <= 365
    ])
    error_message = "An address is tried every 300, 600 or 900 seconds, for 30, 60, 90 or 120, and its certificate must be good for 1 to 365 days."
  }
}

variable "local_authentication_enabled" {
  type        = bool
  default     = false
  description = "Whether whoever knows the connection string may send. Without it senders need an identity with the role Monitoring Metrics Publisher; what runs in browsers has none."
}

variable "ip_masking_enabled" {
  type        = bool
  default     = true
  description = "Whether the addresses of clients are not kept."
}

variable "internet_ingestion_enabled" {
  type        = bool
  default     = true
  description = "Whether services may send from outside of a private link scope of Azure Monitor."
}

variable "internet_query_enabled" {
  type        = bool
  default     = true
  description = "Whether people may look from outside of a private link scope of Azure Monitor."
}

variable "diagnostics" {
  type = object({
    log_analytics_workspace_id     = optional(string)
    log_analytics_destination_type = optional(string)
    storage_account_id             = optional(string)
    eventhub_authorization_rule_id = optional(string)
    eventhub_name                  = optional(string)
    log_categories                 = optional(list(string))
    metric_categories              = optional(list(string), [])
  })
  default     = null
  description = "Where its logs go: to a Log Analytics workspace, a storage account, an event hub (the ID of a rule of its namespace that may send, and the name of the hub). All categories of logs unless some are named, and no metrics, which Azure Monitor keeps by itself, unless they are named, such as AllMetrics. Without it no logs are kept."

  validation {
    condition = var.diagnostics == null ? true : anytrue([
      var.diagnostics.log_analytics_workspace_id != null, var.diagnostics.storage_account_id != null, var.diagnostics.eventhub_authorization_rule_id != null,
    ])
    error_message = "Logs need a place to go to: log_analytics_workspace_id, storage_account_id or eventhub_authorization_rule_id."
  }

  validation {
    condition     = var.diagnostics == null ? true : var.diagnostics.eventhub_name == null || var.diagnostics.eventhub_authorization_rule_id != null
    error_message = "An event hub is reached by a rule of its namespace: give eventhub_authorization_rule_id, too."
  }

  validation {
    condition     = var.diagnostics == null ? true : contains(["AzureDiagnostics", "Dedicated"], coalesce(var.diagnostics.log_analytics_destination_type, "Dedicated"))
    error_message = "Logs lie in the table AzureDiagnostics, or in tables of their own (Dedicated)."
  }

  validation {
    condition     = var.diagnostics == null ? true : var.diagnostics.log_categories == null ? true : length(var.diagnostics.log_categories) + length(var.diagnostics.metric_categories) > 0
    error_message = "Name a category of logs or of metrics, or leave log_categories out for all logs."
  }
}

variable "lock" {
  type = object({
    level = optional(string, "CanNotDelete")
    notes = optional(string)
  })
  default     = null
  description = "A lock against deletion (CanNotDelete) of it and of everything in it, by whomever, until the lock is taken away. ReadOnly refuses every change, those of Terraform too: give that when all is made. There is none by default."

  validation {
    condition     = var.lock == null ? true : contains(["CanNotDelete", "ReadOnly"], var.lock.level)
    error_message = "The level must be CanNotDelete or ReadOnly."
  }

  validation {
    condition     = var.lock == null ? true : length(coalesce(var.lock.notes, "-")) <= 512
    error_message = "Notes have at most 512 characters."
  }
}

variable "role_assignments" {
  type = map(object({
    role           = string
    principal_id   = string
    principal_type = optional(string, "ServicePrincipal")
    description    = optional(string)
    condition      = optional(string)
  }))
  default     = {}
  description = "Roles of Azure on it and on everything in it, each under a name of one's own: the name of the role, the object ID and type (User, Group or ServicePrincipal) of whom it is given to, and a condition, if any, in the language of Azure (version 2.0)."

  validation {
    condition = alltrue([
      for assignment in values(var.role_assignments) : !contains(["owner", "user access administrator", "role based access control administrator"], lower(assignment.role))
    ])
    error_message = "Owner, User Access Administrator and Role Based Access Control Administrator let whoever has them give himself all other roles: no module assigns them."
  }

  validation {
    condition     = alltrue([for assignment in values(var.role_assignments) : can(regex("^[A-Za-z][-A-Za-z0-9 ._()/]*[A-Za-z0-9)]$", assignment.role))])
    error_message = "A role is given by its whole name, such as Reader, without an asterisk."
  }

  validation {
    condition     = alltrue([for assignment in values(var.role_assignments) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", assignment.principal_id))])
    error_message = "A principal is given by its object ID, of the form 00000000-0000-0000-0000-000000000000: the one that identities call principal_id, not client_id."
  }

  validation {
    condition     = alltrue([for assignment in values(var.role_assignments) : contains(["User", "Group", "ServicePrincipal"], assignment.principal_type)])
    error_message = "The type of a principal must be User, Group or ServicePrincipal."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
