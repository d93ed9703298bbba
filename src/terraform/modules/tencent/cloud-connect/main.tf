# A Cloud Connect Network (CCN), which joins networks of any region and environment, or further networks for one that is there.

locals {
  ccn_id = var.ccn_id == null ? tencentcloud_ccn.this[0].id : var.ccn_id

  # Networks that are paid for in advance know no limit for all that leaves a region.
  is_between_regions = var.prepaid || length(var.bandwidth_between_regions) > 0

  # What a route table knows a route by.
  conditions = { network = "instance-id", region = "instance-region", type = "instance-type", cidr_block = "cidr-block" }
}

resource "tencentcloud_ccn" "this" {
  count = var.ccn_id == null ? 1 : 0

  name                   = var.name
  description            = var.description
  qos                    = var.quality
  charge_type            = var.prepaid ? "PREPAID" : "POSTPAID"
  instance_metering_type = var.metering
  bandwidth_limit_type   = local.is_between_regions ? "INTER_REGION_LIMIT" : "OUTER_REGION_LIMIT"
  route_ecmp_flag        = var.ecmp_enabled
  tags                   = var.tags
}

resource "tencentcloud_ccn_attachment_v2" "this" {
  for_each = var.networks

  ccn_id          = local.ccn_id
  ccn_uin         = var.ccn_account
  instance_id     = each.value.id
  instance_type   = each.value.type
  instance_region = coalesce(each.value.region, var.region)
  route_table_id  = each.value.route_table == null ? null : contains(keys(var.route_tables), each.value.route_table) ? tencentcloud_ccn_route_table.this[each.value.route_table].id : each.value.route_table
  description     = coalesce(each.value.description, each.key)
}

resource "tencentcloud_ccn_bandwidth_limit" "region" {
  for_each = var.bandwidth_of_regions

  ccn_id          = local.ccn_id
  region          = each.key
  bandwidth_limit = each.value

  # A region has a limit once it has a network.
  depends_on = [tencentcloud_ccn_attachment_v2.this]
}

resource "tencentcloud_ccn_bandwidth_limit" "between_regions" {
  for_each = var.bandwidth_between_regions

  ccn_id          = local.ccn_id
  region          = split("/", each.key)[0]
  dst_region      = split("/", each.key)[1]
  bandwidth_limit = each.value

  depends_on = [tencentcloud_ccn_attachment_v2.this]
}
