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

variable "certificates" {
  type = map(object({
    dns_names       = list(string)
    issuer          = optional(string, "Self")
    validity_months = optional(number, 12)
    key_size        = optional(number, 2048)
    exportable      = optional(bool, true)
    content_type    = optional(string, "application/x-pkcs12")
  }))
  default     = {}
  description = "TLS certificates by name, which the vault makes and renews when four fifths of their time are over: the host names, the first of which is the subject, the issuer (Self, the name of an issuer that the vault knows, or Unknown for one that signs a request by hand), how long one is good, the bits of its key, whether that may leave the vault, as gateways need it, and how it is packed (application/x-pkcs12 or application/x-pem-file). Who applies needs the role Key Vault Certificates Officer, and a way to the vault."

  validation {
    condition     = alltrue([for name in keys(var.certificates) : can(regex("^[a-zA-Z0-9-]{1,127}$", name))])
    error_message = "The name of a certificate must have 1 to 127 letters, digits and hyphens."
  }

  validation {
    condition     = alltrue([for certificate in var.certificates : length(certificate.dns_names) > 0 && alltrue([for name in certificate.dns_names : can(regex("^([*][.])?([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])+[a-z0-9]([-a-z0-9]*[a-z0-9])?$", name))])])
    error_message = "A certificate needs host names in lower case, such as shop.example.com or *.shop.example.com."
  }

  validation {
    condition = alltrue([
      for certificate in var.certificates : contains([2048, 3072, 4096], certificate.key_size) && contains(["application/x-pkcs12", "application/x-pem-file"], certificate.content_type)
      && certificate.validity_months >= 1 && certificate.validity_months <= 120 && floor(certificate.validity_months) == certificate.validity_months
    ])
    error_message = "The key of a certificate has 2048, 3072 or 4096 bits, its content type is application/x-pkcs12 or application/x-pem-file, and it is good for 1 to 120 months."
  }
}

variable "certificate_contacts" {
  type        = set(string)
  default     = []
  description = "Mailboxes that the vault writes to before a certificate is renewed, when it was or could not be, and when one of the issuer Unknown has to be renewed by hand. Who applies needs the role Key Vault Certificates Officer, and a way to the vault."

  validation {
    condition     = alltrue([for contact in var.certificate_contacts : can(regex("^[^@ ]+@[^@ ]+[.][^@ ]+$", contact))])
    error_message = "A contact is a mailbox, such as platform@example.com."
  }

  validation {
    condition     = length(var.certificate_contacts) > 0 || alltrue([for certificate in var.certificates : certificate.issuer != "Unknown"])
    error_message = "A certificate of the issuer Unknown is renewed by hand: certificate_contacts has to say who is told."
  }
}

variable "purge_protection_enabled" {
  type        = bool
  default     = true
  description = "Whether nobody can purge what was deleted before its time. Without it the name of a deleted vault can be had again, as in a trial; services refuse keys of such a vault for their encryption. Once it is on, it cannot be turned off."

  validation {
    condition     = var.purge_protection_enabled || length(var.encryption_keys) == 0
    error_message = "Services encrypt with keys of a vault only that is protected from purging: leave purge_protection_enabled on, or encryption_keys out."
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
  description = "The Log Analytics workspace that keeps who read or changed what in the vault, and who was refused, and nothing else. For other logs and places there is diagnostics."

  validation {
    condition     = var.logging == null || var.diagnostics == null
    error_message = "Azure keeps a log once in each place: give diagnostics without logging."
  }
}

variable "diagnostics" {
  type = object({
    log_analytics_workspace_id     = optional(string)
    log_analytics_destination_type = optional(string)
    storage_account_id             = optional(string)
    eventhub_authorization_rule_id = optional(string)
    eventhub_name                  = optional(string)
    log_categories                 = optional(list(string))
    metric_categories              = optional(list(string), [])
  })
  default     = null
  description = "Where its logs go: to a Log Analytics workspace, a storage account, an event hub (the ID of a rule of its namespace that may send, and the name of the hub). All categories of logs unless some are named, and no metrics, which Azure Monitor keeps by itself, unless they are named, such as AllMetrics. Without it no logs are kept."

  validation {
    condition = var.diagnostics == null ? true : anytrue([
      var.diagnostics.log_analytics_workspace_id != null, var.diagnostics.storage_account_id != null, var.diagnostics.eventhub_authorization_rule_id != null,
    ])
    error_message = "Logs need a place to go to: log_analytics_workspace_id, storage_account_id or eventhub_authorization_rule_id."
  }

  validation {
    condition     = var.diagnostics == null ? true : var.diagnostics.eventhub_name == null || var.diagnostics.eventhub_authorization_rule_id != null
    error_message = "An event hub is reached by a rule of its namespace: give eventhub_authorization_rule_id, too."
  }

  validation {
    condition     = var.diagnostics == null ? true : contains(["AzureDiagnostics", "Dedicated"], coalesce(var.diagnostics.log_analytics_destination_type, "Dedicated"))
    error_message = "Logs lie in the table AzureDiagnostics, or in tables of their own (Dedicated)."
  }

  validation {
    condition     = var.diagnostics == null ? true : var.diagnostics.log_categories == null ? true : length(var.diagnostics.log_categories) + length(var.diagnostics.metric_categories) > 0
    error_message = "Name a category of logs or of metrics, or leave log_categories out for all logs."
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
