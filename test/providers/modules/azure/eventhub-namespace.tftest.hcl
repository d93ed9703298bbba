mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = !azurerm_eventhub_namespace.this.local_authentication_enabled && !azurerm_eventhub_namespace.this.public_network_access_enabled
    error_message = "Keys and public access must be off."
  }

  assert {
    condition     = azurerm_eventhub_namespace.this.network_rulesets[0].default_action == "Deny" && !azurerm_eventhub_namespace.this.network_rulesets[0].public_network_access_enabled
    error_message = "The network must be closed."
  }

  assert {
    condition     = output.primary_connection_string == null
    error_message = "No key may be given away."
  }
}

run "everything" {
  command = plan

  variables {
    maximum_capacity              = 10
    local_authentication_enabled  = true
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.7"]
    allowed_subnet_ids            = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"]
    hubs = {
      orders = { partition_count = 8, retention_hours = 72, consumer_groups = ["billing", "search"], capture_container_name = "raw" }
      state  = { compacted = true, retention_hours = 48 }
    }
    capture = {
      storage_account_id        = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Storage/storageAccounts/shopprod"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
    }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.servicebus.windows.net"]
    }
  }

  assert {
    condition     = azurerm_eventhub_namespace.this.auto_inflate_enabled
    error_message = "The namespace must grow."
  }

  assert {
    condition     = keys(azurerm_eventhub_consumer_group.this) == ["orders/billing", "orders/search"]
    error_message = "Every consumer group must be there."
  }

  assert {
    condition     = azurerm_eventhub.this["orders"].retention_description[0].retention_time_in_hours == 72 && azurerm_eventhub.this["state"].retention_description[0].tombstone_retention_time_in_hours == 48
    error_message = "Each hub keeps what it should."
  }

  assert {
    condition     = azurerm_eventhub.this["orders"].capture_description[0].size_limit_in_bytes == 314572800 && length(azurerm_eventhub.this["state"].capture_description) == 0
    error_message = "Only one hub is captured."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["namespace"]) && length(azurerm_private_endpoint.this[0].private_dns_zone_group) == 1
    error_message = "The endpoint must lead to the service and be known to the zone."
  }
}
