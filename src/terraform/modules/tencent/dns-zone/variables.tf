variable "domain" {
  type        = string
  description = "Domain of the zone, such as example.com."

  validation {
    condition     = can(regex("^([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$", var.domain)) && length(var.domain) <= 253
    error_message = "The domain must be a name such as example.com, in lower case and without a dot at its end."
  }
}

variable "zone_managed" {
  type        = bool
  default     = true
  description = "Whether the zone is made here. With false it is there already, as that of a domain that was bought from the cloud is, and gets the records alone."
}

variable "remark" {
  type        = string
  default     = null
  description = "What the console shows beside the zone."
}

variable "default_line" {
  type        = string
  default     = "默认"
  description = "Line of records that name none: \"默认\" on the site for China, \"Default\" on the international one."
}

variable "records" {
  type = map(object({
    name     = optional(string, "@")
    type     = string
    value    = string
    line     = optional(string)
    ttl      = optional(number, 600)
    priority = optional(number, 10)
    weight   = optional(number)
    remark   = optional(string)
    enabled  = optional(bool, true)
  }))
  default     = {}
  description = "Records by a name of yours: the host within the zone, \"@\" being the zone itself, the type, the value, the line of the network that is asked from, the seconds for which it is kept (ttl), the priority of a mail server, and the weight among records of the same host."

  validation {
    condition     = alltrue([for record in var.records : contains(["A", "AAAA", "CAA", "CNAME", "HTTPS", "MX", "NS", "SPF", "SRV", "SVCB", "TXT"], record.type)])
    error_message = "The type of a record must be A, AAAA, CAA, CNAME, HTTPS, MX, NS, SPF, SRV, SVCB or TXT."
  }

  validation {
    condition = alltrue([
      for record in var.records : record.type == "A" ? can(cidrhost("${record.value}/32", 0)) : record.type == "AAAA" ? can(cidrhost("${record.value}/128", 0)) : record.value != ""
    ])
    error_message = "A record of type A needs an IPv4 address, one of type AAAA an IPv6 address, and none is empty."
  }

  validation {
    condition     = alltrue([for record in var.records : record.ttl >= 1 && record.ttl <= 604800 && record.priority >= 1 && record.priority <= 20])
    error_message = "A record is kept for 1 to 604800 seconds, and the priority of a mail server is 1 to 20."
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
