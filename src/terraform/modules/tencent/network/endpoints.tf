# Addresses in the network of services that others offer to it (Private Link): no way to them leads over the internet.
resource "tencentcloud_security_group" "endpoints" {
  count = length(var.endpoints) > 0 ? 1 : 0

  name        = "${var.name}-endpoints"
  description = "Endpoints of services in VPC ${var.name}"
  tags        = var.tags
}

resource "tencentcloud_security_group_rule_set" "endpoints" {
  count = length(var.endpoints) > 0 ? 1 : 0

  security_group_id = tencentcloud_security_group.endpoints[0].id

  dynamic "ingress" {
    for_each = concat([var.cidr_block], var.additional_cidr_blocks)

    content {
      action      = "ACCEPT"
      cidr_block  = ingress.value
      protocol    = "ALL"
      port        = "ALL"
      description = "The network itself"
    }
  }
}

resource "tencentcloud_vpc_end_point" "this" {
  for_each = var.endpoints

  end_point_name       = "${var.name}-${each.key}"
  vpc_id               = tencentcloud_vpc.this.id
  subnet_id            = tencentcloud_subnet.this[coalesce(each.value.subnet, local.subnet_names[0])].id
  end_point_service_id = each.value.service_id
  security_groups_ids  = coalesce(each.value.security_group_ids, [tencentcloud_security_group.endpoints[0].id])
}
