variable "name" {
  type        = string
  description = "Name of the instance."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 60
    error_message = "The name must have 1 to 60 characters."
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

variable "major_version" {
  type        = string
  default     = "16"
  description = "Major version of PostgreSQL, such as \"16\"."

  validation {
    condition     = contains(["11", "12", "13", "14", "15", "16"], var.major_version)
    error_message = "The major version must be one of \"11\", \"12\", \"13\", \"14\", \"15\", \"16\"."
  }
}

variable "kernel_version" {
  type        = string
  default     = null
  description = "Version of the kernel of PostgreSQL, such as \"v16.0_r1.2\". By default the newest one when the instance is made, which it keeps."
}

variable "cpu" {
  type        = number
  default     = 1
  description = "CPU cores of a node. Cores and memory must be a pair that is on sale in the region, such as 1 and 2, 2 and 4, 4 and 16."

  validation {
    condition     = var.cpu >= 1 && floor(var.cpu) == var.cpu
    error_message = "The number of cores must be a whole number from 1."
  }
}

variable "memory_gb" {
  type        = number
  default     = 2
  description = "Memory of a node in GB."

  validation {
    condition     = var.memory_gb >= 2 && floor(var.memory_gb) == var.memory_gb
    error_message = "The memory must be a whole number of GB from 2."
  }
}

variable "storage_gb" {
  type        = number
  default     = 20
  description = "Disk of a node in GB, in steps of 10."

  validation {
    condition     = var.storage_gb >= 10 && var.storage_gb % 10 == 0
    error_message = "The disk must be a multiple of 10 GB."
  }
}

variable "storage_type" {
  type        = string
  default     = null
  description = "Kind of disk: CLOUD_PREMIUM, CLOUD_SSD or CLOUD_HSSD. By default local disks (PHYSICAL_LOCAL_SSD). It cannot be changed later: another kind is another instance."

  validation {
    condition     = var.storage_type == null ? true : contains(["PHYSICAL_LOCAL_SSD", "CLOUD_PREMIUM", "CLOUD_SSD", "CLOUD_HSSD"], var.storage_type)
    error_message = "The kind of disk must be one of PHYSICAL_LOCAL_SSD, CLOUD_PREMIUM, CLOUD_SSD, CLOUD_HSSD."
  }
}

variable "prepaid_months" {
  type        = number
  default     = null
  description = "Months for which the instance is paid in advance, and then renewed. By default it is billed by the hour. There is no way back, and another number renews it at once."

  validation {
    condition     = var.prepaid_months == null ? true : contains([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 36], var.prepaid_months)
    error_message = "An instance is paid in advance for 1 to 12, 24 or 36 months."
  }
}

variable "maintenance_window" {
  type = object({
    start     = optional(string, "04:00")
    hours     = optional(number, 2)
    week_days = optional(list(string), ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
  })
  default     = {}
  description = "When the cloud may work on the instance, and when it switches to another size: the days of the week, the time of the beginning (UTC+8) and the hours."

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window.start))
    error_message = "The window begins at a time such as \"04:00\"."
  }

  validation {
    condition     = var.maintenance_window.hours >= 1 && var.maintenance_window.hours <= 4 && floor(var.maintenance_window.hours) == var.maintenance_window.hours
    error_message = "The window has 1 to 4 hours."
  }

  validation {
    condition = length(var.maintenance_window.week_days) > 0 && alltrue([
      for day in var.maintenance_window.week_days : contains(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], day)
    ])
    error_message = "The window needs at least one day of the week, such as \"sunday\"."
  }
}

variable "switch_in_maintenance_window" {
  type        = bool
  default     = true
  description = "Whether another size, kernel or zone of the standby waits for the maintenance window to be switched to. With false the connections break as soon as it is ready. Until the switch, plans show the change again."
}

variable "parameters" {
  type        = map(string)
  default     = {}
  description = "Parameters of PostgreSQL by their name, such as { max_connections = \"500\" }. One that is taken away keeps its value."
}

variable "accounts" {
  type = map(object({
    remark           = optional(string)
    password_version = optional(number, 1)
  }))
  default     = {}
  description = "Further accounts by their name, each with a generated password: 1 to 16 letters, digits and underscores. They own nothing; who needs a database of its own has the module postgresql-database."

  validation {
    condition = alltrue([
      for name in keys(var.accounts) : can(regex("^[a-zA-Z_][a-zA-Z0-9_]{0,15}$", name)) && !can(regex("^(pg_|tencentdb_|postgres$|root$)", lower(name)))
    ])
    error_message = "The name of an account must have 1 to 16 letters, digits and underscores, not start with a digit, pg_ or tencentdb_, and not be postgres or root."
  }
}

variable "read_replicas" {
  type = map(object({
    spec_code  = string
    zone       = optional(string)
    storage_gb = optional(number)
  }))
  default     = {}
  description = "Instances that only answer queries, by their name, behind the outputs read_host and read_port: the code of the size (the data source tencentcloud_postgresql_db_instance_classes lists them), the zone, by default that of the primary, and the disk, by default as large as that of the primary."

  validation {
    condition     = alltrue([for replica in var.read_replicas : replica.storage_gb == null ? true : replica.storage_gb >= var.storage_gb && replica.storage_gb % 10 == 0])
    error_message = "The disk of a read replica must be a multiple of 10 GB, and not smaller than that of the primary."
  }
}

variable "read_replica_max_lag_seconds" {
  type        = number
  default     = 60
  description = "Seconds by which a read replica may lag behind before it gets no more queries."

  validation {
    condition     = var.read_replica_max_lag_seconds >= 1 && var.read_replica_max_lag_seconds <= 3600
    error_message = "The lag must be 1 to 3600 seconds."
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
  description = "Whether the data on disk is encrypted (TDE). Needs KMS to be activated for the account, and cannot be changed later."
}

variable "kms_key_id" {
  type        = string
  default     = null
  description = "ID of the KMS key that encrypts the data. By default the key that KMS keeps for PostgreSQL."

  validation {
    condition     = var.kms_key_id == null || var.encryption_enabled
    error_message = "A KMS key has no use without encryption_enabled."
  }
}

variable "tls_enabled" {
  type        = bool
  default     = true
  description = "Whether clients can connect over TLS. The service has no setting that refuses the others: clients have to ask for it (sslmode=verify-ca). Changing it restarts the instance."
}

variable "backup_retention_days" {
  type        = number
  default     = 7
  description = "Days for which the daily backups and the log for point-in-time recovery are kept."

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 1830 && floor(var.backup_retention_days) == var.backup_retention_days
    error_message = "Backups are kept for a whole number of days from 7 to 1830."
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
