output "id" {
  description = "ID of the vault, such as a role assignment takes for its scope."
  value       = azurerm_key_vault.this.id
}

output "name" {
  description = "Name of the vault."
  value       = azurerm_key_vault.this.name
}

output "uri" {
  description = "Address that clients connect to."
  value       = azurerm_key_vault.this.vault_uri
}

output "private_endpoint_address" {
  description = "Address of the vault inside of the network; null without a private endpoint."
  value       = one(azurerm_private_endpoint.this[*].private_service_connection[0].private_ip_address)
}

output "encryption_key_ids" {
  description = "Versionless IDs of the keys by name, such as customer_managed_key of other modules takes."
  value       = { for name, key in azurerm_key_vault_key.this : name => key.versionless_id }
}

output "certificate_secret_ids" {
  description = "Versionless IDs of the secrets that hold the certificates with their keys, by name, as gateways take them."
  value       = { for name, certificate in azurerm_key_vault_certificate.this : name => certificate.versionless_secret_id }
}

output "certificate_ids" {
  description = "Versionless IDs of the certificates by name."
  value       = { for name, certificate in azurerm_key_vault_certificate.this : name => certificate.versionless_id }
}
