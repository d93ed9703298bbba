# The databases and containers of a Cosmos DB account for NoSQL, and who may read and write them.

locals {
  account = regex("^/subscriptions/[^/]+/resourceGroups/(?P<resource_group_name>[^/]+)/providers/Microsoft.DocumentDB/databaseAccounts/(?P<name>[^/]+)$", var.account_id)

  containers = merge([
    for database, settings in var.databases : {
      for container, container_settings in settings.containers : "${database}/${container}" => merge(container_settings, { database = database, name = container })
    }
  ]...)

  # The two roles that every account has.
  role_ids = {
    Reader      = "00000000-0000-0000-0000-000000000001"
    Contributor = "00000000-0000-0000-0000-000000000002"
  }
}

resource "azurerm_cosmosdb_sql_database" "this" {
  for_each = var.databases

  name                = each.key
  resource_group_name = local.account.resource_group_name
  account_name        = local.account.name
  throughput          = each.value.throughput

  dynamic "autoscale_settings" {
    for_each = each.value.max_throughput == null ? [] : [each.value.max_throughput]

    content {
      max_throughput = autoscale_settings.value
    }
  }
}

resource "azurerm_cosmosdb_sql_container" "this" {
  for_each = local.containers

  name                  = each.value.name
  resource_group_name   = local.account.resource_group_name
  account_name          = local.account.name
  database_name         = azurerm_cosmosdb_sql_database.this[each.value.database].name
  partition_key_paths   = each.value.partition_key_paths
  partition_key_kind    = length(each.value.partition_key_paths) > 1 ? "MultiHash" : "Hash"
  partition_key_version = 2
  throughput            = each.value.throughput
  default_ttl           = each.value.default_ttl_seconds

  dynamic "autoscale_settings" {
    for_each = each.value.max_throughput == null ? [] : [each.value.max_throughput]

    content {
      max_throughput = autoscale_settings.value
    }
  }

  dynamic "unique_key" {
    for_each = each.value.unique_keys

    content {
      paths = unique_key.value
    }
  }

  dynamic "indexing_policy" {
    for_each = each.value.indexing == null ? [] : [each.value.indexing]

    content {
      indexing_mode = "consistent"

      dynamic "included_path" {
        for_each = indexing_policy.value.included_paths

        content {
          path = included_path.value
        }
      }

      dynamic "excluded_path" {
        for_each = indexing_policy.value.excluded_paths

        content {
          path = excluded_path.value
        }
      }

      dynamic "composite_index" {
        for_each = indexing_policy.value.composite_indexes

        content {
          dynamic "index" {
            for_each = composite_index.value

            content {
              path  = index.value.path
              order = index.value.order
            }
          }
        }
      }

      dynamic "spatial_index" {
        for_each = indexing_policy.value.spatial_paths

        content {
          path = spatial_index.value
        }
      }
    }
  }
}

resource "azurerm_cosmosdb_sql_role_assignment" "this" {
  for_each = var.role_assignments

  resource_group_name = local.account.resource_group_name
  account_name        = local.account.name
  role_definition_id  = "${var.account_id}/sqlRoleDefinitions/${local.role_ids[each.value.role]}"
  principal_id        = each.value.principal_id
  scope = join("/", compact([
    var.account_id,
    each.value.database == null ? "" : "dbs/${azurerm_cosmosdb_sql_database.this[each.value.database].name}",
    each.value.container == null ? "" : "colls/${azurerm_cosmosdb_sql_container.this["${each.value.database}/${each.value.container}"].name}",
  ]))
}
