variable "name" {
  type        = string
  description = "Beginning of the names of the identities; the name of the workload follows."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-\\w]{0,63}$", var.name))
    error_message = "The name must have 1 to 64 letters, digits, hyphens and underscores, and begin with a letter or digit."
  }
}

variable "location" {
  type        = string
  description = "Location of the identities; they can be used in all others."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the identities."
}

variable "oidc_issuer_url" {
  type        = string
  description = "Issuer of the tokens of the cluster's service accounts: an output of the cluster."

  validation {
    condition     = startswith(var.oidc_issuer_url, "https://")
    error_message = "The issuer must begin with https://."
  }
}

variable "workloads" {
  type = map(object({
    namespace       = string
    service_account = string
    roles           = optional(map(object({ scope = string, role = string })), {})
    cosmos_roles    = optional(map(object({ account_id = string, role = string })), {})
    redis_ids       = optional(map(string), {})
  }))
  description = "Workloads by name: the service account that their pods run as and its namespace, and what they may use, each under a name of one's own: built-in roles on the ID of what they are for, the role Reader or Contributor of an account of Cosmos DB, and instances of Redis."

  validation {
    condition = alltrue([
      for name, workload in var.workloads :
      alltrue([for each in [name, workload.namespace, workload.service_account] : can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", each))])
    ])
    error_message = "The name of a workload, its namespace and its service account have up to 63 lower-case letters, digits and hyphens; Entra matches no patterns."
  }

  # A role on a group of resources, or on a subscription, would reach more than what was granted.
  validation {
    condition = alltrue(flatten([
      for workload in values(var.workloads) : [
        for role in values(workload.roles) : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[^/*]+(/[^/*]+){2,}$", role.scope))
      ]
    ]))
    error_message = "A scope must be the ID of one resource: /subscriptions/<ID>/resourceGroups/<name>/providers/<type>/<name>."
  }

  validation {
    condition = alltrue(flatten([
      for workload in values(var.workloads) : [
        for role in values(workload.roles) :
        !contains(["owner", "contributor", "user access administrator", "role based access control administrator"], lower(role.role))
      ]
    ]))
    error_message = "A workload is given roles for data: neither Owner nor Contributor, and none that gives roles to others."
  }

  validation {
    condition = alltrue(flatten([
      for workload in values(var.workloads) : [for role in values(workload.cosmos_roles) : contains(["Reader", "Contributor"], role.role)]
    ]))
    error_message = "The role on an account of Cosmos DB must be Reader or Contributor."
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
  description = "Tags of the identities."
}
