resource "azurerm_mysql_flexible_server_active_directory_administrator" "this" {
  count = var.administrator == null ? 0 : 1

  server_id   = azurerm_mysql_flexible_server.this.id
  tenant_id   = var.tenant_id
  login       = var.administrator.name
  object_id   = var.administrator.object_id
  identity_id = var.administrator.user_assigned_identity_id
}

# Whoever has a password is not let in any more, once there is somebody who needs none.
resource "azurerm_mysql_flexible_server_configuration" "entra_only" {
  count = var.administrator != null && var.local_administrator == null ? 1 : 0

  name                = "aad_auth_only"
  resource_group_name = var.resource_group_name
  server_name         = azurerm_mysql_flexible_server.this.name
  value               = "ON"

  depends_on = [azurerm_mysql_flexible_server_active_directory_administrator.this]
}

# The password of the local administrator lives in the Key Vault alone, never in the state.
ephemeral "random_password" "administrator" {
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
  value_wo         = ephemeral.random_password.administrator.result
  value_wo_version = var.local_administrator.password_version
  content_type     = "password of ${var.administrator_login}"
  tags             = var.tags
}
