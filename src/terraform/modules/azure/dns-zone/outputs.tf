output "id" {
  description = "ID of the zone."
  value       = one(concat(azurerm_dns_zone.this[*].id, azurerm_private_dns_zone.this[*].id))
}

output "name" {
  description = "Name of the zone."
  value       = var.zone_name
}

output "name_servers" {
  description = "Name servers to which the zone above has to delegate; none for a private zone."
  value       = flatten(azurerm_dns_zone.this[*].name_servers)
}
