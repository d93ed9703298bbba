# A static web app: pages that are served all over the world with an API beside them, over TLS with certificates that Azure renews. Its code comes from CI, not from a repository that Azure may write to.

locals {
  # What has the options that modules share: lock and roles.
  resource_id = azurerm_static_web_app.this.id
}

resource "azurerm_static_web_app" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  sku_tier            = var.sku_name
  sku_size            = var.sku_name

  preview_environments_enabled       = var.preview_environments_enabled
  configuration_file_changes_enabled = var.configuration_file_changes_enabled
  public_network_access_enabled      = var.public_network_access_enabled

  app_settings = merge(
    var.app_settings,
    { for name, secret in var.secret_settings : name => "@Microsoft.KeyVault(SecretUri=${trimsuffix(secret, "/")}/)" },
  )

  # With whom it reads secrets of a Key Vault.
  dynamic "identity" {
    for_each = var.sku_name == "Free" ? [] : ["SystemAssigned"]

    content {
      type = identity.value
    }
  }

  tags = var.tags

  lifecycle {
    # The pipeline that deploys says where the code is from.
    ignore_changes = [repository_branch, repository_url]
  }
}

resource "azurerm_static_web_app_custom_domain" "this" {
  for_each = var.domains

  static_web_app_id = azurerm_static_web_app.this.id
  domain_name       = each.value.host_name
  validation_type   = each.value.validation == "txt" ? "dns-txt-token" : "cname-delegation"
}
