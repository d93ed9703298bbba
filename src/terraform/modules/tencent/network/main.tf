# A private network: a VPC with one subnet per availability zone, a way out through a NAT gateway, and nothing that comes in.

locals {
  computed_subnets = [
    for index, zone in var.zones : {
      name       = "${var.name}-${zone}"
      cidr_block = cidrsubnet(var.cidr_block, var.subnet_new_bits, index)
      zone       = zone
    }
  ]
  subnets = length(var.subnets) > 0 ? var.subnets : local.computed_subnets

  # The most that an elastic IP address billed by traffic may carry; a wider gateway would gain nothing.
  nat_bandwidth_mbps = 100
}

resource "tencentcloud_vpc" "this" {
  name       = var.name
  cidr_block = var.cidr_block
  tags       = var.tags
}

# The VPC's default route table is left alone: whatever else is put into the VPC by hand gets no way out by itself.
resource "tencentcloud_route_table" "this" {
  name   = var.name
  vpc_id = tencentcloud_vpc.this.id
  tags   = var.tags
}

resource "tencentcloud_subnet" "this" {
  for_each = { for subnet in local.subnets : subnet.name => subnet }

  name              = each.value.name
  vpc_id            = tencentcloud_vpc.this.id
  cidr_block        = each.value.cidr_block
  availability_zone = each.value.zone
  route_table_id    = tencentcloud_route_table.this.id
  tags              = var.tags
}

resource "tencentcloud_eip" "nat" {
  count = var.nat_gateway_enabled ? 1 : 0

  name                       = "${var.name}-nat"
  internet_charge_type       = "TRAFFIC_POSTPAID_BY_HOUR"
  internet_max_bandwidth_out = local.nat_bandwidth_mbps
  tags                       = var.tags
}

resource "tencentcloud_nat_gateway" "this" {
  count = var.nat_gateway_enabled ? 1 : 0

  name             = var.name
  vpc_id           = tencentcloud_vpc.this.id
  bandwidth        = local.nat_bandwidth_mbps
  assigned_eip_set = [tencentcloud_eip.nat[0].public_ip]
  tags             = var.tags
}

resource "tencentcloud_route_table_entry" "nat" {
  count = var.nat_gateway_enabled ? 1 : 0

  route_table_id         = tencentcloud_route_table.this.id
  destination_cidr_block = "0.0.0.0/0"
  next_type              = "NAT"
  next_hub               = tencentcloud_nat_gateway.this[0].id
  description            = "Way out through the NAT gateway"
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
