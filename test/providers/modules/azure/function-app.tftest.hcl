mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_service_plan" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Web/serverFarms/shop-prod-plan" }
  }
}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  runtime             = { name = "node", version = "22" }
  storage             = { account_name = "shopprod", blob_endpoint = "https://shopprod.blob.core.windows.net/", container_name = "code" }
  identity = {
    user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
    client_id                 = "11111111-1111-1111-1111-111111111111"
  }
}

run "safe_by_default" {
  command = plan

  assert {
    condition = (
      azurerm_function_app_flex_consumption.this.https_only
      && !azurerm_function_app_flex_consumption.this.public_network_access_enabled
      && !azurerm_function_app_flex_consumption.this.webdeploy_publish_basic_authentication_enabled
      && azurerm_function_app_flex_consumption.this.site_config[0].minimum_tls_version == "1.2"
      && azurerm_function_app_flex_consumption.this.site_config[0].scm_minimum_tls_version == "1.2"
    )
    error_message = "It must be closed, but for TLS."
  }

  assert {
    condition = (
      azurerm_function_app_flex_consumption.this.storage_authentication_type == "UserAssignedIdentity"
      && azurerm_function_app_flex_consumption.this.storage_container_endpoint == "https://shopprod.blob.core.windows.net/code"
      && azurerm_function_app_flex_consumption.this.storage_access_key == null
      && azurerm_function_app_flex_consumption.this.app_settings == tomap({ AzureWebJobsStorage__accountName = "shopprod", AzureWebJobsStorage__credential = "managedidentity", AzureWebJobsStorage__clientId = "11111111-1111-1111-1111-111111111111" })
    )
    error_message = "It must get at its storage without a key."
  }
}

run "everything" {
  command = plan

  variables {
    zone_redundant                = true
    instance_memory_mb            = 4096
    instance_count_max            = 40
    http_concurrency              = 20
    always_ready                  = { http = 2, "function:import" = 1 }
    app_settings                  = { LOG_LEVEL = "info" }
    secret_settings               = { API_KEY = "https://shop-prod.vault.azure.net/secrets/api-key" }
    application_insights          = { connection_string = "InstrumentationKey=00000000-0000-0000-0000-000000000000" }
    health_check                  = { path = "/api/health" }
    cors                          = { allowed_origins = ["https://shop.example.com"] }
    entra_login                   = { client_id = "22222222-2222-2222-2222-222222222222", issuer = "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0", excluded_paths = ["/api/health"] }
    client_certificates_required  = true
    network                       = { subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/functions" }
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.7", "198.51.100.0/24"]
    allowed_service_tags          = [{ service_tag = "AzureFrontDoor.Backend", front_door_id = "33333333-3333-3333-3333-333333333333" }, { service_tag = "AzureEventGrid" }]
    diagnostics                   = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.azurewebsites.net"]
    }
  }

  assert {
    condition     = azurerm_function_app_flex_consumption.this.app_settings["API_KEY"] == "@Microsoft.KeyVault(SecretUri=https://shop-prod.vault.azure.net/secrets/api-key/)" && azurerm_function_app_flex_consumption.this.app_settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] == "ClientId=11111111-1111-1111-1111-111111111111;Authorization=AAD"
    error_message = "Secrets must stay in the vault, and telemetry go without a key."
  }

  assert {
    condition = (
      azurerm_function_app_flex_consumption.this.site_config[0].ip_restriction_default_action == "Deny"
      && [for rule in azurerm_function_app_flex_consumption.this.site_config[0].ip_restriction : coalesce(rule.ip_address, rule.service_tag)] == ["203.0.113.7/32", "198.51.100.0/24", "AzureFrontDoor.Backend", "AzureEventGrid"]
    )
    error_message = "Nobody else may get in."
  }

  assert {
    condition     = azurerm_function_app_flex_consumption.this.auth_settings_v2[0].require_authentication && azurerm_function_app_flex_consumption.this.auth_settings_v2[0].unauthenticated_action == "Return401"
    error_message = "Clients must show who they are."
  }

  assert {
    condition     = length(azurerm_function_app_flex_consumption.this.always_ready) == 2 && azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["sites"]) && azurerm_service_plan.this.zone_balancing_enabled
    error_message = "There must be what was asked for."
  }
}
