variable "name" {
  type        = string
  description = "Name of the application, as people read it; the tenant has no other one of this name."

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([-\\w. ]{0,118}[a-zA-Z0-9])?$", var.name))
    error_message = "The name must have 1 to 120 letters, digits, spaces, hyphens, underscores and dots, and begin and end with a letter or digit."
  }
}

variable "description" {
  type        = string
  default     = null
  description = "What the application is, as people read it."
}

variable "owner_object_ids" {
  type        = list(string)
  default     = []
  description = "Object IDs of those who may change the application. Who applies with the permission Application.ReadWrite.OwnedBy has to be one of them."

  validation {
    condition     = alltrue([for id in var.owner_object_ids : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "An owner is given by its object ID, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "sign_in_audience" {
  type        = string
  default     = "AzureADMyOrg"
  description = "Whose people may log in: those of the tenant (AzureADMyOrg), or of all tenants (AzureADMultipleOrgs)."

  validation {
    condition     = contains(["AzureADMultipleOrgs", "AzureADMyOrg"], var.sign_in_audience)
    error_message = "The audience must be AzureADMyOrg or AzureADMultipleOrgs."
  }
}

variable "assignment_required" {
  type        = bool
  default     = true
  description = "Whether only those among members log in, and nobody else of the tenant."
}

variable "group_membership_claims" {
  type        = list(string)
  default     = []
  description = "Which groups of somebody are in tokens: ApplicationGroup (those among members), SecurityGroup, DirectoryRole or All."

  validation {
    condition     = alltrue([for claim in var.group_membership_claims : contains(["All", "ApplicationGroup", "DirectoryRole", "SecurityGroup"], claim)])
    error_message = "A claim is one of ApplicationGroup, SecurityGroup, DirectoryRole, All."
  }
}

variable "web_redirect_uris" {
  type        = list(string)
  default     = []
  description = "Where people come back to a web application that has a server."

  validation {
    condition     = alltrue([for uri in var.web_redirect_uris : can(regex("^(https://[^*]+|http://localhost(:[0-9]+)?(/[^*]*)?)$", uri))])
    error_message = "People come back to https://, or to http://localhost, without an asterisk."
  }
}

variable "spa_redirect_uris" {
  type        = list(string)
  default     = []
  description = "Where people come back to an application that runs in their browser."

  validation {
    condition     = alltrue([for uri in var.spa_redirect_uris : can(regex("^(https://[^*]+|http://localhost(:[0-9]+)?(/[^*]*)?)$", uri))])
    error_message = "People come back to https://, or to http://localhost, without an asterisk."
  }
}

variable "public_client_redirect_uris" {
  type        = list(string)
  default     = []
  description = "Where people come back to an application that is installed on their machine, such as http://localhost for a command line."

  validation {
    condition     = alltrue([for uri in var.public_client_redirect_uris : can(regex("^(https://[^*]+|http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?(/[^*]*)?|ms-appx-web://[^*]+)$", uri))])
    error_message = "People come back to http://localhost, https:// or ms-appx-web://, without an asterisk."
  }
}

variable "optional_claims" {
  type = object({
    id_token     = optional(list(string), [])
    access_token = optional(list(string), [])
  })
  default     = {}
  description = "What tokens say beside what they always say, such as email, upn, family_name or groups: those by which people log in (id_token), and those by which its API is called (access_token)."

  validation {
    condition = alltrue([
      for claims in [var.optional_claims.id_token, var.optional_claims.access_token] : length(distinct(claims)) == length(claims) && alltrue([for claim in claims : can(regex("^[a-z][a-z0-9_.]*$", claim))])
    ])
    error_message = "A claim is named once, by a name such as email."
  }
}

variable "logout_url" {
  type        = string
  default     = null
  description = "Address that Entra calls when somebody logs out."

  validation {
    condition     = var.logout_url == null ? true : startswith(var.logout_url, "https://")
    error_message = "The address begins with https://."
  }
}

variable "scopes" {
  type = map(object({
    description            = string
    display_name           = optional(string)
    admin_consent_required = optional(bool, true)
  }))
  default     = {}
  description = "What other applications may do with its API in the name of somebody, by name, such as Orders.Read, and whether an administrator has to agree."

  validation {
    condition     = alltrue([for name in keys(var.scopes) : can(regex("^[a-zA-Z0-9][-\\w.]{0,119}$", name)) && !contains(keys(var.roles), name)])
    error_message = "A scope has a name of up to 120 letters, digits, dots, hyphens and underscores, which no role has."
  }
}

variable "roles" {
  type = map(object({
    description  = string
    display_name = optional(string)
    member_types = optional(list(string), ["User"])
  }))
  default     = {}
  description = "Roles that people and groups (User), or other applications (Application), have in it, by name, such as administrator; they are in tokens."

  validation {
    condition     = alltrue([for name, role in var.roles : can(regex("^[a-zA-Z0-9][-\\w.]{0,119}$", name)) && length(role.member_types) > 0 && alltrue([for type in role.member_types : contains(["Application", "User"], type)])])
    error_message = "A role has a name of up to 120 letters, digits, dots, hyphens and underscores, and is for User, Application or both."
  }
}

variable "members" {
  type        = map(object({ object_id = string, role = optional(string) }))
  default     = {}
  description = "Who uses it, each under a name of one's own: the object ID of a person, a group or a service principal, and one of roles."

  validation {
    condition     = alltrue([for member in values(var.members) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", member.object_id)) && (member.role == null ? length(var.roles) == 0 : contains(keys(var.roles), member.role))])
    error_message = "A member is given by its object ID, of the form 00000000-0000-0000-0000-000000000000, and has one of roles, if there are any."
  }
}

variable "authorized_clients" {
  type        = map(object({ client_id = string, scopes = list(string) }))
  default     = {}
  description = "Applications that may use some of scopes without anybody being asked, each under a name of one's own: its client ID."

  validation {
    condition = alltrue([
      for client in values(var.authorized_clients) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", client.client_id))
      && length(client.scopes) > 0 && alltrue([for scope in client.scopes : contains(keys(var.scopes), scope)])
    ])
    error_message = "A client is given by its client ID, of the form 00000000-0000-0000-0000-000000000000, and uses some of scopes."
  }
}

variable "required_permissions" {
  type        = map(map(string))
  default     = {}
  description = "Permissions that it asks for, by the client ID of the application whose they are, such as 00000003-0000-0000-c000-000000000000 (Microsoft Graph): the ID of each, and whether it is for somebody who is logged in (Scope) or for itself (Role). An administrator agrees to them."

  validation {
    condition = alltrue(flatten([
      for application, permissions in var.required_permissions : [
        for id, type in permissions : contains(["Role", "Scope"], type) && alltrue([for given in [application, id] : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", given))])
      ]
    ]))
    error_message = "A permission is given by its ID below that of its application, and is a Scope or a Role."
  }
}

variable "oidc_issuer_url" {
  type        = string
  default     = null
  description = "Issuer of the tokens of the cluster whose service accounts are the application."

  validation {
    condition     = (var.oidc_issuer_url != null) == (length(var.service_accounts) > 0)
    error_message = "Service accounts are known by the issuer of their cluster: give both oidc_issuer_url and service_accounts, or none."
  }
}

variable "service_accounts" {
  type        = list(object({ namespace = string, name = string }))
  default     = []
  description = "Service accounts of Kubernetes that are the application."
}

variable "federated_credentials" {
  type = map(object({
    issuer   = string
    subject  = string
    audience = optional(string)
  }))
  default     = {}
  description = "Others that are the application by a token of their own, such as jobs of CI, by name: who signs it, whom it is about, and whom it is for."

  validation {
    condition     = alltrue([for name, credential in var.federated_credentials : can(regex("^[a-zA-Z0-9][-\\w]{2,119}$", name)) && startswith(credential.issuer, "https://") && !strcontains(credential.subject, "*")])
    error_message = "A credential has a name of 3 to 120 letters, digits, hyphens and underscores, an issuer that begins with https://, and a subject without an asterisk."
  }

  validation {
    condition     = length(var.federated_credentials) + length(var.service_accounts) <= 20
    error_message = "An application has 20 credentials at most."
  }
}

variable "audience" {
  type        = string
  default     = "api://AzureADTokenExchange"
  description = "Whom the tokens of service accounts are for, as the cloud asks for it."
}
