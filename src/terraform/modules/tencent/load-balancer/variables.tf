variable "name" {
  type        = string
  description = "Name of the load balancer."

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,60}$", var.name))
    error_message = "The name must have 1 to 60 letters, digits, hyphens and underscores."
  }
}

variable "vpc_id" {
  type        = string
  description = "ID of the VPC of the load balancer and of its targets."
}

variable "subnet_id" {
  type        = string
  default     = null
  description = "ID of the subnet that gives the load balancer its private address. Needed without internet."

  validation {
    condition     = var.subnet_id != null || var.internet != null
    error_message = "A load balancer within the network needs the subnet of its address."
  }
}

variable "internet" {
  type = object({
    bandwidth_mbps       = optional(number, 100)
    charge_type          = optional(string, "TRAFFIC_POSTPAID_BY_HOUR")
    bandwidth_package_id = optional(string)
    ip_version           = optional(string, "IPV4")
  })
  default     = null
  description = "Gives the load balancer a public address: the most that it carries outwards, how that is billed, and IPV4, IPV6 (translated) or IPv6FullChain. By default it has a private one."

  validation {
    condition     = var.internet == null ? true : contains(["TRAFFIC_POSTPAID_BY_HOUR", "BANDWIDTH_POSTPAID_BY_HOUR", "BANDWIDTH_PACKAGE"], var.internet.charge_type) && (var.internet.bandwidth_package_id != null) == (var.internet.charge_type == "BANDWIDTH_PACKAGE")
    error_message = "The charge type must be TRAFFIC_POSTPAID_BY_HOUR, BANDWIDTH_POSTPAID_BY_HOUR, or BANDWIDTH_PACKAGE, which alone has a bandwidth_package_id."
  }

  validation {
    condition     = var.internet == null ? true : contains(["IPV4", "IPV6", "IPv6FullChain"], var.internet.ip_version) && var.internet.bandwidth_mbps >= 1 && var.internet.bandwidth_mbps <= 61440
    error_message = "The version of IP must be IPV4, IPV6 or IPv6FullChain, and the bandwidth 1 to 61440 Mbps."
  }
}

variable "zones" {
  type        = list(string)
  description = "Availability zones in order of preference: a public load balancer works in the first, and with multi_zone goes on in the second."

  validation {
    condition     = length(var.zones) >= 1 && length(var.zones) == length(distinct(var.zones))
    error_message = "Give at least one availability zone, and each only once."
  }
}

variable "multi_zone" {
  type        = bool
  default     = false
  description = "Whether a public load balancer has a standby in another zone. Not on sale in every region; private ones are spread by the service."

  validation {
    condition     = !var.multi_zone || (length(var.zones) >= 2 && var.internet != null)
    error_message = "A standby in another zone needs two zones, and internet."
  }
}

variable "capacity" {
  type        = string
  default     = null
  description = "Size of a load balancer that has its machines for itself: clb.c2.medium, clb.c3.small, clb.c3.medium, clb.c4.small, clb.c4.medium, clb.c4.large or clb.c4.xlarge. By default it shares them."

  validation {
    condition     = var.capacity == null ? true : contains(["SLA", "clb.c2.medium", "clb.c3.small", "clb.c3.medium", "clb.c4.small", "clb.c4.medium", "clb.c4.large", "clb.c4.xlarge"], var.capacity)
    error_message = "The capacity must be one of SLA, clb.c2.medium, clb.c3.small, clb.c3.medium, clb.c4.small, clb.c4.medium, clb.c4.large, clb.c4.xlarge."
  }
}

variable "allowed_cidr_blocks" {
  type        = list(string)
  default     = null
  description = "Address blocks of clients: [\"0.0.0.0/0\"] for a public service. By default that of the VPC, and nothing else."

  validation {
    condition     = var.allowed_cidr_blocks == null ? true : alltrue([for block in var.allowed_cidr_blocks : can(cidrhost(block, 0))])
    error_message = "Each entry must be a CIDR block such as 0.0.0.0/0 or 203.0.113.0/24."
  }
}

variable "further_ports" {
  type        = list(number)
  default     = []
  description = "TCP ports of listeners that are made elsewhere, such as by TKE for a Service with the annotation service.kubernetes.io/tke-existed-lbid."

  validation {
    condition     = alltrue([for port in var.further_ports : port >= 1 && port <= 65535 && floor(port) == port])
    error_message = "A port is a whole number from 1 to 65535."
  }
}

variable "listeners" {
  type = map(object({
    protocol                 = string
    port                     = number
    certificate_id           = optional(string)
    client_ca_certificate_id = optional(string)
    scheduler                = optional(string, "WRR")
    session_seconds          = optional(number)
    health_check = optional(object({
      enabled          = optional(bool, true)
      type             = optional(string)
      path             = optional(string)
      interval_seconds = optional(number, 5)
      timeout_seconds  = optional(number, 2)
      healthy_after    = optional(number, 3)
      unhealthy_after  = optional(number, 3)
    }), {})
    targets = optional(list(object({
      instance_id = optional(string)
      address     = optional(string)
      port        = number
      weight      = optional(number, 10)
    })), [])
    rules = optional(map(object({
      domain          = optional(string)
      path            = optional(string, "/")
      certificate_id  = optional(string)
      forward_type    = optional(string, "HTTP")
      scheduler       = optional(string, "WRR")
      session_seconds = optional(number, 0)
      redirect_to     = optional(string)
      health_check = optional(object({
        enabled          = optional(bool, true)
        type             = optional(string)
        path             = optional(string, "/")
        domain           = optional(string)
        method           = optional(string, "HEAD")
        codes            = optional(number, 6)
        interval_seconds = optional(number, 5)
        timeout_seconds  = optional(number, 2)
        healthy_after    = optional(number, 3)
        unhealthy_after  = optional(number, 3)
      }), {})
      targets = optional(list(object({
        instance_id = optional(string)
        address     = optional(string)
        port        = number
        weight      = optional(number, 10)
      })), [])
    })), {})
  }))
  default     = {}
  description = "Listeners by their name: TCP, UDP, TCP_SSL and QUIC hand connections to targets, HTTP and HTTPS requests by rules, which have a domain, a path, and targets, or the \"<listener>/<rule>\" that they redirect to. A target is a CVM or an address in the VPC. HTTPS has one certificate, or one for each rule. codes of a health check are a sum: 1 for 1xx, 2 for 2xx, 4 for 3xx, 8 for 4xx, 16 for 5xx."

  validation {
    condition     = alltrue([for name, listener in var.listeners : can(regex("^[A-Za-z0-9_-]{1,80}$", name)) && contains(["TCP", "UDP", "TCP_SSL", "QUIC", "HTTP", "HTTPS"], listener.protocol)])
    error_message = "A listener has a name of letters, digits, hyphens and underscores, and speaks TCP, UDP, TCP_SSL, QUIC, HTTP or HTTPS."
  }

  validation {
    condition     = alltrue([for listener in var.listeners : listener.port >= 1 && listener.port <= 65535 && floor(listener.port) == listener.port])
    error_message = "A port is a whole number from 1 to 65535."
  }

  validation {
    condition     = alltrue([for listener in var.listeners : contains(["HTTP", "HTTPS"], listener.protocol) ? length(listener.targets) == 0 : length(listener.rules) == 0])
    error_message = "Listeners of HTTP and HTTPS have rules, and the targets are theirs; the others have targets."
  }

  validation {
    condition = alltrue([
      for listener in var.listeners : contains(["TCP_SSL", "QUIC"], listener.protocol) ? listener.certificate_id != null : listener.protocol == "HTTPS" ? true : listener.certificate_id == null
    ])
    error_message = "TCP_SSL and QUIC need a certificate_id; TCP, UDP and HTTP have none."
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners : [for rule in listener.rules : (rule.certificate_id != null) == (listener.protocol == "HTTPS" && listener.certificate_id == null)]
    ]))
    error_message = "The rules of a listener of HTTPS have a certificate each, unless the listener has one for all."
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners : [
        for target in flatten(concat([listener.targets], [for rule in listener.rules : rule.targets])) : (target.instance_id == null) != (target.address == null) && target.weight >= 0 && target.weight <= 100
      ]
    ]))
    error_message = "A target is either an instance_id or an address, with a weight of 0 to 100."
  }

  validation {
    condition = alltrue(flatten([
      for listener in var.listeners : [
        for rule in listener.rules : rule.redirect_to == null ? true : length(rule.targets) == 0 && rule.domain != null && contains(flatten([for name, other in var.listeners : [for key in keys(other.rules) : "${name}/${key}"]]), rule.redirect_to)
      ]
    ]))
    error_message = "A rule that redirects has a domain and no targets, and names another as \"<listener>/<rule>\"."
  }
}

variable "access_log" {
  type = object({
    log_set_id = string
    topic_id   = string
  })
  default     = null
  description = "The log set and the topic in CLS that keep every request of listeners of HTTP and HTTPS."
}

variable "deletion_protection" {
  type        = bool
  default     = true
  description = "Whether the load balancer refuses to be deleted. To delete it, apply once with false first."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
