variable "name" {
  type        = string
  description = "Name of the gateway and of its firewall policy; its address follows with a hyphen."

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,70}[a-zA-Z0-9_])?$", var.name))
    error_message = "The name must have 1 to 72 letters, digits, hyphens, dots and underscores, begin with a letter or digit and not end with a hyphen or dot."
  }
}

variable "location" {
  type        = string
  description = "Region of the gateway, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the gateway."
}

variable "zones" {
  type        = list(string)
  default     = null
  description = "Availability zones that it lies in: all three by default, and none in locations that have none. Others mean a new gateway."

  validation {
    condition     = var.zones == null ? true : alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "The zones are \"1\", \"2\" and \"3\"."
  }
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet that it lives in, which nothing else does, with room for as many addresses as capacity_max: a block of /24 for the largest. Its network security group lets in TCP 65200 to 65535 from the service tag GatewayManager, and what the listeners take."
}

variable "sku_name" {
  type        = string
  default     = "WAF_v2"
  description = "Tier: WAF_v2, or Standard_v2, which has no firewall."

  validation {
    condition     = contains(["Standard_v2", "WAF_v2"], var.sku_name)
    error_message = "The tier must be WAF_v2 or Standard_v2."
  }
}

variable "capacity_min" {
  type        = number
  default     = 2
  description = "Units of capacity that are always there, 0 to 100. A new one takes minutes to come: with 0 the first requests wait."

  validation {
    condition     = var.capacity_min >= 0 && var.capacity_min <= 100 && floor(var.capacity_min) == var.capacity_min
    error_message = "There are 0 to 100 units at least."
  }
}

variable "capacity_max" {
  type        = number
  default     = 10
  description = "Units of capacity that it grows to, 2 to 125."

  validation {
    condition     = var.capacity_max >= max(2, var.capacity_min) && var.capacity_max <= 125 && floor(var.capacity_max) == var.capacity_max
    error_message = "There are 2 to 125 units at most, and no fewer than capacity_min."
  }
}

variable "public_address_enabled" {
  type        = bool
  default     = true
  description = "Whether it has a public address. A gateway without one needs the feature EnableApplicationGatewayNetworkIsolation of the subscription."
}

variable "domain_name_label" {
  type        = string
  default     = null
  description = "Beginning of the host name that Azure gives the public address, unique in its region. By default it has none."

  validation {
    condition     = var.domain_name_label == null ? true : can(regex("^[a-z][a-z0-9-]{1,61}[a-z0-9]$", var.domain_name_label)) && var.public_address_enabled
    error_message = "The label of the public address must have 3 to 63 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "private_address" {
  type        = string
  default     = null
  description = "Address in the subnet at which listeners of the frontend private are reached. By default there is none."

  validation {
    condition     = var.private_address == null ? true : can(cidrhost("${var.private_address}/32", 0))
    error_message = "The private address is one such as 10.0.4.10."
  }

  validation {
    condition     = var.private_address != null || var.public_address_enabled
    error_message = "The gateway needs an address: a public one, a private one, or both."
  }
}

variable "identity" {
  type = object({
    user_assigned_identity_id = string
  })
  default     = null
  description = "Identity with which it reads certificates, to be made before it: Key Vault Secrets User on their vault."
}

variable "certificates" {
  type = map(object({
    key_vault_secret_id = string
  }))
  default     = {}
  description = "Certificates of listeners by name: the ID of their secret in a Key Vault without its version, so that it takes on a new one by itself, within hours."

  validation {
    condition     = alltrue([for name, certificate in var.certificates : can(regex("^https://[^/]+/secrets/[^/]+/?$", certificate.key_vault_secret_id))])
    error_message = "A certificate is given by the versionless ID of its secret, such as https://<vault>.vault.azure.net/secrets/<certificate>."
  }

  validation {
    condition     = length(var.certificates) == 0 || var.identity != null
    error_message = "Certificates are read with an identity: give it in identity."
  }
}

variable "tls_policy_name" {
  type        = string
  default     = "AppGwSslPolicy20220101"
  description = "Versions and ciphers of TLS, as Azure has put them together: AppGwSslPolicy20220101, AppGwSslPolicy20220101S, which is stricter, both with TLS 1.2 and 1.3, or AppGwSslPolicy20170401S, with TLS 1.2."

  validation {
    condition     = contains(["AppGwSslPolicy20170401S", "AppGwSslPolicy20220101", "AppGwSslPolicy20220101S"], var.tls_policy_name)
    error_message = "The policy must be AppGwSslPolicy20220101, AppGwSslPolicy20220101S or AppGwSslPolicy20170401S: others let in TLS below 1.2."
  }
}

variable "trusted_client_certificates" {
  type        = map(string)
  default     = {}
  description = "Certificates of authorities, as base64, whose clients listeners let in that name them: such as filebase64 gives of a PEM file with the whole chain."
}

variable "trusted_root_certificates" {
  type        = map(string)
  default     = {}
  description = "Certificates of authorities, as base64, that backends which name them are believed by. Those that everybody knows are believed without."
}

variable "backends" {
  type = map(object({
    host_names                = optional(list(string), [])
    ip_addresses              = optional(list(string), [])
    protocol                  = optional(string, "Https")
    port                      = optional(number)
    path                      = optional(string)
    host_header               = optional(string)
    trusted_root_certificates = optional(list(string), [])
    request_timeout_seconds   = optional(number, 30)
    drain_timeout_seconds     = optional(number, 60)
    session_affinity_enabled  = optional(bool, false)
    probe = optional(object({
      path                = optional(string, "/")
      port                = optional(number)
      interval_seconds    = optional(number, 30)
      timeout_seconds     = optional(number, 30)
      unhealthy_threshold = optional(number, 3)
      status_codes        = optional(list(string), ["200-399"])
    }), {})
  }))
  description = "What requests are sent on to, by name: host names or addresses, Https or Http, the port (443 or 80 by default), the folder that paths begin in there, the name that it is asked for (its own by default), authorities of trusted_root_certificates, how long it may take to answer and to finish what it has begun when it is taken out, whether a client stays with one of several, and how it is found out which are well."

  validation {
    condition     = length(var.backends) > 0 && alltrue([for name, backend in var.backends : can(regex("^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,78}[a-zA-Z0-9_])?$", name))])
    error_message = "Give at least one backend; its name has up to 80 letters, digits, hyphens, dots and underscores."
  }

  validation {
    condition     = alltrue([for backend in var.backends : length(backend.host_names) > 0 || backend.host_header != null])
    error_message = "A backend that has addresses alone, or none yet, needs host_header: what it is asked for, and what its certificate says."
  }

  validation {
    condition     = alltrue([for backend in var.backends : contains(["Http", "Https"], backend.protocol)])
    error_message = "The protocol must be Https or Http."
  }

  validation {
    condition     = alltrue([for backend in var.backends : length(setsubtract(backend.trusted_root_certificates, keys(var.trusted_root_certificates))) == 0])
    error_message = "The authorities of a backend are names of trusted_root_certificates."
  }

  validation {
    condition     = alltrue([for backend in var.backends : backend.request_timeout_seconds >= 1 && backend.request_timeout_seconds <= 86400 && backend.drain_timeout_seconds >= 1 && backend.drain_timeout_seconds <= 3600])
    error_message = "A backend answers within 1 to 86400 seconds, and is given 1 to 3600 to finish."
  }

  validation {
    condition = alltrue([
      for backend in var.backends : startswith(backend.probe.path, "/") && backend.probe.timeout_seconds >= 1 && backend.probe.timeout_seconds <= backend.probe.interval_seconds && backend.probe.unhealthy_threshold >= 1 && backend.probe.unhealthy_threshold <= 20
    ])
    error_message = "A probe asks for a path such as /health, waits no longer than its interval, and fails 1 to 20 times before the backend is left out."
  }
}

variable "listeners" {
  type = map(object({
    priority    = number
    host_names  = optional(list(string), [])
    frontend    = optional(string, "public")
    port        = optional(number)
    certificate = optional(string)
    plain_http  = optional(bool, false)
    backend     = optional(string)
    paths = optional(map(object({
      patterns     = list(string)
      backend      = optional(string)
      redirect_url = optional(string)
    })), {})
    redirect_url                = optional(string)
    redirect_http_enabled       = optional(bool, true)
    trusted_client_certificates = optional(list(string), [])
    request_headers             = optional(map(string), {})
    response_headers            = optional(map(string), {})
    rewrites = optional(list(object({
      conditions = optional(list(object({
        variable       = string
        pattern        = string
        negated        = optional(bool, false)
        case_sensitive = optional(bool, false)
      })), [])
      request_headers  = optional(map(string), {})
      response_headers = optional(map(string), {})
      path             = optional(string)
      query_string     = optional(string)
      rerouted         = optional(bool, false)
    })), [])
    error_pages = optional(map(string), {})
  }))
  description = "What it listens to, by name, and where that goes: the order among listeners, the least priority first, since the first one that fits is taken; host names, also with an asterisk, or none for all; the frontend (public or private) and port; the name of one of certificates, or plain_http for what has none; the backend, others or other addresses for certain paths, or another address that all is sent on to for good. What comes to port 80 of a host name with a certificate is sent on to HTTPS. Authorities of trusted_client_certificates have to have signed the certificates of clients. Headers that are set on the way; an empty one is taken away. rewrites set headers, the path and the query string where all of their conditions are met, by variables of the gateway such as var_uri_path, of which {var_uri_path_1} is what the first group of a pattern found; rerouted looks the new path up among paths. error_pages are addresses of pages that clients get instead of the gateway's own, by status: 400, 403, 404, 405, 408, 500, 502, 503 or 504."

  validation {
    condition     = length(var.listeners) > 0 && alltrue([for name in keys(var.listeners) : can(regex("^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,70}[a-zA-Z0-9_])?$", name)) && !endswith(name, "-http")])
    error_message = "Give at least one listener; its name has up to 72 letters, digits, hyphens, dots and underscores, and does not end with -http, as those end that send on to HTTPS."
  }

  validation {
    condition     = alltrue([for listener in var.listeners : listener.certificate == null ? listener.plain_http : contains(keys(var.certificates), listener.certificate) && !listener.plain_http])
    error_message = "A listener has the name of one of certificates, or says plain_http = true."
  }

  validation {
    condition     = alltrue([for listener in var.listeners : listener.redirect_url == null ? contains(keys(var.backends), coalesce(listener.backend, "-")) : listener.backend == null && length(listener.paths) == 0])
    error_message = "A listener has the name of one of backends, or a redirect_url and neither backend nor paths."
  }

  validation {
    condition     = alltrue(flatten([for listener in var.listeners : [for path in listener.paths : (path.backend == null ? path.redirect_url != null : path.redirect_url == null && contains(keys(var.backends), path.backend)) && length(path.patterns) > 0 && alltrue([for pattern in path.patterns : startswith(pattern, "/")])]]))
    error_message = "Paths have the name of one of backends or a redirect_url, and patterns that begin with a slash, such as /api/*."
  }

  validation {
    condition     = alltrue([for listener in var.listeners : listener.frontend == "public" ? var.public_address_enabled : listener.frontend == "private" && var.private_address != null])
    error_message = "The frontend must be public or private, and the gateway must have that address."
  }

  validation {
    condition     = alltrue([for listener in var.listeners : listener.priority >= 1 && listener.priority <= 9999]) && length(var.listeners) == length(distinct([for listener in var.listeners : listener.priority]))
    error_message = "Priorities are 1 to 9999, each for one listener."
  }

  validation {
    condition = length(distinct(flatten([
      for listener in var.listeners : [
        for port in concat([coalesce(listener.port, listener.certificate == null ? 80 : 443)], listener.certificate != null && listener.redirect_http_enabled ? [80] : []) :
        [for host in(length(listener.host_names) == 0 ? ["*"] : listener.host_names) : "${listener.frontend}/${port}/${host}"]
      ]
      ]))) == length(flatten([
      for listener in var.listeners : [
        for port in concat([coalesce(listener.port, listener.certificate == null ? 80 : 443)], listener.certificate != null && listener.redirect_http_enabled ? [80] : []) :
        [for host in(length(listener.host_names) == 0 ? ["*"] : listener.host_names) : "${listener.frontend}/${port}/${host}"]
      ]
    ]))
    error_message = "Two listeners take the same host name at one port: give one of them another, or redirect_http_enabled = false to the one with a certificate."
  }

  validation {
    condition     = alltrue([for listener in var.listeners : length(setsubtract(listener.trusted_client_certificates, keys(var.trusted_client_certificates))) == 0 && (length(listener.trusted_client_certificates) == 0 || listener.certificate != null)])
    error_message = "Clients show certificates to a listener that has one itself, and are believed by names of trusted_client_certificates."
  }

  validation {
    condition     = alltrue([for listener in var.listeners : listener.redirect_url == null || length(listener.request_headers) + length(listener.response_headers) + length(listener.rewrites) == 0])
    error_message = "Where all is sent on to another address, headers and rewrites have no use."
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners : [
        for rewrite in listener.rewrites : (rewrite.path != null || rewrite.query_string != null || length(rewrite.request_headers) + length(rewrite.response_headers) > 0) && (!rewrite.rerouted || rewrite.path != null && length(listener.paths) > 0)
      ]
    ]))
    error_message = "A rewrite sets headers, a path or a query string, and looks a new path up (rerouted) where its listener has paths."
  }

  validation {
    condition     = alltrue(flatten([for listener in var.listeners : [for status, page in listener.error_pages : contains(["400", "403", "404", "405", "408", "500", "502", "503", "504"], status) && startswith(page, "https://")]]))
    error_message = "Error pages are for 400, 403, 404, 405, 408, 500, 502, 503 and 504, at addresses that begin with https://."
  }
}

variable "firewall" {
  type = object({
    mode                = optional(string, "Prevention")
    request_body_max_kb = optional(number, 128)
    file_upload_max_mb  = optional(number, 100)
    managed_rules = optional(list(object({
      type    = string
      version = string
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
    exclusions = optional(list(object({
      match_variable = string
      operator       = string
      selector       = string
      rule_set = optional(object({
        type        = string
        version     = string
        rule_groups = optional(map(list(string)), {})
      }))
    })), [])
    scrubbed = optional(list(object({
      match_variable = string
      operator       = optional(string, "Equals")
      selector       = optional(string)
    })), [])
    custom_rules = optional(list(object({
      name     = string
      priority = number
      action   = optional(string, "Block")
      rate_limit = optional(object({
        requests = number
        minutes  = optional(number, 1)
        group_by = optional(string, "ClientAddr")
      }))
      conditions = list(object({
        match_variable = string
        selector       = optional(string)
        operator       = string
        match_values   = optional(list(string), [])
        negated        = optional(bool, false)
        transforms     = optional(list(string), [])
      }))
    })), [])
  })
  default     = {}
  description = "The web application firewall of WAF_v2: whether it blocks (Prevention) or only writes down (Detection), how large bodies and files may be, the sets of rules that Microsoft keeps, with rules that do otherwise, what they leave out (exclusions: of all rules, or of those of one rule_set, of its rule_groups, or of the rules that are named there), what is blackened in logs (scrubbed), and rules of one's own, in the order of their priorities, also by how often one address asks."

  validation {
    condition     = contains(["Detection", "Prevention"], var.firewall.mode)
    error_message = "The mode must be Prevention or Detection."
  }

  validation {
    condition     = var.firewall.request_body_max_kb >= 8 && var.firewall.request_body_max_kb <= 2000 && var.firewall.file_upload_max_mb >= 1 && var.firewall.file_upload_max_mb <= 4000
    error_message = "A body has at most 8 to 2000 KB, a file at most 1 to 4000 MB."
  }

  validation {
    condition     = length(var.firewall.managed_rules) > 0 && alltrue([for rules in var.firewall.managed_rules : contains(["Microsoft_BotManagerRuleSet", "Microsoft_DefaultRuleSet", "OWASP"], rules.type)])
    error_message = "There is at least one set of rules: Microsoft_DefaultRuleSet, OWASP before it, or Microsoft_BotManagerRuleSet."
  }

  validation {
    condition = alltrue([
      for rule in var.firewall.custom_rules : can(regex("^[a-zA-Z][a-zA-Z0-9]*$", rule.name)) && contains(["Allow", "Block", "JSChallenge", "Log"], rule.action) && length(rule.conditions) > 0
    ])
    error_message = "A rule has a name of letters and digits, the action Allow, Block, JSChallenge or Log, and at least one condition."
  }

  validation {
    condition = alltrue([
      for rule in var.firewall.custom_rules : rule.rate_limit == null ? true : contains([1, 5], rule.rate_limit.minutes) && rule.rate_limit.requests >= 1 && rule.action != "Allow"
    ])
    error_message = "Requests are counted for 1 or 5 minutes, and what comes too often is not allowed."
  }

  validation {
    condition     = alltrue(flatten([for rule in var.firewall.custom_rules : [for condition in rule.conditions : length(condition.match_values) > 0 || condition.operator == "Any"]]))
    error_message = "A condition has values, unless its operator is Any."
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
