mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
  administrator       = { name = "dba team", object_id = "11111111-1111-1111-1111-111111111111" }
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = azurerm_mssql_server.this.azuread_administrator[0].azuread_authentication_only && !azurerm_mssql_server.this.public_network_access_enabled && azurerm_mssql_server.this.minimum_tls_version == "1.2"
    error_message = "Only identities may log in, over TLS, from inside."
  }

  assert {
    condition     = length(azurerm_mssql_database.this) == 0 && length(azurerm_mssql_server_extended_auditing_policy.this) == 0
    error_message = "There is what is asked for."
  }
}

run "everything" {
  command = plan

  variables {
    elastic_pools = { shared = { capacity = 4, database_capacity_max = 4 } }
    databases = {
      orders = { elastic_pool = "shared" }
      search = { sku_name = "GP_S_Gen5_2", serverless = { auto_pause_minutes = 120 } }
      ledger = { sku_name = "BC_Gen5_4", zone_redundant = true, read_scale_enabled = true, backup_storage_redundancy = "GeoZone", long_term_retention = { weekly = "P4W", yearly = "P5Y", week_of_year = 1 } }
      old    = { restore = { database_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Sql/servers/shop-old/databases/old", time = "2030-01-31T08:00:00Z" } }
    }
    failover_group                = { partner_server_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Sql/servers/shop-second", automatic = true }
    public_network_access_enabled = true
    allowed_ip_ranges             = ["198.51.100.0/24"]
    allowed_subnet_ids            = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/nodes"]
    diagnostics                   = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.database.windows.net"]
    }

    customer_managed_key = {
      key_vault_key_id          = "https://shop-prod.vault.azure.net/keys/sql/0123456789abcdef0123456789abcdef"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
    }
  }

  assert {
    condition     = azurerm_mssql_database.this["orders"].sku_name == "ElasticPool" && azurerm_mssql_database.this["search"].auto_pause_delay_in_minutes == 120 && azurerm_mssql_database.this["old"].create_mode == "PointInTimeRestore"
    error_message = "A database is in a pool, sleeps, or comes of a backup, as it says."
  }

  assert {
    condition     = azurerm_mssql_failover_group.this[0].read_write_endpoint_failover_policy[0].grace_minutes == 60 && azurerm_mssql_failover_group.this[0].name == "shop-prod-failover"
    error_message = "The group must go over by itself, after an hour."
  }

  assert {
    condition     = azurerm_mssql_firewall_rule.this["198.51.100.0/24"].end_ip_address == "198.51.100.255" && azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["sqlServer"])
    error_message = "The server must be reached from where it says."
  }

  assert {
    condition     = azurerm_mssql_server_extended_auditing_policy.this[0].log_monitoring_enabled && length(azurerm_monitor_diagnostic_setting.diagnostics) == 1
    error_message = "Who did what must be logged."
  }
}
