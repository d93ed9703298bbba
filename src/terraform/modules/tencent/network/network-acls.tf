# Rules of whole subnets, in front of the security groups of what is in them. They keep no state: an answer has to be let out, too.
resource "tencentcloud_vpc_acl" "this" {
  for_each = var.network_acls

  name    = "${var.name}-${each.key}"
  vpc_id  = tencentcloud_vpc.this.id
  ingress = [for rule in each.value.ingress : "${rule.action}#${rule.cidr_block}#${rule.port}#${rule.protocol}"]
  egress  = [for rule in each.value.egress : "${rule.action}#${rule.cidr_block}#${rule.port}#${rule.protocol}"]
  tags    = var.tags
}

resource "tencentcloud_vpc_acl_attachment" "this" {
  for_each = merge([
    for name, acl in var.network_acls : { for subnet in coalesce(acl.subnets, local.subnet_names) : subnet => name }
  ]...)

  acl_id    = tencentcloud_vpc_acl.this[each.value].id
  subnet_id = tencentcloud_subnet.this[each.key].id
}
