variable "name" {
  type        = string
  description = "Name of the virtual network and prefix of the names of everything in it."

  validation {
    condition     = can(regex("^[a-zA-Z0-9][-\\w.]{0,38}[a-zA-Z0-9_]$", var.name))
    error_message = "The name must have 2 to 40 letters, digits, hyphens, underscores and dots, and begin with a letter or digit."
  }
}

variable "location" {
  type        = string
  description = "Location of the virtual network and of everything in it."
}

variable "resource_group_name" {
  type        = string
  description = "Name of the resource group of the virtual network and of everything in it."
}

variable "address_space" {
  type        = list(string)
  description = "Address blocks of the virtual network: private (RFC 1918), with prefix lengths of 8 to 29, apart from those of networks that it is to be joined with."

  validation {
    condition = length(var.address_space) > 0 && alltrue([
      for block in var.address_space :
      can(cidrhost(block, 0)) && can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)[0-9.]+/([89]|1[0-9]|2[0-9])$", block))
    ])
    error_message = "Each block must lie in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 and have a prefix length of 8 to 29, such as 10.0.0.0/16."
  }
}

variable "isolated" {
  type        = bool
  default     = false
  description = "Whether the network is never joined with another one of the estate. Only then may another one have the same addresses."
}

variable "subnets" {
  type = list(object({
    name              = string
    address_prefix    = string
    delegation        = optional(string)
    pod_cidr          = optional(string)
    internet_ports    = optional(list(number), [])
    nat_gateway       = optional(bool, true)
    service_endpoints = optional(list(string), [])
    route_table       = optional(string)
    security_group    = optional(bool)
    rules = optional(list(object({
      name                  = string
      priority              = number
      direction             = optional(string, "Inbound")
      access                = optional(string, "Allow")
      protocol              = optional(string, "Tcp")
      source_addresses      = optional(list(string), ["*"])
      destination_addresses = optional(list(string), ["*"])
      destination_ports     = optional(list(string), ["*"])
      description           = optional(string)
    })), [])
  }))
  description = "Subnets by name: the address block, the service that the subnet is handed over to, such as Microsoft.DBforPostgreSQL/flexibleServers, the address block of the pods of a cluster in it, the TCP ports that clients on the internet reach (with public load balancers only), whether it goes out through the NAT gateway, services that see it as this network on their public addresses, such as Microsoft.KeyVault, one of route_tables, whether it has a network security group, which all have but those of gateways, firewalls, bastions and route servers, and rules in it: addresses, blocks or one word of Azure such as VirtualNetwork, and ports such as 443 or 8000-8080."

  validation {
    condition     = length(var.subnets) > 0 && length(var.subnets) == length(distinct(var.subnets[*].name)) && length(var.subnets) == length(distinct(var.subnets[*].address_prefix))
    error_message = "Give at least one subnet; the names and the address blocks of subnets must be unique."
  }

  validation {
    condition     = alltrue([for subnet in var.subnets : can(regex("^[a-zA-Z0-9][-\\w.]{0,38}$", subnet.name)) && can(cidrhost(subnet.address_prefix, 0)) && (subnet.pod_cidr == null ? true : can(cidrhost(subnet.pod_cidr, 0)))])
    error_message = "Each subnet needs a name of up to 39 letters, digits, hyphens, underscores and dots, and an address block such as 10.0.16.0/20, like its pods."
  }

  validation {
    condition     = alltrue([for subnet in var.subnets : subnet.delegation == null ? true : contains(keys(local.delegations), subnet.delegation)])
    error_message = "A subnet can be handed over to one of: ${join(", ", keys(local.delegations))}."
  }

  validation {
    condition     = alltrue(flatten([for subnet in var.subnets : [for port in subnet.internet_ports : port >= 1 && port <= 65535 && floor(port) == port && !contains([22, 3389], port)]]))
    error_message = "A port is a whole number from 1 to 65535, and not one that logs in to machines (22, 3389)."
  }

  validation {
    condition = alltrue(flatten([
      for subnet in var.subnets : [
        for service in subnet.service_endpoints : contains([
          "Microsoft.AzureActiveDirectory", "Microsoft.AzureCosmosDB", "Microsoft.CognitiveServices", "Microsoft.ContainerRegistry", "Microsoft.EventHub", "Microsoft.KeyVault",
          "Microsoft.ServiceBus", "Microsoft.Sql", "Microsoft.Storage", "Microsoft.Storage.Global", "Microsoft.Web",
        ], service)
      ]
    ]))
    error_message = "A service endpoint is one of Microsoft.AzureActiveDirectory, Microsoft.AzureCosmosDB, Microsoft.CognitiveServices, Microsoft.ContainerRegistry, Microsoft.EventHub, Microsoft.KeyVault, Microsoft.ServiceBus, Microsoft.Sql, Microsoft.Storage, Microsoft.Storage.Global, Microsoft.Web."
  }

  validation {
    condition     = alltrue([for subnet in var.subnets : subnet.route_table == null ? true : contains(keys(var.route_tables), subnet.route_table)])
    error_message = "The route_table of a subnet is the name of one of route_tables."
  }

  validation {
    condition     = alltrue([for subnet in var.subnets : contains(keys(local.reserved_subnets), subnet.name) ? tonumber(split("/", subnet.address_prefix)[1]) <= local.reserved_subnets[subnet.name].max_prefix : true])
    error_message = "The subnets of Azure's own services need room: ${join(", ", [for name, reserved in local.reserved_subnets : "${name} /${reserved.max_prefix}"])} or larger."
  }

  validation {
    condition     = alltrue([for subnet in var.subnets : contains(keys(local.reserved_subnets), subnet.name) ? coalesce(subnet.security_group, false) == false || local.reserved_subnets[subnet.name].takes_security_group : true])
    error_message = "Azure takes no network security group in a subnet of gateways, firewalls or route servers: leave security_group out there."
  }

  validation {
    condition = alltrue([
      for subnet in var.subnets : length(subnet.rules) + length(subnet.internet_ports) == 0 && subnet.pod_cidr == null ? true : coalesce(subnet.security_group, !contains(keys(local.reserved_subnets), subnet.name))
    ])
    error_message = "Rules, internet_ports and pod_cidr of a subnet that has no network security group do nothing: leave them out, or set security_group where Azure takes one."
  }

  validation {
    condition = alltrue(flatten([
      for subnet in var.subnets : [
        for rule in subnet.rules : contains(["Inbound", "Outbound"], rule.direction) && contains(["Allow", "Deny"], rule.access) && contains(["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"], rule.protocol)
        && can(regex("^[a-zA-Z0-9]([-\\w.]{0,78}[a-zA-Z0-9_])?$", rule.name)) && !contains(["internet", "pods-inbound", "pods-outbound"], rule.name)
      ]
    ]))
    error_message = "A rule needs a name of up to 80 letters, digits, hyphens, underscores and dots (internet, pods-inbound and pods-outbound are taken), the direction Inbound or Outbound, the access Allow or Deny, and the protocol Tcp, Udp, Icmp, Esp, Ah or *."
  }

  validation {
    condition = alltrue([
      for subnet in var.subnets : length(subnet.rules) == length(distinct(subnet.rules[*].name)) && length(subnet.rules) == length(distinct([for rule in subnet.rules : "${rule.direction}/${rule.priority}"]))
      && alltrue([for rule in subnet.rules : rule.priority >= 100 && rule.priority <= 4096 && floor(rule.priority) == rule.priority && !contains([900, 1000], rule.priority)])
    ])
    error_message = "The names of the rules of a subnet are unique, and so are their priorities in each direction: whole numbers from 100 to 4096, apart from 900 and 1000, which are those of pods and of internet_ports."
  }

  validation {
    condition = alltrue(flatten([
      for subnet in var.subnets : [
        for rule in subnet.rules : [
          for addresses in [rule.source_addresses, rule.destination_addresses] : length(addresses) == 1 || (
            length(addresses) > 1 && alltrue([for address in addresses : can(cidrhost(strcontains(address, "/") ? address : "${address}/32", 0))])
          )
        ]
      ]
    ]))
    error_message = "A rule is for one word of Azure such as VirtualNetwork, Internet or *, or for addresses and blocks such as 10.1.0.0/16."
  }

  validation {
    condition = alltrue(flatten([
      for subnet in var.subnets : [
        for rule in subnet.rules : length(rule.destination_ports) > 0 && (rule.destination_ports == tolist(["*"]) || alltrue([for ports in rule.destination_ports : can(regex("^[0-9]{1,5}(-[0-9]{1,5})?$", ports))]))
      ]
    ]))
    error_message = "The ports of a rule are numbers and ranges such as \"443\" and \"8000-8080\", or \"*\" for all."
  }

  validation {
    condition = alltrue(flatten([
      for subnet in var.subnets : [
        for rule in subnet.rules : [
          for ports in rule.destination_ports : [
            for port in [22, 3389] : ports == "*" ? false : port < tonumber(split("-", ports)[0]) || port > tonumber(reverse(split("-", ports))[0])
          ]
        ] if rule.direction == "Inbound" && rule.access == "Allow" && contains(["Tcp", "*"], rule.protocol) && length(setintersection(["*", "0.0.0.0/0", "Internet", "any"], rule.source_addresses)) > 0
      ]
    ]))
    error_message = "No rule lets everyone reach what logs in to machines (22, 3389): name the addresses that may come in, and the ports."
  }
}

variable "route_tables" {
  type = map(object({
    routes = optional(list(object({
      name                = string
      address_prefix      = string
      next_hop_type       = string
      next_hop_ip_address = optional(string)
    })), [])
    bgp_route_propagation_enabled = optional(bool, true)
  }))
  default     = {}
  description = "Route tables by name, which subnets name: where packets to an address block or a service tag go next (VirtualAppliance with its address, VirtualNetworkGateway, VnetLocal, Internet or None), and whether routes that gateways learn are taken over."

  validation {
    condition = alltrue(flatten([
      for table in var.route_tables : [
        for route in table.routes : contains(["Internet", "None", "VirtualAppliance", "VirtualNetworkGateway", "VnetLocal"], route.next_hop_type)
        && (route.next_hop_type == "VirtualAppliance") == (route.next_hop_ip_address != null)
      ]
    ]))
    error_message = "The next hop is one of Internet, None, VirtualAppliance, VirtualNetworkGateway, VnetLocal; only VirtualAppliance has an address (next_hop_ip_address), and needs it."
  }

  validation {
    condition     = alltrue([for name, table in var.route_tables : can(regex("^[a-zA-Z0-9][-\\w.]{0,38}$", name)) && length(table.routes) == length(distinct(table.routes[*].name))])
    error_message = "A route table has a name of up to 39 letters, digits, hyphens, underscores and dots, and the names of its routes are unique."
  }
}

variable "peerings" {
  type = map(object({
    virtual_network_id      = string
    both_halves             = optional(bool, true)
    allow_forwarded_traffic = optional(bool, false)
    allow_gateway_transit   = optional(bool, false)
    use_remote_gateways     = optional(bool, false)
  }))
  default     = {}
  description = "Networks that this one is joined with, each under a name of one's own. Both halves are made, for which the other network has to be in the same subscription; with both_halves = false the other makes its own. allow_forwarded_traffic lets in what the other network passes on, such as a firewall in a hub; use_remote_gateways goes out through the gateways of the other network, allow_gateway_transit offers one's own."

  validation {
    condition = alltrue([
      for name, peering in var.peerings : can(regex("^[a-zA-Z0-9][-\\w.]{0,38}$", name))
      && can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/virtualNetworks/[^/]+$", peering.virtual_network_id))
    ])
    error_message = "A peering has a name of up to 39 letters, digits, hyphens, underscores and dots, and the ID of a virtual network."
  }

  validation {
    condition     = alltrue([for peering in var.peerings : !(peering.use_remote_gateways && peering.allow_gateway_transit)]) && length([for peering in var.peerings : peering if peering.use_remote_gateways]) <= 1
    error_message = "A network uses the gateways of one other network, and has none of its own to offer then."
  }

  validation {
    condition     = !var.isolated || length(var.peerings) == 0
    error_message = "An isolated network has no peerings: take isolated away, and give it addresses that no other network has."
  }
}

variable "dns_servers" {
  type        = list(string)
  default     = null
  description = "Addresses of the DNS servers that machines in the network ask, such as those of a firewall or of a resolver in a hub; an empty list for those of Azure. By default what is set stays as it is."

  validation {
    condition     = var.dns_servers == null ? true : alltrue([for address in var.dns_servers : can(cidrhost("${address}/32", 0))])
    error_message = "A DNS server is given by its IPv4 address."
  }
}

variable "ddos_protection_plan_id" {
  type        = string
  default     = null
  description = "ID of the DDoS protection plan that the public addresses in the network have. Without one they have the protection that all of Azure has."
}

variable "nat_gateway_enabled" {
  type        = bool
  default     = true
  description = "Whether a NAT gateway gives the subnets a way out to the internet. Without it they have none: private nodes need one to pull images. It lets nothing in."
}

variable "private_dns_zones" {
  type        = map(string)
  default     = {}
  description = "Private DNS zones that the network resolves, one for each kind of private endpoint in it, by a name of one's own, such as { vault = \"privatelink.vaultcore.azure.net\" }. In China they are called otherwise."

  validation {
    condition     = length(var.private_dns_zones) == length(distinct(values(var.private_dns_zones))) && alltrue([for zone in values(var.private_dns_zones) : can(regex("^[a-z0-9_-]+(\\.[a-z0-9_-]+)+$", zone))])
    error_message = "Each zone is given once, with at least two labels in lower case, such as privatelink.vaultcore.azure.net."
  }
}

variable "central_private_dns_zone_ids" {
  type        = map(string)
  default     = {}
  description = "IDs of private DNS zones in this subscription that are kept for several networks, such as those of a hub, by the names that private_dns_zones would give them. A network that resolves them needs none of its own: give it private_dns_zones = {}."

  validation {
    condition     = alltrue([for id in values(var.central_private_dns_zone_ids) : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/privateDnsZones/[^/]+$", id))])
    error_message = "A zone is given by the ID of a private DNS zone."
  }

  validation {
    condition     = length(setintersection(keys(var.central_private_dns_zone_ids), keys(var.private_dns_zones))) == 0
    error_message = "A zone is the network's own or a central one: take its name out of private_dns_zones."
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
