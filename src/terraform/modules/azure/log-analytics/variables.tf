variable "name" {
  type        = string
  description = "Name of the workspace."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-a-zA-Z0-9]{2,61}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 4 to 63 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Location that the logs are kept in."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the workspace."
}

variable "retention_days" {
  type        = number
  default     = 90
  description = "Days for which logs are kept. The first 31 are free of charge."

  validation {
    condition     = var.retention_days >= 30 && var.retention_days <= 730 && floor(var.retention_days) == var.retention_days
    error_message = "Logs are kept for 30 to 730 days."
  }
}

variable "daily_quota_gb" {
  type        = number
  default     = null
  description = "Most that is taken in on a day, in GB; what comes after is lost. By default there is no limit."

  validation {
    condition     = var.daily_quota_gb == null ? true : var.daily_quota_gb > 0
    error_message = "The quota must be more than 0 GB; leave it out for no limit."
  }
}

variable "local_authentication_enabled" {
  type        = bool
  default     = false
  description = "Whether agents may send logs with a key of the workspace, instead of an identity."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the workspace."
}
