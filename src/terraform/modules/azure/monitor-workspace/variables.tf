variable "name" {
  type        = string
  description = "Name of the workspace, of its data collection endpoint and of the rule."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-a-zA-Z0-9]{2,42}[a-zA-Z0-9]$", var.name))
    error_message = "The name must have 4 to 44 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Location that the metrics are kept in. The clusters that send to it have to be there."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the workspace."
}

variable "cluster_ids" {
  type        = map(string)
  default     = {}
  description = "IDs of the AKS clusters that send their metrics, each under a name of its own. A cluster does so when its agent is switched on: managed_prometheus_enabled of the module kubernetes-cluster."

  validation {
    condition     = length(distinct(values(var.cluster_ids))) == length(var.cluster_ids)
    error_message = "A cluster is named once."
  }
}

variable "public_network_access_enabled" {
  type        = bool
  default     = true
  description = "Whether metrics are sent and asked for over public addresses, by those whom Entra lets. Without it, private endpoints have to be there for the workspace and for the data collection endpoint, and an Azure Monitor Private Link Scope."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
