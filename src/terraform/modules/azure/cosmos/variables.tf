variable "name" {
  type        = string
  description = "Name of the account, unique in all of Azure: 3 to 44 lower-case letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,42}[a-z0-9]$", var.name))
    error_message = "The name must have 3 to 44 lower-case letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Region that is written to, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group that the account lives in."
}

variable "zone_redundant" {
  type        = bool
  default     = false
  description = "Whether the region that is written to keeps copies in several availability zones. Not every region has them, and it cannot be changed later."
}

variable "secondary_locations" {
  type = list(object({
    location       = string
    zone_redundant = optional(bool, false)
  }))
  default     = []
  description = "Further regions that hold a copy, in the order in which they take over when a region fails."

  validation {
    condition     = length(distinct(concat([var.location], var.secondary_locations[*].location))) == length(var.secondary_locations) + 1
    error_message = "Name each region once; the one that is written to is not among the further ones."
  }
}

variable "multiple_write_locations_enabled" {
  type        = bool
  default     = false
  description = "Whether all regions are written to, not only the first."

  validation {
    condition     = !var.multiple_write_locations_enabled || length(var.secondary_locations) > 0
    error_message = "Writing to several regions needs secondary_locations."
  }
}

variable "consistency_level" {
  type        = string
  default     = "Session"
  description = "What a reader may see of writes that are under way: Strong, BoundedStaleness, Session, ConsistentPrefix or Eventual."

  validation {
    condition     = contains(["Strong", "BoundedStaleness", "Session", "ConsistentPrefix", "Eventual"], var.consistency_level)
    error_message = "The level must be one of Strong, BoundedStaleness, Session, ConsistentPrefix, Eventual."
  }

  validation {
    condition     = var.consistency_level != "Strong" || !var.multiple_write_locations_enabled
    error_message = "An account that is written to in several regions cannot be Strong."
  }
}

variable "max_staleness_seconds" {
  type        = number
  default     = 300
  description = "Seconds by which a reader may lag behind with BoundedStaleness, 5 to 86400; from 300 with several regions."

  validation {
    condition     = var.max_staleness_seconds >= (length(var.secondary_locations) > 0 ? 300 : 5) && var.max_staleness_seconds <= 86400
    error_message = "The lag must be 5 to 86400 seconds, and at least 300 with several regions."
  }
}

variable "max_staleness_operations" {
  type        = number
  default     = 100000
  description = "Writes by which a reader may lag behind with BoundedStaleness, 10 to 2147483647; from 100000 with several regions."

  validation {
    condition     = var.max_staleness_operations >= (length(var.secondary_locations) > 0 ? 100000 : 10) && var.max_staleness_operations <= 2147483647
    error_message = "The lag must be 10 to 2147483647 writes, and at least 100000 with several regions."
  }
}

variable "backup_policy_type" {
  type        = string
  default     = "Continuous"
  description = "How the account is backed up: Continuous, to be restored to any second of the last days, or Periodic, to be restored by Microsoft's support. Going back to Periodic means a new account."

  validation {
    condition     = contains(["Continuous", "Periodic"], var.backup_policy_type)
    error_message = "The backup policy must be Continuous or Periodic."
  }
}

variable "backup_tier" {
  type        = string
  default     = "Continuous7Days"
  description = "How far back a continuous backup reaches: Continuous7Days, which is free of charge, or Continuous30Days."

  validation {
    condition     = contains(["Continuous7Days", "Continuous30Days"], var.backup_tier)
    error_message = "The tier must be Continuous7Days or Continuous30Days."
  }
}

variable "backup_interval_minutes" {
  type        = number
  default     = 240
  description = "Minutes between two periodic backups, 60 to 1440."

  validation {
    condition     = var.backup_interval_minutes >= 60 && var.backup_interval_minutes <= 1440
    error_message = "The interval must be 60 to 1440 minutes."
  }
}

variable "backup_retention_hours" {
  type        = number
  default     = 24
  description = "Hours for which a periodic backup is kept, 8 to 720."

  validation {
    condition     = var.backup_retention_hours >= 8 && var.backup_retention_hours <= 720
    error_message = "Backups are kept for 8 to 720 hours."
  }
}

variable "backup_storage_redundancy" {
  type        = string
  default     = "Geo"
  description = "Where periodic backups are kept: Geo (in the paired region too), Zone or Local."

  validation {
    condition     = contains(["Geo", "Zone", "Local"], var.backup_storage_redundancy)
    error_message = "The redundancy must be Geo, Zone or Local."
  }
}

variable "capabilities" {
  type        = set(string)
  default     = []
  description = "Capabilities such as EnableServerless or EnableNoSQLVectorSearch. Most can only be chosen when the account is made."

  validation {
    condition = length(setsubtract(var.capabilities, [
      "DeleteAllItemsByPartitionKey", "DisableRateLimitingResponses", "EnableFabricNetworkAclBypass", "EnableNoSQLFullTextSearch",
      "EnableNoSQLVectorSearch", "EnablePartialUniqueIndex", "EnableServerless", "EnableTtlOnCustomPath", "EnableUniqueCompoundNestedDocs",
    ])) == 0
    error_message = "The capabilities of an account for NoSQL are DeleteAllItemsByPartitionKey, DisableRateLimitingResponses, EnableFabricNetworkAclBypass, EnableNoSQLFullTextSearch, EnableNoSQLVectorSearch, EnablePartialUniqueIndex, EnableServerless, EnableTtlOnCustomPath and EnableUniqueCompoundNestedDocs."
  }
}

variable "throughput_limit" {
  type        = number
  default     = null
  description = "Request units per second that all databases and containers together may be given, as a limit to what the account can cost. None by default."

  validation {
    condition     = var.throughput_limit == null ? true : var.throughput_limit >= 400
    error_message = "The limit must be at least 400 request units per second."
  }
}

variable "burst_capacity_enabled" {
  type        = bool
  default     = false
  description = "Whether a container may use the request units that it left unused in the last five minutes."
}

variable "partition_merge_enabled" {
  type        = bool
  default     = false
  description = "Whether partitions that became small can be merged."
}

variable "local_authentication_enabled" {
  type        = bool
  default     = false
  description = "Whether account keys open the account. Without them clients need a Microsoft Entra identity with a role of the account (see the module cosmosdb)."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the account is reached from outside of private endpoints: from allowed_ip_ranges and allowed_subnet_ids, or from everywhere when neither is given."
}

variable "allowed_ip_ranges" {
  type        = list(string)
  default     = []
  description = "Public IPv4 addresses and address blocks that may connect."

  validation {
    condition     = length(var.allowed_ip_ranges) == 0 || var.public_network_access_enabled
    error_message = "Address blocks have no use without public_network_access_enabled."
  }

  validation {
    condition = alltrue([
      for range in var.allowed_ip_ranges : can(cidrhost(strcontains(range, "/") ? range : "${range}/32", 0)) && !endswith(range, "/0")
    ])
    error_message = "Each entry must be an address such as 203.0.113.7 or a block such as 203.0.113.0/24; a block of /0 would let everyone in."
  }
}

variable "allowed_subnet_ids" {
  type        = list(string)
  default     = []
  description = "IDs of subnets that may connect through their service endpoint for Microsoft.AzureCosmosDB."

  validation {
    condition     = length(var.allowed_subnet_ids) == 0 || var.public_network_access_enabled
    error_message = "Service endpoints lead to the public address: they have no use without public_network_access_enabled."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the account, and the private DNS zones that know it (privatelink.documents.azure.com, in China privatelink.documents.azure.cn)."
}

variable "customer_managed_key" {
  type = object({
    key_vault_key_id          = string
    user_assigned_identity_id = string
  })
  default     = null
  description = "Versionless ID of the Key Vault key that encrypts the data, and the identity that may use it. By default a key of Microsoft. Cannot be changed later."
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
