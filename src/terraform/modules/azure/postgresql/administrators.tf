resource "azurerm_postgresql_flexible_server_active_directory_administrator" "this" {
  for_each = var.administrators

  server_name         = azurerm_postgresql_flexible_server.this.name
  resource_group_name = var.resource_group_name
  tenant_id           = var.tenant_id
  principal_name      = each.key
  object_id           = each.value.object_id
  principal_type      = each.value.principal_type
}

# The password of the local administrator lives in the Key Vault alone, never in the state.
ephemeral "random_password" "administrator" {
  count = var.local_administrator == null ? 0 : 1

  length           = 32
  min_lower        = 1
  min_upper        = 1
  min_numeric      = 1
  min_special      = 1
  override_special = "_-"
}

resource "azurerm_key_vault_secret" "administrator" {
  count = var.local_administrator == null ? 0 : 1

  name             = "${var.name}-administrator"
  key_vault_id     = var.local_administrator.key_vault_id
  value_wo         = ephemeral.random_password.administrator[0].result
  value_wo_version = var.local_administrator.password_version
  content_type     = "password of ${var.local_administrator.login}"
  tags             = var.tags
}
