variable "name" {
  type        = string
  description = "Name of the resource group, unique in the subscription."

  validation {
    condition     = can(regex("^[-\\w.()]{0,89}[-\\w()]$", var.name))
    error_message = "The name must have 1 to 90 letters, digits, hyphens, underscores, dots and parentheses, and not end in a dot."
  }
}

variable "location" {
  type        = string
  description = "Location that holds the list of what is in the group; the resources themselves may be elsewhere."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the group, which its resources do not inherit."
}
