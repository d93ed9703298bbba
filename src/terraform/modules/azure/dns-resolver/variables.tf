variable "name" {
  type        = string
  description = "Name of the resolver, and what the names of its sets of rules begin with."

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([-\\w]{0,48}[a-zA-Z0-9])?$", var.name))
    error_message = "The name must have 1 to 50 letters, digits, hyphens and underscores, and begin and end with a letter or digit."
  }
}

variable "location" {
  type        = string
  description = "Location of the resolver: that of its network."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the resolver."
}

variable "virtual_network_id" {
  type        = string
  description = "ID of the hub network that the resolver is in: it answers with the private zones that are linked to it."
}

variable "inbound_endpoints" {
  type = map(object({
    subnet_id          = string
    private_ip_address = optional(string)
  }))
  default     = {}
  description = "Where the resolver answers, by name: the ID of a subnet of /28 or larger that nothing else is in, handed over to Microsoft.Network/dnsResolvers, and an address of it that stays; without one Azure chooses."

  validation {
    condition     = length(var.inbound_endpoints) <= 5 && alltrue([for name in keys(var.inbound_endpoints) : can(regex("^[a-zA-Z0-9]([-\\w]{0,78}[a-zA-Z0-9])?$", name))])
    error_message = "There are 5 endpoints at most, with names of up to 80 letters, digits, hyphens and underscores."
  }

  validation {
    condition     = alltrue([for endpoint in values(var.inbound_endpoints) : endpoint.private_ip_address == null ? true : can(cidrhost("${endpoint.private_ip_address}/32", 0))])
    error_message = "An address is of the form 10.2.2.4."
  }

  validation {
    condition     = length(var.inbound_endpoints) + length(var.outbound_endpoints) > 0
    error_message = "A resolver without endpoints does nothing: give inbound_endpoints or outbound_endpoints."
  }
}

variable "outbound_endpoints" {
  type        = map(string)
  default     = {}
  description = "Where the resolver asks others, by name: the ID of a subnet of /28 or larger, as for those that answer, and another one."

  validation {
    condition     = length(var.outbound_endpoints) <= 5 && alltrue([for name in keys(var.outbound_endpoints) : can(regex("^[a-zA-Z0-9]([-\\w]{0,78}[a-zA-Z0-9])?$", name))])
    error_message = "There are 5 endpoints at most, with names of up to 80 letters, digits, hyphens and underscores."
  }
}

variable "rulesets" {
  type = map(object({
    outbound_endpoints = list(string)
    rules = map(object({
      domain_name = string
      servers     = list(object({ ip_address = string, port = optional(number, 53) }))
      enabled     = optional(bool, true)
    }))
    virtual_network_ids = optional(map(string), {})
  }))
  default     = {}
  description = "Sets of rules by name: the outbound_endpoints that they ask through, 1 or 2, for which domains, such as corp.example.com. with a dot at its end, which servers are asked, and the IDs of the networks that ask by these rules, each under a name of one's own. The longest domain wins; a lone dot is for all names that no private zone has."

  validation {
    condition = alltrue([
      for name, ruleset in var.rulesets : can(regex("^[a-zA-Z0-9]([-\\w]{0,27}[a-zA-Z0-9])?$", name)) && length(ruleset.outbound_endpoints) >= 1 && length(ruleset.outbound_endpoints) <= 2
      && alltrue([for endpoint in ruleset.outbound_endpoints : contains(keys(var.outbound_endpoints), endpoint)])
    ])
    error_message = "A set of rules has a name of up to 29 letters, digits, hyphens and underscores, and asks through 1 or 2 of outbound_endpoints."
  }

  validation {
    condition = alltrue(flatten([
      for ruleset in values(var.rulesets) : [
        for name, rule in ruleset.rules : can(regex("^[a-zA-Z][-\\w]{0,78}[a-zA-Z0-9]$", name)) && can(regex("^(\\.|([a-zA-Z0-9_]([-a-zA-Z0-9_]{0,61}[a-zA-Z0-9_])?\\.)+)$", rule.domain_name))
      ]
    ]))
    error_message = "A rule has a name of 2 to 80 letters, digits, hyphens and underscores that begins with a letter, and a domain with a dot at its end, such as corp.example.com."
  }

  validation {
    condition = alltrue([
      for ruleset in values(var.rulesets) : length(ruleset.rules) > 0 && length(distinct([for rule in values(ruleset.rules) : lower(rule.domain_name)])) == length(ruleset.rules)
    ])
    error_message = "A set has a rule at least, and one for each domain."
  }

  validation {
    condition = alltrue(flatten([
      for ruleset in values(var.rulesets) : [
        for rule in values(ruleset.rules) : length(rule.servers) >= 1 && length(rule.servers) <= 6 && alltrue([
          for server in rule.servers : can(cidrhost("${server.ip_address}/32", 0)) && server.port >= 1 && server.port <= 65535 && floor(server.port) == server.port
        ])
      ]
    ]))
    error_message = "A rule asks 1 to 6 servers, each with an IPv4 address and a port."
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
