# An account of Azure AI services with its model deployments: identities instead of keys, no public access.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_cognitive_account.this.id
  diagnosed_id = local.resource_id

  # Only these let services of Azure in beside the rules.
  kinds_with_bypass = ["AIServices", "OpenAI", "TextAnalytics"]

  is_open_to_all = var.public_network_access_enabled && length(var.allowed_ip_ranges) + length(var.allowed_subnet_ids) == 0
}

resource "azurerm_cognitive_account" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  kind                = var.kind
  sku_name            = var.sku_name

  # Without a host name of its own an account knows neither identities nor private endpoints.
  custom_subdomain_name = var.name

  local_auth_enabled                 = var.local_auth_enabled
  public_network_access_enabled      = var.public_network_access_enabled
  outbound_network_access_restricted = var.allowed_fqdns != null
  fqdns                              = var.allowed_fqdns
  project_management_enabled         = var.project_management_enabled

  # Always written down: what stands here no longer would stay as it was.
  network_acls {
    default_action = local.is_open_to_all ? "Allow" : "Deny"
    bypass         = contains(local.kinds_with_bypass, var.kind) ? "AzureServices" : null
    ip_rules       = var.allowed_ip_ranges

    dynamic "virtual_network_rules" {
      for_each = var.allowed_subnet_ids

      content {
        subnet_id = virtual_network_rules.value
      }
    }
  }

  identity {
    type = "SystemAssigned"
  }

  tags = var.tags
}

resource "azurerm_cognitive_deployment" "this" {
  for_each = var.deployments

  name                   = each.key
  cognitive_account_id   = azurerm_cognitive_account.this.id
  rai_policy_name        = each.value.content_filter
  version_upgrade_option = each.value.version_upgrade_option

  model {
    format  = each.value.model_format
    name    = each.value.model
    version = each.value.model_version
  }

  sku {
    name     = each.value.sku_name
    capacity = each.value.capacity
  }
}
