variable "name" {
  type        = string
  description = "Name of the profile, and beginning of the name that Azure gives its endpoint."

  validation {
    condition     = can(regex("^[a-zA-Z]([a-zA-Z0-9-]{0,44}[a-zA-Z0-9])$", var.name))
    error_message = "The name must have 2 to 46 letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the profile."
}

variable "sku_name" {
  type        = string
  default     = "Premium_AzureFrontDoor"
  description = "Tier: Premium_AzureFrontDoor, whose firewall has the rules that Microsoft keeps and which reaches origins by private links, or Standard_AzureFrontDoor. Another one means a new profile."

  validation {
    condition     = contains(["Premium_AzureFrontDoor", "Standard_AzureFrontDoor"], var.sku_name)
    error_message = "The tier must be Premium_AzureFrontDoor or Standard_AzureFrontDoor."
  }
}

variable "response_timeout_seconds" {
  type        = number
  default     = 60
  description = "Seconds after which a request is given up that an origin does not answer."

  validation {
    condition     = var.response_timeout_seconds >= 16 && var.response_timeout_seconds <= 240 && floor(var.response_timeout_seconds) == var.response_timeout_seconds
    error_message = "Front Door waits for a whole number of seconds from 16 to 240."
  }
}

variable "origin_groups" {
  type = map(object({
    origins = map(object({
      host_name   = string
      host_header = optional(string)
      https_port  = optional(number, 443)
      priority    = optional(number, 1)
      weight      = optional(number, 500)
      enabled     = optional(bool, true)
      private_link = optional(object({
        target_id   = string
        location    = string
        target_type = optional(string)
      }))
    }))
    probe = optional(object({
      path             = optional(string, "/")
      method           = optional(string, "HEAD")
      interval_seconds = optional(number, 100)
    }))
    session_affinity_enabled = optional(bool, false)
    additional_latency_ms    = optional(number, 50)
  }))
  description = "What requests are sent on to, by name: origins with their host names, the name that they are asked for (their own by default), the least priority first and by weight among equals, and, for what is not public, a private link, which has to be approved there (target_type blob, web, sites, managedEnvironments or Gateway; none for a private link service); and how it is found out which of several are well."

  validation {
    condition     = length(var.origin_groups) > 0 && alltrue([for group in var.origin_groups : length(group.origins) > 0])
    error_message = "Give at least one group, with at least one origin each."
  }

  validation {
    condition     = alltrue([for group in var.origin_groups : length(group.origins) == 1 || group.probe != null])
    error_message = "Which of several origins is well is found out by a probe: give the group one, such as probe = {}."
  }

  validation {
    condition = alltrue(flatten([
      for group in var.origin_groups : [for origin in group.origins : origin.priority >= 1 && origin.priority <= 5 && origin.weight >= 1 && origin.weight <= 1000]
    ]))
    error_message = "The priority of an origin is 1 to 5, its weight 1 to 1000."
  }

  validation {
    condition     = alltrue(flatten([for group in var.origin_groups : [for origin in group.origins : origin.private_link == null || var.sku_name == "Premium_AzureFrontDoor"]]))
    error_message = "Private links need the tier Premium_AzureFrontDoor."
  }

  validation {
    condition = alltrue([
      for group in var.origin_groups : group.probe == null ? true : startswith(group.probe.path, "/") && contains(["GET", "HEAD"], group.probe.method) && group.probe.interval_seconds >= 1 && group.probe.interval_seconds <= 255
    ])
    error_message = "A probe asks for a path such as /health with GET or HEAD, every 1 to 255 seconds."
  }
}

variable "domains" {
  type = map(object({
    host_name   = string
    dns_zone_id = optional(string)
    certificate = optional(object({
      key_vault_certificate_id = string
    }))
  }))
  default     = {}
  description = "Domains by name: the host name, the ID of its public DNS zone, if that is on Azure, and a certificate of a Key Vault, by its versionless ID. Without one Azure makes a certificate and renews it, for which a TXT record has to say whose the domain is: domain_validations."

  validation {
    condition     = alltrue([for name, domain in var.domains : can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]*$", name)) && can(regex("^([*][.])?([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])+[a-z0-9]([-a-z0-9]*[a-z0-9])?$", domain.host_name))])
    error_message = "A domain has a name of letters, digits and hyphens, and a host name in lower case, such as shop.example.com."
  }
}

variable "routes" {
  type = map(object({
    origin_group = string
    patterns     = optional(list(string), ["/*"])
    domains      = optional(list(string))
    origin_path  = optional(string)
    cache = optional(object({
      query_string_behavior    = optional(string, "UseQueryString")
      query_strings            = optional(list(string), [])
      compressed_content_types = optional(list(string), ["application/javascript", "application/json", "image/svg+xml", "text/css", "text/html", "text/plain"])
    }))
  }))
  description = "Which requests go to which group, by name: paths, the names of domains (all of them by default; without any the name that Azure gave the endpoint), the folder that they begin in there, and what is kept for others who ask for the same. HTTP is sent on to HTTPS, and origins are asked over TLS."

  validation {
    condition     = length(var.routes) > 0 && alltrue([for route in var.routes : contains(keys(var.origin_groups), route.origin_group)])
    error_message = "Give at least one route; its origin_group is the name of one of origin_groups."
  }

  validation {
    condition     = alltrue([for route in var.routes : length(setsubtract(route.domains == null ? [] : route.domains, keys(var.domains))) == 0])
    error_message = "The domains of a route are names of domains."
  }

  validation {
    condition     = length(setsubtract(keys(var.domains), flatten([for route in var.routes : route.domains == null ? keys(var.domains) : route.domains]))) == 0
    error_message = "A domain that no route is for leads nowhere: name it in one."
  }

  validation {
    condition     = alltrue(flatten([for route in var.routes : [for pattern in route.patterns : startswith(pattern, "/")]]))
    error_message = "A path begins with a slash, such as /api/*."
  }

  validation {
    condition = alltrue([
      for route in var.routes : route.cache == null ? true : contains(["IgnoreQueryString", "IgnoreSpecifiedQueryStrings", "IncludeSpecifiedQueryStrings", "UseQueryString"], route.cache.query_string_behavior)
      && (length(route.cache.query_strings) > 0) == strcontains(route.cache.query_string_behavior, "Specified")
    ])
    error_message = "The query string is a part of what is kept (UseQueryString) or not (IgnoreQueryString), or what query_strings names is (IncludeSpecifiedQueryStrings) or is not (IgnoreSpecifiedQueryStrings)."
  }
}

variable "firewall" {
  type = object({
    mode = optional(string, "Prevention")
    managed_rules = optional(list(object({
      type    = string
      version = string
      exclusions = optional(list(object({
        match_variable = string
        operator       = string
        selector       = string
      })), [])
      overrides = optional(list(object({
        rule_group_name = string
        rules = map(object({
          action  = optional(string, "Log")
          enabled = optional(bool, true)
        }))
      })), [])
      })), [
      { type = "Microsoft_DefaultRuleSet", version = "2.1" },
      { type = "Microsoft_BotManagerRuleSet", version = "1.1" },
    ])
    custom_rules = optional(list(object({
      name     = string
      priority = number
      action   = optional(string, "Block")
      rate_limit = optional(object({
        requests = number
        minutes  = optional(number, 1)
      }))
      conditions = list(object({
        match_variable = string
        selector       = optional(string)
        operator       = string
        match_values   = list(string)
        negated        = optional(bool, false)
        transforms     = optional(list(string), [])
      }))
    })), [])
  })
  default     = {}
  description = "The web application firewall: whether it blocks (Prevention) or only writes down (Detection), the sets of rules that Microsoft keeps (of the Premium tier), with what they leave out and rules that do otherwise, and rules of one's own, in the order of their priorities, also by how often one address asks."

  validation {
    condition     = contains(["Detection", "Prevention"], var.firewall.mode)
    error_message = "The mode must be Prevention or Detection."
  }

  validation {
    condition     = alltrue([for rule in var.firewall.managed_rules : contains(["BotProtection", "DefaultRuleSet", "Microsoft_BotManagerRuleSet", "Microsoft_DefaultRuleSet"], rule.type)])
    error_message = "The sets of rules are Microsoft_DefaultRuleSet and Microsoft_BotManagerRuleSet, and DefaultRuleSet and BotProtection before them."
  }

  validation {
    condition = alltrue([
      for rule in var.firewall.custom_rules : can(regex("^[a-zA-Z][a-zA-Z0-9]*$", rule.name)) && contains(["Allow", "Block", "CAPTCHA", "JSChallenge", "Log"], rule.action) && length(rule.conditions) > 0 && length(rule.conditions) <= 10
    ])
    error_message = "A rule has a name of letters and digits, the action Allow, Block, CAPTCHA, JSChallenge or Log, and one to ten conditions."
  }

  validation {
    condition     = length(var.firewall.custom_rules) == length(distinct(var.firewall.custom_rules[*].name)) && length(var.firewall.custom_rules) == length(distinct(var.firewall.custom_rules[*].priority))
    error_message = "The names of rules are unique, and so are their priorities."
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
