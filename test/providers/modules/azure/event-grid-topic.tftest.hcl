mock_provider "azurerm" {
  # The provider checks IDs that one resource gives the other.
  mock_resource "azurerm_eventgrid_topic" {
    defaults = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.EventGrid/topics/shop-prod" }
  }
}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = !azurerm_eventgrid_topic.this.local_auth_enabled && !azurerm_eventgrid_topic.this.public_network_access_enabled && azurerm_eventgrid_topic.this.input_schema == "CloudEventSchemaV1_0" && output.primary_access_key == null
    error_message = "Only identities may send, from inside."
  }
}

run "everything" {
  command = plan

  variables {
    local_authentication_enabled  = true
    public_network_access_enabled = true
    allowed_ip_ranges             = ["203.0.113.0/24"]
    identity                      = { user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod" }
    diagnostics                   = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }
    private_endpoint              = { subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/endpoints" }

    subscriptions = {
      orders = {
        service_bus_queue   = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ServiceBus/namespaces/shop-prod/queues/orders" }
        event_types         = ["shop.order.placed"]
        subject_begins_with = "orders/"
        filters             = [{ key = "data.total", kind = "number_greater_than", values = ["100"] }, { key = "data.country", kind = "string_in", values = ["DE", "FR"] }, { key = "data.customer", kind = "is_not_null" }, { key = "data.items", kind = "number_in_range", ranges = [{ min = 1, max = 10 }] }]
        headers             = { source = { value = "shop" }, session = { source = "data.id" } }
        dead_letter         = { storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Storage/storageAccounts/shopprod", container_name = "lost" }
      }
      mail = {
        function = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Web/sites/shop-prod/functions/mail" }
      }
      partner = {
        webhook = { url = "https://partner.example.com/events", entra_application = "11111111-1111-1111-1111-111111111111", entra_tenant_id = "00000000-0000-0000-0000-000000000000" }
      }
    }
  }

  assert {
    condition = (
      azurerm_eventgrid_event_subscription.this["orders"].delivery_identity[0].type == "UserAssigned"
      && azurerm_eventgrid_event_subscription.this["orders"].dead_letter_identity[0].type == "UserAssigned"
      && length(azurerm_eventgrid_event_subscription.this["mail"].delivery_identity) == 0
      && azurerm_eventgrid_event_subscription.this["partner"].webhook_endpoint[0].active_directory_app_id_or_uri == "11111111-1111-1111-1111-111111111111"
    )
    error_message = "Whoever delivers must be somebody."
  }

  assert {
    condition = (
      azurerm_eventgrid_event_subscription.this["orders"].advanced_filter[0].number_greater_than[0].value == 100
      && azurerm_eventgrid_event_subscription.this["orders"].advanced_filter[0].string_in[0].values == tolist(["DE", "FR"])
      && azurerm_eventgrid_event_subscription.this["orders"].advanced_filter[0].is_not_null[0].key == "data.customer"
      && azurerm_eventgrid_event_subscription.this["orders"].advanced_filter[0].number_in_range[0].values == tolist([tolist([1, 10])])
      && azurerm_eventgrid_event_subscription.this["orders"].subject_filter[0].subject_begins_with == "orders/"
      && [for header in azurerm_eventgrid_event_subscription.this["orders"].delivery_property : header.type] == ["Dynamic", "Static"]
    )
    error_message = "A subscription gets what it asks for."
  }

  assert {
    condition     = azurerm_eventgrid_event_subscription.this["mail"].retry_policy[0].max_delivery_attempts == 30 && azurerm_private_endpoint.this[0].private_service_connection[0].subresource_names == tolist(["topic"]) && length(azurerm_eventgrid_topic.this.inbound_ip_rule) == 1
    error_message = "There must be what was asked for."
  }
}
