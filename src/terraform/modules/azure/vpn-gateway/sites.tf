# The key of a tunnel opens the network. The service needs it as text, so that the state holds it, too; where no secret is named, Azure makes it.
data "azurerm_key_vault_secret" "shared_key" {
  for_each = { for name, site in var.sites : name => site.shared_key_secret_name if site.shared_key_secret_name != null }

  name         = each.value
  key_vault_id = var.key_vault_id
}

resource "azurerm_local_network_gateway" "this" {
  for_each = var.sites

  name                = "${var.name}-${each.key}"
  location            = var.location
  resource_group_name = var.resource_group_name
  gateway_address     = each.value.address
  gateway_fqdn        = each.value.fqdn
  address_space       = each.value.address_space
  tags                = var.tags

  dynamic "bgp_settings" {
    for_each = each.value.bgp[*]

    content {
      asn                 = bgp_settings.value.asn
      bgp_peering_address = bgp_settings.value.peering_address
      peer_weight         = bgp_settings.value.peer_weight
    }
  }
}

resource "azurerm_virtual_network_gateway_connection" "this" {
  for_each = var.sites

  name                               = "${var.name}-${each.key}"
  location                           = var.location
  resource_group_name                = var.resource_group_name
  type                               = "IPsec"
  virtual_network_gateway_id         = azurerm_virtual_network_gateway.this.id
  local_network_gateway_id           = azurerm_local_network_gateway.this[each.key].id
  shared_key                         = each.value.shared_key_secret_name == null ? null : data.azurerm_key_vault_secret.shared_key[each.key].value
  connection_protocol                = "IKEv2"
  connection_mode                    = each.value.connection_mode
  dpd_timeout_seconds                = each.value.dead_peer_timeout_seconds
  routing_weight                     = each.value.routing_weight
  bgp_enabled                        = each.value.bgp != null
  use_policy_based_traffic_selectors = length(each.value.traffic_selectors) > 0
  tags                               = var.tags

  ipsec_policy {
    ike_encryption   = each.value.ipsec.ike_encryption
    ike_integrity    = each.value.ipsec.ike_integrity
    dh_group         = each.value.ipsec.dh_group
    ipsec_encryption = each.value.ipsec.ipsec_encryption
    ipsec_integrity  = each.value.ipsec.ipsec_integrity
    pfs_group        = each.value.ipsec.pfs_group
    sa_lifetime      = each.value.ipsec.sa_lifetime_seconds
    sa_datasize      = each.value.ipsec.sa_datasize_kb
  }

  dynamic "traffic_selector_policy" {
    for_each = each.value.traffic_selectors

    content {
      local_address_cidrs  = traffic_selector_policy.value.local_blocks
      remote_address_cidrs = traffic_selector_policy.value.remote_blocks
    }
  }
}
