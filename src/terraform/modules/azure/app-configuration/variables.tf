variable "name" {
  type        = string
  description = "Name of the store, unique in all of Azure: 5 to 50 letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{5,50}$", var.name))
    error_message = "The name must have 5 to 50 letters, digits and hyphens."
  }
}

variable "location" {
  type        = string
  description = "Region of the store, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group that the store lives in."
}

variable "sku" {
  type        = string
  default     = "standard"
  description = "Tier: developer, standard or premium. A store never goes back to a lower one, save from premium to standard; developer keeps nothing that was deleted and has no replicas."

  validation {
    condition     = contains(["developer", "standard", "premium"], var.sku)
    error_message = "The tier must be developer, standard or premium; free has no private endpoints."
  }
}

variable "soft_delete_retention_days" {
  type        = number
  default     = 7
  description = "Days for which a deleted store can be brought back, 1 to 7. Nobody can purge it before. Cannot be changed later."

  validation {
    condition     = contains(range(1, 8), var.soft_delete_retention_days)
    error_message = "A deleted store is kept for a whole number of days from 1 to 7."
  }
}

variable "replica_locations" {
  type        = list(string)
  default     = []
  description = "Further regions that hold a copy of the store, such as \"westus2\"."

  validation {
    condition     = length(var.replica_locations) == 0 || var.sku != "developer"
    error_message = "A store of the tier developer has no replicas."
  }

  validation {
    condition     = !contains(var.replica_locations, var.location) && length(distinct(var.replica_locations)) == length(var.replica_locations)
    error_message = "Name each region once; that of the store is not among the further ones."
  }
}

variable "keys" {
  type = list(object({
    key                 = string
    label               = optional(string)
    value               = optional(string)
    content_type        = optional(string)
    key_vault_secret_id = optional(string)
  }))
  default     = []
  description = "Keys with their values, each once for a label. A secret is never a value: give the versionless ID of the Key Vault secret that holds it (key_vault_secret_id). Who applies needs the role App Configuration Data Owner, and a way to the store."

  validation {
    condition     = alltrue([for item in var.keys : (item.value == null) != (item.key_vault_secret_id == null)])
    error_message = "A key has a value or a key_vault_secret_id, and not both."
  }

  validation {
    condition     = length(distinct([for item in var.keys : join("@", compact([item.key, item.label]))])) == length(var.keys)
    error_message = "A key stands there once for each label."
  }

  validation {
    condition     = alltrue([for item in var.keys : length(item.key) > 0 && !can(regex("%|^[.]{1,2}$|^[.]appconfig[.]featureflag/", item.key))])
    error_message = "A key must not be empty, \".\" or \"..\" nor hold a percent sign; feature flags have an input of their own."
  }
}

variable "feature_flags" {
  type = list(object({
    name        = string
    label       = optional(string)
    description = optional(string)
    enabled     = optional(bool, false)
    percentage  = optional(number)
    targeting = optional(object({
      default_percentage = number
      users              = optional(list(string), [])
      groups             = optional(map(number), {})
    }))
    time_window = optional(object({
      start = optional(string)
      end   = optional(string)
    }))
  }))
  default     = []
  description = "Feature flags, each once for a label. One that is enabled may be so for a percentage of requests only, for users and percentages of groups (targeting), or between two times such as 2030-01-31T08:00:00Z."

  validation {
    condition     = length(distinct([for item in var.feature_flags : join("@", compact([item.name, item.label]))])) == length(var.feature_flags)
    error_message = "A flag stands there once for each label."
  }

  validation {
    condition     = alltrue([for item in var.feature_flags : can(regex("^[^%:]+$", item.name))])
    error_message = "The name of a flag must not be empty nor hold a percent sign or a colon."
  }

  validation {
    condition = alltrue(flatten([
      for item in var.feature_flags : [
        for percentage in concat(
          item.percentage == null ? [] : [item.percentage],
          item.targeting == null ? [] : concat([item.targeting.default_percentage], values(item.targeting.groups)),
        ) : percentage >= 0 && percentage <= 100
      ]
    ]))
    error_message = "A percentage must be 0 to 100."
  }

  validation {
    condition = alltrue(flatten([
      for item in var.feature_flags : item.time_window == null ? [] : [
        for time in compact([item.time_window.start, item.time_window.end]) : can(timeadd(time, "0s"))
      ]
    ]))
    error_message = "A time must be written as in RFC 3339, such as 2030-01-31T08:00:00Z."
  }
}

variable "local_auth_enabled" {
  type        = bool
  default     = false
  description = "Whether access keys open the store. Without them clients need a Microsoft Entra identity with the role App Configuration Data Reader."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the store is reached from outside of private endpoints. It has no rules for the network: it is then reached from everywhere."
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the store, and the private DNS zones that know it (privatelink.azconfig.io, in China privatelink.azconfig.azure.cn)."
}

variable "customer_managed_key" {
  type = object({
    key_vault_key_id          = string
    user_assigned_identity_id = string
    identity_client_id        = string
  })
  default     = null
  description = "Versionless ID of the Key Vault key that encrypts the store, and the identity that may use it with its client ID. By default a key of Microsoft."
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
