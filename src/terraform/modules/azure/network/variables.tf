variable "name" {
  type        = string
  description = "Name of the virtual network and prefix of the names of everything in it."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-\\w.]{0,38}[a-zA-Z0-9_]$", var.name))
    error_message = "The name must have 2 to 40 letters, digits, hyphens, underscores and dots, and begin with a letter or digit."
  }
}

variable "location" {
  type        = string
  description = "Location of the virtual network and of everything in it."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the virtual network and of everything in it."
}

variable "address_space" {
  type        = list(string)
  description = "Address blocks of the virtual network: private (RFC 1918), with prefix lengths of 8 to 29, apart from those of networks that it is to be joined with."

  validation {
    condition = length(var.address_space) > 0 && alltrue([
      for block in var.address_space :
      can(cidrhost(block, 0)) && can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)[0-9.]+/([89]|1[0-9]|2[0-9])$", block))
    ])
    error_message = "Each block must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 and have a prefix length of 8 to 29, such as 10.0.0.0/16."
  }
}

variable "subnets" {
  type = list(object({
    name           = string
    address_prefix = string
    delegation     = optional(string)
    pod_cidr       = optional(string)
    internet_ports = optional(list(number), [])
    nat_gateway    = optional(bool, true)
  }))
  description = "Subnets by name: the address block, the service that the subnet is handed over to, such as Microsoft.DBforPostgreSQL/flexibleServers, the address block of the pods of a cluster in it, the TCP ports that clients on the internet reach (with public load balancers only), and whether it goes out through the NAT gateway."

  validation {
    condition     = length(var.subnets) > 0 && length(var.subnets) == length(distinct(var.subnets[*].name)) && length(var.subnets) == length(distinct(var.subnets[*].address_prefix))
    error_message = "Give at least one subnet; the names and the address blocks of subnets must be unique."
  }

  validation {
    condition     = alltrue([for subnet in var.subnets : can(regex("^[a-zA-Z0-9][-\\w.]{0,38}$", subnet.name)) && can(cidrhost(subnet.address_prefix, 0)) && (subnet.pod_cidr == null ? true : can(cidrhost(subnet.pod_cidr, 0)))])
    error_message = "Each subnet needs a name of up to 39 letters, digits, hyphens, underscores and dots, and an address block such as 10.0.16.0/20, like its pods."
  }

  validation {
    condition     = alltrue([for subnet in var.subnets : subnet.delegation == null ? true : contains(keys(local.delegations), subnet.delegation)])
    error_message = "A subnet can be handed over to one of: ${join(", ", keys(local.delegations))}."
  }

  validation {
    condition     = alltrue(flatten([for subnet in var.subnets : [for port in subnet.internet_ports : port >= 1 && port <= 65535 && floor(port) == port && !contains([22, 3389], port)]]))
    error_message = "A port is a whole number from 1 to 65535, and not one that logs in to machines (22, 3389)."
  }
}

variable "nat_gateway_enabled" {
  type        = bool
  default     = true
  description = "Whether a NAT gateway gives the subnets a way out to the internet. Without it they have none: private nodes need one to pull images. It lets nothing in."
}

variable "private_dns_zones" {
  type        = map(string)
  default     = {}
  description = "Private DNS zones that the network resolves, one for each kind of private endpoint in it, by a name of one's own, such as { vault = \"privatelink.vaultcore.azure.net\" }. In China they are called otherwise."

  validation {
    condition     = length(var.private_dns_zones) == length(distinct(values(var.private_dns_zones))) && alltrue([for zone in values(var.private_dns_zones) : can(regex("^[a-z0-9_-]+(\\.[a-z0-9_-]+)+$", zone))])
    error_message = "Each zone is given once, with at least two labels in lower case, such as privatelink.vaultcore.azure.net."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
