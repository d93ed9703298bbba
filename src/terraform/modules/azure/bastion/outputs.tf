output "id" {
  description = "ID of the bastion."
  value       = azurerm_bastion_host.this.id
}

output "name" {
  description = "Name of the bastion, which az network bastion ssh, rdp and tunnel ask for."
  value       = azurerm_bastion_host.this.name
}

output "dns_name" {
  description = "Name by which browsers reach the bastion."
  value       = azurerm_bastion_host.this.dns_name
}

output "public_address" {
  description = "Public address of the bastion; null without one."
  value       = one(azurerm_public_ip.this[*].ip_address)
}
