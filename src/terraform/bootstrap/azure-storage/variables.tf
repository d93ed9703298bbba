variable "cloud" {
  type        = string
  default     = "public"
  description = "Sovereign cloud: public or china."

  validation {
    condition     = contains(["public", "china"], var.cloud)
    error_message = "The cloud must be public or china."
  }
}

variable "tenant_id" {
  type        = string
  description = "ID of the Entra tenant of the subscriptions."

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.tenant_id))
    error_message = "The ID must be of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "subscription_id" {
  type        = string
  description = "ID of the subscription of the storage account, best one that no environment has as a scope."

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.subscription_id))
    error_message = "The ID must be of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "location" {
  type        = string
  description = "Location of the storage account and of the identities."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the storage account and of the identities, which is made, too."

  validation {
    condition     = can(regex("^[-\\w.()]{0,89}[-\\w()]$", var.resource_group_name))
    error_message = "The name must have 1 to 90 letters, digits, hyphens, underscores, dots and parentheses, and not end in a dot."
  }
}

variable "storage_account_name" {
  type        = string
  description = "Name of the storage account, unique in the whole cloud."

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.storage_account_name))
    error_message = "The name must have 3 to 24 lower-case letters and digits."
  }
}

variable "account_replication_type" {
  type        = string
  default     = "GRS"
  description = "How the states are replicated: GRS, which every location has, or GZRS across zones, too."

  validation {
    condition     = contains(["LRS", "ZRS", "GRS", "GZRS", "RAGRS", "RAGZRS"], var.account_replication_type)
    error_message = "The replication must be one of LRS, ZRS, GRS, GZRS, RAGRS, RAGZRS."
  }
}

variable "open_to_all_networks" {
  type        = bool
  default     = false
  description = "Whether the states are reached from every address, with a token of Entra: runners of CI that are not one's own have no fixed addresses. By default from allowed_ip_ranges and allowed_subnet_ids, and from private endpoints."

  validation {
    condition     = !var.open_to_all_networks || length(var.allowed_ip_ranges) + length(var.allowed_subnet_ids) == 0
    error_message = "An account that is open to all networks is not closed to any: allowed_ip_ranges and allowed_subnet_ids have no use with open_to_all_networks."
  }
}

variable "allowed_ip_ranges" {
  type        = list(string)
  default     = []
  description = "Public IPv4 addresses and ranges that may reach the states. Runners in the region of the account do not come from a public address: allowed_subnet_ids lets them in."

  # Azure takes single addresses without a prefix length, and refuses private ones.
  validation {
    condition = alltrue([
      for range in var.allowed_ip_ranges :
      can(cidrhost(strcontains(range, "/") ? range : "${range}/32", 0)) && !can(regex("/(0|31|32)$|^(10|127)\\.|^192\\.168\\.|^172\\.(1[6-9]|2[0-9]|3[01])\\.", range))
    ])
    error_message = "Each entry must be a public IPv4 address such as 203.0.113.7, or a range up to /30 such as 203.0.113.0/24; a range of /0 would let everyone in."
  }
}

variable "allowed_subnet_ids" {
  type        = list(string)
  default     = []
  description = "IDs of subnets, such as those of runners, that may reach the states through their service endpoint for Microsoft.Storage, or Microsoft.Storage.Global from another region."

  validation {
    condition = alltrue([
      for id in var.allowed_subnet_ids : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/virtualNetworks/[^/]+/subnets/[^/]+$", id))
    ])
    error_message = "Each entry must be the ID of a subnet: /subscriptions/<ID>/resourceGroups/<name>/providers/Microsoft.Network/virtualNetworks/<name>/subnets/<name>."
  }
}

variable "access_log_days" {
  type        = number
  default     = 90
  description = "Days for which it is kept who read and wrote which state, 30 to 730."

  validation {
    condition     = var.access_log_days >= 30 && var.access_log_days <= 730 && floor(var.access_log_days) == var.access_log_days
    error_message = "The log is kept for a whole number of days from 30 to 730."
  }
}

variable "state_history_days" {
  type        = number
  default     = 90
  description = "Days for which old versions of a state, and deleted ones, are kept."

  validation {
    condition     = var.state_history_days >= 7 && var.state_history_days <= 365 && floor(var.state_history_days) == var.state_history_days
    error_message = "Old versions of a state are kept for 7 to 365 days."
  }
}

variable "administrator_object_ids" {
  type        = list(string)
  default     = []
  description = "Object IDs of the users and groups of Entra that read and write every state, such as those who run this. By default whoever applies it."

  validation {
    condition     = alltrue([for id in var.administrator_object_ids : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id))])
    error_message = "Each ID must be of the form 00000000-0000-0000-0000-000000000000, in lower case."
  }
}

variable "deletion_protection" {
  type        = bool
  default     = true
  description = "Whether the storage account refuses to be deleted, with everything in it. To remove an environment, apply once with false first."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}

variable "environments" {
  type = map(object({
    container         = string
    credential_states = optional(list(string), [])
    scopes            = list(string)
  }))
  default     = {}
  description = "The container that holds the states of each environment, the folders in it of those that hold credentials, and the subscriptions and resource groups that its root modules manage, by ID."

  validation {
    condition = alltrue([
      for environment in values(var.environments) :
      can(regex("^[a-z0-9](-?[a-z0-9])+$", environment.container)) && length(environment.container) >= 3 && length(environment.container) <= 63
    ])
    error_message = "The name of a container must have 3 to 63 lower-case letters, digits and hyphens between them."
  }

  validation {
    condition = (
      length(distinct(values(var.environments)[*].container)) == length(var.environments)
      && !contains(values(var.environments)[*].container, "bootstrap")
    )
    error_message = "Every environment must have a container of its own; bootstrap is the one of this root module."
  }

  # In a condition they stand between quotes, with an asterisk behind. Azure takes 8 KB of it.
  validation {
    condition = alltrue([
      for environment in values(var.environments) :
      alltrue([for state in environment.credential_states : can(regex("^[-\\w./]+$", state))]) && length(join("', '", environment.credential_states)) < 7000
    ])
    error_message = "The folder of a state has letters, digits and -_./ only, and all folders of an environment with credentials have 7000 characters at most: keep some of these states in a backend of their own."
  }

  # An environment without a scope has nothing to plan; a management group would reach other environments, too.
  validation {
    condition = alltrue([
      for environment in values(var.environments) :
      length(environment.scopes) > 0 && alltrue([
        for scope in environment.scopes : can(regex("^/subscriptions/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(/resourceGroups/[-\\w.()]+)?$", scope))
      ])
    ])
    error_message = "Every environment needs scopes of the form /subscriptions/<ID> or /subscriptions/<ID>/resourceGroups/<name>."
  }
}

variable "identities" {
  type = map(object({
    environment       = string
    writes            = bool
    reads_credentials = optional(bool, false)
    roles             = list(string)
    actions           = optional(list(string), [])
    assigns_roles     = optional(bool, false)
    assigned_role_ids = optional(map(string), {})
    credentials       = map(object({ issuer = string, subject = string }))
  }))
  default     = {}
  description = "Identities of CI by name: the environment that each is for, whether it may write and read credentials, its built-in roles and further actions on the scopes of the environment, whether it may assign roles there and which ones (by name, with their IDs; by default all but those that give roles to others), and the tokens that it trusts."

  validation {
    condition     = alltrue([for name in keys(var.identities) : can(regex("^[a-zA-Z0-9][-\\w]{2,127}$", name))])
    error_message = "The name of an identity must have 3 to 128 letters, digits, hyphens and underscores, and begin with a letter or digit."
  }

  validation {
    condition     = alltrue([for identity in values(var.identities) : contains(keys(var.environments), identity.environment)])
    error_message = "Every identity must be for one of the environments."
  }

  validation {
    condition = alltrue(flatten([
      for identity in values(var.identities) : [
        for role in identity.roles : !contains(["owner", "user access administrator", "role based access control administrator"], lower(role))
      ]
    ]))
    error_message = "No identity may be Owner, User Access Administrator or Role Based Access Control Administrator; assigns_roles lets it assign all roles but these."
  }

  validation {
    condition = alltrue(flatten([
      for identity in values(var.identities) : [
        for role in identity.roles :
        endswith(role, "Reader") || contains(["Azure Kubernetes Service Cluster User Role", "Key Vault Secrets User"], role)
      ] if !identity.writes
    ]))
    error_message = "An identity that does not write may only have roles that read: those that end in Reader, Azure Kubernetes Service Cluster User Role and Key Vault Secrets User."
  }

  validation {
    condition     = alltrue([for identity in values(var.identities) : identity.writes || !identity.assigns_roles])
    error_message = "An identity that does not write must not assign roles."
  }

  validation {
    condition = alltrue(flatten([
      for identity in values(var.identities) : [
        for id in values(identity.assigned_role_ids) : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id)) && !contains([
          "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
          "b24988ac-6180-42a0-ab88-20f7382dd24c",
        ], id)
      ]
    ]))
    error_message = "A role that may be assigned is given by its ID, of the form 00000000-0000-0000-0000-000000000000, and is neither Owner, Contributor, User Access Administrator nor Role Based Access Control Administrator."
  }

  validation {
    condition     = alltrue([for identity in values(var.identities) : identity.assigns_roles || length(identity.assigned_role_ids) == 0])
    error_message = "The roles that an identity may assign have no use without assigns_roles."
  }

  validation {
    condition = alltrue(flatten([
      for identity in values(var.identities) : [for action in identity.actions : can(regex("^Microsoft\\.\\w+(/\\w+)+$", action))]
    ]))
    error_message = "Each action must be whole, such as Microsoft.Cache/redis/listKeys/action: an asterisk would allow more than is known today."
  }

  # What a provider reads to plan is not only called read: it asks for keys, too.
  validation {
    condition = alltrue(flatten([
      for identity in values(var.identities) : [
        for action in identity.actions : can(regex("(?i)(/read|/list\\w*/action|keys/action)$", action)) && !can(regex("(?i)/regenerate\\w*/action$", action))
      ] if !identity.writes
    ]))
    error_message = "An identity that does not write may only have actions that end in /read, /list…/action or …keys/action."
  }

  # Reader reads no credential: whatever hands one out on Azure is an action of its own.
  validation {
    condition = alltrue(flatten([
      for identity in values(var.identities) : concat(
        [for role in identity.roles : endswith(role, "Reader")],
        [for action in identity.actions : can(regex("(?i)/read$", action))],
      ) if !identity.reads_credentials && !identity.writes
    ]))
    error_message = "An identity that reads no credentials may only have roles that end in Reader, and actions that end in /read."
  }

  validation {
    condition     = alltrue([for identity in values(var.identities) : identity.reads_credentials || !identity.writes])
    error_message = "An identity that writes reads credentials, too: say so."
  }

  # Entra refuses more. None at all is for Azure DevOps, which tells issuer and subject when the service connection is made.
  validation {
    condition     = alltrue([for identity in values(var.identities) : length(identity.credentials) <= 20])
    error_message = "An identity can trust 20 subjects at most."
  }

  validation {
    condition = alltrue(flatten([
      for identity in values(var.identities) : [
        for name, credential in identity.credentials :
        can(regex("^[a-zA-Z0-9][-\\w]{2,119}$", name)) && startswith(credential.issuer, "https://") && length(trimspace(credential.subject)) > 0 && !strcontains(credential.subject, "*")
      ]
    ]))
    error_message = "A credential needs a name of 3 to 120 letters, digits, hyphens and underscores, an issuer that begins with https:// and an exact subject; Entra compares, it matches no patterns."
  }
}
