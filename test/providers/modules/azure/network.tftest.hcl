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
