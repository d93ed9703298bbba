variable "name" {
  type        = string
  description = "Name of the server, unique in all of Azure: 3 to 63 lower-case letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "The name must have 3 to 63 lower-case letters, digits and hyphens, and neither start nor end with a hyphen."
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

variable "engine_version" {
  type        = string
  default     = "8.4"
  description = "Version of MySQL: 8.4 or 8.0.21, which is 8.0 with all its patches. A server goes up by itself when it is told to, and never down."

  validation {
    condition     = contains(["8.0.21", "8.4"], var.engine_version)
    error_message = "The version must be \"8.4\" or \"8.0.21\"."
  }
}

variable "sku_name" {
  type        = string
  default     = "GP_Standard_D2ads_v5"
  description = "Tier and size of the machine: B_Standard_B1ms (burstable), GP_Standard_D2ads_v5 (general purpose, 2 cores) or MO_Standard_E4ds_v5 (memory optimised)."

  validation {
    condition     = can(regex("^(B_Standard_B[0-9]+m?s|GP_Standard_D[0-9]+ds_v4|GP_Standard_D[0-9]+ads_v5|MO_Standard_E[0-9]+i?ds_v4|MO_Standard_E[0-9]+a?ds_v5)$", var.sku_name))
    error_message = "The SKU must be one such as B_Standard_B1ms, GP_Standard_D2ads_v5 or MO_Standard_E4ds_v5."
  }
}

variable "storage_gb" {
  type        = number
  default     = 32
  description = "Disk in GB, 20 to 16384. It never shrinks: where it has grown by itself, or was larger before, it stays as it is."

  validation {
    condition     = var.storage_gb >= 20 && var.storage_gb <= 16384 && floor(var.storage_gb) == var.storage_gb
    error_message = "The disk must have a whole number of GB from 20 to 16384."
  }
}

variable "auto_grow_enabled" {
  type        = bool
  default     = true
  description = "Whether a disk that is almost full grows by itself."
}

variable "io_scaling_enabled" {
  type        = bool
  default     = false
  description = "Whether the disk does as much in a second as it is asked for, and is paid for by that."
}

variable "iops" {
  type        = number
  default     = null
  description = "How much the disk does in a second, 360 to 48000. By default as much as comes with its size."

  validation {
    condition     = var.iops == null ? true : var.iops >= 360 && var.iops <= 48000 && !var.io_scaling_enabled
    error_message = "The disk does 360 to 48000 operations in a second, which are not given where io_scaling_enabled lets it do as many as it is asked for."
  }
}

variable "zone" {
  type        = string
  default     = null
  description = "Availability zone of the server when it is made, \"1\" to \"3\". By default Azure chooses."

  validation {
    condition     = contains(["1", "2", "3"], coalesce(var.zone, "1"))
    error_message = "The zone must be \"1\", \"2\" or \"3\"."
  }
}

variable "high_availability_mode" {
  type        = string
  default     = null
  description = "Where the standby lives that takes over when the server fails: SameZone, ZoneRedundant, in another zone, or Disabled. By default there is one in another zone in protected environments, unless the server is burstable or its location has no zones, and none elsewhere. Azure takes ZoneRedundant for a server that is made, not for one that is there."

  validation {
    condition     = contains(["Disabled", "SameZone", "ZoneRedundant"], coalesce(var.high_availability_mode, "Disabled"))
    error_message = "The mode must be SameZone, ZoneRedundant or Disabled."
  }

  validation {
    condition     = coalesce(var.high_availability_mode, "Disabled") == "Disabled" || (!startswith(var.sku_name, "B_") && var.auto_grow_enabled)
    error_message = "A burstable server has no standby, nor has one whose disk may not grow (auto_grow_enabled)."
  }
}

variable "protected_environment" {
  type        = bool
  default     = false
  description = "Whether there is a standby unless high_availability_mode says otherwise."
}

variable "replicas" {
  type = map(object({
    location            = optional(string)
    sku_name            = optional(string)
    zone                = optional(string)
    delegated_subnet_id = optional(string)
    promoted            = optional(bool, false)
  }))
  default     = {}
  description = "Servers that follow this one and may be read, by what comes behind its name: the location, also another one, the size, the zone and, for a server in a delegated subnet, a subnet of the same kind. promoted makes a server of its own of one, for good, as when the first one is lost."

  validation {
    condition     = alltrue([for name in keys(var.replicas) : can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", name)) && length(var.name) + length(name) < 63]) && length(var.replicas) <= 10
    error_message = "There are at most ten replicas; the name of one has lower-case letters, digits and hyphens, and at most 63 characters together with that of the server."
  }

  validation {
    condition     = length(var.replicas) == 0 || !startswith(var.sku_name, "B_")
    error_message = "A burstable server has no replicas."
  }
}

variable "restore" {
  type = object({
    source_server_id   = string
    time               = optional(string)
    from_paired_region = optional(bool, false)
  })
  default     = null
  description = "The server whose backups this one is made of, and the time, such as 2030-01-31T08:00:00Z, whose data it has; or from_paired_region, which takes the newest backup that geo_redundant_backup_enabled kept in the paired region, where this server then is. The databases come with it. For a server that is made, not for one that is there; leave it in the call for as long as there is the server."

  validation {
    condition     = var.restore == null ? true : var.restore.from_paired_region ? var.restore.time == null : can(timeadd(var.restore.time, "0s"))
    error_message = "The time must be written as in RFC 3339, such as 2030-01-31T08:00:00Z; from_paired_region takes the newest backup, and no time."
  }

  validation {
    condition     = var.restore == null ? true : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.DBforMySQL/flexibleServers/[^/]+$", var.restore.source_server_id))
    error_message = "The source is the ID of a MySQL flexible server."
  }
}

variable "databases" {
  type = map(object({
    charset   = optional(string, "utf8mb4")
    collation = optional(string, "utf8mb4_0900_ai_ci")
  }))
  default     = {}
  description = "Databases by name. Charset and collation cannot be changed later."

  validation {
    condition     = alltrue([for name in keys(var.databases) : can(regex("^[a-zA-Z_][a-zA-Z0-9_-]{0,62}$", name)) && !contains(["information_schema", "mysql", "performance_schema", "sys"], lower(name))])
    error_message = "The name of a database must have 1 to 63 letters, digits, underscores and hyphens, not start with a digit, and be none that MySQL keeps to itself."
  }
}

variable "configurations" {
  type        = map(string)
  default     = {}
  description = "Server parameters by name, such as max_connections = \"500\". With diagnostics, logins, changes of tables and users, and slow statements are logged unless they say otherwise. Whether connections are encrypted is not for this input to change, nor whether Entra alone lets in."

  validation {
    condition     = length(setintersection(keys(var.configurations), ["aad_auth_only", "require_secure_transport"])) == 0 && contains(["TLSv1.2", "TLSv1.2,TLSv1.3", "TLSv1.3"], lookup(var.configurations, "tls_version", "TLSv1.2"))
    error_message = "The server takes connections over TLS 1.2 and above only, and who logs in follows from administrator and local_administrator."
  }
}

variable "administrator" {
  type = object({
    name                      = string
    object_id                 = string
    user_assigned_identity_id = string
  })
  default     = null
  description = "Administrator of Microsoft Entra, best a group: its name, its object ID (of an identity its client ID), and an identity with which the server asks Entra who somebody is: that needs the role Directory Readers of Entra, or the right User.Read.All, GroupMember.Read.All and Application.Read.All of Microsoft Graph."

  validation {
    condition     = var.administrator != null || var.local_administrator != null
    error_message = "Somebody has to let others in: give an administrator of Entra, or a local_administrator."
  }
}

variable "administrator_login" {
  type        = string
  default     = "mysqladmin"
  description = "Name of the administrator that Azure asks for, who has a password only where there is a local_administrator, and is not let in otherwise. It cannot be changed later."

  validation {
    condition     = can(regex("^[a-zA-Z0-9_]{1,32}$", var.administrator_login)) && !contains(["admin", "administrator", "azure_superuser", "guest", "public", "root"], lower(var.administrator_login))
    error_message = "The login must have 1 to 32 letters, digits and underscores, and be none that Azure keeps to itself, such as admin or root."
  }
}

variable "local_administrator" {
  type = object({
    key_vault_id     = string
    password_version = optional(number, 2)
  })
  default     = null
  description = "Gives administrator_login a password, for what knows no identities: the Key Vault that holds the generated password. A higher password_version makes a new one. Who plans and applies needs the role Key Vault Secrets Officer. There is none by default."

  validation {
    condition     = var.local_administrator == null ? true : var.local_administrator.password_version >= 2
    error_message = "Versions of the password begin with 2: the first is the one that nobody knows."
  }

  validation {
    condition     = var.local_administrator == null || var.restore == null
    error_message = "A restored server has the password of the one before: local_administrator would write down another one."
  }
}

variable "backup_retention_days" {
  type        = number
  default     = 14
  description = "Days back to which the server can be restored, 7 to 35."

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35 && floor(var.backup_retention_days) == var.backup_retention_days
    error_message = "Backups are kept for a whole number of days from 7 to 35."
  }
}

variable "geo_redundant_backup_enabled" {
  type        = bool
  default     = false
  description = "Whether backups are kept in the paired region too. It cannot be changed later."
}

variable "maintenance_window" {
  type = object({
    day_of_week = number
    start_hour  = number
  })
  default     = null
  description = "When the server may be restarted for updates: the day of the week, 0 for Sunday, and the hour in UTC. By default Azure chooses."

  validation {
    condition     = var.maintenance_window == null ? true : contains(range(0, 7), var.maintenance_window.day_of_week) && contains(range(0, 24), var.maintenance_window.start_hour)
    error_message = "The day must be 0 (Sunday) to 6, the hour 0 to 23."
  }
}

variable "public_network_access_enabled" {
  type        = bool
  default     = false
  description = "Whether the server is reached from outside of its network: from allowed_ip_ranges, and from nowhere when none are given."
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

variable "delegated_subnet" {
  type = object({
    subnet_id           = string
    private_dns_zone_id = string
  })
  default     = null
  description = "Subnet that the server lives in, which must be delegated to Microsoft.DBforMySQL/flexibleServers and empty, and the private DNS zone that knows it, whose name ends in .mysql.database.azure.com (in China .mysql.database.chinacloudapi.cn). Cannot be changed later."

  validation {
    condition     = var.delegated_subnet == null || !var.public_network_access_enabled
    error_message = "A server that lives in a subnet has no public address."
  }
}

variable "private_endpoint" {
  type = object({
    subnet_id            = string
    private_dns_zone_ids = optional(list(string), [])
  })
  default     = null
  description = "Subnet that gets a private address of the server, and the private DNS zones that know it (privatelink.mysql.database.azure.com, in China privatelink.mysql.database.chinacloudapi.cn)."

  validation {
    condition     = var.private_endpoint == null || var.delegated_subnet == null
    error_message = "A server that lives in a subnet needs no private endpoint."
  }
}

variable "customer_managed_key" {
  type = object({
    key_vault_key_id          = string
    user_assigned_identity_id = string
    geo_backup = optional(object({
      key_vault_key_id          = string
      user_assigned_identity_id = string
    }))
  })
  default     = null
  description = "ID of the Key Vault key that encrypts the data, and the identity that may use it; with geo_redundant_backup_enabled those of the paired region as well. By default a key of Microsoft."

  validation {
    condition     = var.customer_managed_key == null ? true : (var.customer_managed_key.geo_backup != null) == var.geo_redundant_backup_enabled
    error_message = "Backups in the paired region are encrypted with a key there (geo_backup), and it has no use without them."
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
