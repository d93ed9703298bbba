variable "zone_name" {
  type        = string
  description = "Name of the zone, such as example.com."

  validation {
    condition     = length(var.zone_name) <= 253 && can(regex("^([a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?\\.)+[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", var.zone_name))
    error_message = "The name must have at least two labels of lower-case letters, digits and hyphens, and no dot at its end."
  }
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the zone."
}

variable "private" {
  type        = bool
  default     = false
  description = "Whether only the virtual networks of virtual_network_ids know the zone. It cannot be changed later."
}

variable "virtual_network_ids" {
  type        = map(string)
  default     = {}
  description = "IDs of the virtual networks that resolve a private zone, each under a name for the link."

  validation {
    condition     = var.private == (length(var.virtual_network_ids) > 0)
    error_message = "A private zone needs virtual networks, and a public one is known to all."
  }
}

variable "records" {
  type = list(object({
    name        = string
    type        = string
    values      = list(string)
    ttl_seconds = optional(number, 300)
  }))
  default     = []
  description = "Records of the zone: the name within it (@ for the zone itself), the type (A, AAAA, CNAME, MX or TXT) and all its values; that of an MX record is its preference, a blank and its server."

  validation {
    condition     = alltrue([for record in var.records : contains(["A", "AAAA", "CNAME", "MX", "TXT"], record.type) && length(record.values) > 0])
    error_message = "The type of a record must be one of A, AAAA, CNAME, MX, TXT, and it needs a value."
  }

  validation {
    condition     = length(var.records) == length(distinct([for record in var.records : "${record.name}/${record.type}"]))
    error_message = "Give each name and type once, with all its values."
  }

  validation {
    condition     = alltrue([for record in var.records : record.type == "CNAME" ? record.name != "@" && length(record.values) == 1 : true])
    error_message = "A CNAME record has one value, and the zone itself (@) cannot have one."
  }

  validation {
    condition     = alltrue(flatten([for record in var.records : [for value in record.values : can(regex("^[0-9]+ [^ ]+$", value))] if record.type == "MX"]))
    error_message = "The value of an MX record is its preference, a blank and its server, such as \"10 mail.example.com\"."
  }

  validation {
    condition     = alltrue([for record in var.records : record.ttl_seconds >= 1 && record.ttl_seconds <= 2147483647 && floor(record.ttl_seconds) == record.ttl_seconds])
    error_message = "A record is kept for 1 to 2147483647 seconds."
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
