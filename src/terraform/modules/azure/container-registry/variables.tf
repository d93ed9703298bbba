variable "name" {
  type        = string
  description = "Name of the registry, unique in the whole cloud: 5 to 50 lower-case letters and digits."

  validation {
    condition     = can(regex("^[a-z0-9]{5,50}$", var.name))
    error_message = "The name must have 5 to 50 lower-case letters and digits."
  }
}

variable "location" {
  type        = string
  description = "Location that the images are kept in."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the registry."
}

variable "sku" {
  type        = string
  default     = "Premium"
  description = "Size of the registry: Basic, Standard or Premium. Only Premium can be closed to the internet."

  validation {
    condition     = contains(["Basic", "Standard", "Premium"], var.sku)
    error_message = "The size must be Basic, Standard or Premium."
  }
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the registry is reached from outside of private endpoints, as by hosted runners of CI: from allowed_ip_ranges, or from everywhere when none are given."

  validation {
    condition     = var.public_network_access_enabled || var.sku == "Premium"
    error_message = "Only a Premium registry can be closed to the internet: choose that sku, or set public_network_access_enabled."
  }
}

variable "allowed_ip_ranges" {
  type        = list(string)
  default     = []
  description = "Public IPv4 address blocks that may connect. Needs a Premium registry."

  validation {
    condition     = length(var.allowed_ip_ranges) == 0 || (var.public_network_access_enabled && var.sku == "Premium")
    error_message = "Address blocks have no use without public_network_access_enabled, and need a Premium registry."
  }

  validation {
    condition     = alltrue([for range in var.allowed_ip_ranges : can(cidrhost(range, 0)) && !endswith(range, "/0")])
    error_message = "Each entry must be a block such as 203.0.113.0/24 or 203.0.113.7/32; a block of /0 would let everyone in."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the registry, and the private DNS zones that know it (privatelink.azurecr.io, in China privatelink.azurecr.cn)."

  validation {
    condition     = var.private_endpoint == null || var.sku == "Premium"
    error_message = "A private endpoint needs a Premium registry."
  }
}

variable "zone_redundant" {
  type        = bool
  default     = false
  description = "Whether copies are kept in several availability zones. Needs a Premium registry and a location that has zones; it cannot be changed later."

  validation {
    condition     = !var.zone_redundant || var.sku == "Premium"
    error_message = "Copies in several zones need a Premium registry."
  }
}

variable "untagged_retention_days" {
  type        = number
  default     = 30
  description = "Days after which a Premium registry deletes images that lost their last tag; 0 keeps them."

  validation {
    condition     = var.untagged_retention_days >= 0 && var.untagged_retention_days <= 365 && floor(var.untagged_retention_days) == var.untagged_retention_days
    error_message = "Untagged images are kept for 0 to 365 days."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
