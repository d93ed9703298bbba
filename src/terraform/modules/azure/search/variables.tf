variable "name" {
  type        = string
  description = "Name of the service, unique in all of Azure."

  validation {
    condition     = can(regex("^[a-z0-9]{2}(-?[a-z0-9])*$", var.name)) && length(var.name) <= 60
    error_message = "The name must have 2 to 60 lower-case letters, digits and single hyphens, begin with two letters or digits and not end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Region of the service, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the service."
}

variable "sku" {
  type        = string
  default     = "standard"
  description = "Tier: basic, standard, standard2, standard3, storage_optimized_l1, storage_optimized_l2, or free, which has neither private addresses nor rules. Down from one, or to free, means a new service."

  validation {
    condition     = contains(["basic", "free", "standard", "standard2", "standard3", "storage_optimized_l1", "storage_optimized_l2"], var.sku)
    error_message = "The tier must be basic, standard, standard2, standard3, storage_optimized_l1, storage_optimized_l2 or free."
  }
}

variable "replica_count" {
  type        = number
  default     = null
  description = "Copies that answer, 1 to 12 (basic: 3, free: 1). Azure promises that one of two can be read, and one of three written. By default two in protected environments, and one elsewhere."

  validation {
    condition     = var.replica_count == null ? true : var.replica_count >= 1 && var.replica_count <= lookup({ basic = 3, free = 1 }, var.sku, 12) && floor(var.replica_count) == var.replica_count
    error_message = "There are 1 to 12 copies, 3 at most of basic and one of free."
  }
}

variable "protected_environment" {
  type        = bool
  default     = false
  description = "Whether there are two copies unless replica_count says otherwise."
}

variable "partition_count" {
  type        = number
  default     = 1
  description = "Parts that the indexes are divided into: 1, 2, 3, 4, 6 or 12 (basic: 3, free: 1)."

  validation {
    condition     = contains([1, 2, 3, 4, 6, 12], var.partition_count) && var.partition_count <= lookup({ basic = 3, free = 1, standard3 = var.high_density_enabled ? 3 : 12 }, var.sku, 12)
    error_message = "There are 1, 2, 3, 4, 6 or 12 parts, 3 at most of basic and of high density, and one of free."
  }
}

variable "high_density_enabled" {
  type        = bool
  default     = false
  description = "Whether it holds many small indexes, of the tier standard3. Another value means a new service."

  validation {
    condition     = !var.high_density_enabled || var.sku == "standard3"
    error_message = "Many small indexes are for the tier standard3."
  }
}

variable "semantic_search_sku" {
  type        = string
  default     = null
  description = "Whether results are put in order by what they mean: free, up to a number of requests a month, or standard. By default not at all."

  validation {
    condition     = var.semantic_search_sku == null ? true : contains(["free", "standard"], var.semantic_search_sku) && var.sku != "free"
    error_message = "The tier of semantic search is free or standard, and the service is not free."
  }
}

variable "local_authentication_enabled" {
  type        = bool
  default     = false
  description = "Whether clients may show a key, which the state then holds, beside identities."
}

variable "identity" {
  type = object({
    user_assigned_identity_id = string
  })
  default     = null
  description = "Identity that it takes on beside its own, such as one that has its roles before the service is there."
}

variable "customer_managed_key_required" {
  type        = bool
  default     = false
  description = "Whether indexes that no key of one's own encrypts count as a violation. The keys are named by the indexes themselves."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the service is reached from outside of a network: from allowed_ip_ranges, or from everywhere when none are given."

  validation {
    condition     = var.public_network_access_enabled || var.sku != "free"
    error_message = "A free service is reached from everywhere: it has no private address."
  }
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
    condition     = alltrue([for range in var.allowed_ip_ranges : can(cidrhost(strcontains(range, "/") ? range : "${range}/32", 0)) && !endswith(range, "/0")])
    error_message = "Each entry must be an address such as 203.0.113.7 or a block such as 203.0.113.0/24; a block of /0 would let everyone in."
  }
}

variable "trusted_services_allowed" {
  type        = bool
  default     = false
  description = "Whether services of Azure that have an identity with a role here get past the rules, such as AI services that search."
}

variable "shared_private_links" {
  type = map(object({
    target_resource_id = string
    subresource_name   = string
    request_message    = optional(string)
  }))
  default     = {}
  description = "Private ways from the service to what it indexes or asks, by name: the ID of the resource, what of it (blob, Sql, sqlServer, vault, openai_account and the like), and a word for who has to approve it there."

  validation {
    condition     = alltrue([for name, link in var.shared_private_links : can(regex("^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,78}[a-zA-Z0-9_])?$", name)) && can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/.+", link.target_resource_id))])
    error_message = "A private link has a name of up to 80 letters, digits, hyphens, dots and underscores, and leads to the ID of a resource."
  }

  validation {
    condition     = length(var.shared_private_links) == 0 || var.sku != "free"
    error_message = "A free service has no private links."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the service, and the private DNS zones that know it (privatelink.search.windows.net, in China privatelink.search.azure.cn)."

  validation {
    condition     = var.private_endpoint == null || var.sku != "free"
    error_message = "A free service has no private address."
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
