variable "name" {
  type        = string
  description = "Name of the instance, unique in its region: 3 to 60 letters, digits and single hyphens."

  validation {
    condition     = can(regex("^[a-zA-Z0-9](-?[a-zA-Z0-9])*$", var.name)) && length(var.name) >= 3 && length(var.name) <= 60
    error_message = "The name must have 3 to 60 letters, digits and single hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Region of the instance, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group that the instance lives in."
}

variable "sku_name" {
  type        = string
  default     = "Balanced_B0"
  description = "Kind and size: Balanced_B0 (0.5 GB) to B1000, MemoryOptimized_M10 to M2000, ComputeOptimized_X3 to X700, FlashOptimized_A250 to A4500. A smaller one may mean a new instance."

  validation {
    condition     = can(regex("^(Balanced_B(0|1|3|5|10|20|50|100|150|250|350|500|700|1000)|MemoryOptimized_M(10|20|50|100|150|250|350|500|700|1000|1500|2000)|ComputeOptimized_X(3|5|10|20|50|100|150|250|350|500|700)|FlashOptimized_A(250|500|700|1000|1500|2000|4500))$", var.sku_name))
    error_message = "The SKU must be one of Managed Redis, such as Balanced_B1 or MemoryOptimized_M10."
  }
}

variable "high_availability_enabled" {
  type        = bool
  default     = true
  description = "Whether there is a replica, which takes over when the primary fails. Changing it means a new instance."
}

variable "clustering_policy" {
  type        = string
  default     = "OSSCluster"
  description = "How clients see the shards: OSSCluster (they know the cluster protocol, fastest), EnterpriseCluster (one address for all shards) or NoCluster. Changing it loses what is stored."

  validation {
    condition     = contains(["OSSCluster", "EnterpriseCluster", "NoCluster"], var.clustering_policy)
    error_message = "The policy must be OSSCluster, EnterpriseCluster or NoCluster."
  }
}

variable "eviction_policy" {
  type        = string
  default     = "VolatileLRU"
  description = "Which keys go when the memory is full: AllKeysLFU, AllKeysLRU, AllKeysRandom, VolatileLRU, VolatileLFU, VolatileTTL, VolatileRandom or NoEviction."

  validation {
    condition     = contains(["AllKeysLFU", "AllKeysLRU", "AllKeysRandom", "VolatileLRU", "VolatileLFU", "VolatileTTL", "VolatileRandom", "NoEviction"], var.eviction_policy)
    error_message = "The policy must be one of AllKeysLFU, AllKeysLRU, AllKeysRandom, VolatileLRU, VolatileLFU, VolatileTTL, VolatileRandom, NoEviction."
  }
}

variable "persistence_frequency" {
  type        = string
  default     = null
  description = "How often what is stored is written to disk: 1s (every write, to a log), 1h, 6h or 12h (as a whole). Not by default: a cache can be filled again."

  validation {
    condition     = contains(["1s", "1h", "6h", "12h", "never"], coalesce(var.persistence_frequency, "never"))
    error_message = "The frequency must be 1s, 1h, 6h or 12h."
  }
}

variable "redis_modules" {
  type        = set(string)
  default     = []
  description = "Modules of Redis: RedisBloom, RedisTimeSeries, RediSearch or RedisJSON. Changing them loses what is stored."

  validation {
    condition     = length(setsubtract(var.redis_modules, ["RedisBloom", "RedisTimeSeries", "RediSearch", "RedisJSON"])) == 0
    error_message = "The modules are RedisBloom, RedisTimeSeries, RediSearch and RedisJSON."
  }

  validation {
    condition     = !contains(var.redis_modules, "RediSearch") || (var.clustering_policy == "EnterpriseCluster" && var.eviction_policy == "NoEviction")
    error_message = "RediSearch needs the clustering policy EnterpriseCluster and the eviction policy NoEviction."
  }
}

variable "data_owners" {
  type        = map(string)
  default     = {}
  description = "Who may read and write: object IDs of users, groups or identities by a name of your choice."
}

variable "access_keys_authentication_enabled" {
  type        = bool
  default     = false
  description = "Whether access keys open the database. Without them clients need a Microsoft Entra identity that is among data_owners."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the instance is reached from outside of private endpoints. It has no rules for the network: it is then reached from everywhere."
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the instance, and the private DNS zones that know it (privatelink.redis.azure.net)."
}

variable "customer_managed_key" {
  type = object({
    key_vault_key_id          = string
    user_assigned_identity_id = string
  })
  default     = null
  description = "ID of the Key Vault key that encrypts the data on disk, and the identity that may use it. By default a key of Microsoft."
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
