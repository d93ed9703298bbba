variable "name" {
  type        = string
  description = "What the names of the secrets begin with."

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", var.name))
    error_message = "The name must have 1 to 64 letters, digits, hyphens and underscores, and begin with a letter or digit."
  }
}

variable "values" {
  type        = map(string)
  sensitive   = true
  description = "Values by the name of their secret, to which the name is put in front: letters, digits, hyphens and underscores. A value may have 4096 bytes."

  validation {
    condition     = alltrue([for name in keys(var.values) : can(regex("^[A-Za-z0-9_-]{1,63}$", name))])
    error_message = "The name of a secret must have 1 to 63 letters, digits, hyphens and underscores."
  }
}

variable "kms_key_id" {
  type        = string
  default     = null
  description = "ID of the KMS key that encrypts the values. Without it SSM uses its own."
}

variable "recovery_window_days" {
  type        = number
  default     = 7
  description = "Days for which a deleted secret can be brought back, 0 to 30. With 0 it is gone at once. Until they are over no secret of the same name can be made."

  validation {
    condition     = var.recovery_window_days >= 0 && var.recovery_window_days <= 30 && floor(var.recovery_window_days) == var.recovery_window_days
    error_message = "A deleted secret is kept for a whole number of days from 0 to 30."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
