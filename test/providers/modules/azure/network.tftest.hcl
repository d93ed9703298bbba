mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  address_space       = ["10.0.0.0/16"]
  subnets = [
    { name = "nodes", address_prefix = "10.0.0.0/20", pod_cidr = "10.244.0.0/16", internet_ports = [80, 443] },
    { name = "endpoints", address_prefix = "10.0.16.0/24", nat_gateway = false },
    { name = "postgresql", address_prefix = "10.0.17.0/24", delegation = "Microsoft.DBforPostgreSQL/flexibleServers" },
  ]
  private_dns_zones = { vault = "privatelink.vaultcore.azure.net" }
}

run "plan" {
  command = plan

  assert {
    condition     = alltrue([for subnet in azurerm_subnet.this : !subnet.default_outbound_access_enabled])
    error_message = "No subnet may reach the internet past the NAT gateway."
  }

  assert {
    condition     = toset(keys(azurerm_subnet_nat_gateway_association.this)) == toset(["nodes", "postgresql"])
    error_message = "The NAT gateway must serve the subnets that ask for it."
  }

  assert {
    condition     = toset(keys(azurerm_subnet_network_security_group_association.this)) == toset(["nodes", "endpoints", "postgresql"])
    error_message = "Every subnet must have its rules."
  }

  assert {
    condition     = azurerm_subnet.this["postgresql"].delegation[0].service_delegation[0].actions == toset(["Microsoft.Network/virtualNetworks/subnets/join/action"])
    error_message = "The service must get the actions that Azure gives it."
  }

  assert {
    condition     = toset(keys(azurerm_network_security_rule.pods)) == toset(["nodes/Inbound", "nodes/Outbound"]) && keys(azurerm_network_security_rule.internet) == ["nodes"]
    error_message = "Only what is declared comes in."
  }

  assert {
    condition     = azurerm_network_security_rule.internet["nodes"].destination_port_ranges == toset(["80", "443"])
    error_message = "The declared ports must be open to the internet."
  }

  assert {
    condition     = [for zone in azurerm_private_dns_zone.this : zone.name] == ["privatelink.vaultcore.azure.net"] && keys(azurerm_private_dns_zone_virtual_network_link.this) == ["vault"]
    error_message = "The network must resolve its private zones."
  }
}

run "without_a_nat_gateway" {
  command = plan

  variables {
    nat_gateway_enabled = false
  }

  assert {
    condition     = length(azurerm_subnet_nat_gateway_association.this) == 0 && output.nat_public_ip == null
    error_message = "Nothing goes out."
  }
}

run "refuses_an_unknown_delegation" {
  command = plan

  variables {
    subnets = [{ name = "a", address_prefix = "10.0.0.0/24", delegation = "Microsoft.DBforPostgreSQL/flexibleServer" }]
  }

  expect_failures = [var.subnets]
}

run "refuses_ssh_from_the_internet" {
  command = plan

  variables {
    subnets = [{ name = "a", address_prefix = "10.0.0.0/24", internet_ports = [22] }]
  }

  expect_failures = [var.subnets]
}

run "refuses_public_addresses" {
  command = plan

  variables {
    address_space = ["8.8.0.0/16"]
  }

  expect_failures = [var.address_space]
}

run "with_a_hub" {
  command = plan

  variables {
    dns_servers             = ["10.1.0.4"]
    ddos_protection_plan_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network/ddosProtectionPlans/hub"
    subnets = [
      {
        name              = "nodes"
        address_prefix    = "10.0.0.0/20"
        service_endpoints = ["Microsoft.KeyVault", "Microsoft.Storage"]
        route_table       = "hub"
        rules = [
          { name = "web", priority = 200, source_addresses = ["10.1.0.0/16", "10.2.0.0/16"], destination_ports = ["443", "8000-8080"] },
          { name = "no-way-out", priority = 200, direction = "Outbound", access = "Deny", protocol = "*", destination_addresses = ["Internet"] },
        ]
      },
      { name = "GatewaySubnet", address_prefix = "10.0.16.0/27" },
      { name = "AzureFirewallSubnet", address_prefix = "10.0.16.64/26" },
      { name = "AzureBastionSubnet", address_prefix = "10.0.16.128/26" },
      { name = "gateway", address_prefix = "10.0.17.0/24", security_group = false },
    ]
    route_tables = {
      hub = { routes = [{ name = "all", address_prefix = "0.0.0.0/0", next_hop_type = "VirtualAppliance", next_hop_ip_address = "10.1.0.4" }], bgp_route_propagation_enabled = false }
    }
    peerings = {
      hub   = { virtual_network_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub", allow_forwarded_traffic = true, use_remote_gateways = true }
      other = { virtual_network_id = "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg-other/providers/Microsoft.Network/virtualNetworks/other", both_halves = false }
    }
    private_dns_zones            = {}
    central_private_dns_zone_ids = { vault = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net" }
    lock                         = { notes = "kept" }
    role_assignments             = { audit = { role = "Reader", principal_id = "00000000-0000-0000-0000-000000000003", principal_type = "Group" } }
    diagnostics                  = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/providers/Microsoft.OperationalInsights/workspaces/hub", metric_categories = ["AllMetrics"] }
  }

  assert {
    condition     = keys(azurerm_subnet_network_security_group_association.this) == ["nodes"]
    error_message = "Gateways, firewalls and bastions have no security group, nor has who asks for none."
  }

  assert {
    condition     = keys(azurerm_subnet_nat_gateway_association.this) == ["gateway", "nodes"]
    error_message = "Azure's own services go out by themselves."
  }

  assert {
    condition = (
      azurerm_network_security_rule.own["nodes/web"].source_address_prefixes == toset(["10.1.0.0/16", "10.2.0.0/16"])
      && azurerm_network_security_rule.own["nodes/web"].destination_port_ranges == toset(["443", "8000-8080"])
      && azurerm_network_security_rule.own["nodes/web"].destination_address_prefix == "*"
      && azurerm_network_security_rule.own["nodes/no-way-out"].destination_address_prefix == "Internet"
    )
    error_message = "One word and several addresses are different arguments."
  }

  assert {
    condition     = azurerm_route.this["hub/all"].next_hop_in_ip_address == "10.1.0.4" && keys(azurerm_subnet_route_table_association.this) == ["nodes"]
    error_message = "The way out must be through the firewall."
  }

  assert {
    condition = (
      keys(azurerm_virtual_network_peering.this) == ["hub", "other"]
      && keys(azurerm_virtual_network_peering.other_half) == ["hub"]
      && azurerm_virtual_network_peering.other_half["hub"].virtual_network_name == "hub"
      && azurerm_virtual_network_peering.other_half["hub"].resource_group_name == "rg-hub"
      && azurerm_virtual_network_peering.other_half["hub"].allow_gateway_transit
    )
    error_message = "Both halves must be made, and the other one must offer its gateways."
  }

  assert {
    condition     = keys(azurerm_private_dns_zone_virtual_network_link.central) == ["vault"] && keys(output.private_dns_zone_ids) == ["vault"]
    error_message = "A central zone must be resolved."
  }

  assert {
    condition = (
      azurerm_management_lock.lock[0].lock_level == "CanNotDelete"
      && azurerm_role_assignment.roles["audit"].role_definition_name == "Reader"
      && one(azurerm_monitor_diagnostic_setting.diagnostics[0].enabled_log).category_group == "allLogs"
    )
    error_message = "The network must be locked, watched and read."
  }
}
