locals {
  routes = merge([
    for table, given in var.route_tables : { for route in given.routes : "${table}/${route.name}" => merge(route, { table = table }) }
  ]...)
}

resource "azurerm_route_table" "this" {
  for_each = var.route_tables

  name                          = "${var.name}-${each.key}"
  location                      = var.location
  resource_group_name           = var.resource_group_name
  bgp_route_propagation_enabled = each.value.bgp_route_propagation_enabled
  tags                          = var.tags
}

# Apart from the tables, so that what a cluster adds to one stays.
resource "azurerm_route" "this" {
  for_each = local.routes

  name                   = each.value.name
  resource_group_name    = var.resource_group_name
  route_table_name       = azurerm_route_table.this[each.value.table].name
  address_prefix         = each.value.address_prefix
  next_hop_type          = each.value.next_hop_type
  next_hop_in_ip_address = each.value.next_hop_ip_address
}

resource "azurerm_subnet_route_table_association" "this" {
  for_each = { for name, subnet in local.subnets : name => subnet if subnet.route_table != null }

  subnet_id      = azurerm_subnet.this[each.key].id
  route_table_id = azurerm_route_table.this[each.value.route_table].id
}
