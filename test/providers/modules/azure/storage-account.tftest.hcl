mock_provider "azurerm" {}

variables {
  name                = "shopprod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = !azurerm_storage_account.this.shared_access_key_enabled && !azurerm_storage_account.this.public_network_access_enabled && !azurerm_storage_account.this.allow_nested_items_to_be_public
    error_message = "Keys and public access must be off."
  }

  assert {
    condition     = azurerm_storage_account.this.network_rules[0].default_action == "Deny"
    error_message = "The network must be closed."
  }

  assert {
    condition     = azurerm_storage_account.this.blob_properties[0].versioning_enabled && azurerm_storage_account.this.blob_properties[0].delete_retention_policy[0].days == 14
    error_message = "What was deleted must be kept."
  }

  assert {
    condition     = azurerm_storage_management_policy.this[0].rule[0].actions[0].version[0].delete_after_days_since_creation == 30
    error_message = "Old versions must not be kept for ever."
  }

  assert {
    condition     = output.primary_access_key == null
    error_message = "No key may be given away."
  }
}

run "everything" {
  command = plan

  variables {
    replication_type              = "GZRS"
    point_in_time_restore_days    = 7
    shared_access_key_enabled     = true
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.7", "198.51.100.0/24"]
    allowed_subnet_ids            = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"]
    cors_rules                    = [{ allowed_origins = ["https://example.com"], allowed_methods = ["GET"] }]
    containers = {
      uploads = { cool_after_days = 30, expiration_days = 365, metadata = { owner = "shop" } }
      raw     = {}
    }
    private_endpoints = {
      blob = { subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints", private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net"] }
      dfs  = { subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints" }
    }

    customer_managed_key = {
      key_vault_key_id          = "https://shop-prod.vault.azure.net/keys/storage"
      user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod"
    }
  }

  assert {
    condition     = azurerm_storage_account.this.network_rules[0].default_action == "Deny"
    error_message = "The network must only be open to those who are named."
  }

  assert {
    condition     = azurerm_storage_account.this.blob_properties[0].change_feed_enabled && azurerm_storage_account.this.blob_properties[0].restore_policy[0].days == 7
    error_message = "Restoring needs the change feed."
  }

  assert {
    condition     = [for rule in azurerm_storage_management_policy.this[0].rule : rule.name] == ["expire-old-versions", "age-uploads"]
    error_message = "A container that ages must have a rule."
  }

  assert {
    condition     = alltrue([for container in azurerm_storage_container.this : container.container_access_type == "private"])
    error_message = "Containers must be private."
  }

  assert {
    condition     = length(azurerm_private_endpoint.this["blob"].private_dns_zone_group) == 1 && length(azurerm_private_endpoint.this["dfs"].private_dns_zone_group) == 0
    error_message = "Each service must have its own endpoint."
  }
}

run "open_to_all" {
  command = plan

  variables {
    public_network_access_enabled = true
  }

  assert {
    condition     = azurerm_storage_account.this.network_rules[0].default_action == "Allow"
    error_message = "Who asks for public access and names nobody, gets it."
  }
}

run "premium_with_directories" {
  command = plan

  variables {
    account_tier                   = "Premium"
    replication_type               = "LRS"
    hierarchical_namespace_enabled = true
  }

  assert {
    condition     = azurerm_storage_account.this.account_kind == "BlockBlobStorage" && !azurerm_storage_account.this.blob_properties[0].versioning_enabled && length(azurerm_storage_management_policy.this) == 0
    error_message = "Directories know no versions."
  }
}
