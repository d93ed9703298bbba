variable "name" {
  type        = string
  description = "Name of the account, unique in all of Azure: 3 to 24 lower-case letters and digits."

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.name))
    error_message = "The name must have 3 to 24 lower-case letters and digits, and nothing else."
  }
}

variable "location" {
  type        = string
  description = "Region of the account, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group that the account lives in."
}

variable "account_tier" {
  type        = string
  default     = "Standard"
  description = "Standard, or Premium for block blobs on faster disks. Cannot be changed later."

  validation {
    condition     = contains(["Standard", "Premium"], var.account_tier)
    error_message = "The tier must be Standard or Premium."
  }
}

variable "replication_type" {
  type        = string
  default     = "ZRS"
  description = "Where copies are kept: ZRS in three zones of the region, LRS in one data centre (for a region without zones), GRS and GZRS in the paired region too, RAGRS and RAGZRS to be read there."

  validation {
    condition     = contains(var.account_tier == "Premium" ? ["LRS", "ZRS"] : ["LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS"], var.replication_type)
    error_message = "The replication must be LRS, ZRS, GRS, RAGRS, GZRS or RAGZRS; of these a Premium account has LRS and ZRS."
  }
}

variable "access_tier" {
  type        = string
  default     = "Hot"
  description = "Tier of blobs that are written without one: Hot, Cool or Cold. A Premium account has none."

  validation {
    condition     = contains(["Hot", "Cool", "Cold"], var.access_tier)
    error_message = "The tier must be Hot, Cool or Cold."
  }
}

variable "hierarchical_namespace_enabled" {
  type        = bool
  default     = false
  description = "Whether blobs lie in real directories (Data Lake Storage). Such an account keeps no versions, and it cannot be changed later."
}

variable "containers" {
  type = map(object({
    cool_after_days = optional(number)
    expiration_days = optional(number)
    metadata        = optional(map(string), {})
  }))
  default     = {}
  description = "Private containers by name. Blobs of a container that nobody wrote to become Cool after cool_after_days and are deleted after expiration_days; by default neither."

  validation {
    condition     = alltrue([for name in keys(var.containers) : can(regex("^[a-z0-9](-?[a-z0-9]){2,62}$", name))])
    error_message = "The name of a container must have 3 to 63 lower-case letters, digits and single hyphens, and neither start nor end with a hyphen."
  }

  validation {
    condition = alltrue(flatten([
      for container in var.containers : [for days in [container.cool_after_days, container.expiration_days] : days == null ? true : days >= 1 && days <= 99999]
    ]))
    error_message = "Blobs become Cool or are deleted after 1 to 99999 days."
  }

  validation {
    condition     = var.account_tier != "Premium" || alltrue([for container in var.containers : container.cool_after_days == null])
    error_message = "Blobs of a Premium account do not become Cool."
  }
}

variable "versioning_enabled" {
  type        = bool
  default     = true
  description = "Whether a blob that is overwritten or deleted keeps its old versions."
}

variable "noncurrent_version_expiration_days" {
  type        = number
  default     = 30
  description = "Days after which an old version or a snapshot of a blob is deleted for good. Null keeps them for ever."

  validation {
    condition     = var.noncurrent_version_expiration_days == null ? true : var.noncurrent_version_expiration_days >= 1 && var.noncurrent_version_expiration_days <= 99999
    error_message = "Old versions are kept for 1 to 99999 days."
  }
}

variable "soft_delete_retention_days" {
  type        = number
  default     = 14
  description = "Days for which deleted blobs and containers can be brought back, 1 to 365."

  validation {
    condition     = var.soft_delete_retention_days >= 1 && var.soft_delete_retention_days <= 365
    error_message = "Deleted blobs are kept for 1 to 365 days."
  }
}

variable "point_in_time_restore_days" {
  type        = number
  default     = null
  description = "Days back to which all block blobs can be restored at once; fewer than soft_delete_retention_days. Not by default, because the change feed that it needs costs money."

  validation {
    condition     = var.point_in_time_restore_days == null ? true : var.point_in_time_restore_days >= 1 && var.point_in_time_restore_days < var.soft_delete_retention_days
    error_message = "The days must be at least 1 and fewer than soft_delete_retention_days."
  }

  validation {
    condition     = var.point_in_time_restore_days == null || (var.versioning_enabled && !var.hierarchical_namespace_enabled && var.account_tier == "Standard")
    error_message = "Restoring to a point in time needs versions (versioning_enabled), a Standard account and no hierarchical namespace."
  }
}

variable "cors_rules" {
  type = list(object({
    allowed_origins = list(string)
    allowed_methods = list(string)
    allowed_headers = optional(list(string), ["*"])
    exposed_headers = optional(list(string), ["*"])
    max_age_seconds = optional(number, 300)
  }))
  default     = []
  description = "Web pages of other origins that may use the blobs from a browser: origins such as https://example.com, and methods (GET, PUT, POST, PATCH, DELETE, HEAD, MERGE, OPTIONS)."

  validation {
    condition = alltrue(flatten([
      for rule in var.cors_rules : [
        for method in rule.allowed_methods : contains(["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "MERGE", "OPTIONS"], method)
      ]
    ]))
    error_message = "The methods must be GET, PUT, POST, PATCH, DELETE, HEAD, MERGE or OPTIONS."
  }
}

variable "shared_access_key_enabled" {
  type        = bool
  default     = false
  description = "Whether account keys, and signatures made with them, open the account. Without them clients need a Microsoft Entra identity with a role such as Storage Blob Data Contributor."
}

variable "infrastructure_encryption_enabled" {
  type        = bool
  default     = false
  description = "Whether the data is encrypted a second time, below the account. Cannot be changed later."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the account is reached from outside of private endpoints: from allowed_ip_ranges and allowed_subnet_ids, or from everywhere when neither is given. Containers stay private in any case."
}

variable "allowed_ip_ranges" {
  type        = list(string)
  default     = []
  description = "Public IPv4 addresses and address blocks (up to /30) that may connect."

  validation {
    condition     = length(var.allowed_ip_ranges) == 0 || var.public_network_access_enabled
    error_message = "Address blocks have no use without public_network_access_enabled."
  }

  validation {
    condition = alltrue([
      for range in var.allowed_ip_ranges : can(cidrhost(strcontains(range, "/") ? range : "${range}/32", 0)) && !can(regex("/(0|31|32)$", range))
    ])
    error_message = "Each entry must be an address such as 203.0.113.7 or a block such as 203.0.113.0/24, of /1 to /30."
  }
}

variable "allowed_subnet_ids" {
  type        = list(string)
  default     = []
  description = "IDs of subnets that may connect through their service endpoint for Microsoft.Storage."

  validation {
    condition     = length(var.allowed_subnet_ids) == 0 || var.public_network_access_enabled
    error_message = "Service endpoints lead to the public address: they have no use without public_network_access_enabled."
  }
}

variable "private_endpoints" {
  type = map(object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  }))
  default     = {}
  description = "Subnets that get a private address of the account, by service (blob, dfs, file, queue, table, web), and the private DNS zones that know it (for blob privatelink.blob.core.windows.net, in China privatelink.blob.core.chinacloudapi.cn)."

  validation {
    condition     = alltrue([for service in keys(var.private_endpoints) : contains(["blob", "dfs", "file", "queue", "table", "web"], service)])
    error_message = "The services of an account are blob, dfs, file, queue, table and web."
  }
}

variable "customer_managed_key" {
  type = object({
    key_vault_key_id          = string
    user_assigned_identity_id = string
  })
  default     = null
  description = "Versionless ID of the Key Vault key that encrypts the data, and the identity that may use it. By default a key of Microsoft."
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
