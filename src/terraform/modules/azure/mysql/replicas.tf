# Copies that may be read, each a server of its own, which follows the first one.
resource "azurerm_mysql_flexible_server" "replica" {
  for_each = var.replicas

  name                = "${var.name}-${each.key}"
  location            = coalesce(each.value.location, var.location)
  resource_group_name = var.resource_group_name
  create_mode         = "Replica"
  replication_role    = each.value.promoted ? "None" : null
  source_server_id    = azurerm_mysql_flexible_server.this.id
  version             = var.engine_version
  sku_name            = coalesce(each.value.sku_name, var.sku_name)
  zone                = each.value.zone

  public_network_access = var.delegated_subnet != null ? null : var.public_network_access_enabled ? "Enabled" : "Disabled"
  delegated_subnet_id   = var.delegated_subnet == null ? null : coalesce(each.value.delegated_subnet_id, var.delegated_subnet.subnet_id)
  private_dns_zone_id   = var.delegated_subnet == null ? null : var.delegated_subnet.private_dns_zone_id

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
      key_vault_key_id                  = customer_managed_key.value.key_vault_key_id
      primary_user_assigned_identity_id = customer_managed_key.value.user_assigned_identity_id
    }
  }

  tags = var.tags

  lifecycle {
    # Its disk begins as large as that of the first server, and grows by itself. Who administers it is told by the first server.
    ignore_changes = [administrator_login, storage, zone]
  }

  # How the first server is set, and who administers it, are theirs, too.
  depends_on = [azurerm_mysql_flexible_server_configuration.this, azurerm_mysql_flexible_server_active_directory_administrator.this]
}

# A copy has parameters of its own: without these it would take connections in plain text, and passwords.
resource "azurerm_mysql_flexible_server_configuration" "replica" {
  for_each = { for pair in setproduct(keys(var.replicas), keys(local.replica_configurations)) : join("/", pair) => { replica = pair[0], name = pair[1] } }

  name                = each.value.name
  resource_group_name = var.resource_group_name
  server_name         = azurerm_mysql_flexible_server.replica[each.value.replica].name
  value               = local.replica_configurations[each.value.name]
}

resource "azurerm_mysql_flexible_server_firewall_rule" "replica" {
  for_each = { for pair in setproduct(keys(var.replicas), var.allowed_ip_ranges) : join("/", pair) => { replica = pair[0], range = strcontains(pair[1], "/") ? pair[1] : "${pair[1]}/32" } }

  name                = replace(trimprefix(each.key, "${each.value.replica}/"), "/[./]/", "-")
  resource_group_name = var.resource_group_name
  server_name         = azurerm_mysql_flexible_server.replica[each.value.replica].name
  start_ip_address    = cidrhost(each.value.range, 0)
  end_ip_address      = cidrhost(each.value.range, -1)
}

resource "azurerm_private_endpoint" "replica" {
  for_each = var.private_endpoint == null ? {} : var.replicas

  name                = "${var.name}-${each.key}-private-endpoint"
  location            = var.location
  resource_group_name = var.resource_group_name
  subnet_id           = var.private_endpoint.subnet_id

  private_service_connection {
    name                           = "${var.name}-${each.key}"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_mysql_flexible_server.replica[each.key].id
    subresource_names              = ["mysqlServer"]
  }

  dynamic "private_dns_zone_group" {
    for_each = length(var.private_endpoint.private_dns_zone_ids) > 0 ? [var.private_endpoint.private_dns_zone_ids] : []

    content {
      name                 = "default"
      private_dns_zone_ids = private_dns_zone_group.value
    }
  }

  tags = var.tags
}
