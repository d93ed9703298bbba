variable "instance_id" {
  type        = string
  description = "ID of the managed Prometheus."
}

variable "groups" {
  type = map(object({
    notice_ids             = optional(list(string), [])
    repeated_after_minutes = optional(number, 60)
    rules = list(object({
      alert       = optional(string)
      record      = optional(string)
      expression  = string
      for_minutes = optional(number, 0)
      labels      = optional(map(string), {})
      annotations = optional(map(string), {})
    }))
  }))
  description = "Groups of rules by name: what is recorded (record) or fires (alert), by an expression of PromQL. An alert lasts for_minutes before it fires, and is sent by the notices of its group, again after repeated_after_minutes as long as it fires. Of annotations the service shows summary and description."

  validation {
    condition     = alltrue([for name in keys(var.groups) : can(regex("^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$", name))])
    error_message = "The name of a group must have 1 to 128 letters, digits, dots, hyphens and underscores, and begin with a letter or digit."
  }

  validation {
    condition     = alltrue([for group in values(var.groups) : length(group.rules) >= 1])
    error_message = "A group must have a rule."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for rule in group.rules : (rule.alert == null) != (rule.record == null)]]))
    error_message = "A rule either fires an alert or records something: give it alert or record."
  }

  validation {
    condition     = alltrue([for group in values(var.groups) : length(distinct([for rule in group.rules : coalesce(rule.alert, rule.record, "none")])) == length(group.rules)])
    error_message = "The rules of a group must have names that differ."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for minutes in concat([group.repeated_after_minutes - 1], group.rules[*].for_minutes) : minutes >= 0 && floor(minutes) == minutes
      ]
    ]))
    error_message = "Times are whole minutes: for_minutes from 0, repeated_after_minutes from 1."
  }
}
