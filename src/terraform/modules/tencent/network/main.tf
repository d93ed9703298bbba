# A private network: a VPC with one subnet per availability zone, a way out through NAT gateways, and nothing that comes in.

locals {
  computed_subnets = [
    for index, zone in var.zones : {
      name        = "${var.name}-${zone}"
      cidr_block  = cidrsubnet(var.cidr_block, var.subnet_new_bits, index)
      zone        = zone
      nat_enabled = true
    }
  ]
  subnets      = length(var.subnets) > 0 ? var.subnets : local.computed_subnets
  subnet_names = local.subnets[*].name
  subnet_zones = distinct(local.subnets[*].zone)
}

resource "tencentcloud_vpc" "this" {
  name            = var.name
  cidr_block      = var.cidr_block
  assistant_cidrs = length(var.additional_cidr_blocks) > 0 ? var.additional_cidr_blocks : null
  dns_servers     = length(var.dns_servers) > 0 ? var.dns_servers : null
  tags            = var.tags
}

resource "tencentcloud_subnet" "this" {
  for_each = { for subnet in local.subnets : subnet.name => subnet }

  name              = each.value.name
  vpc_id            = tencentcloud_vpc.this.id
  cidr_block        = each.value.cidr_block
  availability_zone = each.value.zone
  route_table_id    = each.value.nat_enabled ? local.route_table_ids[local.table_of_zone[each.value.zone]] : one(tencentcloud_route_table.internal[*].id)
  tags              = var.tags
}

# For whatever has no security group of its own: nothing comes in.
resource "tencentcloud_security_group" "closed" {
  name        = "${var.name}-closed"
  description = "Nothing comes in, everything may go out"
  tags        = var.tags
}

resource "tencentcloud_security_group_rule_set" "closed" {
  security_group_id = tencentcloud_security_group.closed.id

  ingress {
    action      = "DROP"
    cidr_block  = "0.0.0.0/0"
    protocol    = "ALL"
    port        = "ALL"
    description = "Nothing comes in"
  }

  egress {
    action      = "ACCEPT"
    cidr_block  = "0.0.0.0/0"
    protocol    = "ALL"
    port        = "ALL"
    description = "Everything may go out"
  }
}

resource "tencentcloud_vpc_flow_log" "this" {
  count = var.flow_log_topic_id == null ? 0 : 1

  flow_log_name        = var.name
  flow_log_description = "All traffic of the VPC"
  resource_type        = "VPC"
  resource_id          = tencentcloud_vpc.this.id
  vpc_id               = tencentcloud_vpc.this.id
  traffic_type         = "ALL"
  storage_type         = "cls"
  cloud_log_id         = var.flow_log_topic_id
  tags                 = var.tags
}
