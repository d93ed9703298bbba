# A resource group: what other modules put their resources into.

locals {
  # What has the options that modules share: lock and roles.
  resource_id = azurerm_resource_group.this.id
}

resource "azurerm_resource_group" "this" {
  name     = var.name
  location = var.location
  tags     = var.tags
}
