variable "bucket" {
  type        = string
  description = "Whole name of the state bucket, with the APPID."

  validation {
    condition     = length(var.bucket) <= 60 && can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?-[0-9]{10}$", var.bucket))
    error_message = "The bucket must have up to 60 lower-case letters, digits and hyphens and end in a hyphen and the 10-digit APPID, such as tfstate-1250000000."
  }
}

variable "region" {
  type        = string
  description = "Region of the state bucket."
}

variable "state_history_days" {
  type        = number
  default     = 90
  description = "Days for which old versions of a state are kept."

  validation {
    condition     = var.state_history_days >= 7 && var.state_history_days <= 3650
    error_message = "Old versions of a state are kept for 7 to 3650 days."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the bucket."
}
