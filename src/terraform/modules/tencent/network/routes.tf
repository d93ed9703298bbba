# The ways out of the subnets. The VPC's default route table is left alone: whatever else is put into the VPC by hand gets no way out by itself.

locals {
  # One gateway for all subnets, or one for each zone, the first of which is that of all when there is one alone.
  nat_zones = var.nat_gateway_enabled ? (var.nat_gateway_per_zone ? local.subnet_zones : slice(local.subnet_zones, 0, 1)) : []

  # A table for each gateway; one without a gateway as well.
  route_table_ids = concat([tencentcloud_route_table.this.id], [for table in tencentcloud_route_table.zone : table.id])
  table_of_zone   = { for index, zone in local.subnet_zones : zone => length(local.nat_zones) > 1 ? index : 0 }

  # Further addresses of each gateway by its number and theirs.
  more_addresses = merge([
    for gateway in range(length(local.nat_zones)) : { for address in range(1, var.nat_public_ip_count) : "${gateway}-${address}" => gateway }
  ]...)

  # Of the tables those of the zones come first, then the one of subnets that have no way out.
  has_internal        = anytrue([for subnet in local.subnets : !subnet.nat_enabled])
  table_count         = max(1, length(local.nat_zones)) + (local.has_internal ? 1 : 0)
  all_route_table_ids = concat(local.route_table_ids, tencentcloud_route_table.internal[*].id)
  routes = merge([
    for route in var.routes : { for table in range(local.table_count) : "${table}-${route.destination_cidr_block}" => merge(route, { table = table }) }
  ]...)
}

resource "tencentcloud_route_table" "this" {
  name   = var.name
  vpc_id = tencentcloud_vpc.this.id
  tags   = var.tags
}

resource "tencentcloud_route_table" "zone" {
  count = max(0, length(local.nat_zones) - 1)

  name   = "${var.name}-${local.nat_zones[count.index + 1]}"
  vpc_id = tencentcloud_vpc.this.id
  tags   = var.tags
}

# Of subnets that have no way out to the internet.
resource "tencentcloud_route_table" "internal" {
  count = local.has_internal ? 1 : 0

  name   = "${var.name}-internal"
  vpc_id = tencentcloud_vpc.this.id
  tags   = var.tags
}

resource "tencentcloud_eip" "nat" {
  count = length(local.nat_zones)

  name                       = count.index == 0 ? "${var.name}-nat" : "${var.name}-nat-${local.nat_zones[count.index]}"
  internet_charge_type       = "TRAFFIC_POSTPAID_BY_HOUR"
  internet_max_bandwidth_out = var.nat_address_bandwidth_mbps
  tags                       = var.tags
}

resource "tencentcloud_eip" "nat_more" {
  for_each = local.more_addresses

  name                       = "${var.name}-nat-${each.key}"
  internet_charge_type       = "TRAFFIC_POSTPAID_BY_HOUR"
  internet_max_bandwidth_out = var.nat_address_bandwidth_mbps
  tags                       = var.tags
}

resource "tencentcloud_nat_gateway" "this" {
  count = length(local.nat_zones)

  name           = count.index == 0 ? var.name : "${var.name}-${local.nat_zones[count.index]}"
  vpc_id         = tencentcloud_vpc.this.id
  zone           = var.nat_gateway_per_zone ? local.nat_zones[count.index] : null
  bandwidth      = var.nat_bandwidth_mbps
  max_concurrent = var.nat_max_connections
  assigned_eip_set = concat(
    [tencentcloud_eip.nat[count.index].public_ip],
    [for key, gateway in local.more_addresses : tencentcloud_eip.nat_more[key].public_ip if gateway == count.index],
  )
  tags = var.tags

  lifecycle {
    # A gateway stays in the zone in which it was made: the service refuses to move it.
    ignore_changes = [zone]
  }
}

resource "tencentcloud_route_table_entry" "nat" {
  count = length(local.nat_zones)

  route_table_id         = local.route_table_ids[count.index]
  destination_cidr_block = "0.0.0.0/0"
  next_type              = "NAT"
  next_hub               = tencentcloud_nat_gateway.this[count.index].id
  description            = "Way out through the NAT gateway"
}

resource "tencentcloud_route_table_entry" "this" {
  for_each = local.routes

  route_table_id         = local.all_route_table_ids[each.value.table]
  destination_cidr_block = each.value.destination_cidr_block
  next_type              = each.value.next_hop_type
  next_hub               = each.value.next_hop_id
  description            = each.value.description
}
