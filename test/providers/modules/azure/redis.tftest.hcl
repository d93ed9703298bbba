mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = azurerm_managed_redis.this.public_network_access == "Disabled" && !azurerm_managed_redis.this.default_database[0].access_keys_authentication_enabled
    error_message = "Keys and public access must be off."
  }

  assert {
    condition     = azurerm_managed_redis.this.default_database[0].client_protocol == "Encrypted" && azurerm_managed_redis.this.high_availability_enabled
    error_message = "Connections must be encrypted, and a replica must be there."
  }
}

run "everything" {
  command = plan

  variables {
    sku_name                           = "MemoryOptimized_M10"
    clustering_policy                  = "EnterpriseCluster"
    eviction_policy                    = "NoEviction"
    persistence_frequency              = "1h"
    redis_modules                      = ["RediSearch", "RedisJSON"]
    access_keys_authentication_enabled = true
    data_owners                        = { agent = "11111111-1111-1111-1111-111111111111" }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.redis.azure.net"]
    }

    customer_managed_key = {
      key_vault_key_id          = "https://shop-prod.vault.azure.net/keys/storage/0123456789abcdef0123456789abcdef"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
    }
  }

  assert {
    condition     = azurerm_managed_redis.this.default_database[0].persistence_redis_database_backup_frequency == "1h" && azurerm_managed_redis.this.default_database[0].persistence_append_only_file_backup_frequency == null
    error_message = "What is stored must be written down as a whole."
  }

  assert {
    condition     = length(azurerm_managed_redis.this.default_database[0].module) == 2 && length(azurerm_managed_redis_access_policy_assignment.this) == 1
    error_message = "Modules and owners must be there."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["redisEnterprise"]) && length(azurerm_private_endpoint.this[0].private_dns_zone_group) == 1
    error_message = "The endpoint must lead to the service and be known to the zone."
  }
}

run "a_log_of_every_write" {
  command = plan

  variables {
    persistence_frequency = "1s"
  }

  assert {
    condition     = azurerm_managed_redis.this.default_database[0].persistence_append_only_file_backup_frequency == "1s" && azurerm_managed_redis.this.default_database[0].persistence_redis_database_backup_frequency == null
    error_message = "Every write must go to the log."
  }
}
