variable "name" {
  type        = string
  description = "Name of the gateway, with which those of its tunnels begin."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 40
    error_message = "The name must have 1 to 40 characters."
  }
}

variable "vpc_id" {
  type        = string
  default     = null
  description = "ID of the VPC that is reached. By default the gateway is one for a CCN, which it joins as a network of type VPNGW."
}

variable "zone" {
  type        = string
  default     = null
  description = "Availability zone of the gateway. By default the service chooses. Another one is another gateway, with another address."
}

variable "bandwidth_mbps" {
  type        = number
  default     = 100
  description = "The most that the gateway carries: 5, 10, 20, 50, 100, 200, 500 or 1000 Mbps. It cannot shrink while it is paid for in advance."

  validation {
    condition     = contains([5, 10, 20, 50, 100, 200, 500, 1000], var.bandwidth_mbps)
    error_message = "The bandwidth must be 5, 10, 20, 50, 100, 200, 500 or 1000 Mbps."
  }
}

variable "bgp_asn" {
  type        = number
  default     = null
  description = "Number of the gateway's autonomous system, for tunnels with BGP."

  validation {
    condition     = var.bgp_asn == null ? true : var.bgp_asn >= 1 && var.bgp_asn <= 4294967295
    error_message = "The number must be 1 to 4294967295."
  }
}

variable "prepaid_months" {
  type        = number
  default     = null
  description = "Months for which the gateway is paid in advance, and then renewed. By default it is billed by the hour."

  validation {
    condition     = var.prepaid_months == null ? true : contains([1, 2, 3, 4, 6, 7, 8, 9, 12, 24, 36], var.prepaid_months)
    error_message = "A gateway is paid in advance for 1 to 4, 6 to 9, 12, 24 or 36 months."
  }
}

variable "tunnels" {
  type = map(object({
    remote_address         = string
    remote_cidr_blocks     = optional(list(string), [])
    initiator              = optional(bool, true)
    is_standby             = optional(bool, false)
    remote_identity        = optional(string)
    ike_version            = optional(number, 2)
    key_version            = optional(string, "1")
    encryption             = optional(string, "AES-CBC-256")
    dh_group               = optional(number, 14)
    ike_lifetime_seconds   = optional(number, 28800)
    ipsec_lifetime_seconds = optional(number, 3600)
    health_check           = optional(object({ local_address = string, remote_address = string }))
    bgp = optional(object({
      remote_asn        = number
      tunnel_cidr_block = string
      local_address     = string
      remote_address    = string
    }))
  }))
  description = "Tunnels by their name: to the public address of the gateway on the other side, and the blocks behind it, or with bgp, which learns them. initiator says whether this side begins. A tunnel with is_standby takes over what another leads to. remote_identity is the address that the other side calls itself by, where it is behind another one. The other side needs the output keys, IKE 2 (ike_version 1 for what knows no other), SHA-256 and the same encryption (AES-CBC-128, AES-CBC-192, AES-CBC-256) and dh_group (14 or 24); another key_version makes another key. health_check has an address of each side within the tunnel, which nothing else has."

  validation {
    condition     = length(var.tunnels) >= 1 && alltrue([for name, tunnel in var.tunnels : length("${var.name}-${name}") <= 60 && alltrue([for address in [tunnel.remote_address, coalesce(tunnel.remote_identity, tunnel.remote_address)] : can(cidrhost("${address}/32", 0))])])
    error_message = "A tunnel has a name of 60 characters at most, with that of the gateway and a hyphen, and leads to an IPv4 address; so is a remote_identity."
  }

  validation {
    condition     = alltrue([for tunnel in values(var.tunnels) : (length(tunnel.remote_cidr_blocks) == 0) == (tunnel.bgp != null) && alltrue([for block in tunnel.remote_cidr_blocks : can(cidrhost(block, 0))])])
    error_message = "A tunnel has remote_cidr_blocks such as 192.168.0.0/16, or bgp."
  }

  validation {
    condition     = alltrue([for tunnel in values(var.tunnels) : tunnel.bgp == null || var.bgp_asn != null])
    error_message = "A tunnel with bgp needs the bgp_asn of the gateway as well."
  }

  validation {
    condition     = alltrue([for tunnel in values(var.tunnels) : contains(["AES-CBC-128", "AES-CBC-192", "AES-CBC-256"], tunnel.encryption) && contains([14, 24], tunnel.dh_group) && contains([1, 2], tunnel.ike_version)])
    error_message = "The encryption must be AES-CBC-128, AES-CBC-192 or AES-CBC-256, and the group of Diffie-Hellman 14 or 24: what else the service knows is broken. The version of IKE must be 1 or 2."
  }

  validation {
    condition     = alltrue([for tunnel in values(var.tunnels) : tunnel.ike_lifetime_seconds >= 60 && tunnel.ike_lifetime_seconds <= 604800 && tunnel.ipsec_lifetime_seconds >= 180 && tunnel.ipsec_lifetime_seconds <= 604800])
    error_message = "Lifetimes are 60 (IKE) or 180 (IPsec) to 604800 seconds."
  }
}

variable "keys" {
  type        = map(string)
  default     = {}
  sensitive   = true
  description = "Keys by the name of their tunnel, from a variable that is sensitive, where the other side has said them. By default they are generated."

  validation {
    condition     = alltrue([for name, key in var.keys : contains(keys(var.tunnels), name) && length(key) >= 16 && length(key) <= 128])
    error_message = "A key is that of one of tunnels, and has 16 to 128 characters."
  }
}

variable "route_table_ids" {
  type        = map(string)
  default     = {}
  description = "Route tables of the VPC that lead the blocks behind the tunnels to the gateway, by a name of their own."

  validation {
    condition     = length(var.route_table_ids) == 0 || var.vpc_id != null
    error_message = "A gateway of a CCN has no route tables of a VPC: the CCN leads there."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource that has any."
}
