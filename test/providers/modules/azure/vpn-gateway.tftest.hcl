mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_public_ip" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/publicIPAddresses/hub-prod" }
  }

  mock_resource "azurerm_virtual_network_gateway" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/virtualNetworkGateways/hub-prod" }
  }

  mock_resource "azurerm_local_network_gateway" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/localNetworkGateways/hub-prod" }
  }

  mock_data "azurerm_key_vault_secret" {
    defaults = { value = "from the vault" }
  }
}

variables {
  name                = "hub-prod"
  location            = "westeurope"
  resource_group_name = "rg-hub-prod"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.Network/virtualNetworks/hub-prod/subnets/GatewaySubnet"
}

run "safe_by_default" {
  command = plan

  variables {
    sites = { office = { address = "198.51.100.7", address_space = ["192.168.0.0/16"] } }
  }

  assert {
    condition     = azurerm_virtual_network_gateway.this.active_active && length(azurerm_virtual_network_gateway.this.ip_configuration) == 2 && azurerm_public_ip.this[0].zones == toset(["1", "2", "3"])
    error_message = "Upkeep and the loss of a zone must interrupt nothing."
  }

  assert {
    condition = (
      azurerm_virtual_network_gateway_connection.this["office"].ipsec_policy[0].ike_encryption == "AES256"
      && azurerm_virtual_network_gateway_connection.this["office"].ipsec_policy[0].pfs_group == "PFS2048"
      && azurerm_virtual_network_gateway_connection.this["office"].connection_protocol == "IKEv2"
      && !azurerm_virtual_network_gateway_connection.this["office"].bgp_enabled
    )
    error_message = "A tunnel must be encrypted as is fit for today."
  }

  assert {
    condition     = length(data.azurerm_key_vault_secret.shared_key) == 0
    error_message = "Azure makes the key where no secret is named."
  }
}

run "everything" {
  command = plan

  variables {
    key_vault_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub-prod/providers/Microsoft.KeyVault/vaults/hub-prod"
    bgp          = { asn = 65010, apipa_addresses = [["169.254.21.5"], ["169.254.21.9"]] }
    default_site = "office"
    sites = {
      office = { address = "198.51.100.7", address_space = ["192.168.0.0/16"], shared_key_secret_name = "office", traffic_selectors = [{ local_blocks = ["10.2.0.0/16"], remote_blocks = ["192.168.0.0/16"] }] }
      plant  = { fqdn = "vpn.plant.example.com", bgp = { asn = 65020, peering_address = "172.16.0.1" } }
    }
    clients = { address_space = ["172.20.0.0/24"], routes = ["10.3.0.0/16"] }
  }

  assert {
    condition     = nonsensitive(azurerm_virtual_network_gateway_connection.this["office"].shared_key) == "from the vault" && azurerm_virtual_network_gateway_connection.this["office"].use_policy_based_traffic_selectors
    error_message = "The key of a tunnel must come from the vault."
  }

  assert {
    condition     = azurerm_virtual_network_gateway_connection.this["plant"].bgp_enabled && azurerm_local_network_gateway.this["plant"].bgp_settings[0].asn == 65020 && azurerm_virtual_network_gateway.this.bgp_enabled
    error_message = "A site must say its blocks by BGP."
  }

  assert {
    condition = (
      length(azurerm_virtual_network_gateway.this.ip_configuration) == 3
      && azurerm_virtual_network_gateway.this.vpn_client_configuration[0].aad_issuer == "https://sts.windows.net/00000000-0000-0000-0000-000000000000/"
      && azurerm_virtual_network_gateway.this.vpn_client_configuration[0].vpn_auth_types == toset(["AAD"])
    )
    error_message = "People must log in with Entra, and nothing else."
  }

  assert {
    condition     = [for peer in azurerm_virtual_network_gateway.this.bgp_settings[0].peering_addresses : peer.ip_configuration_name] == ["address-0", "address-1"]
    error_message = "Each machine has addresses of its own for BGP."
  }
}

run "refuses_keys_without_a_vault" {
  command = plan

  variables {
    sites = { office = { address = "198.51.100.7", address_space = ["192.168.0.0/16"], shared_key_secret_name = "office" } }
  }

  expect_failures = [var.key_vault_id]
}
