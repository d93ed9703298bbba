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

variable "node_instance_type" {
  type        = string
  default     = "S5.LARGE8"
  description = "CVM instance type of the nodes, on sale in the zones of their subnets. S5.LARGE8 has 4 cores and 8 GB."
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

variable "deletion_protection" {
  type        = bool
  default     = true
  description = "Whether the cluster and its nodes refuse to be deleted. To delete them, apply once with false first."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
