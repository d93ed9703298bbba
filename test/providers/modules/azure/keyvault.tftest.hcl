mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = azurerm_key_vault.this.rbac_authorization_enabled && azurerm_key_vault.this.purge_protection_enabled && azurerm_key_vault.this.soft_delete_retention_days == 90
    error_message = "Roles and protection from purging must be on."
  }

  assert {
    condition     = !azurerm_key_vault.this.public_network_access_enabled && azurerm_key_vault.this.network_acls[0].default_action == "Deny"
    error_message = "The network must be closed."
  }

  assert {
    condition     = length(azurerm_monitor_diagnostic_setting.this) == 0 && length(azurerm_key_vault_certificate_contacts.this) == 0
    error_message = "Without a workspace there is nowhere to log to, and without certificates nobody to tell."
  }
}

run "everything" {
  command = plan

  variables {
    sku_name                      = "premium"
    encryption_keys               = { storage = { rotation_days = 90 } }
    disk_encryption_enabled       = true
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.7/32", "198.51.100.0/24"]
    allowed_subnet_ids            = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"]

    logging = {
      log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod"
    }

    private_endpoint = {
      subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints"
      private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"]
    }
  }

  assert {
    condition     = azurerm_key_vault.this.network_acls[0].default_action == "Deny"
    error_message = "The network must only be open to those who are named."
  }

  assert {
    condition     = azurerm_key_vault_key.this["storage"].key_type == "RSA-HSM" && azurerm_key_vault_key.this["storage"].rotation_policy[0].automatic[0].time_after_creation == "P90D"
    error_message = "Keys of a premium vault live in hardware."
  }

  assert {
    condition     = azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["vault"]) && length(azurerm_private_endpoint.this[0].private_dns_zone_group) == 1
    error_message = "The endpoint must lead to the service and be known to the zone."
  }

  assert {
    condition     = toset(azurerm_monitor_diagnostic_setting.this[0].enabled_log[*].category) == toset(["AuditEvent"])
    error_message = "Who reads a secret must be logged."
  }
}

run "with_certificates_for_a_trial" {
  command = plan

  variables {
    purge_protection_enabled = false
    certificates             = { shop = { dns_names = ["shop.example.com", "www.shop.example.com"] }, signed = { dns_names = ["api.example.com"], issuer = "Unknown" } }
    certificate_contacts     = ["platform@example.com", "edge@example.com"]
  }

  assert {
    condition     = !azurerm_key_vault.this.purge_protection_enabled
    error_message = "Who does not want the vault to be protected must have it so."
  }

  assert {
    condition = (
      azurerm_key_vault_certificate.this["shop"].certificate_policy[0].x509_certificate_properties[0].subject == "CN=shop.example.com"
      && azurerm_key_vault_certificate.this["shop"].certificate_policy[0].lifetime_action[0].action[0].action_type == "AutoRenew"
      && azurerm_key_vault_certificate.this["signed"].certificate_policy[0].lifetime_action[0].action[0].action_type == "EmailContacts"
    )
    error_message = "Certificates are renewed by who can."
  }

  assert {
    condition     = azurerm_key_vault_certificate_contacts.this[0].contact[*].email == tolist(["edge@example.com", "platform@example.com"])
    error_message = "Who is told must be told."
  }
}
