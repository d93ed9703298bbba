variable "name" {
  type        = string
  description = "Name of the gateway, and what the names of its addresses and connections begin with."

  validation {
    condition     = can(regex("^[a-zA-Z0-9]([-\\w.]{0,48}[a-zA-Z0-9_])?$", var.name))
    error_message = "The name must have 1 to 50 letters, digits, hyphens, underscores and dots, and begin with a letter or digit."
  }
}

variable "location" {
  type        = string
  description = "Location of the gateway: that of its network."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the gateway."
}

variable "tenant_id" {
  type        = string
  default     = null
  description = "ID of the Microsoft Entra tenant in which people log in."

  validation {
    condition     = var.clients == null ? true : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.tenant_id))
    error_message = "People log in to a tenant: give its ID, of the form 00000000-0000-0000-0000-000000000000."
  }
}

variable "subnet_id" {
  type        = string
  description = "ID of the subnet GatewaySubnet of the hub network, of /27 or larger."

  validation {
    condition     = can(regex("/subnets/GatewaySubnet$", var.subnet_id))
    error_message = "A gateway is in a subnet that is called GatewaySubnet."
  }
}

variable "sku" {
  type        = string
  default     = "VpnGw2AZ"
  description = "How much the gateway carries: VpnGw1AZ (650 Mbps), VpnGw2AZ (1 Gbps), VpnGw3AZ (2.5 Gbps), VpnGw4AZ (5 Gbps) or VpnGw5AZ (10 Gbps). From or to VpnGw1AZ means a new gateway."

  validation {
    condition     = contains(["VpnGw1AZ", "VpnGw2AZ", "VpnGw3AZ", "VpnGw4AZ", "VpnGw5AZ"], var.sku)
    error_message = "The size must be one of VpnGw1AZ, VpnGw2AZ, VpnGw3AZ, VpnGw4AZ, VpnGw5AZ."
  }
}

variable "zones" {
  type        = list(string)
  default     = null
  description = "Availability zones that the addresses of the gateway are spread over, all by default, and [] for none. Others mean a new gateway."

  validation {
    condition     = var.zones == null ? true : alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "Zones are called 1, 2 and 3."
  }
}

variable "active_active" {
  type        = bool
  default     = true
  description = "Whether two machines carry tunnels at once, so that upkeep interrupts nothing. The other site makes a tunnel to each of public_ip_addresses."
}

variable "bgp" {
  type = object({
    asn             = optional(number, 65515)
    peer_weight     = optional(number, 0)
    apipa_addresses = optional(list(list(string)), [])
  })
  default     = null
  description = "Whether the gateway learns routes by BGP: its number, the weight of what it learns, and addresses in 169.254.21.0 to 169.254.22.255 on which sites want to talk to each of its machines."

  validation {
    condition     = var.bgp == null ? true : var.bgp.asn >= 1 && var.bgp.asn <= 4294967295 && !contains([8074, 8075, 12076, 65517, 65518, 65519, 65520], var.bgp.asn) && var.bgp.peer_weight >= 0 && var.bgp.peer_weight <= 100
    error_message = "A speaker of BGP has a number from 1 to 4294967295 that Azure does not keep for itself (8074, 8075, 12076, 65517 to 65520), and a weight from 0 to 100."
  }

  validation {
    condition = var.bgp == null ? true : length(var.bgp.apipa_addresses) <= (var.active_active ? 2 : 1) && alltrue([
      for address in flatten(var.bgp.apipa_addresses) : can(regex("^169\\.254\\.(21|22)\\.[0-9]{1,3}$", address))
    ])
    error_message = "There is a list of addresses for each machine of the gateway at most, and each address is in 169.254.21.0 to 169.254.22.255."
  }
}

variable "sites" {
  type = map(object({
    address       = optional(string)
    fqdn          = optional(string)
    address_space = optional(list(string), [])
    bgp = optional(object({
      asn             = number
      peering_address = string
      peer_weight     = optional(number, 0)
    }))
    shared_key_secret_name    = optional(string)
    connection_mode           = optional(string, "Default")
    dead_peer_timeout_seconds = optional(number, 45)
    routing_weight            = optional(number, 10)
    traffic_selectors         = optional(list(object({ local_blocks = list(string), remote_blocks = list(string) })), [])
    ipsec = optional(object({
      ike_encryption      = optional(string, "AES256")
      ike_integrity       = optional(string, "SHA256")
      dh_group            = optional(string, "DHGroup14")
      ipsec_encryption    = optional(string, "GCMAES256")
      ipsec_integrity     = optional(string, "GCMAES256")
      pfs_group           = optional(string, "PFS2048")
      sa_lifetime_seconds = optional(number, 27000)
      sa_datasize_kb      = optional(number, 102400000)
    }), {})
  }))
  default     = {}
  description = "Other sites by name, each with a tunnel: where it is (an address or the name of one), the address blocks behind it, or BGP by which it says them, and the name of the secret in the key vault whose value is the key of the tunnel; without one Azure makes a key, which az network vpn-connection shared-key show tells. ipsec says what both agree on, traffic_selectors for which blocks a device by policies makes tunnels, and connection_mode whether only one side begins (InitiatorOnly, ResponderOnly)."

  validation {
    condition     = alltrue([for name in keys(var.sites) : can(regex("^[a-zA-Z0-9]([-\\w.]{0,26}[a-zA-Z0-9_])?$", name))])
    error_message = "A site has a name of up to 28 letters, digits, hyphens, underscores and dots."
  }

  validation {
    condition     = alltrue([for site in values(var.sites) : (site.address == null) != (site.fqdn == null) && (site.address == null ? true : can(cidrhost("${site.address}/32", 0)))])
    error_message = "A site is at an IPv4 address (address), or at the one that a name has (fqdn)."
  }

  validation {
    condition     = alltrue([for site in values(var.sites) : length(site.address_space) > 0 || site.bgp != null]) && alltrue(flatten([for site in values(var.sites) : [for block in site.address_space : can(cidrhost(block, 0))]]))
    error_message = "A site says what is behind it: blocks such as 192.168.0.0/16 (address_space), or bgp."
  }

  validation {
    condition     = var.bgp != null || alltrue([for site in values(var.sites) : site.bgp == null])
    error_message = "A site can speak BGP with a gateway that does: give bgp."
  }

  validation {
    condition     = alltrue([for site in values(var.sites) : contains(["Default", "InitiatorOnly", "ResponderOnly"], site.connection_mode) && site.dead_peer_timeout_seconds >= 9 && site.dead_peer_timeout_seconds <= 3600 && site.routing_weight >= 0 && site.routing_weight <= 32000])
    error_message = "The mode is Default, InitiatorOnly or ResponderOnly; a peer is dead after 9 to 3600 seconds; a route weighs 0 to 32000."
  }

  validation {
    condition = alltrue([
      for site in values(var.sites) : contains(["AES128", "AES192", "AES256", "GCMAES128", "GCMAES256"], site.ipsec.ike_encryption) && contains(["GCMAES128", "GCMAES256", "SHA256", "SHA384"], site.ipsec.ike_integrity)
      && contains(["DHGroup14", "DHGroup2048", "DHGroup24", "ECP256", "ECP384"], site.ipsec.dh_group) && contains(["ECP256", "ECP384", "PFS14", "PFS2048", "PFS24"], site.ipsec.pfs_group)
      && contains(["AES128", "AES192", "AES256", "GCMAES128", "GCMAES192", "GCMAES256"], site.ipsec.ipsec_encryption) && contains(["GCMAES128", "GCMAES192", "GCMAES256", "SHA256"], site.ipsec.ipsec_integrity)
      && startswith(site.ipsec.ipsec_encryption, "GCM") == startswith(site.ipsec.ipsec_integrity, "GCM")
      && (startswith(site.ipsec.ipsec_encryption, "GCM") ? site.ipsec.ipsec_encryption == site.ipsec.ipsec_integrity : true)
    ])
    error_message = "A tunnel is encrypted by AES or GCMAES, with SHA256, SHA384 or the same GCMAES for its integrity, and groups of 2048 bits or ECP256, ECP384: DES, 3DES, MD5, SHA1 and smaller groups are refused."
  }

  validation {
    condition     = alltrue([for site in values(var.sites) : site.ipsec.sa_lifetime_seconds >= 300 && site.ipsec.sa_lifetime_seconds <= 172799 && site.ipsec.sa_datasize_kb >= 1024])
    error_message = "A key is good for 300 to 172799 seconds, and for 1024 KB or more."
  }

  validation {
    condition     = alltrue(flatten([for site in values(var.sites) : [for selector in site.traffic_selectors : [for block in concat(selector.local_blocks, selector.remote_blocks) : can(cidrhost(block, 0))]]]))
    error_message = "Selectors are of blocks such as 10.0.0.0/16."
  }
}

variable "key_vault_id" {
  type        = string
  default     = null
  description = "ID of the key vault whose secrets are the keys of tunnels. Who plans needs the role Key Vault Secrets User."

  validation {
    condition     = var.key_vault_id != null || alltrue([for site in values(var.sites) : site.shared_key_secret_name == null])
    error_message = "The keys of tunnels are read from a key vault: give key_vault_id."
  }
}

variable "default_site" {
  type        = string
  default     = null
  description = "Name of the site to which everything goes that would go to the internet. By default it goes there."

  validation {
    condition     = var.default_site == null ? true : contains(keys(var.sites), var.default_site)
    error_message = "The default_site is the name of one of sites."
  }
}

variable "remote_network_traffic_enabled" {
  type        = bool
  default     = false
  description = "Whether the gateway passes on what comes from other networks of Azure over ExpressRoute."
}

variable "clients" {
  type = object({
    address_space = list(string)
    audience      = optional(string, "c632b3df-fb67-4d84-bdcf-b95ad541b5c8")
    login_url     = optional(string, "https://login.microsoftonline.com")
    issuer_url    = optional(string, "https://sts.windows.net")
    routes        = optional(list(string), [])
  })
  default     = null
  description = "People who come in by OpenVPN, logged in with Entra: the address blocks that they get, the ID of the application that they log in to, by default Microsoft's own Azure VPN Client, where they log in and who signs their tokens, which are other addresses in China, and blocks beside the network that they are sent to."

  validation {
    condition     = var.clients == null ? true : length(var.clients.address_space) > 0 && alltrue([for block in concat(var.clients.address_space, var.clients.routes) : can(cidrhost(block, 0))])
    error_message = "People get addresses of blocks such as 172.16.0.0/24, and are sent to blocks."
  }

  validation {
    condition     = var.clients == null ? true : startswith(var.clients.login_url, "https://") && startswith(var.clients.issuer_url, "https://") && !endswith(var.clients.login_url, "/") && !endswith(var.clients.issuer_url, "/")
    error_message = "Where people log in, and who signs, are addresses that begin with https:// and do not end in a slash."
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
