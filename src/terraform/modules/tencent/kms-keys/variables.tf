variable "name" {
  type        = string
  description = "What the aliases of the keys begin with."

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$", var.name))
    error_message = "The name must have 1 to 40 letters, digits, hyphens and underscores, and begin with a letter or digit."
  }
}

variable "keys" {
  type = map(object({
    description      = optional(string)
    usage            = optional(string, "ENCRYPT_DECRYPT")
    rotation_enabled = optional(bool, true)
    enabled          = optional(bool, true)
    hsm_cluster_id   = optional(string)
  }))
  description = "Keys by the end of their alias: what they are for (usage, of which another one is another key), whether they get a new version every year, which only ENCRYPT_DECRYPT does, and whether they can be used (enabled): a disabled one neither encrypts nor decrypts. With hsm_cluster_id the key lives in a hardware module of yours, and stays there."

  validation {
    condition     = length(var.keys) > 0 && alltrue([for name in keys(var.keys) : can(regex("^[A-Za-z0-9_-]{1,19}$", name))])
    error_message = "Give at least one key, with a name of 1 to 19 letters, digits, hyphens and underscores."
  }

  validation {
    condition = alltrue([for key in var.keys : contains([
      "ENCRYPT_DECRYPT",
      "ASYMMETRIC_DECRYPT_RSA_2048",
      "ASYMMETRIC_DECRYPT_SM2",
      "ASYMMETRIC_SIGN_VERIFY_ECC",
      "ASYMMETRIC_SIGN_VERIFY_RSA_2048",
      "ASYMMETRIC_SIGN_VERIFY_SM2",
    ], key.usage)])
    error_message = "A key is for ENCRYPT_DECRYPT, ASYMMETRIC_DECRYPT_RSA_2048, ASYMMETRIC_DECRYPT_SM2, ASYMMETRIC_SIGN_VERIFY_ECC, ASYMMETRIC_SIGN_VERIFY_RSA_2048 or ASYMMETRIC_SIGN_VERIFY_SM2."
  }

  validation {
    condition     = alltrue([for key in var.keys : length(coalesce(key.description, "none")) <= 1024])
    error_message = "A description has 1024 characters at most."
  }
}

variable "deletion_window_days" {
  type        = number
  default     = 30
  description = "Days for which a deleted key can be brought back, 7 to 30. After them nothing that it encrypted can be read again, in backups neither. Until they are over no key of the same alias can be made."

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 30 && floor(var.deletion_window_days) == var.deletion_window_days
    error_message = "A deleted key is kept for a whole number of days from 7 to 30."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every key."
}
