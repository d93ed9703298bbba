output "id" {
  description = "ID of the resolver."
  value       = azurerm_private_dns_resolver.this.id
}

output "name" {
  description = "Name of the resolver."
  value       = azurerm_private_dns_resolver.this.name
}

output "inbound_addresses" {
  description = "Addresses that answer, by the names of the inbound endpoints: what other sites forward to, and the DNS servers of networks and firewalls."
  value       = { for name, endpoint in azurerm_private_dns_resolver_inbound_endpoint.this : name => endpoint.ip_configurations[0].private_ip_address }
}

output "outbound_endpoint_ids" {
  description = "IDs of the outbound endpoints, by name."
  value       = { for name, endpoint in azurerm_private_dns_resolver_outbound_endpoint.this : name => endpoint.id }
}

output "ruleset_ids" {
  description = "IDs of the sets of rules by name, as networks that are elsewhere link themselves to them."
  value       = { for name, ruleset in azurerm_private_dns_resolver_dns_forwarding_ruleset.this : name => ruleset.id }
}
