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

variable "lifecycle_rules" {
  type = list(object({
    id              = string
    prefix          = optional(string, "")
    expiration_days = optional(number)
    transitions = optional(list(object({
      days          = number
      storage_class = string
    })), [])
    noncurrent_transitions = optional(list(object({
      days          = number
      storage_class = string
    })), [])
  }))
  default     = []
  description = "Further rules for the objects whose names begin with prefix: the days after which they go to a cheaper storage class (STANDARD_IA, INTELLIGENT_TIERING, ARCHIVE, DEEP_ARCHIVE, or MAZ_… in several zones), old versions of them, too, and after which they expire."

  validation {
    condition     = length(var.lifecycle_rules) == length(distinct(var.lifecycle_rules[*].id)) && !anytrue([for rule in var.lifecycle_rules : contains(["clean-up", "expire"], rule.id)])
    error_message = "The IDs of rules must be unique, and none be \"clean-up\" or \"expire\", which the module has itself."
  }

  validation {
    condition = alltrue(flatten([
      for rule in var.lifecycle_rules : [
        for transition in concat(rule.transitions, rule.noncurrent_transitions) : contains(["STANDARD_IA", "MAZ_STANDARD_IA", "INTELLIGENT_TIERING", "MAZ_INTELLIGENT_TIERING", "ARCHIVE", "DEEP_ARCHIVE"], transition.storage_class)
      ]
    ]))
    error_message = "The storage class must be one of STANDARD_IA, MAZ_STANDARD_IA, INTELLIGENT_TIERING, MAZ_INTELLIGENT_TIERING, ARCHIVE, DEEP_ARCHIVE."
  }

  validation {
    condition     = alltrue([for rule in var.lifecycle_rules : rule.expiration_days != null || length(rule.transitions) + length(rule.noncurrent_transitions) > 0])
    error_message = "A rule without expiration_days and without transitions does nothing."
  }
}

variable "intelligent_tiering_days" {
  type        = number
  default     = null
  description = "Days without a read, 30, 60 or 90, after which an object of the class INTELLIGENT_TIERING is kept more cheaply. It cannot be turned off again."

  validation {
    condition     = var.intelligent_tiering_days == null ? true : contains([30, 60, 90], var.intelligent_tiering_days)
    error_message = "The number of days must be 30, 60 or 90."
  }
}

variable "policy_statements" {
  type = list(object({
    effect     = optional(string, "allow")
    principals = list(string)
    actions    = list(string)
    paths      = optional(list(string), ["*"])
    conditions = optional(map(map(list(string))), {})
  }))
  default     = []
  description = "Further statements of the bucket's policy, beside the one that refuses what does not come over HTTPS: who (qcs::cam::uin/…), which actions (name/cos:GetObject), on which paths, by default all, and under which conditions, such as { ip_equal = { \"qcs:ip\" = [\"203.0.113.0/24\"] } }."

  validation {
    condition     = alltrue([for statement in var.policy_statements : contains(["allow", "deny"], statement.effect) && length(statement.principals) > 0 && length(statement.actions) > 0 && length(statement.paths) > 0])
    error_message = "Each statement allows or denies something to somebody: it needs principals, actions and paths."
  }

  validation {
    condition = alltrue([
      for statement in var.policy_statements : statement.effect == "deny" || !contains(statement.principals, "qcs::cam::anyone:anyone") || length(statement.conditions) > 0
    ])
    error_message = "What is allowed to everybody needs a condition, such as the addresses that may."
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.policy_statements : [for action in statement.actions : action == "*" || startswith(action, "name/cos:")]
    ]))
    error_message = "An action is called name/cos:GetObject, for instance."
  }
}

variable "replication" {
  type = object({
    role = string
    rules = list(object({
      id                 = string
      destination_bucket = string
      prefix             = optional(string, "")
      storage_class      = optional(string)
    }))
  })
  default     = null
  description = "Where new objects are copied to: the role that does it (qcs::cam::uin/<uin>:uin/<uin of the user>), and for each destination its bucket (qcs::cos:<region>::<bucket>), which keeps versions as well. Whoever applies it has to be allowed to pass the role on (cam:PassRole), which no role of CI is."

  validation {
    condition     = var.replication == null || var.versioning_enabled
    error_message = "Only a bucket that keeps versions can be replicated."
  }

  validation {
    condition     = alltrue([for rule in flatten(var.replication[*].rules) : can(regex("^qcs::cos:[a-z0-9-]+::[a-z0-9-]+-[0-9]{10}$", rule.destination_bucket))])
    error_message = "A destination is called qcs::cos:ap-shanghai::backup-1250000000, for instance."
  }
}

variable "access_log" {
  type = object({
    bucket = string
    prefix = optional(string, "")
  })
  default     = null
  description = "The bucket in the same region, and the beginning of the names there, to which COS writes who did what with the objects. The account needs the role CLS_QcsRole for it."
}

variable "object_lock_days" {
  type        = number
  default     = null
  description = "Days for which nobody can delete or overwrite a new version of an object, 1 to 36500. It cannot be turned off again."

  validation {
    condition     = var.object_lock_days == null ? true : var.object_lock_days >= 1 && var.object_lock_days <= 36500 && floor(var.object_lock_days) == var.object_lock_days
    error_message = "Objects are locked for a whole number of days from 1 to 36500."
  }

  validation {
    condition     = var.object_lock_days == null || (var.versioning_enabled && !var.force_destroy)
    error_message = "Only a bucket that keeps versions can lock them, and force_destroy could not delete them."
  }
}

variable "acceleration_enabled" {
  type        = bool
  default     = false
  description = "Whether the bucket can be reached through the nearest point of the network of the cloud (cos.accelerate.myqcloud.com), which is billed by traffic."
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
