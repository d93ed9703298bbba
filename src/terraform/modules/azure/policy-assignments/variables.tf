variable "name" {
  type        = string
  description = "What the names of assignments, definitions, sets and exemptions begin with."

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([-a-zA-Z0-9]{0,28}[a-zA-Z0-9])?$", var.name))
    error_message = "The name must have 1 to 30 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Location of the identities of assignments that have one."
}

variable "definitions" {
  type = map(object({
    display_name = optional(string)
    description  = optional(string)
    category     = optional(string, "Custom")
    mode         = optional(string, "Indexed")
    rule         = string
    parameters   = optional(string)
  }))
  default     = {}
  description = "Policies of one's own, by name: the rule (if and then) and the parameters as JSON, as Azure writes them, whether they are about resources that have tags and a location (Indexed) or about all (All), and how the portal files them. They are kept in the subscription of the provider."

  validation {
    condition     = alltrue([for name, definition in var.definitions : can(regex("^[a-zA-Z0-9]([-\\w.]{0,30}[a-zA-Z0-9])?$", name)) && contains(["All", "Indexed"], definition.mode)])
    error_message = "A policy has a name of up to 32 letters, digits, hyphens, underscores and dots, and the mode Indexed or All."
  }

  validation {
    condition     = alltrue([for definition in values(var.definitions) : can(keys(jsondecode(definition.rule))) ? length(setsubtract(["if", "then"], keys(jsondecode(definition.rule)))) == 0 : false])
    error_message = "A rule is a JSON object with if and then."
  }

  validation {
    condition     = alltrue([for definition in values(var.definitions) : definition.parameters == null ? true : can(keys(jsondecode(definition.parameters)))])
    error_message = "Parameters are a JSON object: what each is, by name."
  }
}

variable "sets" {
  type = map(object({
    display_name = optional(string)
    description  = optional(string)
    category     = optional(string, "Custom")
    parameters   = optional(string)
    policies = map(object({
      definition    = optional(string)
      definition_id = optional(string)
      parameters    = optional(string)
    }))
  }))
  default     = {}
  description = "Sets of policies that are assigned together, by name: each policy under a reference of one's own, one of definitions or the ID of one that is there, and its parameters as a JSON object of their values by name, such as \"[parameters('effect')]\" for a parameter of the set; parameters of the set itself are JSON as Azure writes them. They are kept in the subscription of the provider."

  validation {
    condition     = alltrue([for name, set in var.sets : can(regex("^[a-zA-Z0-9]([-\\w.]{0,30}[a-zA-Z0-9])?$", name)) && length(set.policies) > 0])
    error_message = "A set has a name of up to 32 letters, digits, hyphens, underscores and dots, and a policy at least."
  }

  validation {
    condition = alltrue(flatten([
      for set in values(var.sets) : [
        for policy in values(set.policies) : (policy.definition == null) != (policy.definition_id == null) && (policy.definition == null ? true : contains(keys(var.definitions), policy.definition))
      ]
    ]))
    error_message = "A policy of a set is one of definitions (definition), or one that is there (definition_id)."
  }

  validation {
    condition = alltrue(flatten([
      for set in values(var.sets) : [for parameters in concat([set.parameters], values(set.policies)[*].parameters) : parameters == null ? true : can(keys(jsondecode(parameters)))]
    ]))
    error_message = "Parameters are a JSON object: those of a set what each is, those of its policies their values, by name."
  }
}

variable "subscription_assignments" {
  type = map(object({
    subscription_id   = string
    display_name      = optional(string)
    description       = optional(string)
    definition        = optional(string)
    set               = optional(string)
    definition_id     = optional(string)
    parameters        = optional(string)
    enforce           = optional(bool, true)
    effect            = optional(string)
    message           = optional(string)
    not_scopes        = optional(list(string), [])
    locations         = optional(list(string))
    resource_types    = optional(list(string))
    identity          = optional(bool, false)
    remediation_roles = optional(list(string), [])
    remediated        = optional(list(string), [])
  }))
  default     = {}
  description = "What is assigned to subscriptions (/subscriptions/<ID>), by name: one of definitions or of sets, or the ID of a policy or set that is there; parameters as a JSON object of their values by name; whether it is enforced, or only tells (enforce); another effect than its own; what those are told whom it refuses (message); what it is not for (not_scopes), or for alone (locations, resource_types). Those that mend resources need an identity and its remediation_roles there; remediated mends what is there already: \"*\", or the references of policies of a set."

  validation {
    condition     = alltrue([for name in keys(var.subscription_assignments) : can(regex("^[a-zA-Z0-9]([-\\w.]{0,30}[a-zA-Z0-9])?$", name))])
    error_message = "An assignment has a name of up to 32 letters, digits, hyphens, underscores and dots."
  }

  validation {
    condition = alltrue([
      for assignment in values(var.subscription_assignments) : length(compact([assignment.definition, assignment.set, assignment.definition_id])) == 1
      && (assignment.definition == null ? true : contains(keys(var.definitions), assignment.definition)) && (assignment.set == null ? true : contains(keys(var.sets), assignment.set))
    ])
    error_message = "An assignment is of one of definitions (definition), of one of sets (set), or of a policy or set that is there (definition_id)."
  }

  validation {
    condition     = alltrue([for assignment in values(var.subscription_assignments) : assignment.parameters == null ? true : can(keys(jsondecode(assignment.parameters)))])
    error_message = "Parameters are a JSON object of their values by name."
  }

  validation {
    condition     = alltrue([for assignment in values(var.subscription_assignments) : assignment.effect == null ? true : contains(["AddToNetworkGroup", "Append", "Audit", "AuditIfNotExists", "Deny", "DenyAction", "DeployIfNotExists", "Disabled", "Manual", "Modify", "Mutate"], assignment.effect)])
    error_message = "An effect is one of Azure, such as Audit, Deny or Disabled."
  }

  validation {
    condition     = alltrue([for assignment in values(var.subscription_assignments) : assignment.identity || (length(assignment.remediation_roles) == 0 && length(assignment.remediated) == 0)])
    error_message = "What mends resources needs an identity: set identity, too."
  }

  validation {
    condition = alltrue(flatten([
      for assignment in values(var.subscription_assignments) : [
        for role in assignment.remediation_roles : can(regex("^[A-Za-z][-A-Za-z0-9 ._()/]*[A-Za-z0-9)]$", role)) && !contains(["owner", "user access administrator", "role based access control administrator"], lower(role))
      ]
    ]))
    error_message = "A role is given by its whole name; Owner, User Access Administrator and Role Based Access Control Administrator let whoever has them give himself all other roles: no module assigns them."
  }

  validation {
    condition     = alltrue([for assignment in values(var.subscription_assignments) : length(assignment.remediated) == length(distinct(assignment.remediated)) && (!contains(assignment.remediated, "*") || length(assignment.remediated) == 1)])
    error_message = "What is mended is \"*\", a policy of its own, or references of a set, each once."
  }

  validation {
    condition     = alltrue([for assignment in values(var.subscription_assignments) : can(regex("^/subscriptions/[^/]+$", assignment.subscription_id))])
    error_message = "A subscription is given by its ID: /subscriptions/00000000-0000-0000-0000-000000000000."
  }
}

variable "resource_group_assignments" {
  type = map(object({
    resource_group_id = string
    display_name      = optional(string)
    description       = optional(string)
    definition        = optional(string)
    set               = optional(string)
    definition_id     = optional(string)
    parameters        = optional(string)
    enforce           = optional(bool, true)
    effect            = optional(string)
    message           = optional(string)
    not_scopes        = optional(list(string), [])
    locations         = optional(list(string))
    resource_types    = optional(list(string))
    identity          = optional(bool, false)
    remediation_roles = optional(list(string), [])
    remediated        = optional(list(string), [])
  }))
  default     = {}
  description = "The same for resource groups (/subscriptions/<ID>/resourceGroups/<name>), by names that none of subscription_assignments has."

  validation {
    condition     = alltrue([for name in keys(var.resource_group_assignments) : can(regex("^[a-zA-Z0-9]([-\\w.]{0,30}[a-zA-Z0-9])?$", name))])
    error_message = "An assignment has a name of up to 32 letters, digits, hyphens, underscores and dots."
  }

  validation {
    condition = alltrue([
      for assignment in values(var.resource_group_assignments) : length(compact([assignment.definition, assignment.set, assignment.definition_id])) == 1
      && (assignment.definition == null ? true : contains(keys(var.definitions), assignment.definition)) && (assignment.set == null ? true : contains(keys(var.sets), assignment.set))
    ])
    error_message = "An assignment is of one of definitions (definition), of one of sets (set), or of a policy or set that is there (definition_id)."
  }

  validation {
    condition     = alltrue([for assignment in values(var.resource_group_assignments) : assignment.parameters == null ? true : can(keys(jsondecode(assignment.parameters)))])
    error_message = "Parameters are a JSON object of their values by name."
  }

  validation {
    condition     = alltrue([for assignment in values(var.resource_group_assignments) : assignment.effect == null ? true : contains(["AddToNetworkGroup", "Append", "Audit", "AuditIfNotExists", "Deny", "DenyAction", "DeployIfNotExists", "Disabled", "Manual", "Modify", "Mutate"], assignment.effect)])
    error_message = "An effect is one of Azure, such as Audit, Deny or Disabled."
  }

  validation {
    condition     = alltrue([for assignment in values(var.resource_group_assignments) : assignment.identity || (length(assignment.remediation_roles) == 0 && length(assignment.remediated) == 0)])
    error_message = "What mends resources needs an identity: set identity, too."
  }

  validation {
    condition = alltrue(flatten([
      for assignment in values(var.resource_group_assignments) : [
        for role in assignment.remediation_roles : can(regex("^[A-Za-z][-A-Za-z0-9 ._()/]*[A-Za-z0-9)]$", role)) && !contains(["owner", "user access administrator", "role based access control administrator"], lower(role))
      ]
    ]))
    error_message = "A role is given by its whole name; Owner, User Access Administrator and Role Based Access Control Administrator let whoever has them give himself all other roles: no module assigns them."
  }

  validation {
    condition     = alltrue([for assignment in values(var.resource_group_assignments) : length(assignment.remediated) == length(distinct(assignment.remediated)) && (!contains(assignment.remediated, "*") || length(assignment.remediated) == 1)])
    error_message = "What is mended is \"*\", a policy of its own, or references of a set, each once."
  }

  validation {
    condition     = alltrue([for assignment in values(var.resource_group_assignments) : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+$", assignment.resource_group_id))])
    error_message = "A resource group is given by its ID: /subscriptions/<ID>/resourceGroups/<name>."
  }

  validation {
    condition     = length(setintersection(keys(var.resource_group_assignments), keys(var.subscription_assignments))) == 0
    error_message = "An assignment has a name of its own among all."
  }

  validation {
    condition     = length(var.subscription_assignments) + length(var.resource_group_assignments) > 0
    error_message = "A policy that is not assigned does nothing: give subscription_assignments or resource_group_assignments."
  }
}

variable "exemptions" {
  type = map(object({
    assignment        = string
    resource_group_id = string
    reason            = string
    expires_on        = string
    category          = optional(string, "Waiver")
    references        = optional(list(string), [])
  }))
  default     = {}
  description = "Resource groups that are exempted from an assignment for a while, by name: why, until when (2030-01-31T00:00:00Z), whether that is a Waiver or Mitigated by something else, and from which policies of a set."

  validation {
    condition     = alltrue([for name, exemption in var.exemptions : can(regex("^[a-zA-Z0-9]([-\\w.]{0,30}[a-zA-Z0-9])?$", name)) && contains(concat(keys(var.subscription_assignments), keys(var.resource_group_assignments)), exemption.assignment)])
    error_message = "An exemption has a name of up to 32 letters, digits, hyphens, underscores and dots, and is from one of the assignments."
  }

  validation {
    condition = alltrue([
      for exemption in values(var.exemptions) : contains(["Mitigated", "Waiver"], exemption.category) && can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", exemption.expires_on))
      && exemption.reason != "" && can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+$", exemption.resource_group_id))
    ])
    error_message = "An exemption is for the ID of a resource group, a Waiver or Mitigated, for a reason, until a time such as 2030-01-31T00:00:00Z."
  }
}
