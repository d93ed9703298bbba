variable "name" {
  type        = string
  description = "Name of the registry, of which its address is made (<name>.tencentcloudcr.com): no other account may have it. It cannot be changed."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{3,48}[a-z0-9]$", var.name))
    error_message = "The name must have 5 to 50 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }
}

variable "edition" {
  type        = string
  default     = "standard"
  description = "Edition: basic, standard, or premium, which alone has copies in other regions."

  validation {
    condition     = contains(["basic", "standard", "premium"], var.edition)
    error_message = "The edition must be basic, standard or premium."
  }
}

variable "namespaces" {
  type = map(object({
    public            = optional(bool, false)
    scan_on_push      = optional(bool, true)
    blocked_severity  = optional(string)
    allowed_cves      = optional(list(string), [])
    immutable_tags    = optional(string)
    keep_latest_count = optional(number)
    keep_days         = optional(number)
    repositories      = optional(map(string), {})
  }))
  default     = {}
  description = "Namespaces by their name: whether everybody may pull, whether images are scanned, from which severity on (low, medium, high) they cannot be pulled any more and which CVEs do not count, which tags (a pattern such as \"v*\") cannot be overwritten, how many images or days are kept, by default all, and repositories with their description."

  validation {
    condition     = alltrue([for name in keys(var.namespaces) : can(regex("^[a-z0-9]+([._-][a-z0-9]+)*$", name)) && length(name) >= 2 && length(name) <= 30])
    error_message = "The name of a namespace must have 2 to 30 lower-case letters and digits, with single \".\", \"_\" or \"-\" between them."
  }

  validation {
    condition     = alltrue([for namespace in var.namespaces : namespace.blocked_severity == null ? length(namespace.allowed_cves) == 0 : contains(["low", "medium", "high"], namespace.blocked_severity) && namespace.scan_on_push])
    error_message = "The severity must be low, medium or high, needs scan_on_push, and without it no CVE has to be allowed."
  }

  validation {
    condition = alltrue([
      for namespace in var.namespaces : (namespace.keep_latest_count == null || namespace.keep_days == null) && try(namespace.keep_latest_count >= 1, true) && try(namespace.keep_days >= 1, true)
    ])
    error_message = "A namespace keeps either keep_latest_count images of each repository or those of keep_days days, at least one."
  }
}

variable "allowed_cidr_blocks" {
  type        = list(string)
  default     = []
  description = "Address blocks that may reach the registry over the internet, such as those of runners. By default none: it has no public address then."

  validation {
    condition     = alltrue([for block in var.allowed_cidr_blocks : can(cidrhost(block, 0)) && !endswith(block, "/0")])
    error_message = "Each entry must be a CIDR block such as 203.0.113.7/32; a block of /0 would let everyone in."
  }
}

variable "networks" {
  type = map(object({
    vpc_id    = string
    subnet_id = string
    region    = optional(string)
  }))
  default     = {}
  description = "Networks, by a name of yours, in which the registry has a private address that its names lead to: the VPC, the subnet of the address, and the region, by default that of the registry."
}

variable "service_accounts" {
  type = map(object({
    namespaces       = list(string)
    push             = optional(bool, false)
    description      = optional(string)
    valid_days       = optional(number, 365)
    password_version = optional(number, 1)
  }))
  default     = {}
  description = "Accounts with a generated password by their name, for what has no identity in the cloud: the namespaces that they may pull from, and push to if it is said. They end after valid_days; another number begins to count anew, a higher password_version makes a new password."

  validation {
    condition     = alltrue([for name, account in var.service_accounts : can(regex("^[a-z][a-z0-9-]{1,28}[a-z0-9]$", name)) && account.valid_days >= 1])
    error_message = "The name of an account must have 3 to 30 lower-case letters, digits and hyphens, and it is valid for at least a day."
  }

  validation {
    condition     = alltrue(flatten([for account in var.service_accounts : length(account.namespaces) > 0 ? [for name in account.namespaces : contains(keys(var.namespaces), name)] : [false]]))
    error_message = "An account needs a namespace, one of those in namespaces."
  }
}

variable "replica_regions" {
  type        = list(string)
  default     = []
  description = "Further regions in which the registry keeps copies, such as ap-shanghai."

  validation {
    condition     = length(var.replica_regions) == 0 || var.edition == "premium"
    error_message = "Only the edition premium has copies in other regions."
  }
}

variable "multi_zone" {
  type        = bool
  default     = false
  description = "Whether images are stored in several availability zones. Not on sale in every region, and it cannot be changed later."
}

variable "prepaid_months" {
  type        = number
  default     = null
  description = "Months for which the registry is paid in advance, and then renewed. By default it is billed by the hour."

  validation {
    condition     = var.prepaid_months == null ? true : contains([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 36], var.prepaid_months)
    error_message = "A registry is paid in advance for 1 to 12, 24 or 36 months."
  }
}

variable "deletion_protection" {
  type        = bool
  default     = true
  description = "Whether the registry refuses to be deleted. To delete it, apply once with false first; the bucket with the images stays in any case."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
