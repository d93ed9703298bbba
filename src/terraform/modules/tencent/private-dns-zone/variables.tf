variable "domain" {
  type        = string
  description = "Domain of the zone, such as shop.internal, or example.com to give names of a public domain other addresses within the networks. Another domain is another zone."

  validation {
    condition     = can(regex("^([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.domain)) && length(var.domain) <= 253
    error_message = "The domain must be a name such as shop.internal, in lower case and without a dot at its end."
  }
}

variable "region" {
  type        = string
  default     = null
  description = "Region of the networks that say none of their own."

  validation {
    condition     = var.region != null || alltrue([for network in var.networks : network.region != null])
    error_message = "A network needs the region that it is in."
  }
}

variable "remark" {
  type        = string
  default     = null
  description = "What the console shows beside the zone."
}

variable "networks" {
  type = map(object({
    vpc_id      = string
    region      = optional(string)
    account_uin = optional(string)
  }))
  description = "Networks that resolve the zone, by a name of yours: the VPC, its region, and the account (UIN) that it belongs to if that is another one, which has to allow it first."

  validation {
    condition     = length(var.networks) > 0 && length(distinct([for network in values(var.networks) : network.vpc_id])) == length(var.networks)
    error_message = "Give at least one network, and each only once: nobody else resolves the zone."
  }

  validation {
    condition     = alltrue([for network in var.networks : network.account_uin == null ? true : can(regex("^[0-9]{5,}$", network.account_uin))])
    error_message = "The account of a network is its UIN, such as 100000000001."
  }
}

variable "public_names_visible" {
  type        = bool
  default     = false
  description = "Whether names that the zone does not have are looked for in the public zone of the same domain. With false they are not there, within the networks."
}

variable "cname_acceleration_enabled" {
  type        = bool
  default     = true
  description = "Whether the addresses behind a CNAME come in the same answer."
}

variable "records" {
  type = map(object({
    name     = optional(string, "@")
    type     = string
    value    = string
    ttl      = optional(number, 300)
    priority = optional(number, 10)
    weight   = optional(number)
    enabled  = optional(bool, true)
  }))
  default     = {}
  description = "Records by a name of yours: the host within the zone, \"@\" being the zone itself, the type, the value, the seconds for which it is kept (ttl), the priority of a mail server, and the weight among records of the same host."

  validation {
    condition     = alltrue([for record in var.records : contains(["A", "AAAA", "CNAME", "MX", "PTR", "TXT"], record.type)])
    error_message = "The type of a record must be A, AAAA, CNAME, MX, PTR or TXT."
  }

  validation {
    condition = alltrue([
      for record in var.records : record.type == "A" ? can(cidrhost("${record.value}/32", 0)) : record.type == "AAAA" ? can(cidrhost("${record.value}/128", 0)) : record.value != ""
    ])
    error_message = "A record of type A needs an IPv4 address, one of type AAAA an IPv6 address, and none is empty."
  }

  validation {
    condition     = alltrue([for record in var.records : record.ttl >= 1 && record.ttl <= 86400 && contains([5, 10, 15, 20, 30, 40, 50], record.priority)])
    error_message = "A record is kept for 1 to 86400 seconds, and the priority of a mail server is 5, 10, 15, 20, 30, 40 or 50."
  }

  validation {
    condition     = alltrue([for record in var.records : record.weight == null ? true : record.weight >= 1 && record.weight <= 100])
    error_message = "The weight of a record is 1 to 100."
  }

  validation {
    condition     = alltrue([for record in var.records : can(regex("^(@|\\*|(\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?)$", record.name))])
    error_message = "The host of a record is \"@\", \"*\" or a name such as www, in lower case and without the domain."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the zone."
}
