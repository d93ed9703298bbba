# A MySQL flexible server with its databases: Microsoft Entra identities instead of passwords, no public access, backed up, over TLS only.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_mysql_flexible_server.this.id
  diagnosed_id = local.resource_id

  port = 3306

  # The disk may have grown by itself, and never shrinks: what it has by now is not taken from it.
  storage_gb = max(var.storage_gb, [for server in data.azurerm_mysql_flexible_server.present : server.storage[0].size_gb]...)

  high_availability_mode = coalesce(var.high_availability_mode, local.has_standby_by_default ? "ZoneRedundant" : "Disabled")
  has_standby_by_default = var.protected_environment && !startswith(var.sku_name, "B_") && !contains(local.locations_without_zones, var.location)

  identity_ids = distinct(concat(
    var.administrator == null ? [] : [var.administrator.user_assigned_identity_id],
    var.customer_managed_key == null ? [] : [var.customer_managed_key.user_assigned_identity_id],
    try(var.customer_managed_key.geo_backup, null) == null ? [] : [var.customer_managed_key.geo_backup.user_assigned_identity_id],
  ))

  # Where logs are kept, who comes and what takes long is logged. TLS is not for the caller to decide.
  configurations = merge(
    var.diagnostics == null ? {} : {
      audit_log_enabled = "ON"
      audit_log_events  = "CONNECTION,ADMIN,DDL,DCL"
      slow_query_log    = "ON"
    },
    { tls_version = "TLSv1.2" },
    var.configurations,
    { require_secure_transport = "ON" },
  )

  replica_configurations = merge(local.configurations, var.administrator != null && var.local_administrator == null ? { aad_auth_only = "ON" } : {})
}

resource "azurerm_mysql_flexible_server" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  version             = var.engine_version
  sku_name            = var.sku_name
  zone                = var.zone

  create_mode                       = var.restore == null ? null : var.restore.from_paired_region ? "GeoRestore" : "PointInTimeRestore"
  source_server_id                  = var.restore == null ? null : var.restore.source_server_id
  point_in_time_restore_time_in_utc = var.restore == null ? null : var.restore.time

  # Those of a restored server come with it.
  administrator_login               = var.restore == null ? var.administrator_login : null
  administrator_password_wo         = var.restore == null ? local.administrator_password : null
  administrator_password_wo_version = var.restore != null ? null : var.local_administrator == null ? 1 : var.local_administrator.password_version

  public_network_access = var.delegated_subnet != null ? null : var.public_network_access_enabled ? "Enabled" : "Disabled"
  delegated_subnet_id   = var.delegated_subnet == null ? null : var.delegated_subnet.subnet_id
  private_dns_zone_id   = var.delegated_subnet == null ? null : var.delegated_subnet.private_dns_zone_id

  backup_retention_days        = var.backup_retention_days
  geo_redundant_backup_enabled = var.geo_redundant_backup_enabled

  storage {
    size_gb            = local.storage_gb
    auto_grow_enabled  = var.auto_grow_enabled
    iops               = var.iops
    io_scaling_enabled = var.io_scaling_enabled
  }

  dynamic "high_availability" {
    for_each = local.high_availability_mode == "Disabled" ? [] : [local.high_availability_mode]

    content {
      mode = high_availability.value
    }
  }

  dynamic "maintenance_window" {
    for_each = var.maintenance_window == null ? [] : [var.maintenance_window]

    content {
      day_of_week  = maintenance_window.value.day_of_week
      start_hour   = maintenance_window.value.start_hour
      start_minute = 0
    }
  }

  # With whom it asks Entra who somebody is, and encrypts.
  dynamic "identity" {
    for_each = var.administrator == null && var.customer_managed_key == null ? [] : [local.identity_ids]

    content {
      type         = "UserAssigned"
      identity_ids = identity.value
    }
  }

  dynamic "customer_managed_key" {
    for_each = var.customer_managed_key == null ? [] : [var.customer_managed_key]

    content {
      key_vault_key_id                     = customer_managed_key.value.key_vault_key_id
      primary_user_assigned_identity_id    = customer_managed_key.value.user_assigned_identity_id
      geo_backup_key_vault_key_id          = customer_managed_key.value.geo_backup == null ? null : customer_managed_key.value.geo_backup.key_vault_key_id
      geo_backup_user_assigned_identity_id = customer_managed_key.value.geo_backup == null ? null : customer_managed_key.value.geo_backup.user_assigned_identity_id
    }
  }

  tags = var.tags

  lifecycle {
    # The databases and their backups go with the server. To delete it, take the call of this module away: then there is no rule left that forbids it.
    prevent_destroy = true

    ignore_changes = [
      # Primary and standby change places when a zone fails.
      zone,
      high_availability[0].standby_availability_zone,
      # How a server was made cannot change any more.
      create_mode,
      point_in_time_restore_time_in_utc,
      source_server_id,
    ]

    postcondition {
      condition     = var.restore == null ? true : self.source_server_id == var.restore.source_server_id
      error_message = "A server that is there already is not restored: call the module under another id, with restore, and let its clients move to that server."
    }
  }
}

resource "azurerm_mysql_flexible_database" "this" {
  for_each = var.restore == null ? var.databases : {} # those of a restored server come with it

  name                = each.key
  resource_group_name = var.resource_group_name
  server_name         = azurerm_mysql_flexible_server.this.name
  charset             = each.value.charset
  collation           = each.value.collation
}

resource "azurerm_mysql_flexible_server_configuration" "this" {
  for_each = local.configurations

  name                = each.key
  resource_group_name = var.resource_group_name
  server_name         = azurerm_mysql_flexible_server.this.name
  value               = each.value
}

resource "azurerm_mysql_flexible_server_firewall_rule" "this" {
  for_each = toset(var.allowed_ip_ranges)

  name                = replace(each.value, "/[./]/", "-")
  resource_group_name = var.resource_group_name
  server_name         = azurerm_mysql_flexible_server.this.name
  start_ip_address    = cidrhost(strcontains(each.value, "/") ? each.value : "${each.value}/32", 0)
  end_ip_address      = cidrhost(strcontains(each.value, "/") ? each.value : "${each.value}/32", -1)
}
