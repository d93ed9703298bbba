# An Azure firewall in a hub network with its policy: it lets out and in what rules say, and nothing else, resolves names for whoever asks, and stops what Microsoft knows to be hostile.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_firewall.this.id
  diagnosed_id = local.resource_id

  zones = coalesce(var.zones, contains(local.locations_without_zones, var.location) ? [] : ["1", "2", "3"])
}

resource "azurerm_public_ip" "this" {
  count = var.public_ip_count

  name                = "${var.name}-${count.index}"
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = "Standard"
  allocation_method   = "Static"
  zones               = local.zones
  tags                = var.tags

  # One that is no longer wanted is taken from the firewall before it goes.
  lifecycle {
    create_before_destroy = true
  }
}

resource "azurerm_public_ip" "management" {
  count = var.management_subnet_id == null ? 0 : 1

  name                = "${var.name}-management"
  location            = var.location
  resource_group_name = var.resource_group_name
  sku                 = "Standard"
  allocation_method   = "Static"
  zones               = local.zones
  tags                = var.tags
}

resource "azurerm_firewall" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  sku_name            = "AZFW_VNet"
  sku_tier            = var.sku_tier
  firewall_policy_id  = azurerm_firewall_policy.this.id
  zones               = local.zones
  tags                = var.tags

  dynamic "ip_configuration" {
    for_each = range(max(var.public_ip_count, 1))

    content {
      name                 = "public-${ip_configuration.value}"
      subnet_id            = ip_configuration.value == 0 ? var.subnet_id : null
      public_ip_address_id = var.public_ip_count == 0 ? null : azurerm_public_ip.this[ip_configuration.value].id
    }
  }

  # How Azure itself reaches the firewall, apart from what goes through it.
  dynamic "management_ip_configuration" {
    for_each = range(var.management_subnet_id == null ? 0 : 1)

    content {
      name                 = "management"
      subnet_id            = var.management_subnet_id
      public_ip_address_id = azurerm_public_ip.management[0].id
    }
  }
}
