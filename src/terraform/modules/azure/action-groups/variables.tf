variable "name" {
  type        = string
  description = "What the names of the groups begin with."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-a-zA-Z0-9]{0,61}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 2 to 63 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the groups."
}

variable "processing_location" {
  type        = string
  default     = "global"
  description = "Where alerts are taken to their receivers: global, or one of the few locations of the service, such as swedencentral or germanywestcentral, where all that is known of them then stays."
}

variable "groups" {
  type = map(object({
    short_name     = optional(string)
    emails         = optional(map(string), {})
    phones         = optional(map(object({ country_code = string, number = string })), {})
    role_ids       = optional(map(string), {})
    webhooks       = optional(map(object({ secret_name = string, key = optional(string) })), {})
    entra_webhooks = optional(map(object({ uri = string, object_id = string, identifier_uri = optional(string) })), {})
  }))
  description = "Groups by name, each with its receivers under names of their own: mailboxes (emails), telephones that get a text (phones), everybody with a role in the subscription (role_ids: GUIDs of roles), addresses that take the common alert schema (webhooks: secret_name is the name of a secret in the key vault whose value is the address, or a JSON object with it under key; entra_webhooks: addresses that ask for a token of Entra). short_name, of at most 12 characters, is what a text message begins with."

  validation {
    condition     = alltrue([for name in keys(var.groups) : can(regex("^[a-zA-Z0-9]([-a-zA-Z0-9_]{0,178}[a-zA-Z0-9])?$", name))])
    error_message = "The name of a group must have 1 to 180 letters, digits, hyphens and underscores, and begin and end with a letter or digit."
  }

  validation {
    condition     = alltrue([for group in values(var.groups) : group.short_name == null ? true : length(group.short_name) >= 1 && length(group.short_name) <= 12])
    error_message = "A short name must have 1 to 12 characters."
  }

  validation {
    condition = alltrue([
      for group in values(var.groups) :
      length(distinct([for name in concat(keys(group.emails), keys(group.phones), keys(group.role_ids), keys(group.webhooks), keys(group.entra_webhooks)) : lower(name)]))
      == length(group.emails) + length(group.phones) + length(group.role_ids) + length(group.webhooks) + length(group.entra_webhooks)
    ])
    error_message = "The names of the receivers of a group must differ, whatever their case."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for address in values(group.emails) : can(regex("^[^\\s@,]+@[^\\s@,]+$", address))]]))
    error_message = "A mailbox is given by its address, such as platform@example.com."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for webhook in values(group.entra_webhooks) : startswith(webhook.uri, "https://")]]))
    error_message = "A webhook must have an address that begins with https://."
  }
}

variable "key_vault_id" {
  type        = string
  default     = null
  description = "ID of the key vault whose secrets are the addresses of webhooks."

  validation {
    condition     = var.key_vault_id != null || alltrue([for group in values(var.groups) : length(group.webhooks) == 0])
    error_message = "The addresses of webhooks are read from a key vault: give key_vault_id."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every group."
}
