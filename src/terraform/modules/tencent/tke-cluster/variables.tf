variable "name" {
  type        = string
  description = "Name of the cluster."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 60
    error_message = "The name must have 1 to 60 characters."
  }
}

variable "region" {
  type        = string
  description = "Region of the cluster, where the key that encrypts its Secrets is kept."
}

variable "vpc_id" {
  type        = string
  description = "ID of the VPC that the cluster lives in."
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet of the nodes, of their pods and of the private endpoint of the API server."
}

variable "additional_subnet_ids" {
  type        = list(string)
  default     = []
  description = "IDs of further subnets for nodes and pods, in other zones, so that the loss of a zone is survived: all subnets of a network, for instance."
}

variable "kubernetes_version" {
  type        = string
  default     = null
  description = "Version of Kubernetes, such as \"1.32.2\". By default the one that TKE chooses when the cluster is made; it is not upgraded by itself."

  validation {
    condition     = var.kubernetes_version == null ? true : can(regex("^1\\.[0-9]+\\.[0-9]+$", var.kubernetes_version))
    error_message = "The version must have three parts, such as \"1.32.2\"."
  }
}

variable "cluster_level" {
  type        = string
  default     = "L5"
  description = "Size of the control plane, named after the number of nodes that it manages. It is raised by itself as the cluster grows."

  validation {
    condition     = contains(["L5", "L20", "L50", "L100", "L200", "L500", "L1000", "L3000", "L5000"], var.cluster_level)
    error_message = "The level must be one of L5, L20, L50, L100, L200, L500, L1000, L3000, L5000."
  }
}

variable "service_cidr" {
  type        = string
  default     = "172.20.0.0/20"
  description = "Private address block of the cluster's Services, outside the VPC and apart from other clusters in it. It cannot be changed later."

  validation {
    condition = can(cidrhost(var.service_cidr, 0)) && can(
      regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)[0-9.]+/(1[7-9]|2[0-7])$", var.service_cidr)
    )
    error_message = "The CIDR block must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 and have a prefix length of 17 to 27, such as 172.20.0.0/20."
  }
}

variable "node_os" {
  type        = string
  default     = "tlinux3.1x86_64"
  description = "Operating system of the cluster and of all its nodes but those of pools with an os of their own, by its name in TKE (tlinux3.1x86_64 is TencentOS Server 3.1) or by the ID of an image. Nodes that are there keep theirs."

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9._()-]*$", var.node_os))
    error_message = "The operating system is a name such as tlinux3.1x86_64 or the ID of an image such as img-1a2b3c4d."
  }
}

variable "default_node_pool_enabled" {
  type        = bool
  default     = true
  description = "Whether there is the pool \"default\", which the inputs that begin with node_ describe."

  validation {
    condition     = var.default_node_pool_enabled || length(var.node_pools) + length(var.native_node_pools) > 0
    error_message = "A cluster needs nodes for its add-ons and its endpoint: give it a pool in node_pools or native_node_pools."
  }
}

variable "node_instance_type" {
  type        = string
  default     = "S5.LARGE8"
  description = "CVM instance type of the nodes, on sale in the zones of their subnets. S5.LARGE8 has 4 cores and 8 GB. Another one makes a new pool beside the old, which then goes."
}

variable "node_backup_instance_types" {
  type        = list(string)
  default     = []
  description = "CVM instance types for new nodes where the first is sold out."
}

variable "node_labels" {
  type        = map(string)
  default     = {}
  description = "Labels of the nodes."
}

variable "node_count_min" {
  type        = number
  default     = 2
  description = "Nodes that are always there."

  validation {
    condition     = var.node_count_min >= 1 && floor(var.node_count_min) == var.node_count_min
    error_message = "At least one node is needed."
  }
}

variable "node_count_max" {
  type        = number
  default     = 6
  description = "Most nodes that autoscaling may add up to."

  validation {
    condition     = var.node_count_max >= var.node_count_min
    error_message = "The greatest number of nodes cannot be smaller than node_count_min."
  }
}

variable "node_disk_gb" {
  type        = number
  default     = 100
  description = "System disk of a node in GB; it holds the images and the temporary files of the pods."

  validation {
    condition     = var.node_disk_gb >= 50 && var.node_disk_gb <= 2048
    error_message = "The disk must have 50 to 2048 GB."
  }
}

variable "node_pools" {
  type = map(object({
    instance_type         = string
    backup_instance_types = optional(list(string), [])
    count_min             = optional(number, 1)
    count_max             = optional(number, 6)
    subnet_ids            = optional(list(string))
    os                    = optional(string)
    system_disk_type      = optional(string, "CLOUD_PREMIUM")
    system_disk_gb        = optional(number, 100)
    data_disks = optional(list(object({
      type         = optional(string, "CLOUD_PREMIUM")
      size_gb      = number
      mount_target = string
      file_system  = optional(string, "ext4")
      encrypted    = optional(bool, false)
    })), [])
    spot_max_price = optional(string)
    prepaid_months = optional(number)
    labels         = optional(map(string), {})
    annotations    = optional(map(string), {})
    taints = optional(list(object({
      key    = string
      value  = optional(string, "")
      effect = string
    })), [])
    kubelet_args = optional(list(string), [])
  }))
  default     = {}
  description = "Further pools of CVM nodes by their name, 1 to 17 characters; one called \"default\" takes the place of that. Each scales from count_min to count_max over its subnets, by default those of the cluster. Nodes are billed by the hour; with spot_max_price as spot instances, with prepaid_months in advance."

  validation {
    condition     = alltrue([for name, pool in var.node_pools : can(regex("^[a-z]([a-z0-9-]{0,15}[a-z0-9])?$", name))])
    error_message = "The name of a pool must have 1 to 17 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }

  validation {
    condition     = alltrue([for pool in var.node_pools : pool.count_min >= 0 && pool.count_max >= pool.count_min && pool.count_max >= 1])
    error_message = "A pool scales from 0 or more nodes to at least as many, and at least one."
  }

  validation {
    condition     = alltrue([for pool in var.node_pools : pool.spot_max_price == null || pool.prepaid_months == null])
    error_message = "A pool has either spot_max_price or prepaid_months."
  }

  validation {
    condition = alltrue([
      for pool in var.node_pools : pool.prepaid_months == null ? true : contains([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 36], pool.prepaid_months)
    ])
    error_message = "Nodes are paid in advance for 1 to 12, 24 or 36 months."
  }

  validation {
    condition = alltrue(flatten([
      for pool in var.node_pools : [for taint in pool.taints : contains(["NoSchedule", "PreferNoSchedule", "NoExecute"], taint.effect)]
    ]))
    error_message = "The effect of a taint must be NoSchedule, PreferNoSchedule or NoExecute."
  }
}

variable "native_node_pools" {
  type = map(object({
    instance_types   = list(string)
    count_min        = optional(number, 1)
    count_max        = optional(number, 6)
    subnet_ids       = optional(list(string))
    system_disk_type = optional(string, "CLOUD_PREMIUM")
    system_disk_gb   = optional(number, 100)
    data_disks = optional(list(object({
      type         = optional(string, "CLOUD_PREMIUM")
      size_gb      = number
      mount_target = string
      file_system  = optional(string, "ext4")
      encrypted    = optional(bool, false)
    })), [])
    prepaid_months      = optional(number)
    auto_repair         = optional(bool, true)
    health_check_policy = optional(string)
    labels              = optional(map(string), {})
    annotations         = optional(map(string), {})
    taints = optional(list(object({
      key    = string
      value  = optional(string, "")
      effect = string
    })), [])
    kubelet_args = optional(list(string), [])
    kernel_args  = optional(list(string), [])
  }))
  default     = {}
  description = "Pools of native nodes by their name, 1 to 17 characters: nodes that TKE repairs by itself, and whose kernel and kubelet can be set."

  validation {
    condition     = alltrue([for name, pool in var.native_node_pools : can(regex("^[a-z]([a-z0-9-]{0,15}[a-z0-9])?$", name))])
    error_message = "The name of a pool must have 1 to 17 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }

  validation {
    condition     = alltrue([for pool in var.native_node_pools : length(pool.instance_types) > 0 && pool.count_min >= 0 && pool.count_max >= pool.count_min && pool.count_max >= 1])
    error_message = "A pool needs a type of instance, and scales from 0 or more nodes to at least as many, and at least one."
  }

  validation {
    condition = alltrue(flatten([
      for pool in var.native_node_pools : [for taint in pool.taints : contains(["NoSchedule", "PreferNoSchedule", "NoExecute"], taint.effect)]
    ]))
    error_message = "The effect of a taint must be NoSchedule, PreferNoSchedule or NoExecute."
  }
}

variable "serverless_node_pools" {
  type = map(object({
    subnet_ids = optional(list(string))
    labels     = optional(map(string), {})
    taints = optional(list(object({
      key    = string
      value  = optional(string, "")
      effect = string
    })), [])
  }))
  default     = {}
  description = "Pools of serverless (super) nodes by their name, 1 to 17 characters: a node in each subnet, by default in those of the cluster, that takes pods for which no machine has room. DaemonSets and NetworkPolicies have no effect there."

  validation {
    condition     = alltrue([for name, pool in var.serverless_node_pools : can(regex("^[a-z]([a-z0-9-]{0,15}[a-z0-9])?$", name))])
    error_message = "The name of a pool must have 1 to 17 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen."
  }

  validation {
    condition = alltrue(flatten([
      for pool in var.serverless_node_pools : [for taint in pool.taints : contains(["NoSchedule", "PreferNoSchedule", "NoExecute"], taint.effect)]
    ]))
    error_message = "The effect of a taint must be NoSchedule, PreferNoSchedule or NoExecute."
  }
}

variable "autoscaler" {
  type = object({
    expander                     = optional(string, "least-waste")
    scale_in_enabled             = optional(bool, true)
    scale_in_delay_minutes       = optional(number, 10)
    scale_in_unneeded_minutes    = optional(number, 10)
    scale_in_utilization_percent = optional(number, 50)
    max_concurrent_scale_in      = optional(number, 10)
  })
  default     = null
  description = "How all pools scale together: which one grows (random, most-pods or least-waste), and when a node that is used less than scale_in_utilization_percent is drained and goes. By default as TKE has it."

  validation {
    condition     = contains(["random", "most-pods", "least-waste"], try(coalesce(var.autoscaler.expander), "random"))
    error_message = "The expander must be random, most-pods or least-waste."
  }

  validation {
    condition     = try(var.autoscaler.scale_in_utilization_percent >= 1 && var.autoscaler.scale_in_utilization_percent <= 80, var.autoscaler == null)
    error_message = "The utilization below which nodes go must be 1 to 80 percent."
  }
}

variable "ssh_key_ids" {
  type        = list(string)
  default     = []
  description = "IDs of the SSH keys that open the nodes. By default there is a generated password that nobody is told; no rule lets SSH in from outside the VPC either way."
}

variable "allowed_cidr_blocks" {
  type        = list(string)
  default     = null
  description = "Address blocks that may reach the nodes. By default that of the VPC, which the cluster needs, and nothing else."

  validation {
    condition = var.allowed_cidr_blocks == null ? true : alltrue([
      for block in var.allowed_cidr_blocks : can(cidrhost(block, 0)) && !endswith(block, "/0")
    ])
    error_message = "Each entry must be a CIDR block such as 10.0.0.0/16; a block of /0 would let everyone in."
  }
}

variable "load_balancer_client_cidr_blocks" {
  type        = list(string)
  default     = []
  description = "Address blocks of the clients of public load balancers, which pass client addresses on to the node ports: [\"0.0.0.0/0\"] for a public service."

  validation {
    condition     = alltrue([for block in var.load_balancer_client_cidr_blocks : can(cidrhost(block, 0))])
    error_message = "Each entry must be a CIDR block such as 0.0.0.0/0."
  }
}

variable "public_api_cidr_blocks" {
  type        = list(string)
  default     = []
  description = "Address blocks that may reach the API server over the internet. By default it has no public endpoint."

  validation {
    condition = alltrue([
      for block in var.public_api_cidr_blocks : can(cidrhost(block, 0)) && !endswith(block, "/0")
    ])
    error_message = "Each entry must be a CIDR block such as 203.0.113.7/32; a block of /0 would let everyone in."
  }
}

variable "network_policy_addon" {
  type        = string
  default     = "networkpolicy"
  description = "Name of the add-on of TKE that enforces NetworkPolicies, as the data source tencentcloud_kubernetes_charts lists it. An empty name installs none, for a cluster with an engine of its own: without any, every pod reaches every other."

  validation {
    condition     = can(regex("^([a-z][a-z0-9-]*)?$", var.network_policy_addon))
    error_message = "The name of an add-on has lower-case letters, digits and \"-\", such as \"networkpolicy\"."
  }
}

variable "pod_identity_enabled" {
  type        = bool
  default     = true
  description = "Whether pods can take on roles of CAM with a token of the cluster, as workloads do that are granted something. Needs the service role of TKE to have the policy QcloudAccessForTKERoleInOIDCConfig, and Kubernetes 1.22.5 or later."
}

variable "external_secrets_addon" {
  type        = bool
  default     = false
  description = "Whether the add-on of TKE is installed that brings secrets of SSM to the cluster (ExternalSecrets). It runs on nodes with x86 processors."
}

variable "addons" {
  type = map(object({
    version = optional(string)
    values  = optional(string)
  }))
  default     = {}
  description = "Further add-ons of TKE by their name, as the data source tencentcloud_kubernetes_charts lists them, such as \"cfs\" or \"cos\": the version, by default the newest when it is installed, and its values as JSON."

  validation {
    condition     = !anytrue([for name in keys(var.addons) : contains([var.network_policy_addon, "external-secrets", "pod-identity-webhook"], name)])
    error_message = "network_policy_addon, external_secrets_addon and pod_identity_enabled have an input of their own each."
  }

  validation {
    condition     = alltrue([for addon in var.addons : addon.values == null || can(jsondecode(addon.values))])
    error_message = "The values of an add-on are JSON."
  }
}

variable "secrets_encryption_enabled" {
  type        = bool
  default     = true
  description = "Whether Secrets are encrypted in etcd with a KMS key. Needs KMS to be activated for the account."
}

variable "kms_key_id" {
  type        = string
  default     = null
  description = "ID of the KMS key that encrypts Secrets. By default the key that KMS keeps for TKE."

  validation {
    condition     = var.kms_key_id == null || var.secrets_encryption_enabled
    error_message = "A KMS key has no use without secrets_encryption_enabled."
  }
}

variable "logging_enabled" {
  type        = bool
  default     = true
  description = "Whether the audit log and the events of the cluster are kept in CLS, and pods can write there. Needs the service role of TKE to be allowed to use CLS."
}

variable "log_set_id" {
  type        = string
  default     = null
  description = "ID of the log set in CLS that has the topics below. By default TKE makes one."
}

variable "audit_log_topic_id" {
  type        = string
  default     = null
  description = "ID of the topic in CLS that keeps the audit log. By default TKE makes one."

  validation {
    condition     = var.audit_log_topic_id == null || (var.log_set_id != null && var.logging_enabled)
    error_message = "A topic has no use without logging_enabled, and needs the log_set_id of its log set."
  }
}

variable "event_log_topic_id" {
  type        = string
  default     = null
  description = "ID of the topic in CLS that keeps the events. By default TKE makes one."

  validation {
    condition     = var.event_log_topic_id == null || (var.log_set_id != null && var.logging_enabled)
    error_message = "A topic has no use without logging_enabled, and needs the log_set_id of its log set."
  }
}

variable "container_log_topic_id" {
  type        = string
  default     = null
  description = "ID of the topic in CLS that gets what all containers print. By default it is kept on the nodes alone."

  validation {
    condition     = var.container_log_topic_id == null || (var.log_set_id != null && var.logging_enabled)
    error_message = "A topic has no use without logging_enabled, and needs the log_set_id of its log set."
  }
}

variable "deletion_protection" {
  type        = bool
  default     = true
  description = "Whether the cluster refuses to be deleted. To delete it, apply once with false first. Pools are not protected by it, because they are replaced: a deployment asks before it deletes one."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
