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

variable "additional_cidr_blocks" {
  type        = list(string)
  default     = []
  description = "Further private address blocks of the VPC, for more subnets once the first is used up."

  validation {
    condition = alltrue([
      for block in var.additional_cidr_blocks : can(cidrhost(block, 0)) && can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)[0-9.]+/(1[2-9]|2[0-8])$", block))
    ])
    error_message = "Each block must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 and have a prefix length of 12 to 28, such as 10.8.0.0/16."
  }
}

variable "isolated" {
  type        = bool
  default     = false
  description = "Whether the VPC is never connected to another network of the estate. Only then may another one have the same addresses."
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
    name        = string
    cidr_block  = string
    zone        = string
    nat_enabled = optional(bool, true)
  }))
  default     = []
  description = "Explicit subnets, instead of one computed subnet per zone. The first is the one that the output subnet_id names. With nat_enabled = false one has no way out to the internet."

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

variable "nat_gateway_per_zone" {
  type        = bool
  default     = false
  description = "Whether every zone has a NAT gateway of its own, with a route table that leads to it, instead of one that all share."
}

variable "nat_bandwidth_mbps" {
  type        = number
  default     = 100
  description = "Most that a NAT gateway carries outwards in Mbps. More than nat_public_ip_count times nat_address_bandwidth_mbps gains nothing."

  validation {
    condition     = contains([20, 50, 100, 200, 500, 1000, 2000, 5000], var.nat_bandwidth_mbps)
    error_message = "The bandwidth must be one of 20, 50, 100, 200, 500, 1000, 2000, 5000 Mbps."
  }
}

variable "nat_max_connections" {
  type        = number
  default     = 1000000
  description = "Most connections that a NAT gateway keeps open at the same time."

  validation {
    condition     = contains([1000000, 3000000, 10000000], var.nat_max_connections)
    error_message = "The number of connections must be one of 1000000, 3000000, 10000000."
  }
}

variable "nat_public_ip_count" {
  type        = number
  default     = 1
  description = "Public IP addresses of each NAT gateway: each carries nat_address_bandwidth_mbps, and at most about 55000 connections to one address and port."

  validation {
    condition     = contains([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], var.nat_public_ip_count)
    error_message = "A gateway has 1 to 10 public IP addresses."
  }
}

variable "nat_address_bandwidth_mbps" {
  type        = number
  default     = 100
  description = "Most that a public IP address of a NAT gateway carries outwards in Mbps. It is billed by traffic, not by this."

  validation {
    condition     = var.nat_address_bandwidth_mbps >= 1 && var.nat_address_bandwidth_mbps <= 200 && floor(var.nat_address_bandwidth_mbps) == var.nat_address_bandwidth_mbps
    error_message = "The bandwidth of an address must be a whole number from 1 to 200 Mbps."
  }
}

variable "routes" {
  type = list(object({
    destination_cidr_block = string
    next_hop_type          = string
    next_hop_id            = string
    description            = optional(string)
  }))
  default     = []
  description = "Further routes of all subnets, such as { destination_cidr_block = \"192.168.0.0/16\", next_hop_type = \"VPN\", next_hop_id = \"vpngw-…\" }. Those of a cloud connect network (CCN) come by themselves."

  validation {
    condition     = alltrue([for route in var.routes : can(cidrhost(route.destination_cidr_block, 0))])
    error_message = "Each route needs a CIDR block such as 192.168.0.0/16."
  }

  validation {
    condition     = length(var.routes) == length(distinct(var.routes[*].destination_cidr_block)) && !(var.nat_gateway_enabled && contains(var.routes[*].destination_cidr_block, "0.0.0.0/0"))
    error_message = "Each destination may be given once, and 0.0.0.0/0 only without nat_gateway_enabled, which has a route for it."
  }

  validation {
    condition = alltrue([
      for route in var.routes : contains(["CVM", "VPN", "DIRECTCONNECT", "PEERCONNECTION", "HAVIP", "NAT", "NORMAL_CVM", "EIP", "LOCAL_GATEWAY", "INTRANAT", "USER_CCN", "GWLB_ENDPOINT"], route.next_hop_type)
    ])
    error_message = "The type of a next hop must be one of CVM, VPN, DIRECTCONNECT, PEERCONNECTION, HAVIP, NAT, NORMAL_CVM, EIP, LOCAL_GATEWAY, INTRANAT, USER_CCN, GWLB_ENDPOINT."
  }

  validation {
    condition     = !var.isolated || alltrue([for route in var.routes : !contains(["DIRECTCONNECT", "PEERCONNECTION", "USER_CCN", "VPN"], route.next_hop_type)])
    error_message = "An isolated VPC has no route to another network: take isolated away, and give it addresses that no other network has."
  }
}

variable "dns_servers" {
  type        = list(string)
  default     = []
  description = "Addresses of the DNS servers that DHCP tells to what is in the VPC, 5 at most. By default those of the cloud (183.60.83.19 and 183.60.82.98), which know private zones: servers of your own must ask these for the rest."

  validation {
    condition     = length(var.dns_servers) <= 5 && alltrue([for server in var.dns_servers : can(cidrhost("${server}/32", 0))])
    error_message = "Give at most 5 IPv4 addresses such as 10.0.0.53."
  }
}

variable "ipv6_enabled" {
  type        = bool
  default     = false
  description = "Whether the VPC and each of its subnets have IPv6 addresses beside those of IPv4. The cloud gives them."
}

variable "network_acls" {
  type = map(object({
    subnets = optional(list(string))
    ingress = list(object({
      action     = string
      cidr_block = string
      port       = optional(string, "ALL")
      protocol   = optional(string, "ALL")
    }))
    egress = list(object({
      action     = string
      cidr_block = string
      port       = optional(string, "ALL")
      protocol   = optional(string, "ALL")
    }))
  }))
  default     = {}
  description = "Rules of whole subnets by their name, the first that fits decides: the names of the subnets, by default all of them, and what may come in and go out. They keep no state, so answers need a rule as well (ports 1024-65535)."

  validation {
    condition = alltrue(flatten([
      for acl in var.network_acls : [
        for rule in concat(acl.ingress, acl.egress) : contains(["ACCEPT", "DROP"], rule.action) && can(cidrhost(rule.cidr_block, 0)) && contains(["TCP", "UDP", "ICMP", "ALL"], rule.protocol)
      ]
    ]))
    error_message = "Each rule needs an action (ACCEPT or DROP), a CIDR block such as 10.0.0.0/16, and a protocol (TCP, UDP, ICMP or ALL)."
  }

  validation {
    condition = alltrue(flatten([
      for acl in var.network_acls : [
        for rule in concat(acl.ingress, acl.egress) : contains(["TCP", "UDP"], rule.protocol) ? can(regex("^(ALL|[0-9]{1,5}(-[0-9]{1,5})?)$", rule.port)) : rule.port == "ALL"
      ]
    ]))
    error_message = "A port is 80, 80-90 or ALL, and ALL unless the protocol is TCP or UDP."
  }
}

variable "endpoints" {
  type = map(object({
    service_id         = string
    subnet             = optional(string)
    security_group_ids = optional(list(string))
  }))
  default     = {}
  description = "Services of others that get an address in the network, by a name of yours: the ID of the service (vpcsvc-…), the name of the subnet, by default the first, and the security groups, by default one that lets in the network alone."

  validation {
    condition     = alltrue([for endpoint in var.endpoints : can(regex("^vpcsvc-[0-9a-z]+$", endpoint.service_id))])
    error_message = "The ID of a service looks like vpcsvc-1a2b3c4d."
  }
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
