output "versions" {
  description = "Version of each secret by its name: another one for every value."
  value       = nonsensitive({ for name, secret in azurerm_key_vault_secret.this : name => secret.version })
}
