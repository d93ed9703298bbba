output "id" {
  description = "ID of the virtual network."
  value       = azurerm_virtual_network.this.id
}

output "name" {
  description = "Name of the virtual network."
  value       = azurerm_virtual_network.this.name
}

output "address_space" {
  description = "Address blocks of the virtual network."
  value       = azurerm_virtual_network.this.address_space
}

output "subnet_id" {
  description = "ID of the first subnet."
  value       = azurerm_subnet.this[var.subnets[0].name].id

  # Whoever starts in a subnet needs its rules and its way out.
  depends_on = [
    azurerm_nat_gateway_public_ip_association.this,
    azurerm_network_security_rule.own,
    azurerm_network_security_rule.pods,
    azurerm_route.this,
    azurerm_subnet_nat_gateway_association.this,
    azurerm_subnet_network_security_group_association.this,
    azurerm_subnet_route_table_association.this,
  ]
}

output "subnet_ids" {
  description = "IDs of all subnets by name."
  value       = { for name, subnet in azurerm_subnet.this : name => subnet.id }

  depends_on = [
    azurerm_nat_gateway_public_ip_association.this,
    azurerm_network_security_rule.own,
    azurerm_network_security_rule.pods,
    azurerm_route.this,
    azurerm_subnet_nat_gateway_association.this,
    azurerm_subnet_network_security_group_association.this,
    azurerm_subnet_route_table_association.this,
  ]
}

output "subnet_address_prefixes" {
  description = "Address blocks of all subnets by name."
  value       = { for name, subnet in azurerm_subnet.this : name => subnet.address_prefixes[0] }
}

output "private_dns_zone_ids" {
  description = "IDs of the private DNS zones by the names that private_dns_zones and central_private_dns_zone_ids give them, for private endpoints."
  value       = merge({ for name, zone in azurerm_private_dns_zone.this : name => zone.id }, var.central_private_dns_zone_ids)
}

output "security_group_ids" {
  description = "IDs of the network security groups by the names of their subnets."
  value       = { for name, group in azurerm_network_security_group.this : name => group.id }
}

output "route_table_ids" {
  description = "IDs of the route tables by name."
  value       = { for name, table in azurerm_route_table.this : name => table.id }
}

output "nat_public_ip" {
  description = "Public IP address from which the subnets reach the internet; null without a NAT gateway."
  value       = one(azurerm_public_ip.nat[*].ip_address)
}
