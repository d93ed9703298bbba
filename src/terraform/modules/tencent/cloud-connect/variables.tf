variable "name" {
  type        = string
  description = "Name of the CCN."

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 60
    error_message = "The name must have 1 to 60 characters."
  }
}

variable "region" {
  type        = string
  description = "Region of the networks that name no other."
}

variable "ccn_id" {
  type        = string
  default     = null
  description = "ID of the CCN that the networks join: of another environment, or of another account. By default one is made."
}

variable "ccn_account" {
  type        = string
  default     = null
  description = "UIN of the account that the CCN at ccn_id is of, where that is another one, which has to accept each network."

  validation {
    condition     = var.ccn_account == null || var.ccn_id != null
    error_message = "The account of a CCN has no use without its ccn_id."
  }
}

variable "description" {
  type        = string
  default     = null
  description = "What the CCN is for."

  validation {
    condition     = var.description == null ? true : length(var.description) <= 100
    error_message = "The description must have 100 characters at most."
  }
}

variable "quality" {
  type        = string
  default     = "AU"
  description = "Quality of the service: PT (platinum), AU (gold) or AG (silver). Another one is another CCN."

  validation {
    condition     = contains(["PT", "AU", "AG"], var.quality)
    error_message = "The quality must be PT, AU or AG."
  }
}

variable "prepaid" {
  type        = bool
  default     = false
  description = "Whether bandwidth is paid for in advance, between pairs of regions. By default it is billed by use. The other way to pay is another CCN."
}

variable "metering" {
  type        = string
  default     = null
  description = "What is billed: BANDWIDTH or TRAFFIC. By default what the service chooses. Another one is another CCN."

  validation {
    condition     = var.metering == null ? true : contains(["BANDWIDTH", "TRAFFIC"], var.metering)
    error_message = "The metering must be BANDWIDTH or TRAFFIC."
  }
}

variable "ecmp_enabled" {
  type        = bool
  default     = false
  description = "Whether several routes to the same addresses share what goes there."
}

variable "networks" {
  type = map(object({
    id          = string
    type        = optional(string, "VPC")
    region      = optional(string)
    route_table = optional(string)
    description = optional(string)
  }))
  default     = {}
  description = "Networks that are joined, by a name of their own: a VPC, a gateway of DIRECTCONNECT or VPNGW, or a BMVPC, by its ID, in a region, and with a route table of the CCN that is not its default: a name of route_tables, or the ID of one that is there (ccnrtb-…). No two networks of a route table may have the same addresses. The service lets VPNGW join for accounts that asked for it."

  validation {
    condition     = alltrue([for network in values(var.networks) : contains(["VPC", "DIRECTCONNECT", "BMVPC", "VPNGW"], network.type)])
    error_message = "A network is a VPC, DIRECTCONNECT, BMVPC or VPNGW."
  }

  validation {
    condition     = alltrue([for network in values(var.networks) : network.route_table == null ? true : contains(keys(var.route_tables), network.route_table) || startswith(network.route_table, "ccnrtb-")])
    error_message = "A route_table is one of route_tables, or an ID such as ccnrtb-12345678."
  }

  validation {
    condition     = var.ccn_id == null || length(var.networks) >= 1
    error_message = "Without a network nothing joins the CCN."
  }
}

variable "route_tables" {
  type = map(object({
    description = optional(string, "Managed by Terraform")
    accepts = list(object({
      by          = optional(string, "network")
      values      = list(string)
      exact       = optional(bool, false)
      action      = optional(string, "accept")
      description = optional(string, "Managed by Terraform")
    }))
  }))
  default     = {}
  description = "Route tables by their name, so that not everything that is joined reaches everything: each accepts routes by network (a name of networks, or an ID), region, type (VPC, VPNGW, DIRECTCONNECT) or cidr_block (with all blocks within it, unless exact). The default one of a CCN accepts all."

  validation {
    condition     = alltrue([for name, table in var.route_tables : length(name) <= 60 && length(table.accepts) >= 1 && alltrue([for rule in table.accepts : contains(["network", "region", "type", "cidr_block"], rule.by) && contains(["accept", "drop"], rule.action)])])
    error_message = "A route table accepts (accept) or leaves out (drop) routes by network, region, type or cidr_block."
  }

  validation {
    condition     = alltrue(flatten([for table in values(var.route_tables) : [for rule in table.accepts : length(rule.values) >= 1 && length(rule.values) <= 25 && (rule.by != "cidr_block" || alltrue([for block in rule.values : can(cidrhost(block, 0))]))]]))
    error_message = "A rule of a route table has 1 to 25 values, which are blocks such as 10.1.0.0/16 by cidr_block."
  }
}

variable "accepted_networks" {
  type = map(object({
    id          = string
    type        = optional(string, "VPC")
    region      = optional(string)
    route_table = optional(string)
  }))
  default     = {}
  description = "Networks of other accounts that are let into the CCN, by a name of their own, once those accounts have asked (module cloud-connect there, with ccn_id and ccn_account)."

  validation {
    condition     = length(var.accepted_networks) == 0 || var.ccn_account == null
    error_message = "Only the account of the CCN accepts networks."
  }

  validation {
    condition     = alltrue([for network in values(var.accepted_networks) : network.route_table == null ? true : contains(keys(var.route_tables), network.route_table)])
    error_message = "A route_table must be one of route_tables."
  }
}

variable "bandwidth_of_regions" {
  type        = map(number)
  default     = {}
  description = "The most in Mbps that leaves a region, by region. By default what the quota of the account is."

  validation {
    condition     = alltrue([for mbps in values(var.bandwidth_of_regions) : mbps >= 1 && floor(mbps) == mbps])
    error_message = "A bandwidth is a whole number of Mbps, 1 or more."
  }

  validation {
    condition     = length(var.bandwidth_of_regions) == 0 || !(var.prepaid || length(var.bandwidth_between_regions) > 0)
    error_message = "A CCN has limits of regions or between them, not both, and one that is paid for in advance only those between them."
  }
}

variable "bandwidth_between_regions" {
  type        = map(number)
  default     = {}
  description = "The most in Mbps between two regions, by \"<region>/<region>\"."

  validation {
    condition     = alltrue([for pair, mbps in var.bandwidth_between_regions : length(distinct(split("/", pair))) == 2 && length(split("/", pair)) == 2 && mbps >= 1 && floor(mbps) == mbps])
    error_message = "A bandwidth is a whole number of Mbps, 1 or more, between two regions such as \"ap-guangzhou/ap-shanghai\"."
  }
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of the CCN."
}
