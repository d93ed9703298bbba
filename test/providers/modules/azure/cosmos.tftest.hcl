mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = !azurerm_cosmosdb_account.this.local_authentication_enabled && !azurerm_cosmosdb_account.this.public_network_access_enabled
    error_message = "Keys and public access must be off."
  }

  assert {
    condition     = azurerm_cosmosdb_account.this.backup[0].type == "Continuous" && azurerm_cosmosdb_account.this.backup[0].tier == "Continuous7Days"
    error_message = "The account must be backed up all the time."
  }

  assert {
    condition     = [for place in azurerm_cosmosdb_account.this.geo_location : place.location] == ["westeurope"]
    error_message = "The account must live in one region."
  }

  assert {
    condition     = output.primary_key == null && length(azurerm_private_endpoint.this) == 0
    error_message = "Nothing that nobody asked for."
  }
}

run "everything" {
  command = plan

  variables {
    backup_policy_type               = "Periodic"
    consistency_level                = "BoundedStaleness"
    secondary_locations              = [{ location = "northeurope", zone_redundant = true }]
    multiple_write_locations_enabled = true
    capabilities                     = ["EnableNoSQLVectorSearch"]
    throughput_limit                 = 4000
    local_authentication_enabled     = true
    public_network_access_enabled    = true
    allowed_ip_ranges                = ["203.0.113.7", "198.51.100.0/24"]
    allowed_subnet_ids               = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"]

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.documents.azure.com"]
    }

    customer_managed_key = {
      key_vault_key_id          = "https://shop-prod.vault.azure.net/keys/storage"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
    }
  }

  assert {
    condition     = azurerm_cosmosdb_account.this.backup[0].interval_in_minutes == 240 && azurerm_cosmosdb_account.this.backup[0].retention_in_hours == 24
    error_message = "A periodic backup has an interval."
  }

  assert {
    condition     = azurerm_cosmosdb_account.this.consistency_policy[0].max_staleness_prefix == 100000
    error_message = "The bounds of staleness must be given."
  }

  assert {
    condition     = { for place in azurerm_cosmosdb_account.this.geo_location : place.location => place.failover_priority } == { westeurope = 0, northeurope = 1 }
    error_message = "Regions must take over in their order."
  }

  assert {
    condition     = azurerm_cosmosdb_account.this.automatic_failover_enabled && azurerm_cosmosdb_account.this.is_virtual_network_filter_enabled
    error_message = "A second region takes over by itself."
  }

  assert {
    condition     = startswith(azurerm_cosmosdb_account.this.default_identity_type, "UserAssignedIdentity=/subscriptions/")
    error_message = "The identity must be the one that may use the key."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["Sql"]) && length(azurerm_private_endpoint.this[0].private_dns_zone_group) == 1
    error_message = "The endpoint must lead to the service and be known to the zone."
  }
}

run "staleness_counts_for_its_level_only" {
  command = plan

  variables {
    max_staleness_seconds = 60
  }

  assert {
    condition     = azurerm_cosmosdb_account.this.consistency_policy[0].consistency_level == "Session"
    error_message = "The level must stay."
  }
}
