variable "name" {
  type        = string
  description = "Name of the bucket without the APPID, which is put behind it: lower-case letters, digits and hyphens."

  # The rule for the whole name, as the provider checks it, is 1 to 60 characters and ends in "-" and the 10-digit APPID.
  validation {
    condition     = length(var.name) <= 49 && can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", var.name))
    error_message = "The name must have 1 to 49 lower-case letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "app_id" {
  type        = string
  description = "APPID of the account, 10 digits: every bucket name ends in it."

  validation {
    condition     = can(regex("^[0-9]{10}$", var.app_id))
    error_message = "The APPID must have 10 digits."
  }
}

variable "region" {
  type        = string
  description = "Region of the bucket, which is the region of the provider."
}

variable "versioning_enabled" {
  type        = bool
  default     = true
  description = "Whether an object that is overwritten or deleted keeps its old versions."
}

variable "noncurrent_version_expiration_days" {
  type        = number
  default     = 30
  description = "Days after which an old version of an object is deleted for good."

  validation {
    condition     = var.noncurrent_version_expiration_days >= 1 && var.noncurrent_version_expiration_days <= 3650
    error_message = "Old versions are kept for 1 to 3650 days."
  }
}

variable "abort_multipart_upload_days" {
  type        = number
  default     = 7
  description = "Days after which the parts of an upload that was never finished are deleted."

  validation {
    condition     = var.abort_multipart_upload_days >= 1 && var.abort_multipart_upload_days <= 3650
    error_message = "Parts of uploads are kept for 1 to 3650 days."
  }
}

variable "expiration_days" {
  type        = number
  default     = null
  description = "Days after which every object expires. Objects are kept for ever by default."

  validation {
    condition     = var.expiration_days == null ? true : var.expiration_days >= 1
    error_message = "Objects expire after 1 day at the earliest."
  }
}

variable "kms_key_id" {
  type        = string
  default     = null
  description = "ID of the KMS key that encrypts the objects. By default they are encrypted with a key that COS keeps (AES256)."
}

variable "multi_zone" {
  type        = bool
  default     = false
  description = "Whether objects are stored in several availability zones. Not on sale in every region, and it cannot be changed later."

  validation {
    condition     = !var.multi_zone || var.versioning_enabled
    error_message = "A bucket in several zones always keeps versions."
  }
}

variable "cors_rules" {
  type = list(object({
    allowed_origins = list(string)
    allowed_methods = list(string)
    allowed_headers = optional(list(string), ["*"])
    expose_headers  = optional(list(string), [])
    max_age_seconds = optional(number, 300)
  }))
  default     = []
  description = "Web pages of other origins that may use the bucket from a browser: origins such as https://example.com, and methods (GET, PUT, POST, DELETE, HEAD)."

  validation {
    condition = alltrue(flatten([
      for rule in var.cors_rules : [for method in rule.allowed_methods : contains(["GET", "PUT", "POST", "DELETE", "HEAD"], method)]
    ]))
    error_message = "The methods must be GET, PUT, POST, DELETE or HEAD."
  }
}

variable "force_destroy" {
  type        = bool
  default     = false
  description = "Whether deleting the bucket deletes the objects in it. Without it, a bucket that is not empty cannot be deleted."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the bucket."
}
