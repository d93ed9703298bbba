output "id" {
  description = "ID of the gateway."
  value       = azurerm_virtual_network_gateway.this.id
}

output "name" {
  description = "Name of the gateway."
  value       = azurerm_virtual_network_gateway.this.name
}

output "public_ip_addresses" {
  description = "Public addresses of the gateway, to which other sites make their tunnels: one for each of its machines."
  value       = slice(azurerm_public_ip.this[*].ip_address, 0, local.instance_count)
}

output "asn" {
  description = "Number of the gateway as a speaker of BGP; null without."
  value       = local.asn
}

output "bgp_peering_addresses" {
  description = "Addresses of the gateway as a speaker of BGP, by its configurations address-0 and address-1; empty without."
  value       = var.bgp == null ? {} : { for peer in azurerm_virtual_network_gateway.this.bgp_settings[0].peering_addresses : peer.ip_configuration_name => peer.default_addresses }
}

output "connection_ids" {
  description = "IDs of the connections, by the names of the sites."
  value       = { for name, connection in azurerm_virtual_network_gateway_connection.this : name => connection.id }
}
