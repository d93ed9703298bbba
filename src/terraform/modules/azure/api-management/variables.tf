variable "name" {
  type        = string
  description = "Name of the service: part of its host name, so that nobody else in the cloud has it."

  validation {
    condition     = can(regex("^[a-zA-Z]([-a-zA-Z0-9]{0,48}[a-zA-Z0-9])?$", var.name))
    error_message = "The name must have 1 to 50 letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Location of the service."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the service."
}

variable "publisher_name" {
  type        = string
  description = "Name of the organisation, as callers read it."
}

variable "publisher_email" {
  type        = string
  description = "Mailbox of the organisation, to which the service writes."

  validation {
    condition     = can(regex("^[^\\s@,]+@[^\\s@,]+$", var.publisher_email))
    error_message = "A mailbox is given by its address, such as platform@example.com."
  }
}

variable "sku_name" {
  type        = string
  default     = "StandardV2_1"
  description = "Tier and how many units of it: BasicV2_1, StandardV2_1, PremiumV2_1, Premium_2, Developer_1 (without any promise) and the like. From a tier of version 2 to another one means a new service."

  validation {
    condition     = can(regex("^(Basic_[12]|BasicV2_([1-9]|10)|Developer_1|Premium_[1-9][0-9]?|PremiumV2_([1-9]|[12][0-9]|30)|Standard_[1-4]|StandardV2_([1-9]|10))$", var.sku_name))
    error_message = "A tier and its units are one of Basic_1 to 2, BasicV2_1 to 10, Developer_1, Premium_1 to 99, PremiumV2_1 to 30, Standard_1 to 4, StandardV2_1 to 10."
  }
}

variable "zones" {
  type        = list(string)
  default     = null
  description = "Availability zones over which the units of the tier Premium are spread: as many units as zones, or a multiple of that."

  validation {
    condition     = var.zones == null ? true : startswith(var.sku_name, "Premium_") && alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "Zones are called 1, 2 and 3, and are for the tier Premium."
  }
}

variable "network" {
  type = object({
    type                 = optional(string, "Internal")
    subnet_id            = string
    public_ip_address_id = optional(string)
  })
  default     = null
  description = "The subnet that the gateway is in (Developer, Premium, PremiumV2), reached from inside alone (Internal) or from the internet, too (External), and the ID of its public address (Developer, Premium). With StandardV2, and with External of PremiumV2, only what it calls is reached through the subnet, which is handed over to Microsoft.Web/serverFarms; with Internal of PremiumV2 to Microsoft.Web/hostingEnvironments. Developer and Premium are managed on port 3443, which the rules of the subnet have to let in from ApiManagement. Without it the gateway is on the internet, and calls the internet."

  validation {
    condition = var.network == null ? true : contains(["External", "Internal"], var.network.type) && (
      can(regex("^(Developer|Premium|PremiumV2)_", var.sku_name)) || (startswith(var.sku_name, "StandardV2_") && var.network.type == "External")
    )
    error_message = "A gateway is Internal or External, and put into a network with the tiers Developer, Premium and PremiumV2; with StandardV2 it is External."
  }

  validation {
    condition     = var.network == null ? true : var.network.public_ip_address_id == null || can(regex("^(Developer|Premium)_", var.sku_name))
    error_message = "A gateway has a public address of yours with the tiers Developer and Premium."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the gateway, and the private DNS zones that know it (privatelink.azure-api.net, in China privatelink.azure-api.cn). A gateway of the tiers Developer and Premium that is in a network has none, nor has one of BasicV2."

  validation {
    condition     = var.private_endpoint == null || (!startswith(var.sku_name, "BasicV2_") && (var.network == null || can(regex("V2_", var.sku_name))))
    error_message = "A gateway of the tiers Developer and Premium that is in a network has no private endpoint, nor has one of the tier BasicV2."
  }
}

variable "public_network_access_enabled" {
  type        = bool
  default     = true
  description = "Whether the gateway is reached from outside of private endpoints. Azure wants it so when the service is made: say false in the next change."

  validation {
    condition     = var.public_network_access_enabled || var.private_endpoint != null
    error_message = "A gateway that is not reached from outside needs a private_endpoint."
  }
}

variable "user_assigned_identity_ids" {
  type        = list(string)
  default     = []
  description = "IDs of identities that the service has beside its own, for certificates and secrets that it must read before it has one."
}

variable "domains" {
  type = map(object({
    host_name                = string
    key_vault_certificate_id = string
    identity_client_id       = optional(string)
    default_binding          = optional(bool, false)
    client_certificates      = optional(bool, false)
  }))
  default     = {}
  description = "Names of one's own for the gateway: the host name, the ID of the secret of its certificate in a Key Vault, without a version, so that a new one is taken over, and the client ID of the identity that reads it, if not that of the service (role Key Vault Secrets User), whether callers without SNI get it, and whether clients may have certificates."

  validation {
    condition     = alltrue([for domain in values(var.domains) : can(regex("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$", domain.host_name))]) && length([for domain in values(var.domains) : domain if domain.default_binding]) <= 1
    error_message = "A domain is a host name such as api.example.com, and one of them is the default at most."
  }
}

variable "named_values" {
  type = map(object({
    value               = optional(string)
    key_vault_secret_id = optional(string)
    identity_client_id  = optional(string)
  }))
  default     = {}
  description = "What policies name as {{name}}: a value that anybody may read, or the ID of a secret in a Key Vault, which stays there."

  validation {
    condition     = alltrue([for name, given in var.named_values : can(regex("^[a-zA-Z0-9_.-]{1,256}$", name)) && (given.value == null) != (given.key_vault_secret_id == null)])
    error_message = "A named value has a name of letters, digits, dots, hyphens and underscores, and a value or the ID of a secret."
  }
}

variable "policy" {
  type        = string
  default     = null
  description = "The policy of all APIs, as XML."

  validation {
    condition     = var.policy == null ? true : startswith(trimspace(var.policy), "<policies>")
    error_message = "A policy is XML that begins with <policies>."
  }
}

variable "backends" {
  type = map(object({
    url         = string
    description = optional(string)
    breaker = optional(object({
      failures         = optional(number, 5)
      interval_seconds = optional(number, 60)
      trip_seconds     = optional(number, 60)
    }), {})
  }))
  default     = {}
  description = "What is behind the gateway, by the names that policies give in set-backend-service: the address, and after how many answers from 500 to 599 in interval_seconds it is left alone for trip_seconds."

  validation {
    condition     = alltrue([for name, backend in var.backends : can(regex("^[a-zA-Z0-9]([-\\w]{0,78}[a-zA-Z0-9])?$", name)) && startswith(backend.url, "https://")])
    error_message = "A backend has a name of up to 80 letters, digits, hyphens and underscores, and an address that begins with https://."
  }

  validation {
    condition     = alltrue(flatten([for backend in values(var.backends) : [for breaker in backend.breaker[*] : breaker.failures >= 1 && breaker.interval_seconds >= 1 && breaker.trip_seconds >= 1]]))
    error_message = "Failures and seconds are 1 or more."
  }
}

variable "version_sets" {
  type = map(object({
    display_name = optional(string)
    description  = optional(string)
    header       = optional(string)
    query        = optional(string)
  }))
  default     = {}
  description = "Versions of APIs, by the names that apis give: callers choose one in the path, or by a header or a parameter of the query of that name."

  validation {
    condition     = alltrue([for name, set in var.version_sets : can(regex("^[-a-zA-Z0-9]{1,80}$", name)) && (set.header == null || set.query == null)])
    error_message = "A set has a name of up to 80 letters, digits and hyphens, and its version is in a header or in the query, if not in the path."
  }
}

variable "apis" {
  type = map(object({
    path                  = string
    display_name          = optional(string)
    description           = optional(string)
    revision              = optional(string, "1")
    service_url           = optional(string)
    subscription_required = optional(bool, true)
    version_set           = optional(string)
    version               = optional(string)
    openapi               = optional(string)
    policy                = optional(string)
  }))
  default     = {}
  description = "APIs by name: the path below the gateway, the address behind it (service_url, or a policy that names one of backends), whether callers need the key of a subscription, one of version_sets and its version in it, such as v1, the description of OpenAPI as text or as an https:// address, and a policy as XML."

  validation {
    condition     = alltrue([for name, api in var.apis : can(regex("^[^*#&+:<>?]{1,256}$", name)) && can(regex("^([a-zA-Z0-9_.][-a-zA-Z0-9_./:]{0,398}[-a-zA-Z0-9_]|[a-zA-Z0-9_]?)$", api.path))])
    error_message = "An API has a name without *#&+:<>? and a path such as shop/v1, without a slash at its ends."
  }

  validation {
    condition     = length(distinct([for api in values(var.apis) : lower("${api.path}#${coalesce(api.version, "-")}")])) == length(var.apis)
    error_message = "No two APIs have the same path, unless they are versions of one."
  }

  validation {
    condition     = alltrue([for api in values(var.apis) : (api.version == null) == (api.version_set == null) && (api.version_set == null ? true : contains(keys(var.version_sets), api.version_set))])
    error_message = "A version is one of a set: give both version and version_set, which is the name of one of version_sets."
  }

  validation {
    condition     = alltrue([for api in values(var.apis) : api.service_url == null ? true : startswith(api.service_url, "https://")])
    error_message = "What is behind an API has an address that begins with https://."
  }

  validation {
    condition     = alltrue([for api in values(var.apis) : api.policy == null ? true : startswith(trimspace(api.policy), "<policies>")])
    error_message = "A policy is XML that begins with <policies>."
  }
}

variable "products" {
  type = map(object({
    apis                = list(string)
    display_name        = optional(string)
    description         = optional(string)
    terms               = optional(string)
    published           = optional(bool, true)
    approval_required   = optional(bool, true)
    subscriptions_limit = optional(number, 10)
    groups              = optional(list(string), [])
    policy              = optional(string)
  }))
  default     = {}
  description = "What callers subscribe to, by name: some of apis, whether somebody approves that, how many subscriptions one caller has, which groups of the portal see it, such as developers, and a policy as XML, such as a quota."

  validation {
    condition     = alltrue([for name, product in var.products : can(regex("^[-a-zA-Z0-9]{1,80}$", name)) && length(product.apis) > 0 && alltrue([for api in product.apis : contains(keys(var.apis), api)])])
    error_message = "A product has a name of up to 80 letters, digits and hyphens, and is of some of apis."
  }

  validation {
    condition     = alltrue([for product in values(var.products) : product.subscriptions_limit >= 1 && (product.policy == null ? true : startswith(trimspace(product.policy), "<policies>"))])
    error_message = "A caller has a subscription at least; a policy is XML that begins with <policies>."
  }
}

variable "application_insights" {
  type = object({
    component_id        = string
    connection_string   = string
    sampling_percentage = optional(number, 100)
    log_client_ip       = optional(bool, false)
  })
  default     = null
  description = "The component of Application Insights that follows calls through the gateway: its ID, on which the service gets the role Monitoring Metrics Publisher, its connection string, of how many calls in a hundred it hears, and whether it hears the addresses of callers. It hears of every failure, and nothing of what is said."

  validation {
    condition     = var.application_insights == null ? true : var.application_insights.sampling_percentage >= 0 && var.application_insights.sampling_percentage <= 100
    error_message = "It hears of 0 to 100 calls in a hundred."
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
