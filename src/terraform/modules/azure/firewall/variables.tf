variable "name" {
  type        = string
  description = "Name of the firewall, and what the names of its policy and addresses begin with."

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([-\\w.]{0,48}[a-zA-Z0-9_])?$", var.name))
    error_message = "The name must have 1 to 50 letters, digits, hyphens, underscores and dots, and begin with a letter or digit."
  }
}

variable "location" {
  type        = string
  description = "Location of the firewall: that of its network."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the firewall: that of its network, where Azure wants both."
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet AzureFirewallSubnet of the hub network, of /26 or larger."

  validation {
    condition     = can(regex("/subnets/AzureFirewallSubnet$", var.subnet_id))
    error_message = "A firewall is in a subnet that is called AzureFirewallSubnet."
  }
}

variable "management_subnet_id" {
  type        = string
  default     = null
  description = "ID of the subnet AzureFirewallManagementSubnet, by which Azure reaches a firewall of the tier Basic, and one that sends everything on to another one."

  validation {
    condition     = var.management_subnet_id == null ? true : can(regex("/subnets/AzureFirewallManagementSubnet$", var.management_subnet_id))
    error_message = "A firewall is managed through a subnet that is called AzureFirewallManagementSubnet."
  }

  validation {
    condition     = var.management_subnet_id != null || (var.sku_tier != "Basic" && var.public_ip_count > 0)
    error_message = "A firewall of the tier Basic, or without a public address, is managed through a subnet of its own: give management_subnet_id."
  }
}

variable "sku_tier" {
  type        = string
  default     = "Standard"
  description = "What the firewall can: Premium looks into TLS and for intruders, Standard knows names and threats, Basic neither resolves names nor carries more than 250 Mbps. Another tier of the policy means a new policy."

  validation {
    condition     = contains(["Basic", "Premium", "Standard"], var.sku_tier)
    error_message = "The tier must be Basic, Standard or Premium."
  }
}

variable "zones" {
  type        = list(string)
  default     = null
  description = "Availability zones that the firewall is spread over, all by default, and [] for none. Others mean a new firewall."

  validation {
    condition     = var.zones == null ? true : alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "Zones are called 1, 2 and 3."
  }
}

variable "public_ip_count" {
  type        = number
  default     = 1
  description = "How many public addresses the firewall has. Each gives 2,496 connections to one destination at a time to every machine of the firewall; none means that it sends everything on."

  validation {
    condition     = var.public_ip_count >= 0 && var.public_ip_count <= 250 && floor(var.public_ip_count) == var.public_ip_count
    error_message = "A firewall has 0 to 250 public addresses."
  }
}

variable "base_policy_id" {
  type        = string
  default     = null
  description = "ID of a policy whose rules come before those of this one."
}

variable "dns_servers" {
  type        = list(string)
  default     = null
  description = "Addresses of the DNS servers that the firewall asks on behalf of its clients. By default those of Azure, which know the private zones of the hub."

  validation {
    condition     = var.dns_servers == null ? true : var.sku_tier != "Basic" && alltrue([for address in var.dns_servers : can(cidrhost("${address}/32", 0))])
    error_message = "DNS servers are given by their IPv4 addresses; a firewall of the tier Basic asks none."
  }
}

variable "threat_intelligence_mode" {
  type        = string
  default     = null
  description = "What happens to traffic with addresses and names that Microsoft knows to be hostile: Deny, Alert or Off. By default Deny, and Alert with the tier Basic, which can do no more."

  validation {
    condition     = contains(["Alert", "Deny", "Off"], coalesce(var.threat_intelligence_mode, "Alert")) && (var.sku_tier != "Basic" || coalesce(var.threat_intelligence_mode, "Alert") != "Deny")
    error_message = "The mode must be Deny, Alert or Off, and with the tier Basic Alert or Off."
  }
}

variable "threat_intelligence_allowlist" {
  type = object({
    fqdns        = optional(list(string), [])
    ip_addresses = optional(list(string), [])
  })
  default     = null
  description = "Names and addresses that are let through, whatever Microsoft knows of them."
}

variable "intrusion_detection" {
  type = object({
    mode           = optional(string, "Deny")
    private_ranges = optional(list(string))
    signatures     = optional(map(string), {})
    bypasses = optional(map(object({
      description           = optional(string)
      protocol              = string
      source_addresses      = optional(list(string), [])
      destination_addresses = optional(list(string), [])
      destination_ports     = optional(list(string), [])
    })), {})
  })
  default     = {}
  description = "How a firewall of the tier Premium looks for intruders: Deny, Alert or Off; what is done about single signatures, by their numbers; the address blocks that are one's own; and traffic that is not looked at, by name: its protocol (TCP, UDP, ICMP or ANY), addresses and ports."

  validation {
    condition     = alltrue([for mode in concat([var.intrusion_detection.mode], values(var.intrusion_detection.signatures)) : contains(["Alert", "Deny", "Off"], mode)])
    error_message = "The mode, and that of a signature, must be Deny, Alert or Off."
  }

  validation {
    condition     = alltrue([for number in keys(var.intrusion_detection.signatures) : can(regex("^[0-9]+$", number))])
    error_message = "A signature is called by its number, such as 2024897."
  }

  validation {
    condition = alltrue([
      for bypass in values(var.intrusion_detection.bypasses) : contains(["ANY", "ICMP", "TCP", "UDP"], bypass.protocol) && length(bypass.source_addresses) + length(bypass.destination_addresses) + length(bypass.destination_ports) > 0
    ])
    error_message = "What is not looked at has the protocol TCP, UDP, ICMP or ANY, and is told apart by an address or a port."
  }

  validation {
    condition     = var.sku_tier == "Premium" || (length(var.intrusion_detection.signatures) == 0 && length(var.intrusion_detection.bypasses) == 0 && var.intrusion_detection.private_ranges == null)
    error_message = "Only a firewall of the tier Premium looks for intruders."
  }
}

variable "tls_inspection" {
  type = object({
    key_vault_secret_id       = string
    user_assigned_identity_id = string
  })
  default     = null
  description = "The certificate of an authority in a Key Vault by which a firewall of the tier Premium looks into TLS where a rule says terminate_tls, and the ID of a user-assigned identity with the role Key Vault Secrets User on it."

  validation {
    condition     = var.tls_inspection == null || var.sku_tier == "Premium"
    error_message = "Only a firewall of the tier Premium looks into TLS."
  }
}

variable "private_ip_ranges" {
  type        = list(string)
  default     = null
  description = "Address blocks to which the firewall sends with the address of the client, and not with its own. By default those of RFC 1918 and 6598."
}

variable "auto_learn_private_ranges_enabled" {
  type        = bool
  default     = null
  description = "Whether blocks that the network learns by routes are added to those, which needs a route server."
}

variable "sql_redirect_allowed" {
  type        = bool
  default     = null
  description = "Whether rules for Azure SQL know its redirection, too. No rule has ports from 11000 to 11999 then."
}

variable "analytics" {
  type = object({
    log_analytics_workspace_id = string
    retention_days             = optional(number, 30)
  })
  default     = null
  description = "Where Azure keeps which rules are used, and for how many days, to tell those that are not."
}

variable "ip_groups" {
  type        = map(list(string))
  default     = {}
  description = "Groups of addresses and blocks by name, which rules name."

  validation {
    condition     = alltrue([for name, addresses in var.ip_groups : can(regex("^[a-zA-Z0-9]([-\\w.]{0,27}[a-zA-Z0-9_])?$", name)) && length(addresses) > 0])
    error_message = "A group has a name of up to 29 letters, digits, hyphens, underscores and dots, and an address at least."
  }
}

variable "rule_collection_groups" {
  type = map(object({
    priority = number
    network = optional(map(object({
      priority = number
      action   = optional(string, "Allow")
      rules = map(object({
        description           = optional(string)
        protocols             = optional(list(string), ["TCP"])
        source_addresses      = optional(list(string), [])
        source_ip_groups      = optional(list(string), [])
        destination_addresses = optional(list(string), [])
        destination_ip_groups = optional(list(string), [])
        destination_fqdns     = optional(list(string), [])
        destination_ports     = list(string)
      }))
    })), {})
    application = optional(map(object({
      priority = number
      action   = optional(string, "Allow")
      rules = map(object({
        description           = optional(string)
        protocols             = optional(list(string), ["Https:443"])
        source_addresses      = optional(list(string), [])
        source_ip_groups      = optional(list(string), [])
        destination_addresses = optional(list(string))
        destination_fqdns     = optional(list(string), [])
        destination_fqdn_tags = optional(list(string), [])
        destination_urls      = optional(list(string), [])
        web_categories        = optional(list(string), [])
        terminate_tls         = optional(bool, false)
        http_headers          = optional(map(string), {})
      }))
    })), {})
    nat = optional(map(object({
      priority = number
      rules = map(object({
        description        = optional(string)
        protocols          = optional(list(string), ["TCP"])
        source_addresses   = optional(list(string), [])
        source_ip_groups   = optional(list(string), [])
        public_ip          = optional(number, 0)
        port               = number
        translated_address = optional(string)
        translated_fqdn    = optional(string)
        translated_port    = optional(number)
      }))
    })), {})
  }))
  default     = {}
  description = "What is let through, in groups, collections and rules by name. The one of the lowest priority (100 to 65000) comes first, and what no rule allows is denied. network: by addresses (blocks, ranges, service tags, *), ip_groups, names and ports such as 443 or 8000-8080; application: by names such as *.ubuntu.com, tags of Azure such as AzureKubernetesService, URLs and categories (both with the tier Premium), and protocols such as Https:443; nat: what comes in on a port of a public address (public_ip: 0 is the first), and where it goes."

  validation {
    condition = alltrue(flatten([
      for group in values(var.rule_collection_groups) : [
        for priority in concat([group.priority], [for collection in concat(values(group.network), values(group.application), values(group.nat)) : collection.priority]) : priority >= 100 && priority <= 65000 && floor(priority) == priority
      ]
    ]))
    error_message = "A priority is a whole number from 100 to 65000."
  }

  validation {
    condition = length(distinct([for group in values(var.rule_collection_groups) : group.priority])) == length(var.rule_collection_groups) && alltrue([
      for group in values(var.rule_collection_groups) :
      length(distinct([for collection in concat(values(group.network), values(group.application), values(group.nat)) : collection.priority])) == length(group.network) + length(group.application) + length(group.nat)
    ])
    error_message = "No two groups have the same priority, and no two collections of a group."
  }

  validation {
    condition = alltrue(flatten([
      for group_name, group in var.rule_collection_groups : [
        for name in concat(
          [group_name], keys(group.network), keys(group.application), keys(group.nat),
          flatten([for collection in concat(values(group.network), values(group.application), values(group.nat)) : keys(collection.rules)]),
        ) : can(regex("^[a-zA-Z0-9][-\\w.]{0,78}\\w$", name))
      ]
    ]))
    error_message = "Groups, collections and rules have names of 2 to 80 letters, digits, hyphens, underscores and dots, which begin with a letter or digit."
  }

  validation {
    condition     = alltrue(flatten([for group in values(var.rule_collection_groups) : [for collection in concat(values(group.network), values(group.application)) : contains(["Allow", "Deny"], collection.action) && length(collection.rules) > 0]]))
    error_message = "A collection has a rule at least, and what it does is Allow or Deny."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.rule_collection_groups) : [
        for collection in concat(values(group.network), values(group.application), values(group.nat)) : [
          for rule in values(collection.rules) : length(rule.source_addresses) + length(rule.source_ip_groups) > 0 && alltrue([for name in rule.source_ip_groups : contains(keys(var.ip_groups), name)])
        ]
      ]
    ]))
    error_message = "A rule says who may (source_addresses, or source_ip_groups, which are names of ip_groups); everybody is *."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.rule_collection_groups) : [
        for collection in values(group.network) : [
          for rule in values(collection.rules) : length(rule.destination_addresses) + length(rule.destination_ip_groups) + length(rule.destination_fqdns) > 0 && length(rule.destination_ports) > 0
          && alltrue([for name in rule.destination_ip_groups : contains(keys(var.ip_groups), name)])
          && length(rule.protocols) > 0 && alltrue([for protocol in rule.protocols : contains(["Any", "ICMP", "TCP", "UDP"], protocol)])
          && alltrue([for port in rule.destination_ports : can(regex("^([0-9]{1,5}(-[0-9]{1,5})?|\\*)$", port))])
        ]
      ]
    ]))
    error_message = "A network rule says where to (destination_addresses, destination_fqdns, or destination_ip_groups, which are names of ip_groups), by TCP, UDP, ICMP or Any, and on which ports, such as 443, 8000-8080 or *."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.rule_collection_groups) : [
        for collection in values(group.network) : [
          for rule in values(collection.rules) : collection.action == "Deny" || !(contains(rule.source_addresses, "*") && contains(rule.destination_addresses, "*") && contains(rule.destination_ports, "*"))
        ]
      ]
    ]))
    error_message = "A rule that allows everything to everybody is no firewall: say who, where to, or on which ports."
  }

  validation {
    condition     = var.sku_tier != "Basic" || alltrue(flatten([for group in values(var.rule_collection_groups) : [for collection in values(group.network) : [for rule in values(collection.rules) : length(rule.destination_fqdns) == 0]]]))
    error_message = "A firewall of the tier Basic resolves no names in network rules: give addresses, or an application rule."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.rule_collection_groups) : [
        for collection in values(group.application) : [
          for rule in values(collection.rules) : length(rule.destination_fqdns) + length(rule.destination_fqdn_tags) + length(rule.destination_urls) + length(rule.web_categories) > 0
          && (length(rule.destination_fqdns) == 0 || length(rule.destination_urls) == 0)
          && alltrue([for protocol in rule.protocols : can(regex("^(Http|Https):[0-9]{1,5}$", protocol))])
        ]
      ]
    ]))
    error_message = "An application rule says where to: destination_fqdns or destination_urls, destination_fqdn_tags, or web_categories; its protocols are of the form Https:443."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.rule_collection_groups) : [
        for collection in values(group.application) : [
          for rule in values(collection.rules) : (length(rule.destination_urls) == 0 || rule.terminate_tls) && (!rule.terminate_tls || var.tls_inspection != null)
          && (var.sku_tier == "Premium" || (length(rule.destination_urls) == 0 && length(rule.web_categories) == 0))
        ]
      ]
    ]))
    error_message = "URLs and categories need the tier Premium, URLs also terminate_tls, and that tls_inspection."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.rule_collection_groups) : [
        for collection in values(group.nat) : [
          for rule in values(collection.rules) : (rule.translated_address == null) != (rule.translated_fqdn == null) && rule.public_ip >= 0 && rule.public_ip < var.public_ip_count
          && alltrue([for port in [rule.port, coalesce(rule.translated_port, rule.port)] : port >= 1 && port <= 65535 && floor(port) == port])
          && length(rule.protocols) > 0 && alltrue([for protocol in rule.protocols : contains(["TCP", "UDP"], protocol)])
        ]
      ]
    ]))
    error_message = "What comes in by TCP or UDP on a port of one of the public addresses goes to translated_address or translated_fqdn."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.rule_collection_groups) : [
        for collection in values(group.nat) : [
          for rule in values(collection.rules) : !contains(rule.source_addresses, "*") || !contains([22, 3389], coalesce(rule.translated_port, rule.port))
        ]
      ]
    ]))
    error_message = "No rule lets everyone reach what logs in to machines (22, 3389): name the addresses that may come in."
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
