# An Azure SQL server with databases, elastic pools and a failover group: Microsoft Entra identities instead of passwords, no public access, backed up, over TLS only.

locals {
  # What has the options that modules share: diagnostics, lock and roles. Who did what in any database is a log of the database master.
  resource_id  = azurerm_mssql_server.this.id
  diagnosed_id = "${local.resource_id}/databases/master"

  port = 1433
}

resource "azurerm_mssql_server" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  version             = "12.0"
  minimum_tls_version = "1.2"
  connection_policy   = var.connection_policy

  public_network_access_enabled        = var.public_network_access_enabled
  outbound_network_restriction_enabled = var.outbound_network_restriction_enabled

  azuread_administrator {
    login_username              = var.administrator.name
    object_id                   = var.administrator.object_id
    tenant_id                   = var.tenant_id
    azuread_authentication_only = true
  }

  primary_user_assigned_identity_id            = var.customer_managed_key == null ? null : var.customer_managed_key.user_assigned_identity_id
  transparent_data_encryption_key_vault_key_id = var.customer_managed_key == null ? null : var.customer_managed_key.key_vault_key_id

  dynamic "identity" {
    for_each = var.customer_managed_key == null ? [] : [var.customer_managed_key.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  tags = var.tags

  # The databases and their backups go with the server. To delete it, take the call of this module away: then there is no rule left that forbids it.
  lifecycle {
    prevent_destroy = true
  }
}

# Without it the database master writes no log of who did what.
resource "azurerm_mssql_server_extended_auditing_policy" "this" {
  count = var.diagnostics == null ? 0 : 1

  server_id              = azurerm_mssql_server.this.id
  log_monitoring_enabled = true

  depends_on = [azurerm_monitor_diagnostic_setting.diagnostics]
}

resource "azurerm_mssql_firewall_rule" "this" {
  for_each = toset(var.allowed_ip_ranges)

  name             = replace(each.value, "/[./]/", "-")
  server_id        = azurerm_mssql_server.this.id
  start_ip_address = cidrhost(strcontains(each.value, "/") ? each.value : "${each.value}/32", 0)
  end_ip_address   = cidrhost(strcontains(each.value, "/") ? each.value : "${each.value}/32", -1)
}

resource "azurerm_mssql_virtual_network_rule" "this" {
  count = length(var.allowed_subnet_ids)

  name      = "subnet-${count.index}"
  server_id = azurerm_mssql_server.this.id
  subnet_id = var.allowed_subnet_ids[count.index]
}
