variable "assignments" {
  type = map(object({
    scope          = string
    role           = string
    principal_id   = string
    principal_type = optional(string, "ServicePrincipal")
    description    = optional(string)
  }))
  description = "Assignments, each under a name of one's own: the ID of what the role is for, the name of the role, and the object ID and type (User, Group or ServicePrincipal) of whom it is given to."

  # A role on a management group or on everything would reach other environments, too.
  validation {
    condition = alltrue([
      for assignment in values(var.assignments) : can(regex("^/subscriptions/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(/[^/*\\s]+)*$", assignment.scope))
    ])
    error_message = "A scope must be the ID of a subscription or of something in one, such as /subscriptions/<ID>/resourceGroups/<name>, without an asterisk."
  }

  validation {
    condition = alltrue([
      for assignment in values(var.assignments) : !contains(["owner", "user access administrator", "role based access control administrator"], lower(assignment.role))
    ])
    error_message = "Owner, User Access Administrator and Role Based Access Control Administrator let whoever has them give himself all other roles: no module assigns them."
  }

  validation {
    condition     = alltrue([for assignment in values(var.assignments) : can(regex("^[A-Za-z][-A-Za-z0-9 ._()/]*[A-Za-z0-9)]$", assignment.role))])
    error_message = "A role is given by its whole name, such as Key Vault Secrets User, without an asterisk."
  }

  validation {
    condition     = alltrue([for assignment in values(var.assignments) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", assignment.principal_id))])
    error_message = "A principal is given by its object ID, of the form 00000000-0000-0000-0000-000000000000: the one that identities call principal_id, not client_id."
  }

  validation {
    condition     = alltrue([for assignment in values(var.assignments) : contains(["User", "Group", "ServicePrincipal"], assignment.principal_type)])
    error_message = "The type of a principal must be User, Group or ServicePrincipal."
  }
}
