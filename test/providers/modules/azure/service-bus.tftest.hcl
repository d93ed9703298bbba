mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = !azurerm_servicebus_namespace.this.local_auth_enabled && !azurerm_servicebus_namespace.this.public_network_access_enabled
    error_message = "Keys and public access must be off."
  }

  assert {
    condition     = azurerm_servicebus_namespace.this.network_rule_set[0].default_action == "Deny"
    error_message = "The network must be closed."
  }

  assert {
    condition     = azurerm_servicebus_namespace.this.sku == "Premium" && azurerm_servicebus_namespace.this.capacity == 1 && azurerm_servicebus_namespace.this.premium_messaging_partitions == 1
    error_message = "Only Premium can be closed."
  }
}

run "everything" {
  command = plan

  variables {
    capacity                      = 4
    partitions                    = 2
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.7"]
    allowed_subnet_ids            = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"]
    queues = {
      mails = { requires_session = true, duplicate_detection_window = "PT30M" }
    }
    topics = {
      orders = { subscriptions = { billing = { sql_filter = "total > 100" }, search = { max_delivery_count = 3 } } }
    }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.servicebus.windows.net"]
    }

    customer_managed_key = {
      key_vault_key_id          = "https://shop-prod.vault.azure.net/keys/storage"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
    }
  }

  assert {
    condition     = azurerm_servicebus_queue.this["mails"].requires_duplicate_detection && azurerm_servicebus_queue.this["mails"].partitioning_enabled
    error_message = "A queue of a partitioned namespace is partitioned."
  }

  assert {
    condition     = keys(azurerm_servicebus_subscription.this) == ["orders/billing", "orders/search"] && keys(azurerm_servicebus_subscription_rule.this) == ["orders/billing"]
    error_message = "Only who filters has a rule."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["namespace"]) && length(azurerm_private_endpoint.this[0].private_dns_zone_group) == 1
    error_message = "The endpoint must lead to the service and be known to the zone."
  }
}

run "standard" {
  command = plan

  variables {
    sku                           = "Standard"
    public_network_access_enabled = true
    queues                        = { mails = {} }
  }

  assert {
    condition     = azurerm_servicebus_namespace.this.capacity == 0 && length(azurerm_servicebus_namespace.this.network_rule_set) == 0
    error_message = "Standard has no units and no rules."
  }

  assert {
    condition     = !azurerm_servicebus_queue.this["mails"].partitioning_enabled
    error_message = "A queue is not partitioned."
  }
}
