resource "azurerm_data_protection_backup_policy_postgresql_flexible_server" "this" {
  for_each = var.postgresql_policies

  name                            = "${var.name}-postgresql-${each.key}-${substr(sha256(jsonencode(each.value)), 0, 6)}"
  vault_id                        = azurerm_data_protection_backup_vault.this.id
  backup_repeating_time_intervals = local.schedules["postgresql/${each.key}"]
  time_zone                       = each.value.time_zone

  default_retention_rule {
    life_cycle {
      data_store_type = "VaultStore"
      duration        = each.value.retention
    }
  }

  dynamic "retention_rule" {
    for_each = { for every, retention in each.value.long_term_retention : every => retention if retention != null }

    content {
      name     = retention_rule.key
      priority = local.kept_backups[retention_rule.key].priority

      life_cycle {
        data_store_type = "VaultStore"
        duration        = retention_rule.value
      }

      criteria {
        absolute_criteria = local.kept_backups[retention_rule.key].criterion
      }
    }
  }

  # All of a policy can only be made anew: the new one is there, and in use, before the old one goes.
  lifecycle {
    create_before_destroy = true
  }
}

# What the service looks for before it takes a server: that it may read its group, and take long-term backups of it.
resource "azurerm_role_assignment" "postgresql_groups" {
  for_each = var.postgresql_resource_group_ids

  scope                = each.value
  role_definition_name = "Reader"
  principal_id         = local.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "postgresql" {
  for_each = var.postgresql_servers

  scope                = each.value.server_id
  role_definition_name = "PostgreSQL Flexible Server Long Term Retention Backup Role"
  principal_id         = local.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_data_protection_backup_instance_postgresql_flexible_server" "this" {
  for_each = var.postgresql_servers

  name             = each.key
  location         = coalesce(each.value.location, var.location)
  vault_id         = azurerm_data_protection_backup_vault.this.id
  server_id        = each.value.server_id
  backup_policy_id = azurerm_data_protection_backup_policy_postgresql_flexible_server.this[each.value.policy].id

  depends_on = [azurerm_data_protection_backup_vault_customer_managed_key.this, azurerm_role_assignment.postgresql, azurerm_role_assignment.postgresql_groups]
}
