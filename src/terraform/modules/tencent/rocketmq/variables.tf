variable "name" {
  type        = string
  description = "Name of the cluster."

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{3,64}$", var.name))
    error_message = "The name must have 3 to 64 letters, digits, hyphens and underscores."
  }
}

variable "remark" {
  type        = string
  default     = null
  description = "What the cluster is for."
}

variable "vpc_id" {
  type        = string
  description = "ID of the VPC that clients are in. Another one is another cluster, which the provider refuses to make in the place of this one."
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet that gives the cluster its private address."
}

variable "zone_ids" {
  type        = list(number)
  default     = []
  description = "Numeric IDs of the zones that the cluster lives in (100006 is ap-guangzhou-6). By default the service chooses."
}

variable "edition" {
  type        = string
  default     = "PRO"
  description = "Edition of the cluster: EXPERIMENT, BASIC, PRO or PLATINUM. Another one is another cluster."

  validation {
    condition     = contains(["EXPERIMENT", "BASIC", "PRO", "PLATINUM"], var.edition)
    error_message = "The edition must be EXPERIMENT, BASIC, PRO or PLATINUM."
  }
}

variable "sku" {
  type        = string
  default     = "pro_4k"
  description = "Size of the cluster, by messages that it carries in a second: experiment_500, basic_2k or pro_4k, for instance. Grows in place."

  validation {
    condition     = startswith(var.sku, "${lower(var.edition)}_")
    error_message = "The size must be one of the edition: pro_4k for PRO, for instance."
  }
}

variable "retention_hours" {
  type        = number
  default     = 72
  description = "Hours for which messages are kept, whether they were read or not, as far as the edition goes."

  validation {
    condition     = var.retention_hours >= 1 && floor(var.retention_hours) == var.retention_hours
    error_message = "Messages are kept for a whole number of hours, 1 or more."
  }
}

variable "topic_count_max" {
  type        = number
  default     = null
  description = "How many topics there may be. By default as many as the size has for nothing."
}

variable "internet" {
  type = object({
    bandwidth_mbps      = number
    allowed_cidr_blocks = list(string)
  })
  default     = null
  description = "Gives the cluster a public address for clients from the blocks that are named. Cannot be added to a cluster, or taken from it, later."

  validation {
    condition     = var.internet == null ? true : var.internet.bandwidth_mbps >= 1 && length(var.internet.allowed_cidr_blocks) >= 1 && alltrue([for block in var.internet.allowed_cidr_blocks : can(cidrhost(strcontains(block, "/") ? block : "${block}/32", 0)) && !endswith(block, "/0")])
    error_message = "A public address needs a bandwidth, and blocks such as 203.0.113.0/24; a block of /0 would let everyone in."
  }
}

variable "prepaid_months" {
  type        = number
  default     = null
  description = "Months for which the cluster is paid in advance, and then renewed. By default it is billed by the hour. The other way to pay is another cluster."

  validation {
    condition     = var.prepaid_months == null ? true : contains([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 36], var.prepaid_months)
    error_message = "A cluster is paid in advance for 1 to 12, 24 or 36 months."
  }
}

variable "topics" {
  type = map(object({
    type        = optional(string, "NORMAL")
    queue_count = optional(number, 8)
    remark      = optional(string)
  }))
  default     = {}
  description = "Topics by their name: NORMAL, FIFO (in order within a key), DELAY, TRANSACTION or UNSPECIFIED, with 3 queues or more. Another type is another topic, without its messages."

  validation {
    condition     = alltrue([for name, topic in var.topics : can(regex("^[A-Za-z0-9%_-]{3,100}$", name)) && contains(["NORMAL", "FIFO", "DELAY", "TRANSACTION", "UNSPECIFIED"], topic.type)])
    error_message = "A topic has a name of 3 to 100 letters, digits, percent signs, hyphens and underscores, and is NORMAL, FIFO, DELAY, TRANSACTION or UNSPECIFIED."
  }

  validation {
    condition     = alltrue([for topic in values(var.topics) : topic.queue_count >= 3 && floor(topic.queue_count) == topic.queue_count])
    error_message = "A topic has 3 queues or more."
  }
}

variable "consumer_groups" {
  type = map(object({
    ordered     = optional(bool, false)
    retries_max = optional(number, 16)
    enabled     = optional(bool, true)
    remark      = optional(string)
  }))
  default     = {}
  description = "Groups of consumers by their name: whether messages come in order, and how often one is tried again before it goes to the queue of the dead."

  validation {
    condition     = alltrue([for name, group in var.consumer_groups : can(regex("^[A-Za-z0-9%_-]{3,100}$", name)) && group.retries_max >= 0 && floor(group.retries_max) == group.retries_max])
    error_message = "A group has a name of 3 to 100 letters, digits, percent signs, hyphens and underscores, and a whole number of retries."
  }
}

variable "roles" {
  type = map(object({
    read   = optional(bool, false)
    write  = optional(bool, false)
    remark = optional(string, "Client")
  }))
  default     = {}
  description = "Roles by their name, each with keys of its own: whether it reads messages, and whether it writes some. A client without a role does not come in."

  validation {
    condition     = alltrue([for role in values(var.roles) : role.read || role.write])
    error_message = "A role reads, or writes, or does both."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource that has any."
}
