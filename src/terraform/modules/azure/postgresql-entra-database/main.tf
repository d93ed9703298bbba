# A database on a PostgreSQL flexible server, which belongs to one workload: a job makes its user before the workload starts, since that takes statements of SQL.

resource "azurerm_postgresql_flexible_server_database" "this" {
  name      = var.database_name
  server_id = var.server_id
  charset   = var.charset
  collation = var.collation
}
