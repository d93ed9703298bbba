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
    id             = string
    type           = optional(string, "VPC")
    region         = optional(string)
    route_table_id = optional(string)
    description    = optional(string)
  }))
  default     = {}
  description = "Networks that are joined, by a name of their own: a VPC, a gateway of DIRECTCONNECT or VPNGW, or a BMVPC, by its ID, in a region, and with a route table of the CCN that is not its default. No two of them may have the same addresses."

  validation {
    condition     = alltrue([for network in values(var.networks) : contains(["VPC", "DIRECTCONNECT", "BMVPC", "VPNGW"], network.type)])
    error_message = "A network is a VPC, DIRECTCONNECT, BMVPC or VPNGW."
  }

  validation {
    condition     = var.ccn_id == null || length(var.networks) >= 1
    error_message = "Without a network nothing joins the CCN."
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
