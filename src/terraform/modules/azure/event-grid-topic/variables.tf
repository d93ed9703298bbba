variable "name" {
  type        = string
  description = "Name of the topic, unique in its region."

  validation {
    condition     = can(regex("^[-a-zA-Z0-9]{3,50}$", var.name))
    error_message = "The name must have 3 to 50 letters, digits and hyphens."
  }
}

variable "location" {
  type        = string
  description = "Region of the topic, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the topic."
}

variable "local_authentication_enabled" {
  type        = bool
  default     = false
  description = "Whether whoever has a key, which the state then holds, sends to the topic, beside identities with the role EventGrid Data Sender."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether events come from outside of a network, too: from allowed_ip_ranges, or from everywhere when none are given."
}

variable "allowed_ip_ranges" {
  type        = list(string)
  default     = []
  description = "Public IPv4 addresses and address blocks that may send."

  validation {
    condition     = length(var.allowed_ip_ranges) == 0 || var.public_network_access_enabled
    error_message = "Address blocks have no use without public_network_access_enabled."
  }

  validation {
    condition     = length(var.allowed_ip_ranges) <= 128 && alltrue([for range in var.allowed_ip_ranges : can(cidrhost(strcontains(range, "/") ? range : "${range}/32", 0)) && !endswith(range, "/0")])
    error_message = "Each of at most 128 entries must be an address such as 203.0.113.7 or a block such as 203.0.113.0/24; a block of /0 would let everyone in."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the topic, and the private DNS zones that know it (privatelink.eventgrid.azure.net, in China privatelink.eventgrid.azure.cn)."
}

variable "event_schema" {
  type        = string
  default     = "CloudEventSchemaV1_0"
  description = "How events are written: CloudEventSchemaV1_0, which is CloudEvents 1.0, or EventGridSchema. Another one means new ones."

  validation {
    condition     = contains(["CloudEventSchemaV1_0", "EventGridSchema"], var.event_schema)
    error_message = "Events are written as CloudEventSchemaV1_0 or EventGridSchema."
  }
}

variable "identity" {
  type = object({
    user_assigned_identity_id = string
  })
  default     = null
  description = "Identity with which events are delivered to queues, hubs and dead letters, to be made before the topic: Azure Service Bus Data Sender, Azure Event Hubs Data Sender, Storage Queue Data Message Sender and Storage Blob Data Contributor there."

  validation {
    condition     = var.identity != null || alltrue([for subscription in var.subscriptions : subscription.dead_letter == null && (subscription.function != null || subscription.webhook != null)])
    error_message = "Queues, hubs and dead letters are delivered to with an identity: give it in identity."
  }
}

variable "subscriptions" {
  type = map(object({
    service_bus_queue = optional(object({
      id = string
    }))
    service_bus_topic = optional(object({
      id = string
    }))
    event_hub = optional(object({
      id = string
    }))
    storage_queue = optional(object({
      storage_account_id  = string
      queue_name          = string
      message_ttl_seconds = optional(number)
    }))
    function = optional(object({
      id               = string
      batch_events_max = optional(number, 1)
      batch_size_kb    = optional(number, 64)
    }))
    webhook = optional(object({
      url               = string
      entra_application = string
      entra_tenant_id   = string
      batch_events_max  = optional(number, 1)
      batch_size_kb     = optional(number, 64)
    }))
    event_types            = optional(list(string))
    subject_begins_with    = optional(string)
    subject_ends_with      = optional(string)
    subject_case_sensitive = optional(bool, true)
    filters = optional(list(object({
      key    = string
      kind   = string
      values = optional(list(string), [])
      ranges = optional(list(object({
        min = number
        max = number
      })), [])
    })), [])
    headers = optional(map(object({
      value  = optional(string)
      source = optional(string)
    })), {})
    attempts_max      = optional(number, 30)
    event_ttl_minutes = optional(number, 1440)
    dead_letter = optional(object({
      storage_account_id = string
      container_name     = string
    }))
    expiration_time = optional(string)
    labels          = optional(list(string))
  }))
  default     = {}
  description = "Who gets which events, by name: a queue or topic of Service Bus, an event hub, a queue of a storage account, a function, or a webhook that asks for a token of Entra for entra_application. Of all events, or of event_types, subjects that begin or end with something, and filters, all of which have to be met: what of the event (key, such as data.size), how it is compared (kind, such as string_in or number_greater_than) and with what: values, or ranges of numbers for number_in_range and number_not_in_range. Headers of one's own have a value, or take it from the event. What could not be delivered within attempts_max and event_ttl_minutes is given up, unless dead_letter keeps it."

  validation {
    condition     = alltrue([for name in keys(var.subscriptions) : can(regex("^[-a-zA-Z0-9]{3,64}$", name))])
    error_message = "The name of a subscription has 3 to 64 letters, digits and hyphens."
  }

  validation {
    condition = alltrue([
      for subscription in var.subscriptions : length([
        for destination in [
          subscription.service_bus_queue == null, subscription.service_bus_topic == null, subscription.event_hub == null, subscription.storage_queue == null, subscription.function == null, subscription.webhook == null,
        ] : destination if !destination
      ]) == 1
    ])
    error_message = "A subscription delivers to one place: service_bus_queue, service_bus_topic, event_hub, storage_queue, function or webhook."
  }

  validation {
    condition     = alltrue([for subscription in var.subscriptions : subscription.webhook == null ? true : can(regex("^https://[^?#@]+$", subscription.webhook.url))])
    error_message = "A webhook is an address that begins with https:// and has no query, where secrets would be: Entra says who calls."
  }

  validation {
    condition     = alltrue([for subscription in var.subscriptions : subscription.attempts_max >= 1 && subscription.attempts_max <= 30 && subscription.event_ttl_minutes >= 1 && subscription.event_ttl_minutes <= 1440])
    error_message = "There are 1 to 30 attempts, within 1 to 1440 minutes."
  }

  validation {
    condition = alltrue(flatten([
      for subscription in var.subscriptions : [
        for filter in subscription.filters : contains(["number_in_range", "number_not_in_range"], filter.kind) ? length(filter.values) == 0 && length(filter.ranges) > 0 && alltrue([for range in filter.ranges : range.min <= range.max]) : length(filter.ranges) == 0 && (
          contains(["is_not_null", "is_null_or_undefined"], filter.kind) ? length(filter.values) == 0 : contains(
            ["bool_equals", "number_greater_than", "number_greater_than_or_equals", "number_less_than", "number_less_than_or_equals"], filter.kind,
            ) ? length(filter.values) == 1 : length(filter.values) > 0 && contains(
            ["number_in", "number_not_in", "string_begins_with", "string_contains", "string_ends_with", "string_in", "string_not_begins_with", "string_not_contains", "string_not_ends_with", "string_not_in"], filter.kind,
        ))
      ]
    ]))
    error_message = "A filter is is_not_null or is_null_or_undefined, without values; bool_equals, number_greater_than, number_greater_than_or_equals, number_less_than or number_less_than_or_equals, with one; or number_in, number_not_in, string_begins_with, string_contains, string_ends_with, string_in or one of these with string_not_, with some; or number_in_range or number_not_in_range, with ranges whose min is no more than their max."
  }

  validation {
    condition     = alltrue([for subscription in var.subscriptions : sum(concat([0], [for filter in subscription.filters : max(1, length(filter.values), length(filter.ranges))])) <= 25])
    error_message = "The filters of a subscription have at most 25 values together."
  }

  validation {
    condition     = alltrue(flatten([for subscription in var.subscriptions : [for header in subscription.headers : (header.value == null) != (header.source == null)]]))
    error_message = "A header has a value, or takes it from the event (source, such as data.id)."
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
