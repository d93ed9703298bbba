mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_private_dns_resolver" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/dnsResolvers/hub-prod" }
  }

  mock_resource "azurerm_private_dns_resolver_outbound_endpoint" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/dnsResolvers/hub-prod/outboundEndpoints/out" }
  }

  mock_resource "azurerm_private_dns_resolver_dns_forwarding_ruleset" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/dnsForwardingRulesets/hub-prod" }
  }
}

variables {
  name                = "hub-prod"
  location            = "westeurope"
  resource_group_name = "rg-hub-prod"
  virtual_network_id  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/virtualNetworks/hub-prod"

  inbound_endpoints = {
    in = { subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/virtualNetworks/hub-prod/subnets/dns-in" }
  }
}

run "answers" {
  command = plan

  assert {
    condition     = azurerm_private_dns_resolver_inbound_endpoint.this["in"].ip_configurations[0].private_ip_allocation_method == "Dynamic" && length(azurerm_private_dns_resolver_outbound_endpoint.this) == 0
    error_message = "There is what is asked for."
  }
}

run "everything" {
  command = plan

  variables {
    inbound_endpoints = {
      in = { subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/virtualNetworks/hub-prod/subnets/dns-in", private_ip_address = "10.2.2.4" }
    }
    outbound_endpoints = { out = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/virtualNetworks/hub-prod/subnets/dns-out" }
    rulesets = {
      sites = {
        outbound_endpoints = ["out"]
        rules = {
          office = { domain_name = "corp.example.com.", servers = [{ ip_address = "192.168.0.53" }, { ip_address = "192.168.1.53", port = 5353 }] }
          all    = { domain_name = ".", servers = [{ ip_address = "192.168.0.53" }], enabled = false }
        }
        virtual_network_ids = { hub = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/virtualNetworks/hub-prod" }
      }
    }
  }

  assert {
    condition     = azurerm_private_dns_resolver_inbound_endpoint.this["in"].ip_configurations[0].private_ip_allocation_method == "Static"
    error_message = "An address that is given must stay."
  }

  assert {
    condition = (
      azurerm_private_dns_resolver_forwarding_rule.this["sites/office"].target_dns_servers[1].port == 5353
      && azurerm_private_dns_resolver_forwarding_rule.this["sites/office"].target_dns_servers[0].port == 53
      && !azurerm_private_dns_resolver_forwarding_rule.this["sites/all"].enabled
      && azurerm_private_dns_resolver_virtual_network_link.this["sites/hub"].virtual_network_id == var.virtual_network_id
    )
    error_message = "Names must be asked for where it was said, by the networks that were named."
  }
}

run "refuses_nothing_at_all" {
  command = plan

  variables {
    inbound_endpoints = {}
  }

  expect_failures = [var.inbound_endpoints]
}
