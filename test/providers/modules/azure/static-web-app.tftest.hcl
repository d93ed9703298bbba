mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_static_web_app" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Web/staticSites/shop-prod" }
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
    condition     = azurerm_static_web_app.this.sku_tier == "Standard" && !azurerm_static_web_app.this.preview_environments_enabled && azurerm_static_web_app.this.identity[0].type == "SystemAssigned" && azurerm_static_web_app.this.repository_token == null
    error_message = "Nobody but CI may deploy, and nothing but what is released is seen."
  }
}

run "everything" {
  command = plan

  variables {
    app_settings                  = { LOG_LEVEL = "info" }
    secret_settings               = { API_KEY = "https://shop-prod.vault.azure.net/secrets/api-key" }
    domains                       = { apex = { host_name = "example.com", validation = "txt" }, www = { host_name = "www.example.com" } }
    preview_environments_enabled  = true
    public_network_access_enabled = false
    lock                          = {}

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      location             = "germanywestcentral"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.3.azurestaticapps.net"]
    }
  }

  assert {
    condition     = azurerm_static_web_app.this.app_settings == tomap({ LOG_LEVEL = "info", API_KEY = "@Microsoft.KeyVault(SecretUri=https://shop-prod.vault.azure.net/secrets/api-key/)" })
    error_message = "Secrets must stay in the vault."
  }

  assert {
    condition     = { for name, domain in azurerm_static_web_app_custom_domain.this : name => domain.validation_type } == { apex = "dns-txt-token", www = "cname-delegation" }
    error_message = "Azure must be told whose the domains are."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["staticSites"]) && azurerm_private_endpoint.this[0].location == "germanywestcentral" && length(azurerm_management_lock.lock) == 1
    error_message = "The network must reach it."
  }
}

run "free" {
  command = plan

  variables {
    sku_name = "Free"
  }

  assert {
    condition     = length(azurerm_static_web_app.this.identity) == 0 && output.principal_id == null
    error_message = "A free app is nobody."
  }
}
