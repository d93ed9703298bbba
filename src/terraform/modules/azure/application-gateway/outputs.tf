output "id" {
  description = "ID of the gateway."
  value       = azurerm_application_gateway.this.id
}

output "name" {
  description = "Name of the gateway."
  value       = azurerm_application_gateway.this.name
}

output "public_address" {
  description = "Public address, which A records of the host names point to; null without one."
  value       = one(azurerm_public_ip.this[*].ip_address)
}

output "public_fqdn" {
  description = "Host name of the public address, which CNAME records may point to; null without domain_name_label."
  value       = var.domain_name_label == null ? null : one(azurerm_public_ip.this[*].fqdn)
}

output "private_address" {
  description = "Address inside of the network; null without one."
  value       = var.private_address
}

output "backend_address_pool_ids" {
  description = "IDs of the backends by name, such as network interfaces of machines take them."
  value       = { for name in keys(var.backends) : name => "${azurerm_application_gateway.this.id}/backendAddressPools/${name}" }
}

output "firewall_policy_id" {
  description = "ID of the policy of the web application firewall; null without one."
  value       = one(azurerm_web_application_firewall_policy.this[*].id)
}
