variable "name" {
  type        = string
  description = "Name of the namespace, unique in all of Azure: 6 to 50 letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]$", var.name)) && !can(regex("(-sb|-mgmt)$", var.name))
    error_message = "The name must have 6 to 50 letters, digits and hyphens, start with a letter and end with a letter or a digit, but not with -sb or -mgmt."
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
  default     = "Premium"
  description = "Premium, with machines of its own and a network of its own, or Standard, which is cheaper by far but always public (public_network_access_enabled). Changing from one to the other means a new namespace."

  validation {
    condition     = contains(["Standard", "Premium"], var.sku)
    error_message = "The SKU must be Standard or Premium; Basic knows no topics."
  }

  validation {
    condition     = var.sku == "Premium" || var.public_network_access_enabled
    error_message = "A Standard namespace is always public: say so with public_network_access_enabled, or take Premium."
  }
}

variable "capacity" {
  type        = number
  default     = 1
  description = "Messaging units of a Premium namespace: 1, 2, 4, 8 or 16."

  validation {
    condition     = contains([1, 2, 4, 8, 16], var.capacity)
    error_message = "The capacity must be 1, 2, 4, 8 or 16 messaging units."
  }
}

variable "partitions" {
  type        = number
  default     = 1
  description = "Partitions of a Premium namespace, over which its queues and topics are spread: 1, 2 or 4. Cannot be changed later."

  validation {
    condition     = contains([1, 2, 4], var.partitions) && var.capacity >= var.partitions
    error_message = "A namespace has 1, 2 or 4 partitions, and at least one messaging unit for each."
  }
}

variable "queues" {
  type = map(object({
    lock_duration              = optional(string, "PT1M")
    message_ttl                = optional(string, "P14D")
    max_delivery_count         = optional(number, 10)
    requires_session           = optional(bool, false)
    duplicate_detection_window = optional(string)
  }))
  default     = {}
  description = "Queues by name: how long a reader has for a message (lock_duration, at most PT5M), after which time or how many attempts it goes to the dead letters, whether messages come in sessions, and for how long a message that was sent twice is recognised. Sessions and duplicate detection cannot be changed later."

  validation {
    condition     = alltrue([for name in keys(var.queues) : can(regex("^[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,258}[a-zA-Z0-9])?$", name))])
    error_message = "The name of a queue must have 1 to 260 letters, digits, dots, hyphens, underscores and slashes, and start and end with a letter or a digit."
  }

  validation {
    condition = alltrue(flatten([
      for queue in var.queues : [
        for duration in compact([queue.lock_duration, queue.message_ttl, queue.duplicate_detection_window]) : can(regex("^P(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?$", duration))
      ]
    ]))
    error_message = "A duration must be written as in ISO 8601, such as PT30S or P14D."
  }

  validation {
    condition     = alltrue([for queue in var.queues : queue.max_delivery_count >= 1 && queue.max_delivery_count <= 2000])
    error_message = "A message is delivered 1 to 2000 times before it goes to the dead letters."
  }
}

variable "topics" {
  type = map(object({
    message_ttl                = optional(string, "P14D")
    support_ordering           = optional(bool, false)
    duplicate_detection_window = optional(string)
    subscriptions = optional(map(object({
      lock_duration      = optional(string, "PT1M")
      message_ttl        = optional(string, "P14D")
      max_delivery_count = optional(number, 10)
      requires_session   = optional(bool, false)
      sql_filter         = optional(string)
    })), {})
  }))
  default     = {}
  description = "Topics and their subscriptions by name; what they share with queues means the same. A subscription with a sql_filter, such as region = 'eu', gets only the messages that it matches. The rule $Default, which admits everything, gives way when the filter is added."

  validation {
    condition     = alltrue([for name in keys(var.topics) : can(regex("^[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,258}[a-zA-Z0-9])?$", name))])
    error_message = "The name of a topic must have 1 to 260 letters, digits, dots, hyphens, underscores and slashes, and start and end with a letter or a digit."
  }

  validation {
    condition = alltrue(flatten([
      for topic in var.topics : [for name in keys(topic.subscriptions) : can(regex("^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,48}[a-zA-Z0-9])?$", name))]
    ]))
    error_message = "The name of a subscription must have 1 to 50 letters, digits, dots, hyphens and underscores, and start and end with a letter or a digit."
  }

  validation {
    condition = alltrue(flatten([
      for topic in var.topics : [
        for duration in compact(concat(
          [topic.message_ttl, topic.duplicate_detection_window],
          flatten([for subscription in topic.subscriptions : [subscription.lock_duration, subscription.message_ttl]]),
        )) : can(regex("^P(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?$", duration))
      ]
    ]))
    error_message = "A duration must be written as in ISO 8601, such as PT30S or P14D."
  }

  validation {
    condition = alltrue(flatten([
      for topic in var.topics : [
        for subscription in topic.subscriptions : subscription.max_delivery_count >= 1 && subscription.max_delivery_count <= 2000
      ]
    ]))
    error_message = "A message is delivered 1 to 2000 times before it goes to the dead letters."
  }
}

variable "local_auth_enabled" {
  type        = bool
  default     = false
  description = "Whether shared keys open the namespace. Without them clients need a Microsoft Entra identity with a role such as Azure Service Bus Data Receiver."
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
    condition     = length(var.allowed_ip_ranges) == 0 || var.sku == "Premium"
    error_message = "Only a Premium namespace has rules for the network."
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
  description = "IDs of subnets that may connect through their service endpoint for Microsoft.ServiceBus."

  validation {
    condition     = length(var.allowed_subnet_ids) == 0 || var.public_network_access_enabled
    error_message = "Service endpoints lead to the public address: they have no use without public_network_access_enabled."
  }

  validation {
    condition     = length(var.allowed_subnet_ids) == 0 || var.sku == "Premium"
    error_message = "Only a Premium namespace has rules for the network."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the namespace, and the private DNS zones that know it (privatelink.servicebus.windows.net, in China privatelink.servicebus.chinacloudapi.cn)."

  validation {
    condition     = var.private_endpoint == null || var.sku == "Premium"
    error_message = "Only a Premium namespace has private endpoints."
  }
}

variable "customer_managed_key" {
  type = object({
    key_vault_key_id          = string
    user_assigned_identity_id = string
  })
  default     = null
  description = "Versionless ID of the Key Vault key that encrypts the messages of a Premium namespace, and the identity that may use it. By default a key of Microsoft; going back to it means a new namespace."
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
