# A VPN gateway in a hub network: tunnels of IPsec to the networks of other sites, with keys that no file has, and a way in for people who log in with Entra.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_virtual_network_gateway.this.id
  diagnosed_id = local.resource_id

  zones = coalesce(var.zones, contains(local.locations_without_zones, var.location) ? [] : ["1", "2", "3"])

  # Machines that carry tunnels at once, each with an address of its own; people need one more beside two of them.
  instance_count = var.active_active ? 2 : 1
  address_count  = var.active_active && var.clients != null ? 3 : local.instance_count

  asn = var.bgp == null ? null : var.bgp.asn
}

resource "azurerm_public_ip" "this" {
  count = local.address_count

  name                = "${var.name}-${count.index}"
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = "Standard"
  allocation_method   = "Static"
  zones               = local.zones
  tags                = var.tags
}

resource "azurerm_virtual_network_gateway" "this" {
  name                             = var.name
  location                         = var.location
  resource_group_name              = var.resource_group_name
  type                             = "Vpn"
  vpn_type                         = "RouteBased"
  sku                              = var.sku
  generation                       = contains(["VpnGw1AZ"], var.sku) ? "Generation1" : "Generation2"
  active_active                    = var.active_active
  bgp_enabled                      = var.bgp != null
  default_local_network_gateway_id = var.default_site == null ? null : azurerm_local_network_gateway.this[var.default_site].id
  remote_vnet_traffic_enabled      = var.remote_network_traffic_enabled
  ip_sec_replay_protection_enabled = true
  tags                             = var.tags

  dynamic "ip_configuration" {
    for_each = range(local.address_count)

    content {
      name                          = "address-${ip_configuration.value}"
      subnet_id                     = var.subnet_id
      private_ip_address_allocation = "Dynamic"
      public_ip_address_id          = azurerm_public_ip.this[ip_configuration.value].id
    }
  }

  dynamic "bgp_settings" {
    for_each = var.bgp[*]

    content {
      asn         = bgp_settings.value.asn
      peer_weight = bgp_settings.value.peer_weight

      dynamic "peering_addresses" {
        for_each = bgp_settings.value.apipa_addresses

        content {
          ip_configuration_name = "address-${peering_addresses.key}"
          apipa_addresses       = peering_addresses.value
        }
      }
    }
  }

  dynamic "vpn_client_configuration" {
    for_each = var.clients[*]

    content {
      address_space        = vpn_client_configuration.value.address_space
      vpn_client_protocols = ["OpenVPN"]
      vpn_auth_types       = ["AAD"]
      aad_tenant           = "${vpn_client_configuration.value.login_url}/${var.tenant_id}/"
      aad_audience         = vpn_client_configuration.value.audience
      aad_issuer           = "${vpn_client_configuration.value.issuer_url}/${var.tenant_id}/"
    }
  }

  dynamic "custom_route" {
    for_each = var.clients == null ? [] : range(length(var.clients.routes) > 0 ? 1 : 0)

    content {
      address_prefixes = var.clients.routes
    }
  }
}
