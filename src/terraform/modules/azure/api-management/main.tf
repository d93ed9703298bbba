# API Management: one gateway before APIs, with products for those who call them, over TLS 1.2, with an identity instead of keys towards what is behind it.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_api_management.this.id
  diagnosed_id = local.resource_id
}

resource "azurerm_api_management" "this" {
  name                          = var.name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  publisher_name                = var.publisher_name
  publisher_email               = var.publisher_email
  sku_name                      = var.sku_name
  zones                         = var.zones
  min_api_version               = "2021-08-01"
  public_network_access_enabled = var.public_network_access_enabled
  public_ip_address_id          = var.network == null ? null : var.network.public_ip_address_id
  virtual_network_type          = var.network == null ? "None" : var.network.type
  tags                          = var.tags

  identity {
    type         = length(var.user_assigned_identity_ids) == 0 ? "SystemAssigned" : "SystemAssigned, UserAssigned"
    identity_ids = length(var.user_assigned_identity_ids) == 0 ? null : var.user_assigned_identity_ids
  }

  dynamic "virtual_network_configuration" {
    for_each = var.network[*]

    content {
      subnet_id = virtual_network_configuration.value.subnet_id
    }
  }

  # The tiers of version 2 speak it by themselves.
  dynamic "protocols" {
    for_each = range(strcontains(var.sku_name, "V2_") ? 0 : 1)

    content {
      http2_enabled = true
    }
  }
}

resource "azurerm_api_management_custom_domain" "this" {
  count = length(var.domains) > 0 ? 1 : 0

  api_management_id = azurerm_api_management.this.id

  dynamic "gateway" {
    for_each = var.domains

    content {
      host_name                       = gateway.value.host_name
      key_vault_certificate_id        = gateway.value.key_vault_certificate_id
      ssl_keyvault_identity_client_id = gateway.value.identity_client_id
      default_ssl_binding             = gateway.value.default_binding
      negotiate_client_certificate    = gateway.value.client_certificates
    }
  }
}

# What holds for every call of every API.
resource "azurerm_api_management_policy" "this" {
  count = var.policy == null ? 0 : 1

  api_management_id = azurerm_api_management.this.id
  xml_content       = var.policy

  depends_on = [azurerm_api_management_backend.this, azurerm_api_management_named_value.this]
}

# What policies name: values, and secrets that stay in their vault.
resource "azurerm_api_management_named_value" "this" {
  for_each = var.named_values

  name                = each.key
  display_name        = each.key
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  secret              = each.value.key_vault_secret_id != null
  value               = each.value.value

  dynamic "value_from_key_vault" {
    for_each = each.value.key_vault_secret_id[*]

    content {
      secret_id          = value_from_key_vault.value
      identity_client_id = each.value.identity_client_id
    }
  }
}
