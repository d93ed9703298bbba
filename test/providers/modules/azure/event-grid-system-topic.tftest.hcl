mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  source_resource_id  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Storage/storageAccounts/shopprod"
  topic_type          = "Microsoft.Storage.StorageAccounts"
}

run "safe_by_default" {
  command = plan

  assert {
    condition     = length(azurerm_eventgrid_system_topic.this.identity) == 0 && length(azurerm_eventgrid_system_topic_event_subscription.this) == 0
    error_message = "There is what is asked for."
  }
}

run "everything" {
  command = plan

  variables {
    identity    = { user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-prod" }
    diagnostics = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop-prod" }

    subscriptions = {
      uploads = {
        storage_queue = { storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.Storage/storageAccounts/shopjobs", queue_name = "uploads", message_ttl_seconds = 3600 }
        event_types   = ["Microsoft.Storage.BlobCreated"]
        filters       = [{ key = "data.api", kind = "string_in", values = ["PutBlob"] }, { key = "data.isDirectory", kind = "bool_equals", values = ["false"] }]
        attempts_max  = 10
      }
      stream = {
        event_hub = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-shop-prod/providers/Microsoft.EventHub/namespaces/shop-prod/eventhubs/blobs" }
      }
    }
  }

  assert {
    condition = (
      azurerm_eventgrid_system_topic_event_subscription.this["uploads"].storage_queue_endpoint[0].queue_name == "uploads"
      && azurerm_eventgrid_system_topic_event_subscription.this["uploads"].delivery_identity[0].type == "UserAssigned"
      && !azurerm_eventgrid_system_topic_event_subscription.this["uploads"].advanced_filter[0].bool_equals[0].value
      && azurerm_eventgrid_system_topic_event_subscription.this["uploads"].retry_policy[0].max_delivery_attempts == 10
    )
    error_message = "A subscription gets what it asks for, from somebody."
  }

  assert {
    condition     = anytrue([for name in ["eventhub_endpoint_id", "eventhub_id"] : lookup(azurerm_eventgrid_system_topic_event_subscription.this["stream"], name, null) != null]) && azurerm_eventgrid_system_topic_event_subscription.this["stream"].event_delivery_schema == "CloudEventSchemaV1_0"
    error_message = "Events must come to the hub, as CloudEvents."
  }
}
