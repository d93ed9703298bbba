variable "name" {
  type        = string
  description = "Name of the registry, unique in the whole cloud: 5 to 50 lower-case letters and digits."

  validation {
    condition     = can(regex("^[a-z0-9]{5,50}$", var.name))
    error_message = "The name must have 5 to 50 lower-case letters and digits."
  }
}

variable "location" {
  type        = string
  description = "Location that the images are kept in."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the registry."
}

variable "sku" {
  type        = string
  default     = "Premium"
  description = "Size of the registry: Basic, Standard or Premium. Only Premium can be closed to the internet."

  validation {
    condition     = contains(["Basic", "Standard", "Premium"], var.sku)
    error_message = "The size must be Basic, Standard or Premium."
  }
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the registry is reached from outside of private endpoints, as by hosted runners of CI: from allowed_ip_ranges, or from everywhere when none are given."

  validation {
    condition     = var.public_network_access_enabled || var.sku == "Premium"
    error_message = "Only a Premium registry can be closed to the internet: choose that sku, or set public_network_access_enabled."
  }
}

variable "allowed_ip_ranges" {
  type        = list(string)
  default     = []
  description = "Public IPv4 address blocks that may connect. Needs a Premium registry."

  validation {
    condition     = length(var.allowed_ip_ranges) == 0 || (var.public_network_access_enabled && var.sku == "Premium")
    error_message = "Address blocks have no use without public_network_access_enabled, and need a Premium registry."
  }

  validation {
    condition     = alltrue([for range in var.allowed_ip_ranges : can(cidrhost(range, 0)) && !endswith(range, "/0")])
    error_message = "Each entry must be a block such as 203.0.113.0/24 or 203.0.113.7/32; a block of /0 would let everyone in."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the registry, and the private DNS zones that know it (privatelink.azurecr.io, in China privatelink.azurecr.cn)."

  validation {
    condition     = var.private_endpoint == null || var.sku == "Premium"
    error_message = "A private endpoint needs a Premium registry."
  }
}

variable "zone_redundant" {
  type        = bool
  default     = false
  description = "Whether copies are kept in several availability zones. Needs a Premium registry and a location that has zones; it cannot be changed later."

  validation {
    condition     = !var.zone_redundant || var.sku == "Premium"
    error_message = "Copies in several zones need a Premium registry."
  }
}

variable "replicas" {
  type = map(object({
    zone_redundant  = optional(bool, true)
    routing_enabled = optional(bool, true)
  }))
  default     = {}
  description = "Further locations that hold a copy of all images, such as \"northeurope\", from which clients nearby pull: whether in several availability zones, and whether clients are sent there, which is taken back while it has trouble. Needs a Premium registry."

  validation {
    condition     = length(var.replicas) == 0 || var.sku == "Premium"
    error_message = "Copies in other locations need a Premium registry."
  }

  validation {
    condition     = alltrue([for location in keys(var.replicas) : can(regex("^[a-z0-9]+$", location)) && location != var.location])
    error_message = "A location is written as northeurope, without capitals and blanks, and that of the registry is not among the further ones."
  }
}

variable "customer_managed_key" {
  type = object({
    key_vault_key_id          = string
    user_assigned_identity_id = string
    identity_client_id        = string
  })
  default     = null
  description = "Versionless ID of the Key Vault key that encrypts the images, and the identity that may use it with its client ID. By default a key of Microsoft. Needs a Premium registry, and has to be said when that is made: Azure takes no key later, nor gives one up."

  validation {
    condition     = var.customer_managed_key == null || var.sku == "Premium"
    error_message = "A key of one's own needs a Premium registry."
  }
}

variable "untagged_retention_days" {
  type        = number
  default     = 30
  description = "Days after which a Premium registry deletes images that lost their last tag; 0 keeps them."

  validation {
    condition     = var.untagged_retention_days >= 0 && var.untagged_retention_days <= 365 && floor(var.untagged_retention_days) == var.untagged_retention_days
    error_message = "Untagged images are kept for 0 to 365 days."
  }
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
