locals {
  # Without somebody who logs in with a password, the one that Azure asks for is forgotten when the run ends.
  administrator_password = var.local_administrator == null ? ephemeral.random_password.administrator.result : ephemeral.azurerm_key_vault_secret.administrator[0].value
}

# The server gets the password that the Key Vault has, not the one that was made for it in this run: so both agree even when an
# earlier run broke off between them.
ephemeral "azurerm_key_vault_secret" "administrator" {
  count = var.local_administrator == null ? 0 : 1

  name         = azurerm_key_vault_secret.administrator[0].name
  key_vault_id = azurerm_key_vault_secret.administrator[0].key_vault_id

  # Not known before the secret is there: so nobody asks for it too early.
  version = azurerm_key_vault_secret.administrator[0].version
}
