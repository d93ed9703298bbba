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
  description = "Region of the function app, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the function app and its plan."
}

variable "sku_name" {
  type        = string
  default     = "P0v3"
  description = "Size of the machines of the plan: B1 to B3, S1 to S3, P0v3 and its like, which always run, or EP1 to EP3, which are elastic: there are more of them while there is more to do."

  validation {
    condition     = can(regex("^(B[1-3]|EP[1-3]|P[1-3]v2|P[0-3]v[34]|P[1-5]mv[34]|S[1-3])$", var.sku_name))
    error_message = "The SKU must be one such as B1, S1, P0v3, P1mv3 or EP1. On Consumption and Flex Consumption functions get at their storage by a key."
  }
}

variable "instance_count" {
  type        = number
  default     = null
  description = "Instances that there always are, 1 to 30. By default one, two in protected environments, and three that are zone_redundant."

  validation {
    condition     = var.instance_count == null ? true : var.instance_count >= (var.zone_redundant ? 2 : 1) && var.instance_count <= 30 && floor(var.instance_count) == var.instance_count
    error_message = "There are 1 to 30 instances, and two at least over zones."
  }
}

variable "protected_environment" {
  type        = bool
  default     = false
  description = "Whether there are two instances unless instance_count says otherwise."
}

variable "instance_count_max" {
  type        = number
  default     = 10
  description = "Instances that an elastic plan grows to, up to 100."

  validation {
    condition     = var.instance_count_max >= coalesce(var.instance_count, 1) && var.instance_count_max <= 100 && floor(var.instance_count_max) == var.instance_count_max || !startswith(var.sku_name, "EP")
    error_message = "There are 1 to 100 instances at most, and no fewer than instance_count."
  }
}

variable "zone_redundant" {
  type        = bool
  default     = false
  description = "Whether instances are spread over the zones of the location. The storage account has to be spread, too."

  validation {
    condition     = !var.zone_redundant || startswith(var.sku_name, "P") || startswith(var.sku_name, "EP")
    error_message = "Only premium and elastic plans are spread over zones."
  }
}

variable "runtime" {
  type = object({
    name    = string
    version = optional(string)
  })
  description = "What the functions are written for: dotnet-isolated, java, node, powershell, python or custom, and its version, such as 22 of node: az functionapp list-runtimes --os linux."

  validation {
    condition     = contains(["custom", "dotnet-isolated", "java", "node", "powershell", "python"], var.runtime.name) && (var.runtime.version == null) == (var.runtime.name == "custom")
    error_message = "The runtime must be dotnet-isolated, java, node, powershell or python, each with its version, or custom, which has none."
  }
}

variable "storage_account_name" {
  type        = string
  description = "Name of the storage account in which its host remembers what it has done. Keys of the account may be off."

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.storage_account_name))
    error_message = "A storage account has a name of 3 to 24 lower-case letters and digits."
  }
}

variable "package_url" {
  type        = string
  default     = null
  description = "Blob that it runs, as a zip file: where a pipeline puts its code, after which it restarts the app. The identity reads it. By default what is deployed to the app itself, which an elastic plan does not keep."

  validation {
    condition     = var.package_url == null ? true : can(regex("^https://[^?#]+[.]zip$", var.package_url))
    error_message = "The package is the address of a zip file, without a query: the identity reads it, and no key."
  }

  validation {
    condition     = var.package_url != null || !startswith(var.sku_name, "EP")
    error_message = "An elastic plan has no disk of its own: give the package_url of its code."
  }
}

variable "identity" {
  type = object({
    user_assigned_identity_id = string
    client_id                 = string
  })
  description = "Who the functions are to Azure, to be made before them: with it the host gets at its storage (Storage Blob Data Owner, Storage Queue Data Contributor and Storage Table Data Contributor), reads secret_settings (Key Vault Secrets User) and sends to Application Insights (Monitoring Metrics Publisher)."
}

variable "domains" {
  type = map(object({
    host_name           = string
    key_vault_secret_id = optional(string)
  }))
  default     = {}
  description = "Domains by name: the host name, whose records (CNAME to host, TXT asuid.<domain> with domain_verification_id) are there before, and the certificate in a Key Vault by the ID of its secret without a version, which App Service itself has to be let read (Key Vault Certificate User for its application abfa0a7c-a6b6-4736-8310-5855508787cd). Without one Azure makes a certificate, for which the app has to be reached from the internet."

  validation {
    condition     = alltrue([for domain in var.domains : can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])+[a-z0-9]([-a-z0-9]*[a-z0-9])?$", domain.host_name)) && (domain.key_vault_secret_id == null ? true : can(regex("^https://[^/]+/secrets/[^/]+/?$", domain.key_vault_secret_id)))])
    error_message = "A domain has a host name in lower case, such as api.example.com, and a certificate by the versionless ID of its secret, such as https://<vault>.vault.azure.net/secrets/<certificate>."
  }

  validation {
    condition     = alltrue([for domain in var.domains : domain.key_vault_secret_id != null || var.public_network_access_enabled])
    error_message = "Azure makes certificates for what is reached from the internet: set public_network_access_enabled, or give the key_vault_secret_id of one."
  }
}

variable "app_settings" {
  type        = map(string)
  default     = {}
  description = "Settings, which functions have as environment variables. What is secret goes into secret_settings."

  validation {
    condition = alltrue([
      for name in keys(var.app_settings) : !startswith(name, "AzureWebJobsStorage") && !contains(
        ["APPINSIGHTS_INSTRUMENTATIONKEY", "APPLICATIONINSIGHTS_CONNECTION_STRING", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE", "WEBSITE_RUN_FROM_PACKAGE"], name,
      )
    ])
    error_message = "How the storage, the code, the runtime and Application Insights are reached follows from the other inputs."
  }
}

variable "secret_settings" {
  type        = map(string)
  default     = {}
  description = "Settings whose values are secrets of a Key Vault, by name: the ID of the secret without its version, so that a new one is taken on within a day. The identity reads them."

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
  description = "Subnet that it goes out through, delegated to Microsoft.Web/serverFarms and used by nothing else, such as to a storage account that has private addresses alone."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether it is reached from outside of a network: by everyone, unless allowed_ip_ranges or allowed_service_tags name who. Whoever deploys its code needs a way in, too."
}

variable "allowed_ip_ranges" {
  type        = list(string)
  default     = []
  description = "Public IPv4 addresses and address blocks that may reach it and deploy to it. Add new ones at the end."

  validation {
    condition     = length(var.allowed_ip_ranges) == 0 || var.public_network_access_enabled
    error_message = "Address blocks have no use without public_network_access_enabled."
  }

  validation {
    condition     = length(var.allowed_ip_ranges) <= 512 && alltrue([for range in var.allowed_ip_ranges : can(cidrhost(strcontains(range, "/") ? range : "${range}/32", 0)) && !endswith(range, "/0") && !strcontains(range, ":")])
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
