variable "cluster_name" {
  type        = string
  description = "Name of the cluster that is there."

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?$", var.cluster_name))
    error_message = "The name of a cluster has 1 to 63 letters, digits, underscores and hyphens, and begins and ends with a letter or digit."
  }
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the cluster, in the subscription of the environment."
}
