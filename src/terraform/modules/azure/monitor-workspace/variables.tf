variable "name" {
  type        = string
  description = "Name of the workspace, of its data collection endpoint and of the rule."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-a-zA-Z0-9]{2,42}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 4 to 44 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Location that the metrics are kept in. The clusters that send to it have to be there."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the workspace."
}

variable "cluster_ids" {
  type        = map(string)
  default     = {}
  description = "IDs of the AKS clusters that send their metrics, each under a name of its own. A cluster does so when its agent is switched on: managed_prometheus_enabled of the module kubernetes-cluster."

  validation {
    condition     = length(distinct(values(var.cluster_ids))) == length(var.cluster_ids)
    error_message = "A cluster is named once."
  }
}

variable "public_network_access_enabled" {
  type        = bool
  default     = true
  description = "Whether metrics are sent and asked for over public addresses, by those whom Entra lets. Without it, private endpoints have to be there for the workspace and for the data collection endpoint, and an Azure Monitor Private Link Scope."
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
