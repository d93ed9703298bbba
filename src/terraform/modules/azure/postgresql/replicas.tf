# Copies that may be read, each a server of its own, which follows the first one.
resource "azurerm_postgresql_flexible_server" "replica" {
  for_each = var.replicas

  name                = "${var.name}-${each.key}"
  location            = coalesce(each.value.location, var.location)
  resource_group_name = var.resource_group_name
  create_mode         = "Replica"
  replication_role    = each.value.promoted ? "None" : null
  source_server_id    = azurerm_postgresql_flexible_server.this.id
  version             = var.major_version
  sku_name            = coalesce(each.value.sku_name, var.sku_name)
  storage_mb          = azurerm_postgresql_flexible_server.this.storage_mb
  auto_grow_enabled   = var.auto_grow_enabled
  zone                = each.value.zone

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = var.local_administrator != null
    tenant_id                     = var.tenant_id
  }

  public_network_access_enabled = var.public_network_access_enabled
  delegated_subnet_id           = var.delegated_subnet == null ? null : coalesce(each.value.delegated_subnet_id, var.delegated_subnet.subnet_id)
  private_dns_zone_id           = var.delegated_subnet == null ? null : var.delegated_subnet.private_dns_zone_id

  dynamic "identity" {
    for_each = var.customer_managed_key == null ? [] : [var.customer_managed_key.user_assigned_identity_id]

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
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
    # Its disk begins as large as that of the first server, and grows by itself.
    ignore_changes = [storage_mb, zone]
  }

  # The local administrator of the first server is theirs, too.
  depends_on = [azurerm_postgresql_flexible_server_configuration.this]
}

resource "azurerm_postgresql_flexible_server_firewall_rule" "replica" {
  for_each = { for pair in setproduct(keys(var.replicas), var.allowed_ip_ranges) : join("/", pair) => { replica = pair[0], range = strcontains(pair[1], "/") ? pair[1] : "${pair[1]}/32" } }

  name             = replace(trimprefix(each.key, "${each.value.replica}/"), "/[./]/", "-")
  server_id        = azurerm_postgresql_flexible_server.replica[each.value.replica].id
  start_ip_address = cidrhost(each.value.range, 0)
  end_ip_address   = cidrhost(each.value.range, -1)
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
    private_connection_resource_id = azurerm_postgresql_flexible_server.replica[each.key].id
    subresource_names              = ["postgresqlServer"]
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
