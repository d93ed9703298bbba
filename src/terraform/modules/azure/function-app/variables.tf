variable "name" {
  type        = string
  description = "Name of the function app, unique in all of Azure; its plan follows with -plan."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,30}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 2 to 32 letters, digits and hyphens, and neither start nor end with a hyphen: hosts of functions tell each other apart by the first 32 characters."
  }
}

variable "location" {
  type        = string
  description = "Region of the function app, such as \"eastus2\". Not every one has the plan Flex Consumption: az functionapp list-flexconsumption-locations."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the function app and its plan."
}

variable "runtime" {
  type = object({
    name    = string
    version = string
  })
  description = "What the functions are written for: dotnet-isolated, java, node, powershell, python or custom, and its version, such as 22 of node. az functionapp list-flexconsumption-runtimes names them."

  validation {
    condition     = contains(["custom", "dotnet-isolated", "java", "node", "powershell", "python"], var.runtime.name)
    error_message = "The runtime must be dotnet-isolated, java, node, powershell, python or custom."
  }
}

variable "storage" {
  type = object({
    account_name   = string
    blob_endpoint  = string
    container_name = string
  })
  description = "Where its code is kept, and what its host remembers: the name of a storage account, the address of its blobs, such as https://<account>.blob.core.windows.net/, and a container in it. Keys of the account may be off."

  validation {
    condition     = can(regex("^https://", var.storage.blob_endpoint)) && can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", var.storage.container_name))
    error_message = "The address of the blobs begins with https://, and a container has a name of lower-case letters, digits and hyphens."
  }
}

variable "identity" {
  type = object({
    user_assigned_identity_id = string
    client_id                 = string
  })
  description = "Identity with which it gets at its storage, and sends to Application Insights, to be made before it: Storage Blob Data Owner, Storage Queue Data Contributor and Storage Table Data Contributor on the account, and Monitoring Metrics Publisher."
}

variable "zone_redundant" {
  type        = bool
  default     = false
  description = "Whether instances are spread over the zones of the location, which then always has two per group that is always ready. The storage has to be spread, too."
}

variable "instance_memory_mb" {
  type        = number
  default     = 2048
  description = "Memory of an instance in MB: 512, 2048 or 4096."

  validation {
    condition     = contains([512, 2048, 4096], var.instance_memory_mb)
    error_message = "An instance has 512, 2048 or 4096 MB."
  }
}

variable "instance_count_max" {
  type        = number
  default     = 100
  description = "Instances that there are at most, 1 to 1000."

  validation {
    condition     = var.instance_count_max >= 1 && var.instance_count_max <= 1000 && floor(var.instance_count_max) == var.instance_count_max
    error_message = "There are 1 to 1000 instances at most."
  }
}

variable "http_concurrency" {
  type        = number
  default     = null
  description = "Requests that one instance answers at a time, 1 to 1000. By default Azure chooses by the memory."

  validation {
    condition     = var.http_concurrency == null ? true : var.http_concurrency >= 1 && var.http_concurrency <= 1000
    error_message = "An instance answers 1 to 1000 requests at a time."
  }
}

variable "always_ready" {
  type        = map(number)
  default     = {}
  description = "Instances that are always there, which nobody waits for, by group: http, durable, blob, or function:<name>."

  validation {
    condition     = alltrue([for group, count in var.always_ready : can(regex("^(blob|durable|http|function:[A-Za-z][A-Za-z0-9_-]*)$", group)) && count >= 0]) && sum(concat([0], values(var.always_ready))) <= var.instance_count_max
    error_message = "The groups are http, durable, blob and function:<name>, and no more instances are always there than instance_count_max."
  }
}

variable "app_settings" {
  type        = map(string)
  default     = {}
  description = "Settings, which functions have as environment variables. What is secret goes into secret_settings."

  validation {
    condition = alltrue([
      for name in keys(var.app_settings) : !startswith(name, "AzureWebJobsStorage") && !contains(
        ["APPINSIGHTS_INSTRUMENTATIONKEY", "APPLICATIONINSIGHTS_CONNECTION_STRING", "DEPLOYMENT_STORAGE_CONNECTION_STRING", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME", "WEBSITE_RUN_FROM_PACKAGE"], name,
      )
    ])
    error_message = "How the storage, the runtime and Application Insights are reached follows from the other inputs; Flex Consumption knows no WEBSITE_RUN_FROM_PACKAGE."
  }
}

variable "secret_settings" {
  type        = map(string)
  default     = {}
  description = "Settings whose values are secrets of a Key Vault, by name: the ID of the secret without its version, so that a new one is taken on within a day. The identity of its own reads them (principal_id)."

  validation {
    condition     = alltrue([for name, secret in var.secret_settings : can(regex("^https://[^/]+/secrets/[^/]+/?$", secret)) && !contains(keys(var.app_settings), name)])
    error_message = "A secret is given by its versionless ID, such as https://<vault>.vault.azure.net/secrets/<secret>, for a setting that app_settings does not have."
  }
}

variable "application_insights" {
  type = object({
    connection_string = string
  })
  default     = null
  description = "Application Insights that follows its requests, by its connection string. It sends with the identity, so that keys may be off there."
}

variable "health_check" {
  type = object({
    path             = string
    eviction_minutes = optional(number, 5)
  })
  default     = null
  description = "Path by which it is found out which instances are well, and minutes, 2 to 10, after which one is left out that is not."

  validation {
    condition     = var.health_check == null ? true : startswith(var.health_check.path, "/") && var.health_check.eviction_minutes >= 2 && var.health_check.eviction_minutes <= 10
    error_message = "The path is one such as /api/health, and an instance is left out after 2 to 10 minutes."
  }
}

variable "cors" {
  type = object({
    allowed_origins     = list(string)
    credentials_enabled = optional(bool, false)
  })
  default     = null
  description = "Pages of which other origins may call it from a browser, and whether with cookies."

  validation {
    condition     = var.cors == null ? true : length(var.cors.allowed_origins) > 0 && !(contains(var.cors.allowed_origins, "*") && var.cors.credentials_enabled)
    error_message = "Name the origins, such as https://shop.example.com; all of them (*) may not call it with cookies."
  }
}

variable "entra_login" {
  type = object({
    client_id              = string
    issuer                 = string
    allowed_audiences      = optional(list(string), [])
    allowed_client_ids     = optional(list(string), [])
    excluded_paths         = optional(list(string), [])
    unauthenticated_action = optional(string, "Return401")
  })
  default     = null
  description = "Lets in none but who shows a token of Entra: the client ID of the application that it is to Entra, who issues tokens, such as https://login.microsoftonline.com/<tenant>/v2.0, for whom they are and which applications may show them, paths that everybody reaches, and what others are answered. By default functions ask for keys, as they say themselves."

  validation {
    condition     = var.entra_login == null ? true : can(regex("^https://[^/]+/[^/]+/v2[.]0/?$", var.entra_login.issuer)) && contains(["Return401", "Return403"], var.entra_login.unauthenticated_action)
    error_message = "Tokens are issued by an address such as https://login.microsoftonline.com/<tenant>/v2.0, and others are answered Return401 or Return403."
  }
}

variable "client_certificates_required" {
  type        = bool
  default     = false
  description = "Whether clients have to show a certificate, which the functions judge."
}

variable "network" {
  type = object({
    subnet_id = string
  })
  default     = null
  description = "Subnet that it goes out through, delegated to Microsoft.App/environments and used by nothing else, such as to a storage account that has private addresses alone."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether it is reached from outside of a network: by everyone, unless allowed_ip_ranges or allowed_service_tags name who. Whoever deploys its code needs a way in, too."
}

variable "allowed_ip_ranges" {
  type        = list(string)
  default     = []
  description = "Public addresses and address blocks that may reach it and deploy to it. Add new ones at the end."

  validation {
    condition     = length(var.allowed_ip_ranges) == 0 || var.public_network_access_enabled
    error_message = "Address blocks have no use without public_network_access_enabled."
  }

  validation {
    condition     = length(var.allowed_ip_ranges) <= 512 && alltrue([for range in var.allowed_ip_ranges : can(cidrhost(strcontains(range, "/") ? range : "${range}/32", 0)) && !endswith(range, "/0")])
    error_message = "Each entry must be an address such as 203.0.113.7 or a block such as 203.0.113.0/24; a block of /0 would let everyone in."
  }
}

variable "allowed_service_tags" {
  type = list(object({
    service_tag   = string
    front_door_id = optional(string)
  }))
  default     = []
  description = "Services of Azure that may reach it, such as AzureEventGrid, or AzureFrontDoor.Backend with the front_door_id of one's own: without that, everybody's Front Door may."

  validation {
    condition     = length(var.allowed_service_tags) == 0 || var.public_network_access_enabled
    error_message = "Service tags have no use without public_network_access_enabled."
  }

  validation {
    condition     = alltrue([for allowed in var.allowed_service_tags : (allowed.service_tag == "AzureFrontDoor.Backend") == (allowed.front_door_id != null)])
    error_message = "AzureFrontDoor.Backend is let in with front_door_id, and nothing else is."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the function app, and the private DNS zones that know it (privatelink.azurewebsites.net, in China privatelink.chinacloudsites.cn)."
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
