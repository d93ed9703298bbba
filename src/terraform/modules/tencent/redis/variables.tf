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
  description = "Availability zones in order of preference: the master node lives in the first, and with multi_zone the replicas in the others in turn."

  validation {
    condition     = length(var.zones) >= 1 && length(var.zones) == length(distinct(var.zones))
    error_message = "Give at least one availability zone, and each only once."
  }
}

variable "multi_zone" {
  type        = bool
  default     = false
  description = "Whether replicas live in other zones than the master, so that the loss of a zone is survived. An instance that is there already gets new replicas there first, and loses those in the zone of the master."

  validation {
    condition     = !var.multi_zone || length(var.zones) >= 2 || length(var.replica_zone_ids) > 0
    error_message = "An instance in several zones needs at least two zones."
  }
}

variable "engine_version" {
  type        = string
  default     = "7.0"
  description = "Version of Redis: \"5.0\", \"6.2\" or \"7.0\"."

  validation {
    condition     = contains(["5.0", "6.2", "7.0"], var.engine_version)
    error_message = "The version must be one of \"5.0\", \"6.2\", \"7.0\"."
  }
}

variable "memory_gb" {
  type        = number
  default     = 1
  description = "Memory of the instance in GB; of each shard, where there are several."

  validation {
    condition     = contains([1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64], var.memory_gb)
    error_message = "The memory must be one of 1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64 GB."
  }
}

variable "shard_count" {
  type        = number
  default     = null
  description = "Shards of the clustered architecture, over which keys are spread: clients have to speak to a cluster, and commands on several keys work within a shard. By default the standard architecture, without shards."

  validation {
    condition     = var.shard_count == null ? true : contains([1, 3, 5, 8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128], var.shard_count)
    error_message = "The number of shards must be one of 1, 3, 5, 8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128."
  }
}

variable "replicas_read_only" {
  type        = bool
  default     = false
  description = "Whether reads go to the replicas by themselves, which may lag behind. Of use with two replicas or more."
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

variable "prepaid_months" {
  type        = number
  default     = null
  description = "Months for which the instance is paid in advance, and then renewed. By default it is billed by the hour."

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
  description = "When the cloud may work on the instance, and when it switches to another version or other zones, every day (UTC+8)."

  validation {
    condition     = alltrue([for time in [var.maintenance_window.start, var.maintenance_window.end] : can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", time))])
    error_message = "The window begins and ends at a time such as \"04:00\"."
  }
}

variable "switch_in_maintenance_window" {
  type        = bool
  default     = true
  description = "Whether another version, architecture or zone waits for the maintenance window to be switched to. More memory is switched to at once either way: the provider knows no other."
}

variable "parameters" {
  type        = map(string)
  default     = {}
  description = "Parameters of Redis by their name, such as { maxmemory-policy = \"allkeys-lru\" }. One that is taken away keeps its value."
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
