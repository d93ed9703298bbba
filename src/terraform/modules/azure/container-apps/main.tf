# Container Apps: an environment inside of a network, with apps that grow with their load and jobs that end. Each is somebody of its own to Azure, with whom it reads secrets from a Key Vault and pulls images, so that no password is stored anywhere.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_container_app_environment.this.id
  diagnosed_id = local.resource_id

  zone_redundant = var.zone_redundant != null ? var.zone_redundant : !contains(local.locations_without_zones, var.location)
}

resource "azurerm_container_app_environment" "this" {
  name                           = var.name
  location                       = var.location
  resource_group_name            = var.resource_group_name
  infrastructure_subnet_id       = var.subnet_id
  internal_load_balancer_enabled = !var.public_address_enabled
  zone_redundancy_enabled        = local.zone_redundant
  mutual_tls_enabled             = var.mutual_tls_enabled
  logs_destination               = var.diagnostics == null ? null : "azure-monitor"
  tags                           = var.tags

  # With one there, others can come and go.
  workload_profile {
    name                  = "Consumption"
    workload_profile_type = "Consumption"
  }

  dynamic "workload_profile" {
    for_each = var.workload_profiles

    content {
      name                  = workload_profile.key
      workload_profile_type = workload_profile.value.type
      minimum_count         = workload_profile.value.count_min
      maximum_count         = workload_profile.value.count_max
    }
  }

  # With whom it reads certificates.
  dynamic "identity" {
    for_each = var.identity == null ? [] : [var.identity.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  lifecycle {
    # Azure names the group of what it makes for the environment.
    ignore_changes = [infrastructure_resource_group_name]
  }
}

resource "azurerm_container_app_environment_certificate" "this" {
  for_each = var.certificates

  name                         = each.key
  container_app_environment_id = azurerm_container_app_environment.this.id
  tags                         = var.tags

  certificate_key_vault {
    identity            = var.identity.user_assigned_identity_id
    key_vault_secret_id = each.value.key_vault_secret_id
  }
}

# A share that is reached over NFS, from inside of the network, asks for no key.
resource "azurerm_container_app_environment_storage" "this" {
  for_each = var.nfs_shares

  name                         = each.key
  container_app_environment_id = azurerm_container_app_environment.this.id
  nfs_server_url               = each.value.server
  share_name                   = each.value.path
  access_mode                  = each.value.read_only ? "ReadOnly" : "ReadWrite"
}

resource "azurerm_container_app_environment_dapr_component" "this" {
  for_each = var.dapr_components

  name                         = each.key
  container_app_environment_id = azurerm_container_app_environment.this.id
  component_type               = each.value.type
  version                      = each.value.version
  ignore_errors                = each.value.ignore_errors
  scopes                       = each.value.app_ids

  dynamic "metadata" {
    for_each = each.value.metadata

    content {
      name  = metadata.key
      value = metadata.value
    }
  }
}
