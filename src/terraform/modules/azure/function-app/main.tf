# A function app on the plan Flex Consumption, with instances that come and go with what there is to do: an identity instead of keys of its storage, secrets from a Key Vault, no public access.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_function_app_flex_consumption.this.id
  diagnosed_id = local.resource_id

  # How the host of functions gets at its storage, and at Application Insights: with the identity, without a key.
  app_settings = merge(
    {
      AzureWebJobsStorage__accountName = var.storage.account_name
      AzureWebJobsStorage__credential  = "managedidentity"
      AzureWebJobsStorage__clientId    = var.identity.client_id
    },
    { for name, secret in var.secret_settings : name => "@Microsoft.KeyVault(SecretUri=${trimsuffix(secret, "/")}/)" },
    var.application_insights == null ? {} : { APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "ClientId=${var.identity.client_id};Authorization=AAD" },
    var.app_settings,
  )
}

resource "azurerm_service_plan" "this" {
  name                   = "${var.name}-plan"
  location               = var.location
  resource_group_name    = var.resource_group_name
  os_type                = "Linux"
  sku_name               = "FC1"
  zone_balancing_enabled = var.zone_redundant
  tags                   = var.tags
}

resource "azurerm_function_app_flex_consumption" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  service_plan_id     = azurerm_service_plan.this.id

  runtime_name    = var.runtime.name
  runtime_version = var.runtime.version

  storage_container_type            = "blobContainer"
  storage_container_endpoint        = "${trimsuffix(var.storage.blob_endpoint, "/")}/${var.storage.container_name}"
  storage_authentication_type       = "UserAssignedIdentity"
  storage_user_assigned_identity_id = var.identity.user_assigned_identity_id

  instance_memory_in_mb  = var.instance_memory_mb
  maximum_instance_count = var.instance_count_max
  http_concurrency       = var.http_concurrency

  https_only                                     = true
  public_network_access_enabled                  = var.public_network_access_enabled
  virtual_network_subnet_id                      = var.network == null ? null : var.network.subnet_id
  webdeploy_publish_basic_authentication_enabled = false
  client_certificate_enabled                     = var.client_certificates_required
  client_certificate_mode                        = "Required"

  app_settings = local.app_settings

  # The identity of its own reads secrets of a Key Vault, which the one that is given does not.
  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [var.identity.user_assigned_identity_id]
  }

  dynamic "always_ready" {
    for_each = var.always_ready

    content {
      name           = always_ready.key
      instance_count = always_ready.value
    }
  }

  site_config {
    http2_enabled                          = true
    minimum_tls_version                    = "1.2"
    scm_minimum_tls_version                = "1.2"
    application_insights_connection_string = var.application_insights == null ? null : var.application_insights.connection_string
    health_check_path                      = var.health_check == null ? null : var.health_check.path
    health_check_eviction_time_in_min      = var.health_check == null ? null : var.health_check.eviction_minutes
    ip_restriction_default_action          = length(var.allowed_ip_ranges) + length(var.allowed_service_tags) > 0 ? "Deny" : "Allow"
    scm_use_main_ip_restriction            = true

    dynamic "ip_restriction" {
      for_each = var.allowed_ip_ranges

      content {
        name       = "range-${ip_restriction.key}"
        priority   = 100 + ip_restriction.key
        action     = "Allow"
        ip_address = strcontains(ip_restriction.value, "/") ? ip_restriction.value : "${ip_restriction.value}/32"
      }
    }

    dynamic "ip_restriction" {
      for_each = var.allowed_service_tags

      content {
        name        = "service-${ip_restriction.key}"
        priority    = 1000 + ip_restriction.key
        action      = "Allow"
        service_tag = ip_restriction.value.service_tag

        headers = ip_restriction.value.front_door_id == null ? [] : [{
          x_azure_fdid      = [ip_restriction.value.front_door_id]
          x_fd_health_probe = []
          x_forwarded_for   = []
          x_forwarded_host  = []
        }]
      }
    }

    dynamic "cors" {
      for_each = var.cors == null ? [] : [var.cors]

      content {
        allowed_origins     = cors.value.allowed_origins
        support_credentials = cors.value.credentials_enabled
      }
    }
  }

  dynamic "auth_settings_v2" {
    for_each = var.entra_login == null ? [] : [var.entra_login]

    content {
      auth_enabled           = true
      require_authentication = true
      require_https          = true
      unauthenticated_action = auth_settings_v2.value.unauthenticated_action
      default_provider       = "azureactivedirectory"
      excluded_paths         = auth_settings_v2.value.excluded_paths

      active_directory_v2 {
        client_id                       = auth_settings_v2.value.client_id
        tenant_auth_endpoint            = auth_settings_v2.value.issuer
        allowed_audiences               = auth_settings_v2.value.allowed_audiences
        jwt_allowed_client_applications = auth_settings_v2.value.allowed_client_ids
      }

      login {
        token_store_enabled = false
      }
    }
  }

  tags = var.tags

  lifecycle {
    ignore_changes = [
      # Application Insights links what it shows to its app by tags that Azure sets.
      tags["hidden-link: /app-insights-conn-string"],
      tags["hidden-link: /app-insights-instrumentation-key"],
      tags["hidden-link: /app-insights-resource-id"],
    ]
  }
}
