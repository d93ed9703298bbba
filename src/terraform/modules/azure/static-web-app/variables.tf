variable "name" {
  type        = string
  description = "Name of the app. The host name that Azure gives it is another one."

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9-]{0,38}[a-zA-Z0-9])?$", var.name))
    error_message = "The name must have 1 to 40 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Region of its API and of what it remembers: centralus, eastasia, eastus2, westeurope or westus2. Its pages are served from everywhere."

  validation {
    condition     = contains(["centralus", "eastasia", "eastus2", "westeurope", "westus2"], var.location)
    error_message = "Static web apps are in centralus, eastasia, eastus2, westeurope and westus2: give the one that is nearest."
  }
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the app."
}

variable "sku_name" {
  type        = string
  default     = "Standard"
  description = "Tier: Standard, or Free, which has no identity, no private address and two domains."

  validation {
    condition     = contains(["Free", "Standard"], var.sku_name)
    error_message = "The tier must be Standard or Free."
  }
}

variable "app_settings" {
  type        = map(string)
  default     = {}
  description = "Settings, which the API has as environment variables. What is secret goes into secret_settings."
}

variable "secret_settings" {
  type        = map(string)
  default     = {}
  description = "Settings whose values are secrets of a Key Vault, by name: the ID of the secret without its version. The identity of the app reads them (principal_id)."

  validation {
    condition     = alltrue([for name, secret in var.secret_settings : can(regex("^https://[^/]+/secrets/[^/]+/?$", secret)) && !contains(keys(var.app_settings), name)])
    error_message = "A secret is given by its versionless ID, such as https://<vault>.vault.azure.net/secrets/<secret>, for a setting that app_settings does not have."
  }

  validation {
    condition     = length(var.secret_settings) == 0 || var.sku_name != "Free"
    error_message = "A free app has no identity that could read secrets."
  }
}

variable "domains" {
  type = map(object({
    host_name  = string
    validation = optional(string, "cname")
  }))
  default     = {}
  description = "Domains by name: the host name, and how Azure is told whose it is: cname, by the CNAME record to host, which has to be there before, or txt, by a TXT record (domain_validations), which a domain without a subdomain needs."

  validation {
    condition     = alltrue([for domain in var.domains : can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])+[a-z0-9]([-a-z0-9]*[a-z0-9])?$", domain.host_name)) && contains(["cname", "txt"], domain.validation)])
    error_message = "A domain has a host name in lower case, such as shop.example.com, and is believed by cname or txt."
  }

  validation {
    condition     = length(var.domains) <= (var.sku_name == "Free" ? 2 : 6)
    error_message = "There are at most six domains, and two of a free app."
  }
}

variable "preview_environments_enabled" {
  type        = bool
  default     = false
  description = "Whether pull requests get an environment of their own, at an address that everybody reaches who knows it."
}

variable "configuration_file_changes_enabled" {
  type        = bool
  default     = true
  description = "Whether staticwebapp.config.json of the code says who may see which pages."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = true
  description = "Whether the app is reached from outside of a network, as pages are mostly meant to be."

  validation {
    condition     = var.public_network_access_enabled || var.private_endpoint != null
    error_message = "An app that is not reached from outside is reached by nobody without a private_endpoint."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
    location             = optional(string)
  })
  default     = null
  description = "Subnet that gets a private address of the app, and the private DNS zones that know it (privatelink.<number>.azurestaticapps.net, with the number of its host name). The address is where the network is: give its location where that is not the app's."

  validation {
    condition     = var.private_endpoint == null || var.sku_name != "Free"
    error_message = "A free app has no private address."
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
