variable "name" {
  type        = string
  description = "Name of the server, unique in all of Azure: 1 to 63 lower-case letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.name))
    error_message = "The name must have 1 to 63 lower-case letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Region of the server, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group that the server lives in."
}

variable "tenant_id" {
  type        = string
  description = "ID of the Microsoft Entra tenant whose identities log in."

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.tenant_id))
    error_message = "The tenant ID must be a GUID."
  }
}

variable "administrator" {
  type = object({
    name      = string
    object_id = string
  })
  description = "The Microsoft Entra user, group or application that may do everything in all databases, and lets others in (CREATE USER … FROM EXTERNAL PROVIDER): its name and object ID. A group, so that no person has to be there. There are no passwords."

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.administrator.object_id))
    error_message = "The administrator is given by its object ID, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "connection_policy" {
  type        = string
  default     = "Default"
  description = "How clients reach a database: Redirect, straight to the machine that has it, which needs the ports 1433 to 65535 to a private endpoint and 11000 to 11999 otherwise; Proxy, by way of a gateway, on 1433 alone; Default, redirected from inside of Azure and proxied else."

  validation {
    condition     = contains(["Default", "Proxy", "Redirect"], var.connection_policy)
    error_message = "The policy must be Default, Proxy or Redirect."
  }
}

variable "elastic_pools" {
  type = map(object({
    sku_name              = optional(string, "GP_Gen5")
    tier                  = optional(string, "GeneralPurpose")
    family                = optional(string, "Gen5")
    capacity              = optional(number, 2)
    max_size_gb           = optional(number, 32)
    database_capacity_min = optional(number, 0)
    database_capacity_max = optional(number, 2)
    zone_redundant        = optional(bool, false)
    license_type          = optional(string)
  }))
  default     = {}
  description = "Elastic pools by name, whose databases share what they have: the SKU with its tier, its family (null for BasicPool, StandardPool and PremiumPool) and its cores or DTUs, the disk, what each database has at least and at most, whether it is spread over zones, and the license (LicenseIncluded or BasePrice)."

  validation {
    condition     = alltrue([for pool in var.elastic_pools : contains(["Basic", "Standard", "Premium", "GeneralPurpose", "BusinessCritical", "Hyperscale"], pool.tier)])
    error_message = "The tier of a pool must be Basic, Standard, Premium, GeneralPurpose, BusinessCritical or Hyperscale."
  }

  validation {
    condition     = alltrue([for pool in var.elastic_pools : pool.database_capacity_min <= pool.database_capacity_max && pool.database_capacity_max <= pool.capacity])
    error_message = "What a database of a pool has at least is no more than what it has at most, and that no more than the pool has."
  }
}

variable "databases" {
  type = map(object({
    sku_name                  = optional(string, "GP_Gen5_2")
    elastic_pool              = optional(string)
    max_size_gb               = optional(number)
    collation                 = optional(string, "SQL_Latin1_General_CP1_CI_AS")
    zone_redundant            = optional(bool, false)
    read_scale_enabled        = optional(bool)
    read_replica_count        = optional(number)
    license_type              = optional(string)
    backup_storage_redundancy = optional(string, "Geo")
    backup_retention_days     = optional(number, 14)
    long_term_retention = optional(object({
      weekly       = optional(string)
      monthly      = optional(string)
      yearly       = optional(string)
      week_of_year = optional(number)
    }))
    serverless = optional(object({
      capacity_min       = optional(number, 0.5)
      auto_pause_minutes = optional(number, 60)
    }))
    restore = optional(object({
      database_id = string
      time        = optional(string)
    }))
  }))
  default     = {}
  description = "Databases by name: the SKU, such as GP_Gen5_2, BC_Gen5_4, HS_Gen5_2 or S0, or one of elastic_pools; disk, collation, zones, reading from copies (read_scale_enabled of Premium and Business Critical, read_replica_count of Hyperscale), the license (LicenseIncluded or BasePrice), where backups are (Local, Zone, Geo or GeoZone) and for how many days, and how long those of weeks, months and years are kept (such as P4W, P12M, P5Y). serverless is for SKUs such as GP_S_Gen5_2. restore makes it of the backups of another one: at a time of the last days, or, without one, of those that were copied to another region; it stays in the call."

  validation {
    condition     = alltrue([for name in keys(var.databases) : can(regex("^[^<>*%&:\\\\/?]{0,127}[^<>*%&:\\\\/? .]$", name)) && !contains(["master", "model", "msdb", "tempdb"], lower(name))])
    error_message = "The name of a database has up to 128 characters, none of them among <>*%&:\\/?, does not end in a dot or a blank, and is not one of master, model, msdb, tempdb."
  }

  validation {
    condition     = alltrue([for database in var.databases : database.elastic_pool == null ? true : contains(keys(var.elastic_pools), database.elastic_pool)])
    error_message = "The elastic_pool of a database is the name of one of elastic_pools."
  }

  validation {
    condition     = alltrue([for database in var.databases : (database.serverless == null || can(regex("_S_", database.sku_name)) && database.elastic_pool == null) && (database.elastic_pool == null || !database.zone_redundant)])
    error_message = "Only a database of its own with a SKU such as GP_S_Gen5_2 is serverless, and it is its pool that is spread over zones."
  }

  validation {
    condition = alltrue([
      for database in var.databases : contains(["Geo", "GeoZone", "Local", "Zone"], database.backup_storage_redundancy)
      && database.backup_retention_days >= 1 && database.backup_retention_days <= 35 && floor(database.backup_retention_days) == database.backup_retention_days
    ])
    error_message = "Backups lie in Local, Zone, Geo or GeoZone storage, and are kept for a whole number of days from 1 to 35."
  }

  validation {
    condition = alltrue(flatten([
      for database in var.databases : database.long_term_retention == null ? [true] : [
        for period in compact([database.long_term_retention.weekly, database.long_term_retention.monthly, database.long_term_retention.yearly]) : can(regex("^P[0-9]+[DWMY]$", period))
      ]
    ]))
    error_message = "How long a backup is kept is written as P4W, P12M or P5Y."
  }

  validation {
    condition     = alltrue([for database in var.databases : database.long_term_retention == null ? true : (database.long_term_retention.yearly == null) == (database.long_term_retention.week_of_year == null)])
    error_message = "The backup of a year is that of one week (week_of_year): give both or none."
  }

  validation {
    condition     = alltrue([for database in var.databases : database.restore == null ? true : database.restore.time == null ? true : can(timeadd(database.restore.time, "0s"))])
    error_message = "The time must be written as in RFC 3339, such as 2030-01-31T08:00:00Z."
  }
}

variable "failover_group" {
  type = object({
    partner_server_id         = string
    name                      = optional(string)
    databases                 = optional(list(string))
    automatic                 = optional(bool, false)
    grace_minutes             = optional(number, 60)
    readonly_failover_enabled = optional(bool, false)
  })
  default     = null
  description = "Copies the databases, or those that are named, to a server in another location, made by another call of this module without databases, and gives both one host name. automatic lets Azure go over there by itself after grace_minutes, even if what was written last is lost; else somebody decides."

  validation {
    condition     = var.failover_group == null ? true : length(setsubtract(var.failover_group.databases == null ? [] : var.failover_group.databases, keys(var.databases))) == 0
    error_message = "The databases of the failover group are among databases."
  }

  validation {
    condition     = var.failover_group == null ? true : var.failover_group.grace_minutes >= 60 && floor(var.failover_group.grace_minutes) == var.failover_group.grace_minutes
    error_message = "Azure waits for at least 60 minutes."
  }
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the server is reached from outside of private endpoints: from allowed_ip_ranges and allowed_subnet_ids, and from nowhere when neither is given."
}

variable "outbound_network_restriction_enabled" {
  type        = bool
  default     = false
  description = "Whether the server itself connects to no other, such as to storage for imports."
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
      for range in var.allowed_ip_ranges : can(cidrhost(strcontains(range, "/") ? range : "${range}/32", 0)) && !endswith(range, "/0") && !startswith(range, "0.0.0.0")
    ])
    error_message = "Each entry must be an address such as 203.0.113.7 or a block such as 203.0.113.0/24; a block of /0 would let everyone in, and 0.0.0.0 all customers of Azure."
  }
}

variable "allowed_subnet_ids" {
  type        = list(string)
  default     = []
  description = "IDs of subnets that may connect through their service endpoint for Microsoft.Sql. Add new ones at the end: whoever moves loses access for a moment."

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
  description = "Subnet that gets a private address of the server, and the private DNS zones that know it (privatelink.database.windows.net, in China privatelink.database.chinacloudapi.cn)."
}

variable "customer_managed_key" {
  type = object({
    key_vault_key_id          = string
    user_assigned_identity_id = string
  })
  default     = null
  description = "ID, with its version, of the Key Vault key that encrypts the databases, and the identity that may use it. By default a key of Microsoft."

  validation {
    condition     = var.customer_managed_key == null ? true : can(regex("^https://[^/]+/keys/[^/]+/[0-9a-f]+$", var.customer_managed_key.key_vault_key_id))
    error_message = "Azure SQL takes the ID of one version of a key, such as https://<vault>.vault.azure.net/keys/<name>/<version>."
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
