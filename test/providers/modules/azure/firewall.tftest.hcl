mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_firewall_policy" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/firewallPolicies/hub-prod" }
  }

  mock_resource "azurerm_public_ip" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/publicIPAddresses/hub-prod", ip_address = "198.51.100.7" }
  }
}

variables {
  name                = "hub-prod"
  location            = "westeurope"
  resource_group_name = "rg-hub-prod"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/virtualNetworks/hub-prod/subnets/AzureFirewallSubnet"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = azurerm_firewall_policy.this.threat_intelligence_mode == "Deny" && azurerm_firewall_policy.this.dns[0].proxy_enabled && length(azurerm_firewall_policy_rule_collection_group.this) == 0
    error_message = "The firewall must stop what is hostile, and let through nothing that no rule allows."
  }

  assert {
    condition     = azurerm_firewall.this.zones == toset(["1", "2", "3"]) && azurerm_public_ip.this[0].zones == toset(["1", "2", "3"]) && length(azurerm_firewall.this.management_ip_configuration) == 0
    error_message = "The firewall must outlive a zone."
  }

  assert {
    condition     = length(azurerm_firewall_policy.this.intrusion_detection) == 0
    error_message = "The tier Standard looks for no intruders."
  }
}

run "without_zones" {
  command = plan

  variables {
    location             = "chinanorth2"
    sku_tier             = "Basic"
    management_subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/virtualNetworks/hub-prod/subnets/AzureFirewallManagementSubnet"
  }

  assert {
    condition     = length(azurerm_firewall.this.zones) == 0 && azurerm_firewall_policy.this.threat_intelligence_mode == "Alert" && length(azurerm_firewall_policy.this.dns) == 0 && length(azurerm_firewall.this.management_ip_configuration) == 1
    error_message = "A small firewall in a location without zones can do less."
  }
}

run "everything" {
  command = plan

  variables {
    sku_tier        = "Premium"
    public_ip_count = 2
    dns_servers     = ["10.2.2.4"]
    ip_groups       = { spokes = ["10.1.0.0/16", "10.3.0.0/16"] }
    analytics       = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.OperationalInsights/workspaces/hub-prod" }

    intrusion_detection = {
      signatures = { "2024897" = "Off" }
      bypasses   = { backup = { protocol = "TCP", source_addresses = ["10.1.0.4"], destination_addresses = ["10.3.0.4"], destination_ports = ["443"] } }
    }

    tls_inspection = {
      key_vault_secret_id       = "https://hub-prod.vault.azure.net/secrets/inspection"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/hub-prod"
    }

    rule_collection_groups = {
      platform = {
        priority = 1000
        network  = { time = { priority = 300, rules = { ntp = { source_ip_groups = ["spokes"], protocols = ["UDP"], destination_fqdns = ["ntp.ubuntu.com"], destination_ports = ["123"] } } } }
        application = {
          clusters = {
            priority = 200
            rules = {
              aks = { source_ip_groups = ["spokes"], destination_fqdn_tags = ["AzureKubernetesService"] }
              git = { source_addresses = ["10.1.0.0/24"], destination_urls = ["git.example.com/shop"], terminate_tls = true, http_headers = { X-Estate = "shop" } }
            }
          }
        }
        nat = { shop = { priority = 100, rules = { web = { source_addresses = ["*"], public_ip = 1, port = 443, translated_address = "10.1.0.10", translated_port = 8443 } } } }
      }
      denied = { priority = 200, network = { telnet = { priority = 100, action = "Deny", rules = { telnet = { source_addresses = ["*"], destination_addresses = ["*"], destination_ports = ["23"] } } } } }
    }
  }

  assert {
    condition     = azurerm_firewall_policy.this.intrusion_detection[0].mode == "Deny" && length(azurerm_firewall_policy.this.tls_certificate) == 1 && azurerm_firewall_policy.this.insights[0].retention_in_days == 30
    error_message = "The tier Premium must stop intruders."
  }

  assert {
    condition = (
      azurerm_firewall_policy_rule_collection_group.this["platform"].network_rule_collection[0].action == "Allow"
      && length(azurerm_firewall_policy_rule_collection_group.this["platform"].application_rule_collection[0].rule[0].protocols) == 0
      && azurerm_firewall_policy_rule_collection_group.this["platform"].application_rule_collection[0].rule[1].protocols[0].port == 443
      && azurerm_firewall_policy_rule_collection_group.this["platform"].nat_rule_collection[0].rule[0].translated_port == 8443
    )
    error_message = "Rules must say what was said."
  }

  assert {
    condition     = [for configuration in azurerm_firewall.this.ip_configuration : configuration.subnet_id == var.subnet_id] == [true, false]
    error_message = "The subnet is that of the first address alone."
  }
}

run "refuses_a_rule_for_everything" {
  command = plan

  variables {
    rule_collection_groups = { all = { priority = 100, network = { all = { priority = 100, rules = { all = { source_addresses = ["*"], destination_addresses = ["*"], destination_ports = ["*"] } } } } } }
  }

  expect_failures = [var.rule_collection_groups]
}
