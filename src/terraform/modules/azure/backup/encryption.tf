# The vault uses a key of one's own with its own identity, so that it needs the role before it has the key.
resource "azurerm_role_assignment" "encryption" {
  count = var.customer_managed_key == null ? 0 : 1

  scope                = var.customer_managed_key.key_vault_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = local.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_data_protection_backup_vault_customer_managed_key" "this" {
  count = var.customer_managed_key == null ? 0 : 1

  data_protection_backup_vault_id = azurerm_data_protection_backup_vault.this.id
  key_vault_key_id                = var.customer_managed_key.key_vault_key_id

  depends_on = [azurerm_role_assignment.encryption]
}
