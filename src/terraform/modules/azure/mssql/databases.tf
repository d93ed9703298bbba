resource "azurerm_mssql_elasticpool" "this" {
  for_each = var.elastic_pools

  name                = each.key
  location            = var.location
  resource_group_name = var.resource_group_name
  server_name         = azurerm_mssql_server.this.name
  max_size_gb         = each.value.max_size_gb
  zone_redundant      = each.value.zone_redundant
  license_type        = each.value.license_type
  tags                = var.tags

  sku {
    name     = each.value.sku_name
    tier     = each.value.tier
    family   = each.value.family
    capacity = each.value.capacity
  }

  per_database_settings {
    min_capacity = each.value.database_capacity_min
    max_capacity = each.value.database_capacity_max
  }
}

resource "azurerm_mssql_database" "this" {
  for_each = var.databases

  name                 = each.key
  server_id            = azurerm_mssql_server.this.id
  sku_name             = each.value.elastic_pool == null ? each.value.sku_name : "ElasticPool"
  elastic_pool_id      = each.value.elastic_pool == null ? null : azurerm_mssql_elasticpool.this[each.value.elastic_pool].id
  collation            = each.value.collation
  max_size_gb          = each.value.max_size_gb
  license_type         = each.value.license_type
  zone_redundant       = each.value.elastic_pool == null ? each.value.zone_redundant : null
  read_scale           = each.value.read_scale_enabled
  read_replica_count   = each.value.read_replica_count
  storage_account_type = each.value.backup_storage_redundancy

  # Of a serverless database, which sleeps while nobody asks for it.
  min_capacity                = each.value.serverless == null ? null : each.value.serverless.capacity_min
  auto_pause_delay_in_minutes = each.value.serverless == null ? null : each.value.serverless.auto_pause_minutes

  create_mode                 = each.value.restore == null ? null : each.value.restore.time == null ? "Recovery" : "PointInTimeRestore"
  creation_source_database_id = each.value.restore == null ? null : each.value.restore.time == null ? null : each.value.restore.database_id
  restore_point_in_time       = each.value.restore == null ? null : each.value.restore.time
  recover_database_id         = each.value.restore == null ? null : each.value.restore.time == null ? each.value.restore.database_id : null

  short_term_retention_policy {
    retention_days = each.value.backup_retention_days
  }

  dynamic "long_term_retention_policy" {
    for_each = each.value.long_term_retention == null ? [] : [each.value.long_term_retention]

    content {
      weekly_retention  = long_term_retention_policy.value.weekly
      monthly_retention = long_term_retention_policy.value.monthly
      yearly_retention  = long_term_retention_policy.value.yearly
      week_of_year      = long_term_retention_policy.value.week_of_year
    }
  }

  tags = var.tags

  lifecycle {
    # How a database was made cannot change any more.
    ignore_changes = [create_mode, creation_source_database_id, recover_database_id, restore_point_in_time]

    postcondition {
      condition     = each.value.restore == null ? true : contains([self.creation_source_database_id, self.recover_database_id], each.value.restore.database_id)
      error_message = "A database that is there already is not restored: give what it is restored to another name, and let its clients move there."
    }
  }
}
