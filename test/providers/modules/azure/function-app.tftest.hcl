mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_service_plan" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Web/serverFarms/shop-prod-plan" }
  }

  mock_resource "azurerm_linux_function_app" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Web/sites/shop-prod" }
  }

  mock_resource "azurerm_app_service_custom_hostname_binding" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Web/sites/shop-prod/hostNameBindings/api.example.com" }
  }

  mock_resource "azurerm_app_service_managed_certificate" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Web/certificates/api.example.com" }
  }

  mock_resource "azurerm_app_service_certificate" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Web/certificates/shop-prod-own" }
  }
}

variables {
  name                 = "shop-prod"
  location             = "westeurope"
  resource_group_name  = "rg-shop-prod"
  runtime              = { name = "node", version = "22" }
  storage_account_name = "shopprod"
  identity = {
    user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
    client_id                 = "11111111-1111-1111-1111-111111111111"
  }
}

run "safe_by_default" {
  command = plan

  assert {
    condition = (
      azurerm_linux_function_app.this.https_only
      && !azurerm_linux_function_app.this.public_network_access_enabled
      && !azurerm_linux_function_app.this.webdeploy_publish_basic_authentication_enabled
      && !azurerm_linux_function_app.this.ftp_publish_basic_authentication_enabled
      && azurerm_linux_function_app.this.site_config[0].ftps_state == "Disabled"
      && azurerm_linux_function_app.this.site_config[0].minimum_tls_version == "1.2"
      && azurerm_linux_function_app.this.site_config[0].scm_minimum_tls_version == "1.2"
    )
    error_message = "It must be closed, but for TLS."
  }

  assert {
    condition = (
      azurerm_linux_function_app.this.storage_uses_managed_identity
      && azurerm_linux_function_app.this.storage_account_access_key == null
      && azurerm_linux_function_app.this.content_share_force_disabled
      && azurerm_linux_function_app.this.app_settings == tomap({ AzureWebJobsStorage__credential = "managedidentity", AzureWebJobsStorage__clientId = "11111111-1111-1111-1111-111111111111", WEBSITE_RUN_FROM_PACKAGE = "1" })
    )
    error_message = "It must get at its storage without a key."
  }

  assert {
    condition     = azurerm_service_plan.this.sku_name == "P0v3" && azurerm_service_plan.this.worker_count == 1 && azurerm_linux_function_app.this.site_config[0].always_on && azurerm_linux_function_app.this.site_config[0].application_stack[0].node_version == "22"
    error_message = "It must always run."
  }
}

run "in_a_protected_environment" {
  command = plan

  variables {
    protected_environment = true
  }

  assert {
    condition     = azurerm_service_plan.this.worker_count == 2
    error_message = "One must answer while the other is moved."
  }
}

run "everything" {
  command = plan

  variables {
    zone_redundant                = true
    runtime                       = { name = "dotnet-isolated", version = "8.0" }
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
    domains                       = { api = { host_name = "api.example.com" }, own = { host_name = "own.example.com", key_vault_secret_id = "https://shop-prod.vault.azure.net/secrets/own" } }
    diagnostics                   = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.azurewebsites.net"]
    }
  }

  assert {
    condition     = azurerm_linux_function_app.this.app_settings["API_KEY"] == "@Microsoft.KeyVault(SecretUri=https://shop-prod.vault.azure.net/secrets/api-key/)" && azurerm_linux_function_app.this.app_settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] == "ClientId=11111111-1111-1111-1111-111111111111;Authorization=AAD"
    error_message = "Secrets must stay in the vault, and telemetry go without a key."
  }

  assert {
    condition = (
      azurerm_linux_function_app.this.site_config[0].ip_restriction_default_action == "Deny"
      && [for rule in azurerm_linux_function_app.this.site_config[0].ip_restriction : coalesce(rule.ip_address, rule.service_tag)] == ["203.0.113.7/32", "198.51.100.0/24", "AzureFrontDoor.Backend", "AzureEventGrid"]
    )
    error_message = "Nobody else may get in."
  }

  assert {
    condition     = azurerm_linux_function_app.this.auth_settings_v2[0].require_authentication && azurerm_linux_function_app.this.auth_settings_v2[0].unauthenticated_action == "Return401"
    error_message = "Clients must show who they are."
  }

  assert {
    condition     = keys(azurerm_app_service_certificate_binding.this) == ["api", "own"] && keys(azurerm_app_service_managed_certificate.this) == ["api"] && keys(azurerm_app_service_certificate.this) == ["own"]
    error_message = "Each domain must have a certificate."
  }

  assert {
    condition     = azurerm_service_plan.this.worker_count == 3 && azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["sites"]) && azurerm_service_plan.this.zone_balancing_enabled && azurerm_linux_function_app.this.site_config[0].vnet_route_all_enabled
    error_message = "There must be what was asked for."
  }
}

run "elastic" {
  command = plan

  variables {
    sku_name           = "EP1"
    instance_count     = 2
    instance_count_max = 40
    runtime            = { name = "custom" }
    package_url        = "https://shopprod.blob.core.windows.net/code/shop.zip"
  }

  assert {
    condition = (
      azurerm_service_plan.this.maximum_elastic_worker_count == 40
      && azurerm_linux_function_app.this.site_config[0].elastic_instance_minimum == 2
      && !azurerm_linux_function_app.this.site_config[0].always_on
      && azurerm_linux_function_app.this.app_settings["WEBSITE_RUN_FROM_PACKAGE"] == "https://shopprod.blob.core.windows.net/code/shop.zip"
      && azurerm_linux_function_app.this.app_settings["WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID"] == var.identity.user_assigned_identity_id
    )
    error_message = "It must grow, and run its package."
  }
}
