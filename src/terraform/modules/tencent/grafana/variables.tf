variable "name" {
  type        = string
  description = "Name of the Grafana."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 128
    error_message = "The name must have 1 to 128 characters."
  }
}

variable "vpc_id" {
  type        = string
  description = "ID of the VPC in which it has its address. It cannot be changed later."
}

variable "subnet_ids" {
  type        = set(string)
  description = "IDs of the subnets in which it has its address. They cannot be changed later."

  validation {
    condition     = length(var.subnet_ids) >= 1
    error_message = "A subnet is needed."
  }
}

variable "prometheus_ids" {
  type        = map(string)
  default     = {}
  description = "IDs of the managed Prometheus instances that it reads, each under a name of its own. An instance is read by one Grafana."
}

variable "local_administrator_enabled" {
  type        = bool
  default     = true
  description = "Whether its administrator gets a generated password, which the state keeps. Accounts of the international site need one; others may set it in the console instead."
}

variable "public_access_enabled" {
  type        = bool
  default     = false
  description = "Whether it is reached over the internet, too, from allowed_cidr_blocks."
}

variable "allowed_cidr_blocks" {
  type        = set(string)
  default     = []
  description = "Public IPv4 address blocks that may reach it over the internet, such as that of the office."

  validation {
    condition     = var.public_access_enabled == (length(var.allowed_cidr_blocks) > 0)
    error_message = "Over the internet it is reached from allowed_cidr_blocks: give both, or neither."
  }

  validation {
    condition     = alltrue([for block in var.allowed_cidr_blocks : can(cidrhost(block, 0)) && !endswith(block, "/0")])
    error_message = "Each entry must be a block such as 203.0.113.0/24 or 203.0.113.7/32; a block of /0 would let everyone in."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the Grafana."
}
