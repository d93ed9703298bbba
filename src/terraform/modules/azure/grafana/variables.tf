variable "name" {
  type        = string
  description = "Name of the Grafana, and beginning of its host name."

  validation {
    condition     = can(regex("^[a-zA-Z][-a-zA-Z0-9]{0,21}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 2 to 23 letters, digits and hyphens, begin with a letter and end with a letter or digit."
  }
}

variable "location" {
  type        = string
  description = "Location of the Grafana."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the Grafana."
}

variable "workspace_ids" {
  type        = map(string)
  default     = {}
  description = "IDs of the Azure Monitor workspaces that it reads, each under a name of its own."
}

variable "admin_group_object_ids" {
  type        = map(string)
  default     = {}
  description = "Object IDs of the Entra groups that may do everything in it, each under a name of its own."

  validation {
    condition     = alltrue([for id in values(var.admin_group_object_ids) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "A group is given by its object ID, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "editor_group_object_ids" {
  type        = map(string)
  default     = {}
  description = "Object IDs of the Entra groups that may change dashboards, each under a name of its own."

  validation {
    condition     = alltrue([for id in values(var.editor_group_object_ids) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "A group is given by its object ID, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "viewer_group_object_ids" {
  type        = map(string)
  default     = {}
  description = "Object IDs of the Entra groups that may look at dashboards, each under a name of its own."

  validation {
    condition     = alltrue([for id in values(var.viewer_group_object_ids) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "A group is given by its object ID, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "grafana_major_version" {
  type        = string
  default     = "12"
  description = "Major version of Grafana: \"11\" or \"12\". The service applies its patches by itself; a higher one is an upgrade in place."

  validation {
    condition     = contains(["11", "12"], var.grafana_major_version)
    error_message = "The major version must be \"11\" or \"12\"."
  }
}

variable "sku_size" {
  type        = string
  default     = "X1"
  description = "Size of its machines: X1, or X2 with twice the memory. It cannot be changed later."

  validation {
    condition     = contains(["X1", "X2"], var.sku_size)
    error_message = "The size must be X1 or X2."
  }
}

variable "zone_redundancy_enabled" {
  type        = bool
  default     = false
  description = "Whether it survives the loss of an availability zone, where the location has several. It cannot be changed later."
}

variable "api_key_enabled" {
  type        = bool
  default     = false
  description = "Whether its API takes keys and tokens of service accounts, beside tokens of Entra."
}

variable "deterministic_outbound_ip_enabled" {
  type        = bool
  default     = false
  description = "Whether it connects to data sources from addresses that stay the same, for their firewalls."
}

variable "public_network_access_enabled" {
  type        = bool
  default     = true
  description = "Whether it is reached at a public address, by those whom Entra lets in. Without it, a private endpoint has to be there."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the Grafana."
}
