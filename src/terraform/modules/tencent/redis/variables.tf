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
  description = "Availability zones in order of preference: the master node lives in the first."

  validation {
    condition     = length(var.zones) >= 1
    error_message = "Give at least one availability zone."
  }
}

variable "engine_version" {
  type        = string
  default     = "7.0"
  description = "Version of Redis: \"5.0\", \"6.2\" or \"7.0\", in the standard (not clustered) architecture."

  validation {
    condition     = contains(["5.0", "6.2", "7.0"], var.engine_version)
    error_message = "The version must be one of \"5.0\", \"6.2\", \"7.0\"."
  }
}

variable "memory_gb" {
  type        = number
  default     = 1
  description = "Memory of the instance in GB."

  validation {
    condition     = contains([1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64], var.memory_gb)
    error_message = "The memory must be one of 1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64 GB."
  }
}

variable "replica_count" {
  type        = number
  default     = 1
  description = "Replicas beside the master, 1 to 5. One takes over when the master fails."

  validation {
    condition     = contains([1, 2, 3, 4, 5], var.replica_count)
    error_message = "The number of replicas must be a whole number from 1 to 5."
  }
}

variable "replica_zone_ids" {
  type        = list(number)
  default     = []
  description = "Numeric IDs of the zones of the replicas (100006 is ap-guangzhou-6), one for each replica. By default they live in the zone of the master."

  validation {
    condition     = length(var.replica_zone_ids) == 0 || length(var.replica_zone_ids) == var.replica_count
    error_message = "Give one zone for each replica, or none."
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
  description = "Whether clients can connect over TLS (rediss://), with the certificate that the console has to download. An instance that was made before its service knew TLS needs an upgrade of its proxy first."
}

variable "backup_window" {
  type        = string
  default     = "03:00-04:00"
  description = "Hour of the daily backup, such as \"03:00-04:00\" (UTC+8)."

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):00-([01][0-9]|2[0-4]):00$", var.backup_window))
    error_message = "The window must be one full hour, such as \"03:00-04:00\"."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
