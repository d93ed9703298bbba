# What a resource of Azure tells of itself, such as a storage account of its blobs or a Key Vault of its certificates, as a topic of Event Grid with those who get its events. It delivers with an identity.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_eventgrid_system_topic.this.id
  diagnosed_id = local.resource_id
}

resource "azurerm_eventgrid_system_topic" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  source_resource_id  = var.source_resource_id
  topic_type          = var.topic_type
  tags                = var.tags

  # With whom it delivers.
  dynamic "identity" {
    for_each = var.identity == null ? [] : [var.identity.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }
}
