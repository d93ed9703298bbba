variable "key_vault_id" {
  type        = string
  description = "ID of the vault. Who applies needs the role Key Vault Secrets Officer, who plans Key Vault Secrets User, and both a way to the vault."
}

variable "values" {
  type        = map(string)
  sensitive   = true
  description = "Values by the name of their secret: letters, digits and hyphens. A value may have 25,000 characters."

  validation {
    condition     = alltrue([for name in keys(var.values) : can(regex("^[a-zA-Z0-9-]{1,127}$", name))])
    error_message = "The name of a secret must have 1 to 127 letters, digits and hyphens."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
