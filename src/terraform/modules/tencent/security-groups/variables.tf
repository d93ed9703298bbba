variable "name" {
  type        = string
  description = "What the names of the groups begin with."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 40
    error_message = "The name must have 1 to 40 characters."
  }
}

variable "groups" {
  type = map(object({
    description = optional(string, "Managed by Terraform")
    ingress = optional(list(object({
      action                     = optional(string, "ACCEPT")
      protocol                   = optional(string, "TCP")
      ports                      = optional(list(string), ["ALL"])
      service_template_id        = optional(string)
      service_template_group_id  = optional(string)
      cidr_blocks                = optional(list(string), [])
      ipv6_cidr_blocks           = optional(list(string), [])
      groups                     = optional(list(string), [])
      security_group_ids         = optional(list(string), [])
      address_template_ids       = optional(list(string), [])
      address_template_group_ids = optional(list(string), [])
      description                = optional(string)
    })), [])
    egress = optional(list(object({
      action                     = optional(string, "ACCEPT")
      protocol                   = optional(string, "TCP")
      ports                      = optional(list(string), ["ALL"])
      service_template_id        = optional(string)
      service_template_group_id  = optional(string)
      cidr_blocks                = optional(list(string), [])
      ipv6_cidr_blocks           = optional(list(string), [])
      groups                     = optional(list(string), [])
      security_group_ids         = optional(list(string), [])
      address_template_ids       = optional(list(string), [])
      address_template_group_ids = optional(list(string), [])
      description                = optional(string)
    })), [{ protocol = "ALL", cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = ["::/0"] }])
  }))
  description = "Groups by their name, with rules for what comes in and what goes out, the first of which that fits is right: by default nothing comes in, and everything goes out (egress = [] for nothing). A rule is about blocks of addresses, other groups (by their name in this call, their own included, or by ID) or templates of addresses; with a protocol (TCP, UDP, ICMP, ICMPv6 or ALL) and ports such as \"443\" or \"8000-8100\", or a template that says both."

  validation {
    condition     = length(var.groups) >= 1 && alltrue([for name in keys(var.groups) : length("${var.name}-${name}") <= 60])
    error_message = "Give at least one group; its name, after the name and a hyphen, must have 60 characters at most."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for rule in concat(group.ingress, group.egress) : contains(["ACCEPT", "DROP"], rule.action) && contains(["TCP", "UDP", "ICMP", "ICMPv6", "ALL"], rule.protocol)]]))
    error_message = "A rule has the action ACCEPT or DROP, and the protocol TCP, UDP, ICMP, ICMPv6 or ALL."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for rule in concat(group.ingress, group.egress) : length(rule.ports) >= 1 && alltrue([for port in rule.ports : port == "ALL" || contains(["TCP", "UDP"], rule.protocol) && can(regex("^[0-9]{1,5}(-[0-9]{1,5})?$", port))])]]))
    error_message = "TCP and UDP have ports such as \"443\" or \"8000-8100\"; anything else has ALL."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for rule in concat(group.ingress, group.egress) : !(rule.service_template_id != null && rule.service_template_group_id != null) && (rule.service_template_id == null && rule.service_template_group_id == null || rule.protocol == "TCP" && rule.ports == tolist(["ALL"]))]]))
    error_message = "A rule has a service_template_id, a service_template_group_id, or a protocol and ports."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [for rule in concat(group.ingress, group.egress) :
        length(concat(rule.cidr_blocks, rule.ipv6_cidr_blocks, rule.groups, rule.security_group_ids, rule.address_template_ids, rule.address_template_group_ids)) >= 1
      ]
    ]))
    error_message = "A rule that names no blocks, groups or templates does nothing."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.groups) : [for rule in concat(group.ingress, group.egress) : alltrue([for block in concat(rule.cidr_blocks, rule.ipv6_cidr_blocks) : can(cidrhost(block, 0))]) && alltrue([for name in rule.groups : contains(keys(var.groups), name)])]]))
    error_message = "A block is one such as 10.0.0.0/16 or 2001:db8::/32, and each of groups the name of a group in this call."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for rule in group.ingress : [
          for port in rule.ports : !(
            rule.action == "ACCEPT" && contains(["TCP", "ALL"], rule.protocol) && anytrue([for block in concat(rule.cidr_blocks, rule.ipv6_cidr_blocks) : endswith(block, "/0")]) &&
            (port == "ALL" || anytrue([for shell in [22, 3389] : try(tonumber(split("-", port)[0]) <= shell && tonumber(reverse(split("-", port))[0]) >= shell, false)]))
          )
        ]
      ]
    ]))
    error_message = "SSH (22) and RDP (3389) are opened to some, never to everybody (0.0.0.0/0): name the ports that all may reach."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the groups."
}
