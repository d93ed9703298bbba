# An AI Search service: identities instead of keys, no public access, private ways to the data that it indexes.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_search_service.this.id
  diagnosed_id = local.resource_id

  # Two answer while one is updated, which Azure does when it likes.
  replica_count = coalesce(var.replica_count, var.protected_environment && var.sku != "free" ? 2 : 1)
}

resource "azurerm_search_service" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = var.sku
  replica_count       = local.replica_count
  partition_count     = var.partition_count
  hosting_mode        = var.high_density_enabled ? "HighDensity" : "Default"
  semantic_search_sku = var.semantic_search_sku

  # Where keys are allowed, identities are let in all the same.
  local_authentication_enabled = var.local_authentication_enabled
  authentication_failure_mode  = var.local_authentication_enabled ? "http401WithBearerChallenge" : null

  public_network_access_enabled = var.public_network_access_enabled
  allowed_ips                   = var.allowed_ip_ranges
  network_rule_bypass_option    = var.trusted_services_allowed ? "AzureServices" : "None"

  customer_managed_key_enforcement_enabled = var.customer_managed_key_required

  # With whom it reads what it indexes, and asks models.
  identity {
    type         = var.identity == null ? "SystemAssigned" : "SystemAssigned, UserAssigned"
    identity_ids = var.identity == null ? null : [var.identity.user_assigned_identity_id]
  }

  tags = var.tags

  # The indexes go with the service. To delete it, take the call of this module away: then there is no rule left that forbids it.
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_search_shared_private_link_service" "this" {
  for_each = var.shared_private_links

  name               = each.key
  search_service_id  = azurerm_search_service.this.id
  target_resource_id = each.value.target_resource_id
  subresource_name   = each.value.subresource_name
  request_message    = coalesce(each.value.request_message, "AI Search ${var.name}")
}
