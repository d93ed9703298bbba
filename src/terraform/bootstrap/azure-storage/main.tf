# Makes the storage account that holds the state of every root module of a group of environments, and the identities of CI
# (identities.tf). The script bootstrap.sh applies it, once and again whenever terraform.tfvars changes; nothing happens when
# all is as it should be. Whoever runs it must own the subscription of the account and the scopes of the environments.
#
# Its own state starts as a file, because the account is not there yet; the script then moves it into the account and leaves
# the configuration of the backend, to be committed.

locals {
  bootstrap_container = "bootstrap"

  # One container for each environment: access to states cannot be told apart below a container.
  containers = toset(concat([local.bootstrap_container], values(var.environments)[*].container))

  administrator_object_ids = length(var.administrator_object_ids) > 0 ? var.administrator_object_ids : data.azurerm_client_config.current[*].object_id
}

data "azurerm_client_config" "current" {
  count = length(var.administrator_object_ids) > 0 ? 0 : 1
}

resource "azurerm_resource_group" "state" {
  name     = var.resource_group_name
  location = var.location
  tags     = var.tags
}

resource "azurerm_storage_account" "state" {
  name                = var.storage_account_name
  resource_group_name = azurerm_resource_group.state.name
  location            = azurerm_resource_group.state.location

  account_kind                      = "StorageV2"
  account_tier                      = "Standard"
  account_replication_type          = var.account_replication_type
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  allow_nested_items_to_be_public   = false
  shared_access_key_enabled         = false
  default_to_oauth_authentication   = true
  local_user_enabled                = false
  cross_tenant_replication_enabled  = false
  infrastructure_encryption_enabled = true

  blob_properties {
    versioning_enabled  = true
    change_feed_enabled = true

    delete_retention_policy {
      days = var.state_history_days
    }

    container_delete_retention_policy {
      days = var.state_history_days
    }
  }

  # Always written down: what stands here no longer would stay as it was.
  network_rules {
    default_action             = var.open_to_all_networks ? "Allow" : "Deny"
    bypass                     = ["AzureServices"]
    ip_rules                   = var.allowed_ip_ranges
    virtual_network_subnet_ids = var.allowed_subnet_ids
  }

  tags = var.tags

  # Without the states, Terraform no longer knows what it has made.
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_management_policy" "state" {
  storage_account_id = azurerm_storage_account.state.id

  rule {
    name    = "clean-up"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
    }

    actions {
      version {
        delete_after_days_since_creation = var.state_history_days
      }
    }
  }
}

resource "azurerm_storage_container" "state" {
  for_each = local.containers

  name                  = each.value
  storage_account_id    = azurerm_storage_account.state.id
  container_access_type = "private"
}

# Owning a subscription opens no blob in it.
resource "azurerm_role_assignment" "administrators" {
  for_each = toset(local.administrator_object_ids)

  scope                = azurerm_storage_account.state.id
  role_definition_name = "Storage Blob Data Owner"
  principal_id         = each.value
}

resource "azurerm_management_lock" "state" {
  count = var.deletion_protection ? 1 : 0

  name       = "states"
  scope      = azurerm_storage_account.state.id
  lock_level = "CanNotDelete"
  notes      = "Holds the Terraform states. To remove an environment, apply once with deletion_protection = false."

  # Azure may refuse to change what is locked already.
  depends_on = [
    azurerm_storage_container.state,
    azurerm_storage_management_policy.state,
    azurerm_role_assignment.administrators,
    azurerm_role_assignment.states,
  ]
}
