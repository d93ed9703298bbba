mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_api_management" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ApiManagement/service/shop-prod" }
  }

  mock_resource "azurerm_api_management_api_version_set" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ApiManagement/service/shop-prod/apiVersionSets/shop" }
  }

  mock_resource "azurerm_api_management_logger" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ApiManagement/service/shop-prod/loggers/requests" }
  }
}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  publisher_name      = "Shop"
  publisher_email     = "platform@example.com"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = azurerm_api_management.this.identity[0].type == "SystemAssigned" && azurerm_api_management.this.virtual_network_type == "None" && azurerm_api_management.this.min_api_version == "2021-08-01"
    error_message = "The service must have an identity."
  }

  assert {
    condition     = length(azurerm_api_management.this.tenant_access) == 0 && length(azurerm_api_management.this.security) == 0
    error_message = "Neither keys for its management nor old TLS are asked for."
  }
}

run "everything" {
  command = plan

  variables {
    sku_name = "Premium_2"
    zones    = ["1", "2"]
    network  = { subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/apis" }
    domains  = { api = { host_name = "api.example.com", key_vault_certificate_id = "https://shop-prod.vault.azure.net/secrets/api", default_binding = true } }
    policy   = "<policies><inbound /><backend><forward-request /></backend><outbound /><on-error /></policies>"
    named_values = {
      region = { value = "west" }
      key    = { key_vault_secret_id = "https://shop-prod.vault.azure.net/secrets/key" }
    }
    backends = { shop = { url = "https://shop.internal.example.com" } }
    apis = {
      shop   = { path = "shop/v1", openapi = "https://shop.example.com/openapi.json", policy = "<policies><inbound><base /></inbound></policies>" }
      status = { path = "status", service_url = "https://status.internal.example.com", subscription_required = false }
    }
    products = { partners = { apis = ["shop"], groups = ["developers"], policy = "<policies><inbound><base /></inbound></policies>" } }
  }

  assert {
    condition     = azurerm_api_management.this.virtual_network_type == "Internal" && azurerm_api_management_custom_domain.this[0].gateway[0].host_name == "api.example.com"
    error_message = "The gateway must be inside of the network, by its own name."
  }

  assert {
    condition     = azurerm_api_management_named_value.this["key"].secret && azurerm_api_management_named_value.this["key"].value == null && !azurerm_api_management_named_value.this["region"].secret
    error_message = "A secret must stay in its vault."
  }

  assert {
    condition = (
      azurerm_api_management_backend.this["shop"].tls[0].validate_certificate_name
      && azurerm_api_management_backend.this["shop"].circuit_breaker_rule[0].trip_duration == "PT60S"
      && azurerm_api_management_api.this["shop"].import[0].content_format == "openapi-link"
      && azurerm_api_management_api.this["shop"].subscription_required
      && !azurerm_api_management_api.this["status"].subscription_required
    )
    error_message = "What is behind the gateway must be looked at."
  }

  assert {
    condition     = azurerm_api_management_product.this["partners"].approval_required && azurerm_api_management_product_api.this["partners/shop"].api_name == "shop" && azurerm_api_management_product_group.this["partners/developers"].group_name == "developers"
    error_message = "Somebody must approve who calls."
  }
}

run "reached_by_a_private_address_and_followed" {
  command = plan

  variables {
    network                       = { type = "External", subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/calls" }
    private_endpoint              = { subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints" }
    public_network_access_enabled = false
    application_insights = {
      component_id      = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Insights/components/shop-prod"
      connection_string = "InstrumentationKey=00000000-0000-0000-0000-000000000001"
    }
    version_sets = { shop = { header = "Api-Version" } }
    apis = {
      shop      = { path = "shop", service_url = "https://shop.internal.example.com", version_set = "shop", version = "v1" }
      shop-next = { path = "shop", service_url = "https://next.internal.example.com", version_set = "shop", version = "v2" }
    }
  }

  assert {
    condition     = !azurerm_api_management.this.public_network_access_enabled && azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["Gateway"])
    error_message = "The gateway must be reached by its private address alone."
  }

  assert {
    condition = (
      azurerm_api_management_logger.requests[0].application_insights[0].identity_client_id == "SystemAssigned"
      && azurerm_role_assignment.requests[0].role_definition_name == "Monitoring Metrics Publisher"
      && length(azurerm_api_management_diagnostic.requests[0].frontend_request) == 0 && !azurerm_api_management_diagnostic.requests[0].log_client_ip
    )
    error_message = "Calls must be followed by the identity of the service, without what is said in them."
  }

  assert {
    condition     = azurerm_api_management_api_version_set.this["shop"].versioning_scheme == "Header" && azurerm_api_management_api.this["shop-next"].version == "v2"
    error_message = "Callers must choose a version by the header."
  }
}

run "refuses_an_api_without_tls" {
  command = plan

  variables {
    apis = { shop = { path = "shop", service_url = "http://shop.example.com" } }
  }

  expect_failures = [var.apis]
}
