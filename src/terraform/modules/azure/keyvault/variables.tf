variable "name" {
  type        = string
  description = "Name of the vault, unique in all of Azure: 3 to 24 letters, digits and single hyphens."

  validation {
    condition     = can(regex("^[a-zA-Z](-?[a-zA-Z0-9])*$", var.name)) && length(var.name) >= 3 && length(var.name) <= 24
    error_message = "The name must have 3 to 24 letters, digits and single hyphens, start with a letter and not end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Region of the vault, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group that the vault lives in."
}

variable "tenant_id" {
  type        = string
  description = "ID of the Microsoft Entra tenant whose identities open the vault."

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.tenant_id))
    error_message = "The tenant ID must be a GUID."
  }
}

variable "sku_name" {
  type        = string
  default     = "standard"
  description = "Tier: standard, or premium, whose keys live in hardware (HSM)."

  validation {
    condition     = contains(["standard", "premium"], var.sku_name)
    error_message = "The SKU must be standard or premium."
  }
}

variable "soft_delete_retention_days" {
  type        = number
  default     = 90
  description = "Days for which a deleted vault and what was in it can be brought back, 7 to 90. Nobody can purge it before. Cannot be changed later."

  validation {
    condition     = var.soft_delete_retention_days >= 7 && var.soft_delete_retention_days <= 90 && floor(var.soft_delete_retention_days) == var.soft_delete_retention_days
    error_message = "What was deleted is kept for a whole number of days from 7 to 90."
  }
}

variable "encryption_keys" {
  type = map(object({
    size          = optional(number, 3072)
    rotation_days = optional(number, 365)
  }))
  default     = {}
  description = "RSA keys by name, with which other services encrypt their data, and after how many days a new version takes their place. Who applies needs the role Key Vault Crypto Officer, and a way to the vault."

  validation {
    condition     = alltrue([for name in keys(var.encryption_keys) : can(regex("^[a-zA-Z0-9-]{1,127}$", name))])
    error_message = "The name of a key must have 1 to 127 letters, digits and hyphens."
  }

  validation {
    condition     = alltrue([for key in var.encryption_keys : contains([2048, 3072, 4096], key.size)])
    error_message = "A key has 2048, 3072 or 4096 bits."
  }

  validation {
    condition     = alltrue([for key in var.encryption_keys : key.rotation_days >= 28 && floor(key.rotation_days) == key.rotation_days])
    error_message = "A key is replaced after a whole number of days, at least 28."
  }
}

variable "disk_encryption_enabled" {
  type        = bool
  default     = false
  description = "Whether Azure Disk Encryption may use the vault."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the vault is reached from outside of private endpoints: from allowed_ip_ranges and allowed_subnet_ids, or from everywhere when neither is given."
}

variable "allowed_ip_ranges" {
  type        = list(string)
  default     = []
  description = "Public IPv4 addresses and address blocks that may connect."

  validation {
    condition     = length(var.allowed_ip_ranges) == 0 || var.public_network_access_enabled
    error_message = "Address blocks have no use without public_network_access_enabled."
  }

  validation {
    condition = alltrue([
      for range in var.allowed_ip_ranges : can(cidrhost(strcontains(range, "/") ? range : "${range}/32", 0)) && !endswith(range, "/0")
    ])
    error_message = "Each entry must be an address such as 203.0.113.7 or a block such as 203.0.113.0/24; a block of /0 would let everyone in."
  }
}

variable "allowed_subnet_ids" {
  type        = list(string)
  default     = []
  description = "IDs of subnets that may connect through their service endpoint for Microsoft.KeyVault."

  validation {
    condition     = length(var.allowed_subnet_ids) == 0 || var.public_network_access_enabled
    error_message = "Service endpoints lead to the public address: they have no use without public_network_access_enabled."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the vault, and the private DNS zones that know it (privatelink.vaultcore.azure.net, in China privatelink.vaultcore.azure.cn)."
}

variable "logging" {
  type = object({
    log_analytics_workspace_id = string
  })
  default     = null
  description = "The Log Analytics workspace that keeps who read or changed what in the vault, and who was refused. Without it no logs are kept."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
