mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = !azurerm_app_configuration.this.local_auth_enabled && azurerm_app_configuration.this.public_network_access == "Disabled"
    error_message = "Keys and public access must be off."
  }

  assert {
    condition     = azurerm_app_configuration.this.purge_protection_enabled && azurerm_app_configuration.this.soft_delete_retention_days == 7
    error_message = "A deleted store must be kept."
  }
}

run "everything" {
  command = plan

  variables {
    sku               = "premium"
    replica_locations = ["North Europe", "uksouth"]
    keys = [
      { key = "chat/model", value = "gpt-4o", content_type = "text/plain" },
      { key = "chat/model", value = "gpt-4o-mini", label = "canary" },
      { key = "chat/token", key_vault_secret_id = "https://shop-prod.vault.azure.net/secrets/chat" },
    ]
    feature_flags = [
      { name = "memory", enabled = true, percentage = 12.5 },
      { name = "voice", enabled = true, targeting = { default_percentage = 0, users = ["ada"], groups = { staff = 100 } } },
      { name = "sale", time_window = { start = "2030-01-31T08:00:00Z" } },
    ]

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.azconfig.io"]
    }

    customer_managed_key = {
      key_vault_key_id          = "https://shop-prod.vault.azure.net/keys/storage"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
      identity_client_id        = "44444444-4444-4444-4444-444444444444"
    }
  }

  assert {
    condition     = keys(azurerm_app_configuration_key.this) == ["chat/model", "chat/model@canary", "chat/token"]
    error_message = "A key stands there once for each label."
  }

  assert {
    condition     = azurerm_app_configuration_key.this["chat/token"].type == "vault" && azurerm_app_configuration_key.this["chat/token"].vault_key_reference == "https://shop-prod.vault.azure.net/secrets/chat"
    error_message = "A secret must stay in its vault."
  }

  assert {
    condition     = azurerm_app_configuration_feature.this["voice"].targeting_filter[0].groups[0].rollout_percentage == 100 && azurerm_app_configuration_feature.this["memory"].percentage_filter_value == 12.5
    error_message = "A flag keeps its filters."
  }

  assert {
    condition     = toset(azurerm_app_configuration.this.replica[*].name) == toset(["northeurope", "uksouth"])
    error_message = "A replica is called after its region."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["configurationStores"]) && length(azurerm_private_endpoint.this[0].private_dns_zone_group) == 1
    error_message = "The endpoint must lead to the service and be known to the zone."
  }
}

run "developer" {
  command = plan

  variables {
    sku = "developer"
  }

  assert {
    condition     = !azurerm_app_configuration.this.purge_protection_enabled
    error_message = "This tier keeps nothing."
  }
}
