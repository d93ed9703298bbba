variable "name" {
  type        = string
  description = "Name of the account and the first label of its host name, unique in all of Azure: 2 to 64 letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 2 to 64 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Region of the account, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group that the account lives in."
}

variable "kind" {
  type        = string
  default     = "AIServices"
  description = "What the account offers: AIServices (models of many makers and all services below), OpenAI (the models of OpenAI alone), or one service such as ContentSafety, FormRecognizer, SpeechServices or TextAnalytics. Cannot be changed later."

  validation {
    condition = contains([
      "AIServices", "CognitiveServices", "ComputerVision", "ContentModerator", "ContentSafety", "ConversationalLanguageUnderstanding",
      "CustomVision.Prediction", "CustomVision.Training", "Face", "FormRecognizer", "ImmersiveReader", "OpenAI", "SpeechServices",
      "TextAnalytics", "TextTranslation",
    ], var.kind)
    error_message = "The kind must be one of AIServices, CognitiveServices, ComputerVision, ContentModerator, ContentSafety, ConversationalLanguageUnderstanding, CustomVision.Prediction, CustomVision.Training, Face, FormRecognizer, ImmersiveReader, OpenAI, SpeechServices, TextAnalytics, TextTranslation."
  }
}

variable "sku_name" {
  type        = string
  default     = "S0"
  description = "Price tier: S0 for most kinds, S for TextAnalytics, S1 for ComputerVision and TextTranslation, F0 where there is a free one."

  validation {
    condition     = can(regex("^(C[234]|D3|DC0|E0|F[01]|P[012]|S[0-6]?)$", var.sku_name))
    error_message = "The tier must be one that Azure knows, such as S0 or F0."
  }
}

variable "deployments" {
  type = map(object({
    model                  = string
    model_version          = optional(string)
    model_format           = optional(string, "OpenAI")
    sku_name               = optional(string, "Standard")
    capacity               = optional(number, 1)
    version_upgrade_option = optional(string, "OnceCurrentVersionExpired")
    content_filter         = optional(string)
  }))
  default     = {}
  description = "Model deployments by name: the model (gpt-4o) and its version, who made it (model_format), where it runs (sku_name: Standard in the region, DataZoneStandard, GlobalStandard, ProvisionedManaged, …), how many thousand tokens a minute it takes (capacity), when its version changes by itself, and the content filter policy."

  validation {
    condition     = alltrue([for name in keys(var.deployments) : can(regex("^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9]$", name))])
    error_message = "The name of a deployment must have 2 to 64 letters, digits, dots, hyphens and underscores, and start and end with a letter or a digit."
  }

  validation {
    condition = alltrue([
      for deployment in var.deployments : contains([
        "Standard", "DataZoneBatch", "DataZoneStandard", "DataZoneProvisionedManaged", "GlobalBatch", "GlobalProvisionedManaged", "GlobalStandard",
        "ProvisionedManaged",
      ], deployment.sku_name)
    ])
    error_message = "The sku_name must be one of Standard, DataZoneBatch, DataZoneStandard, DataZoneProvisionedManaged, GlobalBatch, GlobalProvisionedManaged, GlobalStandard, ProvisionedManaged."
  }

  validation {
    condition = alltrue([
      for deployment in var.deployments :
      contains(["OnceNewDefaultVersionAvailable", "OnceCurrentVersionExpired", "NoAutoUpgrade"], deployment.version_upgrade_option)
    ])
    error_message = "The version_upgrade_option must be OnceNewDefaultVersionAvailable, OnceCurrentVersionExpired or NoAutoUpgrade."
  }

  validation {
    condition     = alltrue([for deployment in var.deployments : deployment.capacity >= 1 && floor(deployment.capacity) == deployment.capacity])
    error_message = "The capacity must be a whole number from 1."
  }

  validation {
    condition     = length(var.deployments) == 0 || contains(["AIServices", "OpenAI"], var.kind)
    error_message = "Only accounts of the kinds AIServices and OpenAI have model deployments."
  }
}

variable "project_management_enabled" {
  type        = bool
  default     = false
  description = "Whether projects (AI Foundry) can be made in an account of the kind AIServices. Taking it back means a new account."

  validation {
    condition     = !var.project_management_enabled || var.kind == "AIServices"
    error_message = "Only an account of the kind AIServices has projects."
  }
}

variable "allowed_fqdns" {
  type        = list(string)
  default     = null
  description = "Host names that the account itself may call. Not restricted by default; an empty list forbids all calls."
}

variable "local_auth_enabled" {
  type        = bool
  default     = false
  description = "Whether keys open the account. Without them clients need a Microsoft Entra identity with a role such as Cognitive Services OpenAI User."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the account is reached from outside of private endpoints: from allowed_ip_ranges and allowed_subnet_ids, or from everywhere when neither is given."
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
  description = "IDs of subnets that may connect through their service endpoint for Microsoft.CognitiveServices."

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
  description = "Subnet that gets a private address of the account, and the private DNS zones that know it (privatelink.cognitiveservices.azure.com, for models privatelink.openai.azure.com and privatelink.services.ai.azure.com too)."
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
