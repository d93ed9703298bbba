# A topic of Event Grid, with those who get its events: identities send to it and keys do not, nobody does from the internet, and it delivers with an identity.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_eventgrid_topic.this.id
  diagnosed_id = local.resource_id
}

resource "azurerm_eventgrid_topic" "this" {
  name                          = var.name
  location                      = var.location
  resource_group_name           = var.resource_group_name
  input_schema                  = var.event_schema
  local_auth_enabled            = var.local_authentication_enabled
  public_network_access_enabled = var.public_network_access_enabled
  inbound_ip_rule               = [for range in var.allowed_ip_ranges : { ip_mask = range, action = "Allow" }]
  tags                          = var.tags

  # With whom it delivers.
  dynamic "identity" {
    for_each = var.identity == null ? [] : [var.identity.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }
}
