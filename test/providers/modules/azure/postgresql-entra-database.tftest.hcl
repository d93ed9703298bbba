mock_provider "azurerm" {}

variables {
  server_id     = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.DBforPostgreSQL/flexibleServers/shop-prod"
  host          = "shop-prod.postgres.database.azure.com"
  database_name = "orders"
  user_name     = "order_api"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = azurerm_postgresql_flexible_server_database.this.charset == "UTF8" && azurerm_postgresql_flexible_server_database.this.server_id == var.server_id
    error_message = "The database must be on the server, and take all of Unicode."
  }

  assert {
    condition     = output.host == var.host && output.port == 5432 && output.name == "orders" && output.user == "order_api"
    error_message = "What clients need must be handed on."
  }
}
