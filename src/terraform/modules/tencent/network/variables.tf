variable "name" {
  type        = string
  description = "Name of the VPC and prefix of the names of everything in it."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 40
    error_message = "The name must have 1 to 40 characters."
  }
}

variable "cidr_block" {
  type        = string
  description = "Address block of the VPC: private (RFC 1918), with a prefix length of 12 to 28. It cannot be changed later."

  validation {
    condition = can(cidrhost(var.cidr_block, 0)) && can(
      regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)[0-9.]+/(1[2-9]|2[0-8])$", var.cidr_block)
    )
    error_message = "The CIDR block must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 and have a prefix length of 12 to 28, such as 10.0.0.0/16."
  }
}

variable "zones" {
  type        = list(string)
  description = "Availability zones, one subnet each, in order of preference. Add new zones at the end: the computed address blocks follow the order."

  validation {
    condition     = length(var.zones) >= 1 && length(var.zones) == length(distinct(var.zones))
    error_message = "Give at least one availability zone, and each only once."
  }
}

variable "subnet_new_bits" {
  type        = number
  default     = 4
  description = "Bits that a computed subnet adds to the prefix length of the VPC: 4 cuts a /16 into sixteen /20 subnets. Unused when subnets is given."

  validation {
    condition     = var.subnet_new_bits >= 1 && var.subnet_new_bits <= 12 && floor(var.subnet_new_bits) == var.subnet_new_bits
    error_message = "The number of bits must be a whole number from 1 to 12."
  }

  validation {
    condition     = length(var.subnets) > 0 || length(var.zones) <= pow(2, var.subnet_new_bits)
    error_message = "There are more zones than subnets of that size fit into the VPC: raise subnet_new_bits."
  }
}

variable "subnets" {
  type = list(object({
    name       = string
    cidr_block = string
    zone       = string
  }))
  default     = []
  description = "Explicit subnets, instead of one computed subnet per zone. The first is the one that the output subnet_id names."

  validation {
    condition     = alltrue([for subnet in var.subnets : can(cidrhost(subnet.cidr_block, 0))])
    error_message = "Each subnet needs a CIDR block such as 10.0.16.0/20."
  }

  validation {
    condition     = length(var.subnets) == length(distinct(var.subnets[*].name)) && length(var.subnets) == length(distinct(var.subnets[*].cidr_block))
    error_message = "The names and the CIDR blocks of subnets must be unique."
  }
}

variable "nat_gateway_enabled" {
  type        = bool
  default     = true
  description = "Whether a NAT gateway gives the subnets a way out to the internet. Needed by private nodes to pull images; it lets nothing in."
}

variable "flow_log_topic_id" {
  type        = string
  default     = null
  description = "ID of the CLS topic that receives the flow log of the whole VPC. No flow log is kept without one."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
