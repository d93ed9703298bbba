# A Cosmos DB account for NoSQL: identities instead of keys, no public access, backed up all the time.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_cosmosdb_account.this.id
  diagnosed_id = local.resource_id

  locations = concat([{ location = var.location, zone_redundant = var.zone_redundant }], var.secondary_locations)

  is_backed_up_periodically = var.backup_policy_type == "Periodic"
  is_staleness_bounded      = var.consistency_level == "BoundedStaleness"
}

resource "azurerm_cosmosdb_account" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  offer_type          = "Standard"
  kind                = "GlobalDocumentDB"

  local_authentication_enabled       = var.local_authentication_enabled
  access_key_metadata_writes_enabled = false
  minimal_tls_version                = "Tls12"

  public_network_access_enabled     = var.public_network_access_enabled
  ip_range_filter                   = var.allowed_ip_ranges
  is_virtual_network_filter_enabled = length(var.allowed_subnet_ids) > 0

  automatic_failover_enabled       = length(var.secondary_locations) > 0
  multiple_write_locations_enabled = var.multiple_write_locations_enabled
  burst_capacity_enabled           = var.burst_capacity_enabled
  partition_merge_enabled          = var.partition_merge_enabled

  key_vault_key_id      = var.customer_managed_key == null ? null : var.customer_managed_key.key_vault_key_id
  default_identity_type = var.customer_managed_key == null ? null : "UserAssignedIdentity=${var.customer_managed_key.user_assigned_identity_id}"

  consistency_policy {
    consistency_level       = var.consistency_level
    max_interval_in_seconds = local.is_staleness_bounded ? var.max_staleness_seconds : null
    max_staleness_prefix    = local.is_staleness_bounded ? var.max_staleness_operations : null
  }

  dynamic "geo_location" {
    for_each = local.locations

    content {
      location          = geo_location.value.location
      failover_priority = geo_location.key
      zone_redundant    = geo_location.value.zone_redundant
    }
  }

  dynamic "capabilities" {
    for_each = var.capabilities

    content {
      name = capabilities.value
    }
  }

  dynamic "capacity" {
    for_each = var.throughput_limit == null ? [] : [var.throughput_limit]

    content {
      total_throughput_limit = capacity.value
    }
  }

  dynamic "virtual_network_rule" {
    for_each = var.allowed_subnet_ids

    content {
      id = virtual_network_rule.value
    }
  }

  backup {
    type                = var.backup_policy_type
    tier                = local.is_backed_up_periodically ? null : var.backup_tier
    interval_in_minutes = local.is_backed_up_periodically ? var.backup_interval_minutes : null
    retention_in_hours  = local.is_backed_up_periodically ? var.backup_retention_hours : null
    storage_redundancy  = local.is_backed_up_periodically ? var.backup_storage_redundancy : null
  }

  dynamic "identity" {
    for_each = var.customer_managed_key == null ? [] : [var.customer_managed_key.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  tags = var.tags

  # The databases go with the account. To delete it, take the call of this module away: then there is no rule left that forbids it.
  lifecycle {
    prevent_destroy = true
  }
}
