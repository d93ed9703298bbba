# A bastion: the way to machines and private clusters of a network, from the portal or with az, for who has a role there, so that none of them is open to the internet.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_bastion_host.this.id
  diagnosed_id = local.resource_id
}

resource "azurerm_public_ip" "this" {
  count = var.public_address_enabled && var.sku_name != "Developer" ? 1 : 0

  name                = "${var.name}-address"
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = "Standard"
  allocation_method   = "Static"
  zones               = var.zones
  tags                = var.tags
}

resource "azurerm_bastion_host" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = var.sku_name
  scale_units         = var.scale_units
  virtual_network_id  = var.virtual_network_id
  zones               = var.zones

  copy_paste_enabled        = var.copy_paste_enabled
  file_copy_enabled         = var.file_copy_enabled
  ip_connect_enabled        = var.ip_connect_enabled
  kerberos_enabled          = var.kerberos_enabled
  session_recording_enabled = var.session_recording_enabled
  shareable_link_enabled    = false # whoever has such a link gets as far as the login of a machine
  tunneling_enabled         = contains(["Premium", "Standard"], var.sku_name) && var.tunneling_enabled

  dynamic "ip_configuration" {
    for_each = var.subnet_id == null ? [] : [var.subnet_id]

    content {
      name                 = "bastion"
      subnet_id            = ip_configuration.value
      public_ip_address_id = one(azurerm_public_ip.this[*].id)
    }
  }

  tags = var.tags
}
