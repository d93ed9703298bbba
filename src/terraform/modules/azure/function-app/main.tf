# A function app on a plan of App Service, which always runs, or on an elastic one, which grows with what there is to do: an identity instead of keys of its storage, secrets from a Key Vault, no public access.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_linux_function_app.this.id
  diagnosed_id = local.resource_id

  elastic        = startswith(var.sku_name, "EP")
  instance_count = coalesce(var.instance_count, var.zone_redundant ? 3 : var.protected_environment ? 2 : 1)

  # How the host of functions gets at its storage, its code and Application Insights: with the identity, without a key.
  app_settings = merge(
    {
      AzureWebJobsStorage__credential = "managedidentity"
      AzureWebJobsStorage__clientId   = var.identity.client_id
      WEBSITE_RUN_FROM_PACKAGE        = coalesce(var.package_url, "1")
    },
    var.package_url == null ? {} : { WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID = var.identity.user_assigned_identity_id },
    { for name, secret in var.secret_settings : name => "@Microsoft.KeyVault(SecretUri=${trimsuffix(secret, "/")}/)" },
    var.application_insights == null ? {} : { APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "ClientId=${var.identity.client_id};Authorization=AAD" },
    var.app_settings,
  )
}

resource "azurerm_service_plan" "this" {
  name                         = "${var.name}-plan"
  location                     = var.location
  resource_group_name          = var.resource_group_name
  os_type                      = "Linux"
  sku_name                     = var.sku_name
  worker_count                 = local.instance_count
  maximum_elastic_worker_count = local.elastic ? var.instance_count_max : null
  zone_balancing_enabled       = var.zone_redundant
  tags                         = var.tags
}

resource "azurerm_linux_function_app" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  service_plan_id     = azurerm_service_plan.this.id

  storage_account_name            = var.storage_account_name
  storage_uses_managed_identity   = true
  content_share_force_disabled    = true # a share is opened by a key alone
  key_vault_reference_identity_id = var.identity.user_assigned_identity_id
  functions_extension_version     = "~4"
  builtin_logging_enabled         = false

  https_only                                     = true
  public_network_access_enabled                  = var.public_network_access_enabled
  virtual_network_subnet_id                      = var.network == null ? null : var.network.subnet_id
  ftp_publish_basic_authentication_enabled       = false
  webdeploy_publish_basic_authentication_enabled = false
  client_certificate_enabled                     = var.client_certificates_required
  client_certificate_mode                        = "Required"

  app_settings = local.app_settings

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity.user_assigned_identity_id]
  }

  site_config {
    always_on                              = !local.elastic
    app_scale_limit                        = local.elastic ? var.instance_count_max : null
    elastic_instance_minimum               = local.elastic ? local.instance_count : null
    http2_enabled                          = true
    ftps_state                             = "Disabled"
    minimum_tls_version                    = "1.2"
    scm_minimum_tls_version                = "1.2"
    vnet_route_all_enabled                 = var.network != null
    application_insights_connection_string = var.application_insights == null ? null : var.application_insights.connection_string
    health_check_path                      = var.health_check == null ? null : var.health_check.path
    health_check_eviction_time_in_min      = var.health_check == null ? null : var.health_check.eviction_minutes
    ip_restriction_default_action          = length(var.allowed_ip_ranges) + length(var.allowed_service_tags) > 0 ? "Deny" : "Allow"
    scm_use_main_ip_restriction            = true

    application_stack {
      dotnet_version              = var.runtime.name == "dotnet-isolated" ? var.runtime.version : null
      use_dotnet_isolated_runtime = var.runtime.name == "dotnet-isolated" ? true : null
      java_version                = var.runtime.name == "java" ? var.runtime.version : null
      node_version                = var.runtime.name == "node" ? var.runtime.version : null
      powershell_core_version     = var.runtime.name == "powershell" ? var.runtime.version : null
      python_version              = var.runtime.name == "python" ? var.runtime.version : null
      use_custom_runtime          = var.runtime.name == "custom" ? true : null
    }

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
