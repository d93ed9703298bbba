variable "name" {
  type        = string
  description = "Name of the instance."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 60
    error_message = "The name must have 1 to 60 characters."
  }
}

variable "region" {
  type        = string
  default     = null
  description = "Region of the instance, in which kms_key_id and the topics of logs are looked for."

  validation {
    condition     = var.region != null || var.kms_key_id == null && var.logs == null
    error_message = "A KMS key and topics of logs need the region that they are in."
  }
}

variable "vpc_id" {
  type        = string
  description = "ID of the VPC that the instance lives in."
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet that gives the instance its private address. It must lie in the first of the zones."
}

variable "zones" {
  type        = list(string)
  description = "Availability zones in order of preference: the primary node lives in the first, the standby in the second."

  validation {
    condition     = length(var.zones) >= 1 && length(var.zones) == length(distinct(var.zones))
    error_message = "Give at least one availability zone, and each only once."
  }
}

variable "multi_zone" {
  type        = bool
  default     = null
  description = "Whether the standby lives in another zone than the primary, so that the loss of a zone is survived. By default when there are two zones or more."

  validation {
    condition     = var.multi_zone != true || length(var.zones) >= 2
    error_message = "An instance in several zones needs at least two zones."
  }
}

variable "standby_count" {
  type        = number
  default     = 1
  description = "Standbys that take over from the primary node: 1 or 2. The second lives in the third of the zones, or where the first does."

  validation {
    condition     = contains([1, 2], var.standby_count)
    error_message = "An instance has 1 or 2 standbys."
  }
}

variable "replication_mode" {
  type        = string
  default     = "semi_sync"
  description = "When the primary node calls a transaction done: semi_sync (a standby has it, unless none answers), async (at once: the last ones are lost with the node) or strong_sync (a standby has it, always; needs two standbys)."

  validation {
    condition     = contains(["async", "semi_sync", "strong_sync"], var.replication_mode)
    error_message = "The mode must be one of async, semi_sync, strong_sync."
  }

  validation {
    condition     = var.replication_mode != "strong_sync" || var.standby_count == 2
    error_message = "strong_sync needs a standby_count of 2, or one lost standby would stop all writing."
  }
}

variable "engine_version" {
  type        = string
  default     = "8.0"
  description = "Version of MySQL: 5.7, 8.0 or 8.4. Another one than before begins an upgrade, of which the provider (1.83.25) then says that it failed: upgrade in the console, then say so here."

  validation {
    condition     = contains(["5.7", "8.0", "8.4"], var.engine_version)
    error_message = "The version must be one of 5.7, 8.0, 8.4."
  }
}

variable "exclusive_resources" {
  type        = bool
  default     = false
  description = "Whether the instance has its cores and its disk for itself, at a higher price."
}

variable "cpu" {
  type        = number
  default     = 2
  description = "CPU cores of a node. Cores and memory must be a pair that is on sale in the region, such as 2 and 4000, 4 and 8000, 4 and 16000."

  validation {
    condition     = var.cpu >= 1 && floor(var.cpu) == var.cpu
    error_message = "The number of cores must be a whole number from 1."
  }
}

variable "memory_mb" {
  type        = number
  default     = 4000
  description = "Memory of a node in MB, in steps of 1000."

  validation {
    condition     = var.memory_mb >= 1000 && var.memory_mb % 1000 == 0
    error_message = "The memory must be a multiple of 1000 MB."
  }
}

variable "storage_gb" {
  type        = number
  default     = 50
  description = "Disk of a node in GB, in steps of 5. It cannot become smaller than what is on it."

  validation {
    condition     = var.storage_gb >= 25 && var.storage_gb % 5 == 0
    error_message = "The disk must be a multiple of 5 GB, from 25."
  }
}

variable "prepaid_months" {
  type        = number
  default     = null
  description = "Months for which the instance is paid in advance, and then renewed. By default it is billed by the hour. It cannot be changed: another way to pay would be another, empty instance."

  validation {
    condition     = var.prepaid_months == null ? true : contains([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 36], var.prepaid_months)
    error_message = "An instance is paid in advance for 1 to 12, 24 or 36 months."
  }
}

variable "maintenance_window" {
  type = object({
    start     = optional(string, "04:00")
    hours     = optional(number, 2)
    week_days = optional(list(string), ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"])
  })
  default     = {}
  description = "When the cloud may work on the instance, and when it switches to another size: the days of the week, the time of the beginning (UTC+8) and the hours. The provider (1.83.25) does not read Sundays back, so plans would take them away and add them forever."

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[03]0$", var.maintenance_window.start))
    error_message = "The window begins at a whole or half hour, such as \"04:00\" or \"04:30\"."
  }

  validation {
    condition     = contains([1, 2, 3], var.maintenance_window.hours)
    error_message = "The window has 1, 2 or 3 hours."
  }

  validation {
    condition     = try(tonumber(substr(var.maintenance_window.start, 0, 2)) + var.maintenance_window.hours + (endswith(var.maintenance_window.start, "30") ? 0.5 : 0), 0) <= 24
    error_message = "The window ends on the day on which it begins."
  }

  validation {
    condition = length(var.maintenance_window.week_days) > 0 && alltrue([
      for day in var.maintenance_window.week_days : contains(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"], day)
    ])
    error_message = "The window needs at least one day of the week from \"monday\" to \"saturday\"."
  }
}

variable "switch_in_maintenance_window" {
  type        = bool
  default     = true
  description = "Whether another size or zone of the standby waits for the maintenance window to be switched to. With false the connections break as soon as it is ready. Until the switch, plans show the change again; where it takes more than a quarter of an hour to get ready, the provider (1.83.25) no longer waits and says that it failed, and the switch comes all the same."
}

variable "parameters" {
  type        = map(string)
  default     = {}
  description = "Parameters of MySQL by their name, such as { max_connections = \"1000\" }. character_set_server is utf8mb4 unless it is among them; lower_case_table_names can be said only when the instance is made. One that is taken away gets its default again."
}

variable "accounts" {
  type = map(object({
    host                = optional(string, "%")
    remark              = optional(string)
    password_version    = optional(number, 1)
    max_connections     = optional(number)
    global_privileges   = optional(list(string), [])
    database_privileges = optional(map(list(string)), {})
  }))
  default     = {}
  description = "Further accounts by their name, each with a generated password, the hosts that it comes from (a pattern, % being all), the connections that it may have, and its privileges: on everything, or by the name of a database. Who needs a database of its own has the module mysql-database."

  validation {
    condition = alltrue([
      for name in keys(var.accounts) : can(regex("^[a-zA-Z]([a-zA-Z0-9_]{0,30}[a-zA-Z0-9])?$", name)) && !can(regex("^(root|mysql|tencentroot|test)$", lower(name)))
    ])
    error_message = "The name of an account must have 1 to 32 letters, digits and underscores, begin with a letter, not end with an underscore, and not be root, mysql, test or tencentroot."
  }

  validation {
    condition     = alltrue([for account in var.accounts : account.max_connections == null ? true : account.max_connections >= 1 && account.max_connections <= 10240])
    error_message = "An account has 1 to 10240 connections."
  }

  validation {
    condition = alltrue(flatten([
      for account in var.accounts : [for privilege in concat(account.global_privileges, flatten(values(account.database_privileges))) : can(regex("^[A-Z]+( [A-Z]+)*$", privilege)) && privilege != "ALL"]
    ]))
    error_message = "Each privilege is named by itself in capitals, such as SELECT or CREATE VIEW."
  }
}

variable "read_replicas" {
  type = map(object({
    zone       = optional(string)
    subnet_id  = optional(string)
    cpu        = optional(number)
    memory_mb  = optional(number)
    storage_gb = optional(number)
  }))
  default     = {}
  description = "Instances that only answer queries, by their name, at the addresses in the output read_hosts: the zone and its subnet, by default those of the primary, and the size, by default that of the primary."

  validation {
    condition     = alltrue([for replica in var.read_replicas : replica.storage_gb == null ? true : replica.storage_gb >= var.storage_gb && replica.storage_gb % 5 == 0])
    error_message = "The disk of a read replica must be a multiple of 5 GB, and not smaller than that of the primary."
  }

  validation {
    condition     = alltrue([for name in keys(var.read_replicas) : can(regex("^[a-z][a-z0-9-]{0,30}$", name))])
    error_message = "The name of a read replica must have 1 to 31 lower-case letters, digits and hyphens, and begin with a letter."
  }
}

variable "allowed_cidr_blocks" {
  type        = list(string)
  default     = null
  description = "Address blocks that may connect. By default that of the VPC, and nothing else."

  validation {
    condition = var.allowed_cidr_blocks == null ? true : alltrue([
      for block in var.allowed_cidr_blocks : can(cidrhost(block, 0)) && !endswith(block, "/0")
    ])
    error_message = "Each entry must be a CIDR block such as 10.0.0.0/16; a block of /0 would let everyone in."
  }
}

variable "encryption_enabled" {
  type        = bool
  default     = true
  description = "Whether backups are encrypted, and tables that ask for it (ENCRYPTION='Y') are on disk (TDE). Needs KMS to be activated for the account, and MySQL to be allowed to use it, once, in the console. Of an instance that has it, it cannot be taken away."
}

variable "kms_key_id" {
  type        = string
  default     = null
  description = "ID of the KMS key that encrypts the data. By default the key that KMS keeps for MySQL."

  validation {
    condition     = var.kms_key_id == null || var.encryption_enabled
    error_message = "A KMS key has no use without encryption_enabled."
  }
}

variable "tls_enabled" {
  type        = bool
  default     = true
  description = "Whether clients can connect over TLS. An account may come without it: clients have to ask for it (ssl-mode=VERIFY_CA). Changing it restarts the instance."
}

variable "backup_retention_days" {
  type        = number
  default     = 7
  description = "Days for which the daily backups and the binary log for point-in-time recovery are kept."

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 1830 && floor(var.backup_retention_days) == var.backup_retention_days
    error_message = "Backups are kept for a whole number of days from 7 to 1830."
  }
}

variable "remote_backup" {
  type = object({
    enabled             = optional(bool, true)
    regions             = list(string)
    retention_days      = optional(number, 7)
    binary_log_included = optional(bool, true)
  })
  default     = null
  description = "Copies every backup to other regions, such as ap-shanghai, with the binary log unless it is said otherwise, and keeps it there for so many days. By default there are none. What once copied goes on until enabled is false: taking it away changes nothing."

  validation {
    condition     = var.remote_backup == null ? true : length(var.remote_backup.regions) > 0 && alltrue([for region in var.remote_backup.regions : region != var.region])
    error_message = "Copies of backups need at least one region, and another one than that of the instance."
  }

  validation {
    condition     = var.remote_backup == null ? true : var.remote_backup.retention_days >= 7 && var.remote_backup.retention_days <= 1830
    error_message = "Copies of backups are kept for 7 to 1830 days."
  }
}

variable "logs" {
  type = object({
    log_set_id = string
    topic_ids  = map(string)
  })
  default     = null
  description = "The log set and the topics in CLS that get what the server complains of (error), and the statements that took long (slow_query). By default neither is sent."

  validation {
    condition     = var.logs == null ? true : length(var.logs.topic_ids) > 0 && alltrue([for log in keys(var.logs.topic_ids) : contains(["error", "slow_query"], log)])
    error_message = "Give a topic for error, for slow_query, or for both."
  }
}

variable "audit" {
  type = object({
    retention_days    = optional(number, 180)
    rule_template_ids = optional(list(string), [])
  })
  default     = null
  description = "Records the statements that reach the instance, all of them or those that match rules: 7, 30, 90, 180, 365, 1095 or 1825 days are kept, the first week of them quick to search. By default none are; it is paid by what is kept."

  validation {
    condition     = var.audit == null ? true : contains([7, 30, 90, 180, 365, 1095, 1825], var.audit.retention_days)
    error_message = "What was recorded is kept for 7, 30, 90, 180, 365, 1095 or 1825 days."
  }
}

variable "deletion_protection" {
  type        = bool
  default     = true
  description = "Whether the instance refuses to be deleted. To delete it, apply once with false first."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
