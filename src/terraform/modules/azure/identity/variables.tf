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

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the identity."
}
