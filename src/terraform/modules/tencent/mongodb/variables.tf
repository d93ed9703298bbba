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
  description = "Region of the instance, and of the KMS key that encrypts it."
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
  description = "Availability zones in order of preference: the primary node lives in the first, and with multi_zone the others in the first three in turn."

  validation {
    condition     = length(var.zones) >= 1 && length(var.zones) == length(distinct(var.zones))
    error_message = "Give at least one availability zone, and each only once."
  }
}

variable "multi_zone" {
  type        = bool
  default     = false
  description = "Whether the nodes live in three zones, so that the loss of one is survived. The service knows no two."

  validation {
    condition     = !var.multi_zone || length(var.zones) >= 3
    error_message = "An instance in several zones needs three zones."
  }
}

variable "engine_version" {
  type        = string
  default     = "7.0"
  description = "Version of MongoDB: \"4.2\", \"4.4\", \"5.0\", \"6.0\", \"7.0\" or \"8.0\". A later one is an upgrade in place."

  validation {
    condition     = contains(["4.2", "4.4", "5.0", "6.0", "7.0", "8.0"], var.engine_version)
    error_message = "The version must be one of \"4.2\", \"4.4\", \"5.0\", \"6.0\", \"7.0\", \"8.0\"."
  }
}

variable "machine_type" {
  type        = string
  default     = "HIO10G"
  description = "Type of machine: HIO10G, HIO with a slower network, or one of those on cloud disks (such as GE.LD.T1), as they are on sale. Another type is another instance."

  validation {
    condition     = can(regex("^(HIO10G|HIO|[A-Z0-9]+(\\.[A-Z0-9]+){2})$", var.machine_type))
    error_message = "The type of machine must be HIO10G, HIO, or one such as GE.LD.T1."
  }
}

variable "node_count" {
  type        = number
  default     = 3
  description = "Nodes of the replica set: 3, 5 or 7. More or fewer are not compatible with switch_in_maintenance_window: turn that off for the change."

  validation {
    condition     = contains([3, 5, 7], var.node_count)
    error_message = "A replica set has 3, 5 or 7 nodes."
  }
}

variable "cpu" {
  type        = number
  default     = null
  description = "Cores of each node. By default what the service gives with the memory."
}

variable "memory_gb" {
  type        = number
  default     = 4
  description = "Memory of each node in GB, in sizes that are on sale."

  validation {
    condition     = var.memory_gb >= 2 && floor(var.memory_gb) == var.memory_gb
    error_message = "The memory must be a whole number of GB, 2 or more."
  }
}

variable "disk_gb" {
  type        = number
  default     = 100
  description = "Disk of each node in GB."

  validation {
    condition     = var.disk_gb >= 25 && floor(var.disk_gb) == var.disk_gb
    error_message = "The disk must have a whole number of GB, 25 or more."
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

variable "tls_enabled" {
  type        = bool
  default     = true
  description = "Whether clients connect over TLS, with the certificate at ca_certificate_url. Changing it restarts the instance."
}

variable "encryption_enabled" {
  type        = bool
  default     = true
  description = "Whether the data on disk is encrypted (TDE). Needs KMS to be activated for the account, and cannot be changed later."
}

variable "kms_key_id" {
  type        = string
  default     = null
  description = "ID of the KMS key that encrypts the data. By default a key that KMS makes for MongoDB."

  validation {
    condition     = var.kms_key_id == null || var.encryption_enabled
    error_message = "A KMS key has no use without encryption_enabled."
  }
}

variable "prepaid_months" {
  type        = number
  default     = null
  description = "Months for which the instance is paid in advance, and then renewed. By default it is billed by the hour. The other way to pay is another instance."

  validation {
    condition     = var.prepaid_months == null ? true : contains([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 36], var.prepaid_months)
    error_message = "An instance is paid in advance for 1 to 12, 24 or 36 months."
  }
}

variable "maintenance_window" {
  type = object({
    start = optional(string, "04:00")
    end   = optional(string, "06:00")
  })
  default     = {}
  description = "When the cloud may work on the instance, and when it switches to another size, every day (UTC+8): half an hour to three hours, from and to a full or a half hour."

  validation {
    condition     = alltrue([for time in [var.maintenance_window.start, var.maintenance_window.end] : can(regex("^([01][0-9]|2[0-3]):[03]0$", time))])
    error_message = "The window begins and ends at a full or a half hour, such as \"04:00\"."
  }
}

variable "switch_in_maintenance_window" {
  type        = bool
  default     = true
  description = "Whether another size waits for the maintenance window to be switched to. Until then plans show it again."
}

variable "backup_method" {
  type        = string
  default     = "physical"
  description = "How backups are taken: physical, logical, or snapshot, which instances on cloud disks know."

  validation {
    condition     = contains(["physical", "logical", "snapshot"], var.backup_method)
    error_message = "The method must be physical, logical or snapshot."
  }

  validation {
    condition     = var.backup_method != "snapshot" || !startswith(var.machine_type, "HIO")
    error_message = "Snapshots are for types of machine on cloud disks."
  }
}

variable "backup_hour" {
  type        = number
  default     = 3
  description = "Hour at which the daily backup begins, 0 to 23 (UTC+8)."

  validation {
    condition     = var.backup_hour >= 0 && var.backup_hour <= 23 && floor(var.backup_hour) == var.backup_hour
    error_message = "The hour must be a whole number from 0 to 23."
  }
}

variable "backup_retention_days" {
  type        = number
  default     = 7
  description = "Days for which backups are kept, 7 to 365."

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 365
    error_message = "Backups are kept for 7 to 365 days."
  }
}

variable "oplog_retention_days" {
  type        = number
  default     = null
  description = "Days for which the log of operations is kept, from which any moment is restored, 7 to 365. By default what the service keeps, 7."

  validation {
    condition     = var.oplog_retention_days == null ? true : var.oplog_retention_days >= 7 && var.oplog_retention_days <= 365
    error_message = "The log of operations is kept for 7 to 365 days."
  }
}

variable "long_term_backups" {
  type = object({
    unit           = string
    days           = list(number)
    retention_days = number
  })
  default     = null
  description = "Backups that are kept for longer, 30 to 1075 days: those of some days of the week (weekly, 0 is Sunday) or of the month (monthly). By default none. What was said goes on: taking it away changes nothing."

  validation {
    condition     = var.long_term_backups == null ? true : contains(["weekly", "monthly"], var.long_term_backups.unit) && length(var.long_term_backups.days) >= 1 && alltrue([for day in var.long_term_backups.days : var.long_term_backups.unit == "weekly" ? contains(range(7), day) : contains(range(1, 32), day)])
    error_message = "Backups are kept for longer weekly, of days 0 to 6, or monthly, of days 1 to 31."
  }

  validation {
    condition     = var.long_term_backups == null ? true : var.long_term_backups.retention_days >= 30 && var.long_term_backups.retention_days <= 1075
    error_message = "They are kept for 30 to 1075 days."
  }
}

variable "parameters" {
  type        = map(string)
  default     = {}
  description = "Parameters of the instance by their name, such as { \"operationProfiling.slowOpThresholdMs\" = \"200\" }. One that is taken away keeps its value."
}

variable "accounts" {
  type = map(object({
    access           = map(string)
    remark           = optional(string)
    password_version = optional(string, "1")
  }))
  default     = {}
  description = "Further accounts by their name, each with a generated password and the access that it has, by database: read, write or read_write; \"*\" is all of them. Another password_version makes another password."

  validation {
    condition     = alltrue([for name in keys(var.accounts) : can(regex("^[A-Za-z0-9_-]{1,32}$", name)) && name != "mongouser"])
    error_message = "An account has a name of 1 to 32 letters, digits, underscores and hyphens; mongouser is there already."
  }

  validation {
    condition     = alltrue([for account in values(var.accounts) : length(account.access) >= 1 && alltrue([for access in values(account.access) : contains(["read", "write", "read_write"], access)])])
    error_message = "An account has access to databases: read, write or read_write."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource that has any."
}
