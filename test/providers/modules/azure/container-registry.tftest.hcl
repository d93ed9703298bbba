mock_provider "azurerm" {}

variables {
  name                = "shopprod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "defaults" {
  command = plan

  assert {
    condition = (
      !azurerm_container_registry.this.admin_enabled
      && !azurerm_container_registry.this.anonymous_pull_enabled
      && !azurerm_container_registry.this.public_network_access_enabled
      && !azurerm_container_registry.this.export_policy_enabled
      && azurerm_container_registry.this.network_rule_set[0].default_action == "Deny"
    )
    error_message = "The registry must be closed."
  }
}

run "for_hosted_runners" {
  command = plan

  variables {
    sku                           = "Standard"
    public_network_access_enabled = true
  }

  assert {
    condition     = azurerm_container_registry.this.retention_policy_in_days == null && azurerm_container_registry.this.export_policy_enabled
    error_message = "A smaller registry has less to set."
  }
}

run "for_known_addresses_and_a_private_endpoint" {
  command = plan

  variables {
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.0/24"]
    zone_redundant                = true
    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io"]
    }
  }

  assert {
    condition     = azurerm_container_registry.this.network_rule_set[0].default_action == "Deny" && length(azurerm_container_registry.this.network_rule_set[0].ip_rule) == 1
    error_message = "Only the given addresses may connect."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["registry"])
    error_message = "The registry must have a private address."
  }
}

run "refuses_a_small_registry_that_is_closed" {
  command = plan

  variables {
    sku = "Basic"
  }

  expect_failures = [var.public_network_access_enabled]
}

run "in_several_locations_with_a_key_of_ones_own" {
  command = plan

  variables {
    replicas = { northeurope = {}, francecentral = { zone_redundant = false } }
    customer_managed_key = {
      key_vault_key_id          = "https://shop-prod.vault.azure.net/keys/images"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop"
      identity_client_id        = "00000000-0000-0000-0000-000000000003"
    }
  }

  assert {
    condition     = azurerm_container_registry.this.georeplications[*].location == tolist(["francecentral", "northeurope"]) && azurerm_container_registry.this.georeplications[1].zone_redundancy_enabled
    error_message = "There must be copies, in the order of their names."
  }

  assert {
    condition     = azurerm_container_registry.this.encryption[0].identity_client_id == "00000000-0000-0000-0000-000000000003" && azurerm_container_registry.this.identity[0].type == "UserAssigned"
    error_message = "The images must be encrypted with the given key."
  }
}
