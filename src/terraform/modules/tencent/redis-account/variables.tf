variable "instance_id" {
  type        = string
  description = "ID of the Redis instance."
}

variable "host" {
  type        = string
  description = "Address of the instance, which the output of the same name hands on."
}

variable "port" {
  type        = number
  default     = 6379
  description = "Port of the instance, which the output of the same name hands on."
}

variable "account_name" {
  type        = string
  description = "Name of the account: 1 to 32 letters, digits, hyphens and underscores. It cannot be changed."

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,32}$", var.account_name))
    error_message = "The name of an account must have 1 to 32 letters, digits, hyphens and underscores."
  }

  validation {
    condition     = !contains(["default", "root"], lower(var.account_name))
    error_message = "Every instance has this account already."
  }
}

variable "read_only" {
  type        = bool
  default     = false
  description = "Whether the account may only read. The service knows no rights on single keys."
}

variable "remark" {
  type        = string
  default     = null
  description = "What the console shows beside the account, such as the service that it belongs to: up to 60 letters, digits, hyphens and underscores."

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,60}$", coalesce(var.remark, "none")))
    error_message = "The remark must have 1 to 60 letters, digits, hyphens and underscores."
  }
}

variable "password_version" {
  type        = number
  default     = 1
  description = "A higher number makes a new password."

  validation {
    condition     = var.password_version >= 1 && floor(var.password_version) == var.password_version
    error_message = "The version must be a whole number from 1."
  }
}
