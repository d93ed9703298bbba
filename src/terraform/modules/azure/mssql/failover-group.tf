# One name for a server and its partner in another location, which has a copy of the databases.
resource "azurerm_mssql_failover_group" "this" {
  count = var.failover_group == null ? 0 : 1

  name      = coalesce(var.failover_group.name, "${var.name}-failover")
  server_id = azurerm_mssql_server.this.id
  databases = [
    for name in var.failover_group.databases == null ? keys(var.databases) : var.failover_group.databases : azurerm_mssql_database.this[name].id
  ]
  readonly_endpoint_failover_policy_enabled = var.failover_group.readonly_failover_enabled
  tags                                      = var.tags

  partner_server {
    id = var.failover_group.partner_server_id
  }

  read_write_endpoint_failover_policy {
    mode          = var.failover_group.automatic ? "Automatic" : "Manual"
    grace_minutes = var.failover_group.automatic ? var.failover_group.grace_minutes : null
  }
}
