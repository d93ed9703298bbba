variable "name" {
  type        = string
  description = "Name of the file system, of its group of rules and of its policy of snapshots."

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.name))
    error_message = "The name must have 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "vpc_id" {
  type        = string
  description = "ID of the VPC in which it is mounted. It cannot be changed, unless it is reached through a CCN."
}

variable "subnet_id" {
  type        = string
  default     = null
  description = "ID of the subnet that gives it its address, which one that is reached through a CCN does not have. It must lie in the first of the zones, and cannot be changed."

  validation {
    condition     = (var.subnet_id == null) == contains(["TB", "TP"], var.storage_type)
    error_message = "A file system needs the subnet of its address, but one of TB or TP, which has none."
  }
}

variable "zones" {
  type        = list(string)
  description = "Availability zones in order of preference: the file system lives in the first, and is mounted from all."

  validation {
    condition     = length(var.zones) >= 1
    error_message = "Give at least one availability zone."
  }
}

variable "mount_address" {
  type        = string
  default     = null
  description = "Address in the subnet at which it is mounted. By default a free one. It cannot be changed."

  validation {
    condition     = var.mount_address == null ? true : can(cidrhost("${var.mount_address}/32", 0)) && var.subnet_id != null
    error_message = "The address must be one in the subnet, such as 10.0.0.8."
  }
}

variable "storage_type" {
  type        = string
  default     = "SD"
  description = "Kind of storage: SD (standard), HP (fast), TB (Turbo, standard) or TP (Turbo, fast). It cannot be changed: another kind is another, empty file system."

  validation {
    condition     = contains(["SD", "HP", "TB", "TP"], var.storage_type)
    error_message = "The kind of storage must be one of SD, HP, TB, TP."
  }
}

variable "capacity_gb" {
  type        = number
  default     = null
  description = "Size of a Turbo file system in GiB: TB in steps of 20480, TP in steps of 10240; the region says how small it can be. The others grow with what is on them."

  validation {
    condition     = (var.capacity_gb != null) == contains(["TB", "TP"], var.storage_type)
    error_message = "A Turbo file system needs a capacity_gb, and no other has one."
  }

  validation {
    condition     = var.capacity_gb == null ? true : var.capacity_gb > 0 && var.capacity_gb % (var.storage_type == "TB" ? 20480 : 10240) == 0
    error_message = "The size must be a multiple of 20480 GiB for TB, and of 10240 GiB for TP."
  }
}

variable "ccn" {
  type = object({
    id         = string
    cidr_block = string
  })
  default     = null
  description = "The CCN through which a Turbo file system is reached, and a block of addresses for it that nothing else on the CCN has."

  validation {
    condition     = var.ccn == null ? true : can(cidrhost(var.ccn.cidr_block, 0))
    error_message = "The block must be one such as 10.200.0.0/24."
  }

  validation {
    condition     = (var.ccn != null) == contains(["TB", "TP"], var.storage_type)
    error_message = "A Turbo file system (TB, TP) is reached through a CCN, and no other is."
  }
}

variable "rules" {
  type = map(object({
    cidr_block   = string
    read_only    = optional(bool, false)
    user_mapping = optional(string, "root_squash")
    priority     = optional(number, 50)
  }))
  default     = null
  description = "Who may mount it, by a name of yours: an address or a block, whether for reading only, who its users are there (root_squash: root is nobody; all_squash: everybody is nobody; no_root_squash and no_all_squash: who they say), and the priority, 1 being the first that counts. By default the block of the VPC reads and writes, without root. Root makes directories for others from a rule with no_root_squash."

  validation {
    condition     = var.rules == null ? true : length(var.rules) > 0 && alltrue([for rule in var.rules : (can(cidrhost(rule.cidr_block, 0)) || can(cidrhost("${rule.cidr_block}/32", 0))) && !endswith(rule.cidr_block, "/0")])
    error_message = "Give at least one rule, for an address or a block such as 10.0.0.0/16; a block of /0 would let everyone in."
  }

  validation {
    condition     = alltrue([for rule in coalesce(var.rules, {}) : contains(["root_squash", "no_root_squash", "all_squash", "no_all_squash"], rule.user_mapping)])
    error_message = "The mapping of users must be one of root_squash, no_root_squash, all_squash, no_all_squash."
  }

  validation {
    condition     = alltrue([for rule in coalesce(var.rules, {}) : rule.priority >= 1 && rule.priority <= 100 && floor(rule.priority) == rule.priority])
    error_message = "A priority is a whole number from 1 to 100."
  }
}

variable "snapshots_enabled" {
  type        = bool
  default     = true
  description = "Whether snapshots are made by themselves. What is deleted or overwritten can be brought back from them alone."
}

variable "snapshots" {
  type = object({
    hours          = optional(list(number), [3])
    interval_days  = optional(number, 1)
    week_days      = optional(list(number), [])
    retention_days = optional(number, 14)
  })
  default     = {}
  description = "Snapshots of the whole file system: the hours of the day (UTC+8), every so many days or on days of the week (1 being Monday, 7 Sunday), and the days for which they are kept, 0 being for ever."

  validation {
    condition     = length(var.snapshots.hours) > 0 && alltrue([for hour in var.snapshots.hours : hour >= 0 && hour <= 23 && floor(hour) == hour])
    error_message = "Give at least one hour of the day, from 0 to 23."
  }

  validation {
    condition     = alltrue([for day in var.snapshots.week_days : contains([1, 2, 3, 4, 5, 6, 7], day)])
    error_message = "A day of the week is a number from 1 (Monday) to 7 (Sunday)."
  }

  validation {
    condition     = var.snapshots.interval_days >= 1 && var.snapshots.interval_days <= 30 && var.snapshots.retention_days >= 0 && floor(var.snapshots.retention_days) == var.snapshots.retention_days
    error_message = "Snapshots are made every 1 to 30 days, and kept for a whole number of days, or for ever (0)."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the file system."
}
