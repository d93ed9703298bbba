variable "name" {
  type        = string
  description = "Name of the bastion; its address follows with -address."

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,70}[a-zA-Z0-9_])?$", var.name))
    error_message = "The name must have 1 to 72 letters, digits, hyphens, dots and underscores, begin with a letter or digit and not end with a hyphen or dot."
  }
}

variable "location" {
  type        = string
  description = "Region of the bastion, such as \"eastus2\"."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the bastion."
}

variable "subnet_id" {
  type        = string
  default     = null
  description = "ID of the subnet that it lives in, which is called AzureBastionSubnet and has a block of /26 at least. All tiers but Developer need one."

  validation {
    condition     = var.sku_name == "Developer" ? var.subnet_id == null : can(regex("/subnets/AzureBastionSubnet$", var.subnet_id))
    error_message = "A bastion lives in a subnet that is called AzureBastionSubnet, one of the tier Developer in none."
  }
}

variable "virtual_network_id" {
  type        = string
  default     = null
  description = "ID of the network that a bastion of the tier Developer leads to."

  validation {
    condition     = (var.sku_name == "Developer") == (var.virtual_network_id != null)
    error_message = "A bastion of the tier Developer is told its network (virtual_network_id), others their subnet_id."
  }
}

variable "sku_name" {
  type        = string
  default     = "Standard"
  description = "Tier: Developer, which costs nothing and lets one person at a time into the network, Basic, for the browser alone, Standard, which az reaches, too, or Premium, which records sessions and needs no public address. Down from one means a new bastion."

  validation {
    condition     = contains(["Basic", "Developer", "Premium", "Standard"], var.sku_name)
    error_message = "The tier must be Developer, Basic, Standard or Premium."
  }
}

variable "scale_units" {
  type        = number
  default     = 2
  description = "Machines that it runs on, 2 to 50 (Developer and Basic: 2). One carries about 20 sessions of RDP or 40 of SSH."

  validation {
    condition     = var.scale_units >= 2 && var.scale_units <= (contains(["Basic", "Developer"], var.sku_name) ? 2 : 50) && floor(var.scale_units) == var.scale_units
    error_message = "There are 2 to 50 machines, and two of the tiers Developer and Basic."
  }
}

variable "zones" {
  type        = list(string)
  default     = []
  description = "Availability zones that it lies in, such as [\"1\", \"2\", \"3\"], where bastions of the location have any. Others mean a new bastion."

  validation {
    condition     = alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)]) && (length(var.zones) == 0 || var.sku_name != "Developer")
    error_message = "The zones are \"1\", \"2\" and \"3\", and the tier Developer has none."
  }
}

variable "public_address_enabled" {
  type        = bool
  default     = true
  description = "Whether it has an address of its own on the internet, as all tiers but Developer have, which shares one. Without, which takes the tier Premium, it is reached from the network and those joined with it alone."

  validation {
    condition     = var.public_address_enabled || var.sku_name == "Premium"
    error_message = "A bastion without a public address needs the tier Premium."
  }
}

variable "tunneling_enabled" {
  type        = bool
  default     = true
  description = "Whether az opens tunnels through it, such as to the API server of a private cluster. Not of the tiers Developer and Basic."
}

variable "ip_connect_enabled" {
  type        = bool
  default     = false
  description = "Whether it leads to any address that the network reaches, and not to machines of Azure alone."

  validation {
    condition     = !var.ip_connect_enabled || contains(["Premium", "Standard"], var.sku_name)
    error_message = "Addresses are reached by the tiers Standard and Premium."
  }
}

variable "copy_paste_enabled" {
  type        = bool
  default     = true
  description = "Whether text is copied between the browser and the machine."

  validation {
    condition     = var.copy_paste_enabled || contains(["Premium", "Standard"], var.sku_name)
    error_message = "The tiers Developer and Basic always copy."
  }
}

variable "file_copy_enabled" {
  type        = bool
  default     = false
  description = "Whether files are copied between the machine and whoever is there by az."

  validation {
    condition     = !var.file_copy_enabled || contains(["Premium", "Standard"], var.sku_name)
    error_message = "Files are copied by the tiers Standard and Premium."
  }
}

variable "kerberos_enabled" {
  type        = bool
  default     = false
  description = "Whether machines of a domain are logged in to with Kerberos."

  validation {
    condition     = !var.kerberos_enabled || contains(["Premium", "Standard"], var.sku_name)
    error_message = "Kerberos is for the tiers Standard and Premium."
  }
}

variable "session_recording_enabled" {
  type        = bool
  default     = false
  description = "Whether sessions in the browser are recorded, to a storage account that is told in the portal. There is no az for them then."

  validation {
    condition     = !var.session_recording_enabled || var.sku_name == "Premium"
    error_message = "Sessions are recorded by the tier Premium."
  }

  validation {
    condition     = !var.session_recording_enabled || !var.tunneling_enabled
    error_message = "What goes through a tunnel is not recorded: set tunneling_enabled = false."
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

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of every resource."
}
