variable "name" {
  type        = string
  description = "Name of the cluster, and beginning of the name of its API server."

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([-a-zA-Z0-9]{0,52}[a-zA-Z0-9])?$", var.name))
    error_message = "The name must have 1 to 54 letters, digits and hyphens, and neither start nor end with a hyphen."
  }
}

variable "location" {
  type        = string
  description = "Location of the cluster."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the cluster. Its nodes are in a second one, which the cluster makes."
}

variable "tenant_id" {
  type        = string
  default     = null
  description = "ID of the Entra tenant whose people log in to the cluster. By default that of the subscription."
}

variable "admin_group_object_ids" {
  type        = list(string)
  default     = []
  description = "Object IDs of the Entra groups that may do everything in the cluster. Others get roles, such as Azure Kubernetes Service RBAC Reader, on the ID of the cluster."

  validation {
    condition     = alltrue([for id in var.admin_group_object_ids : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "A group is given by its object ID, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet of the nodes and private load balancers. Pods are not in it."
}

variable "outbound_type" {
  type        = string
  default     = "userAssignedNATGateway"
  description = "How nodes and pods reach the internet: userAssignedNATGateway, through the NAT gateway of their subnet; loadBalancer, through one that the cluster makes; userDefinedRouting, through a firewall of one's own."

  validation {
    condition     = contains(["userAssignedNATGateway", "loadBalancer", "userDefinedRouting"], var.outbound_type)
    error_message = "The way out must be userAssignedNATGateway, loadBalancer or userDefinedRouting."
  }
}

variable "pod_cidr" {
  type        = string
  default     = "10.244.0.0/16"
  description = "Private address block of the pods, outside of the network and of all that is joined with it. It cannot be changed later."

  validation {
    condition     = can(cidrhost(var.pod_cidr, 0)) && can(regex("/(8|9|1[0-9])$", var.pod_cidr))
    error_message = "The block must have a prefix length of 8 to 19, such as 10.244.0.0/16: every node takes a /24 of it."
  }
}

variable "service_cidr" {
  type        = string
  default     = "172.20.0.0/16"
  description = "Private address block of the cluster's Services, outside of the network and of all that is joined with it. It cannot be changed later."

  validation {
    condition     = can(cidrhost(var.service_cidr, 10)) && can(regex("/(1[2-9]|2[0-7])$", var.service_cidr))
    error_message = "The block must have a prefix length of 12 to 27, such as 172.20.0.0/16."
  }
}

variable "private_cluster_enabled" {
  type        = bool
  default     = true
  description = "Whether the API server has a private address only, for the network and those joined with it. It cannot be changed later."
}

variable "private_dns_zone" {
  type = object({
    id = string
  })
  default     = null
  description = "The private DNS zone that knows the API server of a private cluster, kept in one place for several networks, such as a hub: privatelink.<location>.azmk8s.io, in China privatelink.<location>.cx.prod.service.azk8s.cn. By default the cluster makes one of its own. It cannot be changed later."

  validation {
    condition     = var.private_dns_zone == null || var.private_cluster_enabled
    error_message = "The API server of a cluster that is not private is in no private zone."
  }
}

variable "allowed_ip_ranges" {
  type        = list(string)
  default     = []
  description = "Public IPv4 address blocks that may reach the API server of a cluster that is not private, such as those of CI and of the office. The NAT gateway of the nodes has to be among them: an output of the network."

  validation {
    condition     = var.private_cluster_enabled == (length(var.allowed_ip_ranges) == 0)
    error_message = "A private cluster is reached from no public address; any other needs the blocks that may reach it."
  }

  validation {
    condition     = alltrue([for range in var.allowed_ip_ranges : can(cidrhost(range, 0)) && !endswith(range, "/0")])
    error_message = "Each entry must be a block such as 203.0.113.0/24 or 203.0.113.7/32; a block of /0 would let everyone in."
  }
}

variable "run_command_enabled" {
  type        = bool
  default     = false
  description = "Whether az aks command invoke runs commands in the cluster, past the network: a way into a private cluster for CI that is outside of its network."
}

variable "kubernetes_version" {
  type        = string
  default     = null
  description = "Minor version of Kubernetes, such as \"1.34\"; the cluster follows its patches by itself. By default the one that AKS chooses when the cluster is made."

  validation {
    condition     = var.kubernetes_version == null ? true : can(regex("^1\\.[0-9]+$", var.kubernetes_version))
    error_message = "The version must have two parts, such as \"1.34\"."
  }
}

variable "automatic_upgrade_channel" {
  type        = string
  default     = "patch"
  description = "How far the cluster upgrades itself in its maintenance window: patch, within a minor version; stable, to the minor version before the newest; rapid, to the newest."

  validation {
    condition     = contains(["patch", "stable", "rapid"], var.automatic_upgrade_channel)
    error_message = "The channel must be patch, stable or rapid."
  }

  validation {
    condition     = var.automatic_upgrade_channel == "patch" || var.kubernetes_version == null
    error_message = "A cluster that chooses its minor version by itself cannot be told one: leave kubernetes_version out."
  }
}

variable "maintenance_window" {
  type = object({
    day_of_week    = optional(string, "Sunday")
    start_time     = optional(string, "02:00")
    utc_offset     = optional(string, "+00:00")
    duration_hours = optional(number, 4)
  })
  default     = {}
  description = "When upgrades of the cluster and of the images of its nodes may begin, each week: the day, the time as HH:MM, its distance from UTC as +HH:MM, and the length in hours."

  validation {
    condition = (
      contains(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], var.maintenance_window.day_of_week)
      && can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]$", var.maintenance_window.start_time))
      && can(regex("^[-+](0[0-9]|1[0-4]):[0-5][0-9]$", var.maintenance_window.utc_offset))
      && var.maintenance_window.duration_hours >= 4 && var.maintenance_window.duration_hours <= 24
    )
    error_message = "The window needs a day such as Sunday, a time such as 02:00, an offset such as +08:00 and 4 to 24 hours."
  }
}

variable "sku_tier" {
  type        = string
  default     = "Standard"
  description = "Tier of the control plane: Free, without a promise of availability; Standard; Premium, with long-term support of Kubernetes versions."

  validation {
    condition     = contains(["Free", "Standard", "Premium"], var.sku_tier)
    error_message = "The tier must be Free, Standard or Premium."
  }
}

variable "zones" {
  type        = list(string)
  default     = []
  description = "Availability zones that nodes are spread over, such as [\"1\", \"2\", \"3\"]. By default Azure chooses; not every location has zones."
}

variable "system_node_vm_size" {
  type        = string
  default     = "Standard_D4ds_v5"
  description = "Machine type of the nodes of the system, which run all workloads as long as there are no node_pools. Standard_D4ds_v5 has 4 cores and 16 GB."
}

variable "system_node_count_min" {
  type        = number
  default     = 2
  description = "Nodes of the system that are always there."

  validation {
    condition     = var.system_node_count_min >= 1 && floor(var.system_node_count_min) == var.system_node_count_min
    error_message = "At least one node is needed."
  }
}

variable "system_node_count_max" {
  type        = number
  default     = 5
  description = "Most nodes of the system that autoscaling may add up to."

  validation {
    condition     = var.system_node_count_max >= var.system_node_count_min && var.system_node_count_max <= 1000
    error_message = "The greatest number of nodes cannot be smaller than system_node_count_min, nor more than 1000."
  }
}

variable "node_pools" {
  type = list(object({
    name           = string
    vm_size        = string
    node_count_min = optional(number, 1)
    node_count_max = optional(number, 5)
    labels         = optional(map(string), {})
    taints         = optional(list(string), [])
    spot           = optional(bool, false)
  }))
  default     = []
  description = "Further nodes for workloads, by name: the machine type, the numbers between which they scale, labels, taints such as \"gpu=true:NoSchedule\", and whether they are spot machines, which Azure may take back."

  validation {
    condition     = alltrue([for pool in var.node_pools : can(regex("^[a-z][a-z0-9]{0,11}$", pool.name)) && pool.name != "system"]) && length(var.node_pools) == length(distinct(var.node_pools[*].name))
    error_message = "The name of a pool has up to 12 lower-case letters and digits, begins with a letter and is unique; system is taken."
  }

  validation {
    condition     = alltrue([for pool in var.node_pools : pool.node_count_min >= 0 && pool.node_count_max >= max(pool.node_count_min, 1) && pool.node_count_max <= 1000])
    error_message = "A pool scales from 0 or more nodes to at least as many and at least 1, up to 1000."
  }

  validation {
    condition     = alltrue(flatten([for pool in var.node_pools : [for taint in pool.taints : can(regex("^[^=:\\s]+=[^=:\\s]*:(NoSchedule|PreferNoSchedule|NoExecute)$", taint))]]))
    error_message = "A taint is written as \"key=value:NoSchedule\", \"key=value:PreferNoSchedule\" or \"key=value:NoExecute\"."
  }
}

variable "node_disk_gb" {
  type        = number
  default     = 128
  description = "System disk of a node in GB; it holds the images and the temporary files of the pods."

  validation {
    condition     = var.node_disk_gb >= 30 && var.node_disk_gb <= 2048
    error_message = "The disk must have 30 to 2048 GB."
  }
}

variable "max_pods_per_node" {
  type        = number
  default     = 110
  description = "Most pods that a node runs, 30 to 250."

  validation {
    condition     = var.max_pods_per_node >= 30 && var.max_pods_per_node <= 250
    error_message = "A node runs 30 to 250 pods."
  }
}

variable "host_encryption_enabled" {
  type        = bool
  default     = false
  description = "Whether the hosts of the nodes encrypt caches and temporary disks, too. The subscription must have the feature EncryptionAtHost registered."
}

variable "disk_encryption_set" {
  type = object({
    id = string
  })
  default     = null
  description = "The disk encryption set, whose key encrypts the disks of nodes and volumes. By default they are encrypted with a key of Microsoft. It cannot be changed later."
}

variable "keda_enabled" {
  type        = bool
  default     = false
  description = "Whether KEDA scales workloads by events, such as the length of a queue."
}

variable "vertical_pod_autoscaler_enabled" {
  type        = bool
  default     = false
  description = "Whether the vertical pod autoscaler sets what pods request."
}

variable "defender" {
  type = object({
    log_analytics_workspace_id = string
  })
  default     = null
  description = "Microsoft Defender for Containers, which looks for attacks on nodes and API server, and the Log Analytics workspace that it writes to. The plan of Defender itself is a setting of the subscription."
}

variable "azure_policy_enabled" {
  type        = bool
  default     = true
  description = "Whether the policies that are assigned in Azure are checked in the cluster."
}

variable "container_registry_ids" {
  type        = list(string)
  default     = []
  description = "IDs of the container registries that the nodes pull images from. Add new ones at the end: whoever moves loses access for a moment."
}

variable "logging" {
  type = object({
    log_analytics_workspace_id = string
    categories                 = optional(list(string), ["guard", "kube-apiserver", "kube-audit-admin"])
    container_logs_enabled     = optional(bool, true)
  })
  default     = null
  description = "The Log Analytics workspace, in the location of the cluster, that keeps the logs of the control plane in these categories, by default who logged in and who changed what, and those of containers. Without it no logs are kept."

  validation {
    condition     = var.logging == null || var.diagnostics == null ? true : length(var.logging.categories) == 0
    error_message = "Azure keeps a log once in each place: give diagnostics what the control plane logs, and logging no categories (categories = [])."
  }
}

variable "diagnostics" {
  type = object({
    log_analytics_workspace_id     = optional(string)
    log_analytics_destination_type = optional(string)
    storage_account_id             = optional(string)
    eventhub_authorization_rule_id = optional(string)
    eventhub_name                  = optional(string)
    log_categories                 = optional(list(string))
    metric_categories              = optional(list(string), [])
  })
  default     = null
  description = "Where its logs go: to a Log Analytics workspace, a storage account, an event hub (the ID of a rule of its namespace that may send, and the name of the hub). All categories of logs unless some are named, and no metrics, which Azure Monitor keeps by itself, unless they are named, such as AllMetrics. Without it no logs are kept."

  validation {
    condition = var.diagnostics == null ? true : anytrue([
      var.diagnostics.log_analytics_workspace_id != null, var.diagnostics.storage_account_id != null, var.diagnostics.eventhub_authorization_rule_id != null,
    ])
    error_message = "Logs need a place to go to: log_analytics_workspace_id, storage_account_id or eventhub_authorization_rule_id."
  }

  validation {
    condition     = var.diagnostics == null ? true : var.diagnostics.eventhub_name == null || var.diagnostics.eventhub_authorization_rule_id != null
    error_message = "An event hub is reached by a rule of its namespace: give eventhub_authorization_rule_id, too."
  }

  validation {
    condition     = var.diagnostics == null ? true : contains(["AzureDiagnostics", "Dedicated"], coalesce(var.diagnostics.log_analytics_destination_type, "Dedicated"))
    error_message = "Logs lie in the table AzureDiagnostics, or in tables of their own (Dedicated)."
  }

  validation {
    condition     = var.diagnostics == null ? true : var.diagnostics.log_categories == null ? true : length(var.diagnostics.log_categories) + length(var.diagnostics.metric_categories) > 0
    error_message = "Name a category of logs or of metrics, or leave log_categories out for all logs."
  }
}

variable "lock" {
  type = object({
    level = optional(string, "CanNotDelete")
    notes = optional(string)
  })
  default     = null
  description = "A lock against deletion (CanNotDelete) of it and of everything in it, by whomever, until the lock is taken away. ReadOnly refuses every change, those of Terraform too: give that when all is made. There is none by default."

  validation {
    condition     = var.lock == null ? true : contains(["CanNotDelete", "ReadOnly"], var.lock.level)
    error_message = "The level must be CanNotDelete or ReadOnly."
  }

  validation {
    condition     = var.lock == null ? true : length(coalesce(var.lock.notes, "-")) <= 512
    error_message = "Notes have at most 512 characters."
  }
}

variable "role_assignments" {
  type = map(object({
    role           = string
    principal_id   = string
    principal_type = optional(string, "ServicePrincipal")
    description    = optional(string)
    condition      = optional(string)
  }))
  default     = {}
  description = "Roles of Azure on it and on everything in it, each under a name of one's own: the name of the role, the object ID and type (User, Group or ServicePrincipal) of whom it is given to, and a condition, if any, in the language of Azure (version 2.0)."

  validation {
    condition = alltrue([
      for assignment in values(var.role_assignments) : !contains(["owner", "user access administrator", "role based access control administrator"], lower(assignment.role))
    ])
    error_message = "Owner, User Access Administrator and Role Based Access Control Administrator let whoever has them give himself all other roles: no module assigns them."
  }

  validation {
    condition     = alltrue([for assignment in values(var.role_assignments) : can(regex("^[A-Za-z][-A-Za-z0-9 ._()/]*[A-Za-z0-9)]$", assignment.role))])
    error_message = "A role is given by its whole name, such as Reader, without an asterisk."
  }

  validation {
    condition     = alltrue([for assignment in values(var.role_assignments) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", assignment.principal_id))])
    error_message = "A principal is given by its object ID, of the form 00000000-0000-0000-0000-000000000000: the one that identities call principal_id, not client_id."
  }

  validation {
    condition     = alltrue([for assignment in values(var.role_assignments) : contains(["User", "Group", "ServicePrincipal"], assignment.principal_type)])
    error_message = "The type of a principal must be User, Group or ServicePrincipal."
  }
}

variable "managed_prometheus_enabled" {
  type        = bool
  default     = false
  description = "Whether an agent in the cluster collects metrics as Prometheus does, and sends them to the Azure Monitor workspace that the cluster is joined with by a data collection rule: cluster_ids of the module monitor-workspace."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource, and of the machines of the nodes."
}
