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
