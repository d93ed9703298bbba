variable "name" {
  type        = string
  description = "Name of the instance."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 128
    error_message = "The name must have 1 to 128 characters."
  }
}

variable "region" {
  type        = string
  description = "Region of the clusters, which is that of the instance."
}

variable "vpc_id" {
  type        = string
  description = "ID of the VPC in which the instance has its address. The clusters have to reach it. It cannot be changed later."
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet in which the instance has its address. It cannot be changed later."
}

variable "retention_days" {
  type        = number
  default     = 15
  description = "Days for which metrics are kept: 15, 30, 45, 90, 180, 365 or 730."

  validation {
    condition     = contains([15, 30, 45, 90, 180, 365, 730], var.retention_days)
    error_message = "Metrics are kept for 15, 30, 45, 90, 180, 365 or 730 days."
  }
}

variable "long_term_retention_days" {
  type        = number
  default     = null
  description = "Days for which metrics are kept in cheaper storage beyond that, 60 to 730. By default they are not."

  validation {
    condition     = var.long_term_retention_days == null ? true : var.long_term_retention_days >= 60 && var.long_term_retention_days <= 730 && floor(var.long_term_retention_days) == var.long_term_retention_days
    error_message = "Metrics are kept for 60 to 730 days in cheaper storage."
  }
}

variable "clusters" {
  type = map(object({
    id                 = string
    type               = optional(string, "tke")
    external_labels    = optional(map(string), {})
    state_metric_names = optional(set(string), [])
    pod_monitors       = optional(map(string), {})
  }))
  default     = {}
  description = "Clusters that send their metrics, each under a name of its own: its ID, its type (tke; eks for one without nodes), labels that all its metrics get, the names of the metrics of kube-state-metrics that are kept (by default those that the dashboards of the service read), and manifests of kind PodMonitor in YAML, each as <namespace>/<name>."

  validation {
    condition     = alltrue([for cluster in values(var.clusters) : contains(["tke", "eks"], cluster.type)])
    error_message = "The type of a cluster must be tke or eks."
  }

  validation {
    condition     = alltrue(flatten([for cluster in values(var.clusters) : [for name in keys(cluster.pod_monitors) : can(regex("^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9.-]*$", name))]]))
    error_message = "A PodMonitor is named as <namespace>/<name>."
  }

  validation {
    condition     = alltrue(flatten([for cluster in values(var.clusters) : [for name in keys(cluster.external_labels) : can(regex("^[a-zA-Z_][a-zA-Z0-9_]*$", name))]]))
    error_message = "The name of a label must have letters, digits and underscores, and not begin with a digit."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the instance."
}
