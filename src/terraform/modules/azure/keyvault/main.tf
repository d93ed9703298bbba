# A Key Vault with keys and certificates: roles instead of access policies, no public access, protected from purging.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_key_vault.this.id
  diagnosed_id = local.resource_id

  is_open_to_all = var.public_network_access_enabled && length(var.allowed_ip_ranges) + length(var.allowed_subnet_ids) == 0
}

resource "azurerm_key_vault" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  tenant_id           = var.tenant_id
  sku_name            = var.sku_name

  rbac_authorization_enabled = true
  purge_protection_enabled   = var.purge_protection_enabled
  soft_delete_retention_days = var.soft_delete_retention_days

  enabled_for_deployment          = false
  enabled_for_disk_encryption     = var.disk_encryption_enabled
  enabled_for_template_deployment = false
  public_network_access_enabled   = var.public_network_access_enabled

  # Always written down: what stands here no longer would stay as it was.
  network_acls {
    default_action             = local.is_open_to_all ? "Allow" : "Deny"
    bypass                     = "AzureServices"
    ip_rules                   = var.allowed_ip_ranges
    virtual_network_subnet_ids = var.allowed_subnet_ids
  }

  tags = var.tags
}

resource "azurerm_key_vault_key" "this" {
  for_each = var.encryption_keys

  name         = each.key
  key_vault_id = azurerm_key_vault.this.id
  key_type     = var.sku_name == "premium" ? "RSA-HSM" : "RSA"
  key_size     = each.value.size
  key_opts     = ["decrypt", "encrypt", "unwrapKey", "wrapKey"]
  tags         = var.tags

  rotation_policy {
    automatic {
      time_after_creation = "P${each.value.rotation_days}D"
    }
  }

  # The vault is reached at the private address.
  depends_on = [azurerm_private_endpoint.this]
}
