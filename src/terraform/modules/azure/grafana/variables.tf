variable "name" {
  type        = string
  description = "Name of the Grafana, and beginning of its host name."

  validation {
    condition     = can(regex("^[a-zA-Z][-a-zA-Z0-9]{0,21}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 2 to 23 letters, digits and hyphens, begin with a letter and end with a letter or digit."
  }
}

variable "location" {
  type        = string
  description = "Location of the Grafana."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the Grafana."
}

variable "workspace_ids" {
  type        = map(string)
  default     = {}
  description = "IDs of the Azure Monitor workspaces that it reads, each under a name of its own."
}

variable "admin_group_object_ids" {
  type        = map(string)
  default     = {}
  description = "Object IDs of the Entra groups that may do everything in it, each under a name of its own."

  validation {
    condition     = alltrue([for id in values(var.admin_group_object_ids) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "A group is given by its object ID, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "editor_group_object_ids" {
  type        = map(string)
  default     = {}
  description = "Object IDs of the Entra groups that may change dashboards, each under a name of its own."

  validation {
    condition     = alltrue([for id in values(var.editor_group_object_ids) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "A group is given by its object ID, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "viewer_group_object_ids" {
  type        = map(string)
  default     = {}
  description = "Object IDs of the Entra groups that may look at dashboards, each under a name of its own."

  validation {
    condition     = alltrue([for id in values(var.viewer_group_object_ids) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "A group is given by its object ID, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "grafana_major_version" {
  type        = string
  default     = "12"
  description = "Major version of Grafana: \"11\" or \"12\". The service applies its patches by itself; a higher one is an upgrade in place."

  validation {
    condition     = contains(["11", "12"], var.grafana_major_version)
    error_message = "The major version must be \"11\" or \"12\"."
  }
}

variable "sku_size" {
  type        = string
  default     = "X1"
  description = "Size of its machines: X1, or X2 with twice the memory. It cannot be changed later."

  validation {
    condition     = contains(["X1", "X2"], var.sku_size)
    error_message = "The size must be X1 or X2."
  }
}

variable "zone_redundancy_enabled" {
  type        = bool
  default     = false
  description = "Whether it survives the loss of an availability zone, where the location has several. It cannot be changed later."
}

variable "api_key_enabled" {
  type        = bool
  default     = false
  description = "Whether its API takes keys and tokens of service accounts, beside tokens of Entra."
}

variable "deterministic_outbound_ip_enabled" {
  type        = bool
  default     = false
  description = "Whether it connects to data sources from addresses that stay the same, for their firewalls."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = true
  description = "Whether it is reached at a public address, by those whom Entra lets in. Without it, a private endpoint has to be there."
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
  description = "Tags of the Grafana."
}
