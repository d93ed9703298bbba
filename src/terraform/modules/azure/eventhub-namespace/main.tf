# An Event Hubs namespace with its hubs and consumer groups: identities instead of keys, no public access.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_eventhub_namespace.this.id
  diagnosed_id = local.resource_id

  consumer_groups = merge([
    for hub, settings in var.hubs : { for group in settings.consumer_groups : "${hub}/${group}" => { hub = hub, name = group } }
  ]...)

  is_open_to_all = var.public_network_access_enabled && length(var.allowed_ip_ranges) + length(var.allowed_subnet_ids) == 0
}

resource "azurerm_eventhub_namespace" "this" {
  name                     = var.name
  location                 = var.location
  resource_group_name      = var.resource_group_name
  sku                      = var.sku
  capacity                 = var.capacity
  auto_inflate_enabled     = var.maximum_capacity != null
  maximum_throughput_units = var.maximum_capacity

  local_authentication_enabled  = var.local_authentication_enabled
  minimum_tls_version           = "1.2"
  public_network_access_enabled = var.public_network_access_enabled

  # Always written down: what stands here no longer would stay as it was.
  network_rulesets {
    default_action                 = local.is_open_to_all ? "Allow" : "Deny"
    public_network_access_enabled  = var.public_network_access_enabled
    trusted_service_access_enabled = true

    # Terraform takes these blocks for values, in which nothing can be dynamic.
    ip_rule = [for range in var.allowed_ip_ranges : { ip_mask = range, action = "Allow" }]
    virtual_network_rule = [
      for id in var.allowed_subnet_ids : { subnet_id = id, ignore_missing_virtual_network_service_endpoint = false }
    ]
  }

  dynamic "identity" {
    for_each = var.capture == null ? [] : [var.capture.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  tags = var.tags

  # The events go with the namespace. To delete it, take the call of this module away: then there is no rule left that forbids it.
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_eventhub" "this" {
  for_each = var.hubs

  name            = each.key
  namespace_id    = azurerm_eventhub_namespace.this.id
  partition_count = each.value.partition_count

  retention_description {
    cleanup_policy                    = each.value.compacted ? "Compact" : "Delete"
    retention_time_in_hours           = each.value.compacted ? null : each.value.retention_hours
    tombstone_retention_time_in_hours = each.value.compacted ? each.value.retention_hours : null
  }

  dynamic "capture_description" {
    for_each = each.value.capture_container_name == null ? [] : [each.value.capture_container_name]

    content {
      enabled             = true
      encoding            = "Avro"
      interval_in_seconds = var.capture.interval_seconds
      size_limit_in_bytes = var.capture.size_limit_mb * 1024 * 1024
      skip_empty_archives = true

      destination {
        name                        = "EventHubArchive.AzureBlockBlob"
        archive_name_format         = "{Namespace}/{EventHub}/{PartitionId}/{Year}/{Month}/{Day}/{Hour}/{Minute}/{Second}"
        storage_account_id          = var.capture.storage_account_id
        blob_container_name         = capture_description.value
        storage_authentication_type = "UserAssigned"
        storage_authentication_id   = var.capture.user_assigned_identity_id
      }
    }
  }
}

resource "azurerm_eventhub_consumer_group" "this" {
  for_each = local.consumer_groups

  name                = each.value.name
  resource_group_name = var.resource_group_name
  namespace_name      = azurerm_eventhub_namespace.this.name
  eventhub_name       = azurerm_eventhub.this[each.value.hub].name
}
