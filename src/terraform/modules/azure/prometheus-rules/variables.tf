variable "name" {
  type        = string
  description = "What the names of the groups begin with."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-a-zA-Z0-9]{0,61}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 2 to 63 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Location of the workspace: the rules are evaluated there."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the rules."
}

variable "workspace_id" {
  type        = string
  description = "ID of the Azure Monitor workspace whose metrics the rules read."
}

variable "cluster_name" {
  type        = string
  default     = null
  description = "Name of the one cluster whose metrics the rules read. By default they read those of all clusters that send to the workspace."
}

variable "groups" {
  type = map(object({
    description      = optional(string)
    interval_minutes = optional(number, 1)
    rules = list(object({
      alert                  = optional(string)
      record                 = optional(string)
      expression             = string
      for_minutes            = optional(number, 0)
      severity               = optional(number, 2)
      labels                 = optional(map(string), {})
      annotations            = optional(map(string), {})
      action_group_ids       = optional(list(string), [])
      resolved_after_minutes = optional(number, 5)
    }))
  }))
  description = "Groups of rules by name, each evaluated in its order every interval_minutes: what is recorded (record) or fires (alert), by an expression of PromQL. An alert has the severity 0 (critical) to 4 (verbose), lasts for_minutes before it fires, goes to action_group_ids, and is over when its condition has not held for resolved_after_minutes."

  validation {
    condition     = alltrue([for name in keys(var.groups) : can(regex("^[a-zA-Z0-9]([-a-zA-Z0-9._]{0,178}[a-zA-Z0-9])?$", name))])
    error_message = "The name of a group must have 1 to 180 letters, digits, hyphens, dots and underscores, and begin and end with a letter or digit."
  }

  validation {
    condition     = alltrue([for group in values(var.groups) : length(group.rules) >= 1 && length(group.rules) <= 20])
    error_message = "A group must have 1 to 20 rules."
  }

  validation {
    condition     = alltrue([for group in values(var.groups) : group.interval_minutes >= 1 && group.interval_minutes <= 15 && floor(group.interval_minutes) == group.interval_minutes])
    error_message = "A group is evaluated every 1 to 15 minutes."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for rule in group.rules : (rule.alert == null) != (rule.record == null)]]))
    error_message = "A rule either fires an alert or records something: give it alert or record."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for rule in group.rules : contains([0, 1, 2, 3, 4], rule.severity)]]))
    error_message = "The severity of an alert is a number from 0, critical, to 4, verbose."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for rule in group.rules : rule.for_minutes >= 0 && floor(rule.for_minutes) == rule.for_minutes && rule.resolved_after_minutes >= 1 && floor(rule.resolved_after_minutes) == rule.resolved_after_minutes]]))
    error_message = "Times are whole minutes: for_minutes from 0, resolved_after_minutes from 1."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for rule in group.rules : length(rule.action_group_ids) <= (rule.alert == null ? 0 : 5)]]))
    error_message = "An alert goes to 5 action groups at most; what is only recorded goes to none."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every group."
}
