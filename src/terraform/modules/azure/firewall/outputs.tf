output "id" {
  description = "ID of the firewall."
  value       = azurerm_firewall.this.id
}

output "name" {
  description = "Name of the firewall."
  value       = azurerm_firewall.this.name
}

output "private_ip_address" {
  description = "Private address of the firewall: the next hop of routes through it, and a DNS server."
  value       = azurerm_firewall.this.ip_configuration[0].private_ip_address

  # Whoever is sent through it needs what its rules let through.
  depends_on = [azurerm_firewall_policy_rule_collection_group.this]
}

output "public_ip_addresses" {
  description = "Public addresses of the firewall, from which everything behind it reaches the internet."
  value       = azurerm_public_ip.this[*].ip_address
}

output "policy_id" {
  description = "ID of the policy, as policies of other firewalls take it for their base."
  value       = azurerm_firewall_policy.this.id
}

output "ip_group_ids" {
  description = "IDs of the groups of addresses, by name."
  value       = { for name, group in azurerm_ip_group.this : name => group.id }
}
