mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_search_service" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Search/searchServices/shop-prod" }
  }
}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = !azurerm_search_service.this.local_authentication_enabled && !azurerm_search_service.this.public_network_access_enabled && azurerm_search_service.this.identity[0].type == "SystemAssigned" && azurerm_search_service.this.network_rule_bypass_option == "None"
    error_message = "Only identities may come, from inside."
  }

  assert {
    condition     = azurerm_search_service.this.replica_count == 1 && azurerm_search_service.this.sku == "standard" && output.primary_access_key == null
    error_message = "There is what is asked for."
  }
}

run "in_a_protected_environment" {
  command = plan

  variables {
    protected_environment = true
  }

  assert {
    condition     = azurerm_search_service.this.replica_count == 2
    error_message = "One must answer while the other is updated."
  }
}

run "everything" {
  command = plan

  variables {
    sku                           = "standard3"
    replica_count                 = 3
    partition_count               = 3
    high_density_enabled          = true
    semantic_search_sku           = "standard"
    local_authentication_enabled  = true
    customer_managed_key_required = true
    trusted_services_allowed      = true
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.7", "198.51.100.0/24"]
    identity                      = { user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod" }
    diagnostics                   = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }
    shared_private_links          = { files = { target_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Storage/storageAccounts/shopprod", subresource_name = "blob" } }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.search.windows.net"]
    }
  }

  assert {
    condition     = azurerm_search_service.this.authentication_failure_mode == "http401WithBearerChallenge" && azurerm_search_service.this.hosting_mode == "HighDensity" && azurerm_search_service.this.semantic_search_sku == "standard" && azurerm_search_service.this.identity[0].type == "SystemAssigned, UserAssigned"
    error_message = "Keys may open it, and identities all the same."
  }

  assert {
    condition     = azurerm_search_shared_private_link_service.this["files"].subresource_name == "blob" && azurerm_search_shared_private_link_service.this["files"].request_message == "AI Search shop-prod"
    error_message = "It must reach what it indexes."
  }

  assert {
    condition     = azurerm_search_service.this.allowed_ips == toset(["203.0.113.7", "198.51.100.0/24"]) && azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["searchService"])
    error_message = "It must be reached from where it says."
  }
}
