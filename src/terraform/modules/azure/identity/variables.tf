variable "name" {
  type        = string
  description = "Name of the identity."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-\\w]{2,127}$", var.name))
    error_message = "The name must have 3 to 128 letters, digits, hyphens and underscores, and begin with a letter or digit."
  }
}

variable "location" {
  type        = string
  description = "Location of the identity; it can be used in all others."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the identity."
}

variable "oidc_issuer_url" {
  type        = string
  default     = null
  description = "Issuer of the tokens of the cluster's service accounts: an output of the cluster."

  validation {
    condition     = var.oidc_issuer_url == null ? length(var.service_accounts) == 0 : startswith(var.oidc_issuer_url, "https://")
    error_message = "The issuer must begin with https://, and service_accounts need one."
  }
}

variable "service_accounts" {
  type = list(object({
    namespace = string
    name      = string
  }))
  default     = []
  description = "Service accounts of Kubernetes whose pods may take on the identity."

  validation {
    condition     = alltrue([for account in var.service_accounts : alltrue([for name in [account.namespace, account.name] : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", name))])])
    error_message = "The namespace and the name of a service account have lower-case letters, digits and hyphens; Entra matches no patterns."
  }

  validation {
    condition     = length(var.service_accounts) == length(distinct([for account in var.service_accounts : "${account.namespace}-${account.name}"]))
    error_message = "Two service accounts have the same namespace and name, or would give credentials of the same name."
  }
}

variable "federated_credentials" {
  type = list(object({
    name    = string
    issuer  = string
    subject = string
  }))
  default     = []
  description = "Other tokens that the identity is given for, such as those of jobs of CI."

  validation {
    condition = alltrue([
      for credential in var.federated_credentials :
      can(regex("^[a-zA-Z0-9][-\\w]{2,119}$", credential.name)) && startswith(credential.issuer, "https://") && length(trimspace(credential.subject)) > 0 && !strcontains(credential.subject, "*")
    ])
    error_message = "A credential needs a name of 3 to 120 letters, digits, hyphens and underscores, an issuer that begins with https:// and an exact subject; Entra matches no patterns."
  }

  validation {
    condition     = length(var.federated_credentials) == length(distinct(var.federated_credentials[*].name)) && length(var.federated_credentials) + length(var.service_accounts) <= 20
    error_message = "The names of credentials must be unique, and an identity has at most 20 together with its service accounts."
  }
}

variable "audience" {
  type        = string
  default     = "api://AzureADTokenExchange"
  description = "Audience of the tokens: api://AzureADTokenExchangeChina in Azure China."

  validation {
    condition     = contains(["api://AzureADTokenExchange", "api://AzureADTokenExchangeChina"], var.audience)
    error_message = "The audience must be api://AzureADTokenExchange or api://AzureADTokenExchangeChina."
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
  description = "Tags of the identity."
}
