mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = !azurerm_cognitive_account.this.local_auth_enabled && !azurerm_cognitive_account.this.public_network_access_enabled
    error_message = "Keys and public access must be off."
  }

  assert {
    condition     = azurerm_cognitive_account.this.network_acls[0].default_action == "Deny" && azurerm_cognitive_account.this.network_acls[0].bypass == "AzureServices"
    error_message = "The network must be closed."
  }

  assert {
    condition     = azurerm_cognitive_account.this.custom_subdomain_name == "shop-prod"
    error_message = "Identities need a host name of its own."
  }
}

run "everything" {
  command = plan

  variables {
    project_management_enabled    = true
    allowed_fqdns                 = ["example.com"]
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.7"]
    allowed_subnet_ids            = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"]
    deployments = {
      "gpt-4o"    = { model = "gpt-4o", model_version = "2024-11-20", sku_name = "GlobalStandard", capacity = 50 }
      "embedding" = { model = "text-embedding-3-large", version_upgrade_option = "NoAutoUpgrade" }
    }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.cognitiveservices.azure.com"]
    }
  }

  assert {
    condition     = azurerm_cognitive_account.this.outbound_network_access_restricted
    error_message = "The account may call nobody else."
  }

  assert {
    condition     = azurerm_cognitive_deployment.this["gpt-4o"].sku[0].capacity == 50 && azurerm_cognitive_deployment.this["embedding"].sku[0].name == "Standard"
    error_message = "Every model must be deployed as it says."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["account"]) && length(azurerm_private_endpoint.this[0].private_dns_zone_group) == 1
    error_message = "The endpoint must lead to the service and be known to the zone."
  }
}

run "one_service" {
  command = plan

  variables {
    kind = "SpeechServices"
  }

  assert {
    condition     = azurerm_cognitive_account.this.network_acls[0].bypass == null
    error_message = "This kind lets nobody in beside the rules."
  }
}
