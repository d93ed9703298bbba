variable "name" {
  type        = string
  description = "Name of the namespace, unique in all of Azure: 6 to 50 letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 6 to 50 letters, digits and hyphens, start with a letter and end with a letter or a digit."
  }
}

variable "location" {
  type        = string
  description = "Region of the namespace, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group that the namespace lives in."
}

variable "sku" {
  type        = string
  default     = "Standard"
  description = "Standard, or Premium with machines of its own. Changing from one to the other means a new namespace."

  validation {
    condition     = contains(["Standard", "Premium"], var.sku)
    error_message = "The SKU must be Standard or Premium; Basic knows neither private endpoints nor consumer groups."
  }
}

variable "capacity" {
  type        = number
  default     = 1
  description = "Throughput units of a Standard namespace, 1 to 40, or processing units of a Premium one: 1, 2, 4, 8, 12 or 16."

  validation {
    condition     = contains(var.sku == "Premium" ? [1, 2, 4, 8, 12, 16] : range(1, 41), var.capacity)
    error_message = "The capacity must be a whole number from 1 to 40; of a Premium namespace 1, 2, 4, 8, 12 or 16."
  }
}

variable "maximum_capacity" {
  type        = number
  default     = null
  description = "Throughput units up to which a Standard namespace grows by itself, at most 40. It never shrinks by itself, and does not grow by default."

  validation {
    condition     = var.maximum_capacity == null ? true : var.sku == "Standard" && var.maximum_capacity >= var.capacity && var.maximum_capacity <= 40
    error_message = "A Standard namespace grows from its capacity up to 40 throughput units; a Premium one does not grow by itself."
  }
}

variable "hubs" {
  type = map(object({
    partition_count        = optional(number, 4)
    retention_hours        = optional(number, 24)
    compacted              = optional(bool, false)
    consumer_groups        = optional(list(string), [])
    capture_container_name = optional(string)
  }))
  default     = {}
  description = "Hubs by name: how many consumers can read at once (partition_count, which never shrinks and in a Standard namespace never changes), how long events are kept, or with compacted how long the mark of a deleted key is, who reads, and the blob container that events are captured in."

  validation {
    condition     = alltrue([for name in keys(var.hubs) : can(regex("^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,254}[a-zA-Z0-9])?$", name))])
    error_message = "The name of a hub must have 1 to 256 letters, digits, dots, hyphens and underscores, and start and end with a letter or a digit."
  }

  validation {
    condition     = alltrue([for hub in var.hubs : contains(range(1, var.sku == "Premium" ? 101 : 33), hub.partition_count)])
    error_message = "A hub has 1 to 32 partitions, in a Premium namespace up to 100."
  }

  validation {
    condition     = alltrue([for hub in var.hubs : hub.retention_hours >= 1 && hub.retention_hours <= (var.sku == "Premium" ? 2160 : 168)])
    error_message = "Events are kept for 1 to 168 hours, in a Premium namespace up to 2160."
  }

  validation {
    condition = alltrue(flatten([
      for hub in var.hubs : [for group in hub.consumer_groups : can(regex("^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,48}[a-zA-Z0-9])?$", group))]
    ]))
    error_message = "The name of a consumer group must have 1 to 50 letters, digits, dots, hyphens and underscores; $Default is there already."
  }

  validation {
    condition     = var.capture != null || alltrue([for hub in var.hubs : hub.capture_container_name == null])
    error_message = "A hub with capture_container_name needs capture, which says where the container is."
  }
}

variable "capture" {
  type = object({
    storage_account_id        = string
    user_assigned_identity_id = string
    interval_seconds          = optional(number, 300)
    size_limit_mb             = optional(number, 300)
  })
  default     = null
  description = "Storage account that takes the events of hubs with a capture_container_name, and the identity that writes them, which needs the role Storage Blob Data Contributor there. A file is closed after interval_seconds or size_limit_mb, whichever comes first."

  validation {
    condition = var.capture == null ? true : alltrue([
      var.capture.interval_seconds >= 60, var.capture.interval_seconds <= 900, var.capture.size_limit_mb >= 10, var.capture.size_limit_mb <= 500,
    ])
    error_message = "A file is closed after 60 to 900 seconds or 10 to 500 MB."
  }
}

variable "local_authentication_enabled" {
  type        = bool
  default     = false
  description = "Whether shared keys open the namespace. Without them clients need a Microsoft Entra identity with a role such as Azure Event Hubs Data Receiver."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the namespace is reached from outside of private endpoints: from allowed_ip_ranges and allowed_subnet_ids, or from everywhere when neither is given."
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
  description = "IDs of subnets that may connect through their service endpoint for Microsoft.EventHub."

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
  description = "Subnet that gets a private address of the namespace, and the private DNS zones that know it (privatelink.servicebus.windows.net, in China privatelink.servicebus.chinacloudapi.cn)."
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
