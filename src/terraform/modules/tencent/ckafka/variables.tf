variable "name" {
  type        = string
  description = "Name of the instance."

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9_-]{0,127}$", var.name))
    error_message = "The name must have 1 to 128 letters, digits, hyphens and underscores, and begin with a letter."
  }
}

variable "vpc_id" {
  type        = string
  description = "ID of the VPC that the instance is reached from. It cannot be changed."
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet that gives the instance its addresses. It cannot be changed."
}

variable "zones" {
  type        = list(string)
  description = "Availability zones that the replicas of topics are spread over. They cannot be changed."

  validation {
    condition     = length(var.zones) >= 1 && length(var.zones) == length(distinct(var.zones))
    error_message = "Give at least one availability zone, and each only once."
  }
}

variable "multi_zone" {
  type        = bool
  default     = null
  description = "Whether the instance lives in all of the zones, so that the loss of one is survived, or in the first alone. By default when there are two zones or more. It cannot be changed."

  validation {
    condition     = var.multi_zone != true || length(var.zones) >= 2
    error_message = "An instance in several zones needs at least two zones."
  }
}

variable "kafka_version" {
  type        = string
  default     = "2.8.1"
  description = "Version of Kafka, such as \"2.8.1\". The provider changes none of an instance that is there."

  validation {
    condition     = can(regex("^[0-9]+\\.[0-9]+\\.[0-9]+$", var.kafka_version))
    error_message = "The version must be one such as 2.8.1."
  }
}

variable "bandwidth_mb_per_second" {
  type        = number
  default     = 20
  description = "The most that is written and read in a second, in MB, the copies among the replicas included. What is on sale begins with 20, 40 and 80."

  validation {
    condition     = var.bandwidth_mb_per_second >= 20 && var.bandwidth_mb_per_second % 20 == 0
    error_message = "The bandwidth must be a multiple of 20 MB in a second."
  }
}

variable "partition_quota" {
  type        = number
  default     = 400
  description = "Partitions that all topics may have together, each counted once for every replica. The bandwidth says between which numbers it may lie."

  validation {
    condition     = var.partition_quota >= sum(concat([0], [for topic in var.topics : topic.partitions * topic.replicas])) && var.partition_quota >= 1 && floor(var.partition_quota) == var.partition_quota
    error_message = "The quota must be a whole number, and enough for the partitions of the topics, each times its replicas."
  }
}

variable "storage_gb" {
  type        = number
  default     = 200
  description = "Disk of the instance in GB, the replicas included, in steps of 100. The bandwidth says between which numbers it may lie."

  validation {
    condition     = var.storage_gb >= 200 && var.storage_gb % 100 == 0
    error_message = "The disk must be a multiple of 100 GB, from 200."
  }
}

variable "storage_type" {
  type        = string
  default     = "CLOUD_BASIC"
  description = "Kind of disk: CLOUD_BASIC or CLOUD_SSD. It cannot be changed."

  validation {
    condition     = contains(["CLOUD_BASIC", "CLOUD_SSD"], var.storage_type)
    error_message = "The kind of disk must be CLOUD_BASIC or CLOUD_SSD."
  }
}

variable "prepaid_months" {
  type        = number
  default     = null
  description = "Months for which the instance is paid in advance, and then renewed. By default it is billed by the hour. Another way to pay is another instance, and the number cannot be changed."

  validation {
    condition     = var.prepaid_months == null ? true : contains([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 36], var.prepaid_months)
    error_message = "An instance is paid in advance for 1 to 12, 24 or 36 months."
  }
}

variable "retention_hours" {
  type        = number
  default     = 72
  description = "Hours for which messages are kept, of topics that say nothing else: 1 to 720."

  validation {
    condition     = var.retention_hours >= 1 && var.retention_hours <= 720 && floor(var.retention_hours) == var.retention_hours
    error_message = "Messages are kept for a whole number of hours from 1 to 720."
  }
}

variable "max_message_kb" {
  type        = number
  default     = 1024
  description = "The largest message in KB, of topics that say nothing else: 1 to 8192."

  validation {
    condition     = var.max_message_kb >= 1 && var.max_message_kb <= 8192 && floor(var.max_message_kb) == var.max_message_kb
    error_message = "The largest message has a whole number of KB from 1 to 8192."
  }
}

variable "early_expiry" {
  type = object({
    disk_percent        = optional(number, 90)
    step_percent        = optional(number, 10)
    retention_hours_min = optional(number, 24)
  })
  default     = null
  description = "Lets messages go earlier as soon as so much of the disk is full, by so many percent of their time, down to so many hours. By default none goes early, and a full disk takes no more messages."

  validation {
    condition     = var.early_expiry == null ? true : var.early_expiry.disk_percent >= 1 && var.early_expiry.disk_percent <= 99 && var.early_expiry.step_percent >= 1 && var.early_expiry.step_percent <= 99
    error_message = "Percentages lie between 1 and 99."
  }

  validation {
    condition     = var.early_expiry == null ? true : var.early_expiry.retention_hours_min >= 1 && var.early_expiry.retention_hours_min <= var.retention_hours
    error_message = "The fewest hours lie between 1 and retention_hours."
  }
}

variable "tls_enabled" {
  type        = bool
  default     = true
  description = "Whether users log in over TLS. It cannot be changed while there are users."
}

variable "certificate_id" {
  type        = string
  default     = null
  description = "ID of the certificate that the instance shows to clients. By default one of the service. It cannot be changed."

  validation {
    condition     = var.certificate_id == null || var.tls_enabled
    error_message = "A certificate has no use without tls_enabled."
  }
}

variable "topics_created_automatically" {
  type        = bool
  default     = false
  description = "Whether a topic is made as soon as somebody writes to it. Such a topic is open to whoever reaches the instance, unless a rule of prefix_rules is for it."
}

variable "topics" {
  type = map(object({
    partitions           = optional(number, 3)
    replicas             = optional(number, 3)
    replicas_in_sync_min = optional(number)
    retention_hours      = optional(number)
    max_message_kb       = optional(number)
    segment_hours        = optional(number, 168)
    cleanup_policy       = optional(string, "delete")
    readers              = optional(list(string), [])
    writers              = optional(list(string), [])
    open                 = optional(bool, false)
    allowed_addresses    = optional(list(string))
    note                 = optional(string)
  }))
  default     = {}
  description = "Topics by their name: partitions, of which there can only be more, replicas, the fewest of them that have a message before it is taken (by default all but one), the hours and sizes, the hours after which a file of it is closed (segment_hours; only closed ones go), whether old messages are deleted, or only the last of each key is kept (compact), and the users who read and write. A topic without any is open to whoever reaches the instance, and has to say so: open."

  validation {
    condition     = alltrue([for name in keys(var.topics) : can(regex("^[A-Za-z][A-Za-z0-9._-]{0,127}$", name))])
    error_message = "The name of a topic must have 1 to 128 letters, digits, dots, hyphens and underscores, and begin with a letter."
  }

  validation {
    condition = alltrue([
      for topic in var.topics : topic.partitions >= 1 && floor(topic.partitions) == topic.partitions && contains([1, 2, 3], topic.replicas) && (topic.replicas_in_sync_min == null ? true : topic.replicas_in_sync_min >= 1 && topic.replicas_in_sync_min <= topic.replicas)
    ])
    error_message = "A topic has at least 1 partition and 1 to 3 replicas, and no more of them in sync than there are."
  }

  validation {
    condition     = alltrue([for topic in var.topics : topic.retention_hours == null ? true : topic.retention_hours >= 1 && topic.retention_hours <= 2160])
    error_message = "Messages of a topic are kept for 1 to 2160 hours."
  }

  validation {
    condition     = alltrue([for topic in var.topics : topic.segment_hours >= 1 && floor(topic.segment_hours) == topic.segment_hours])
    error_message = "A file of a topic is closed after a whole number of hours, from 1."
  }

  validation {
    condition     = alltrue([for topic in var.topics : topic.max_message_kb == null ? true : topic.max_message_kb >= 1 && topic.max_message_kb <= 8192])
    error_message = "The largest message of a topic has 1 to 8192 KB."
  }

  validation {
    condition     = alltrue([for topic in var.topics : contains(["delete", "compact", "compact,delete"], topic.cleanup_policy)])
    error_message = "The cleanup policy must be one of delete, compact, compact,delete."
  }

  validation {
    condition     = alltrue([for topic in var.topics : topic.open == (length(topic.readers) + length(topic.writers) == 0)])
    error_message = "A topic has readers and writers, or says open = true, which lets in whoever reaches the instance."
  }

  validation {
    condition     = alltrue(flatten([for topic in var.topics : [for user in concat(topic.readers, topic.writers) : contains(keys(var.users), user)]]))
    error_message = "Readers and writers are among the users."
  }

  validation {
    condition     = alltrue([for topic in var.topics : length(coalesce(topic.note, "none")) <= 64])
    error_message = "The note of a topic has 64 characters at most."
  }
}

variable "users" {
  type = map(object({
    password_version = optional(number, 1)
  }))
  default     = {}
  description = "Users by their name, each with a generated password; a higher password_version makes a new one."

  validation {
    condition     = alltrue([for name in keys(var.users) : can(regex("^[A-Za-z][A-Za-z0-9_-]{0,63}$", name))])
    error_message = "The name of a user must have 1 to 64 letters, digits, hyphens and underscores, and begin with a letter."
  }
}

variable "prefix_rules" {
  type = map(object({
    prefix  = string
    readers = optional(list(string), [])
    writers = optional(list(string), [])
  }))
  default     = {}
  description = "Rules by their name for all topics whose names begin with a prefix, those to come among them: the users who read and write."

  validation {
    condition     = alltrue([for name, rule in var.prefix_rules : can(regex("^[A-Za-z][A-Za-z0-9_-]{0,63}$", name)) && can(regex("^[A-Za-z0-9._-]{1,128}$", rule.prefix))])
    error_message = "A rule has a name of letters, digits, hyphens and underscores, and a prefix of letters, digits, dots, hyphens and underscores."
  }

  validation {
    condition = alltrue([
      for rule in var.prefix_rules : length(rule.readers) + length(rule.writers) > 0 && alltrue([for user in concat(rule.readers, rule.writers) : contains(keys(var.users), user)])
    ])
    error_message = "A rule names at least one reader or writer, and they are among the users."
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
  description = "Tags of the instance."
}
