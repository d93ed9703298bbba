# Security groups with their rules, for what takes their IDs: machines, load balancers, databases, endpoints.

locals {
  # What a rule is about: one of these for each block, group or template that it names.
  nobody = { cidr_block = null, ipv6_cidr_block = null, source_security_id = null, address_template_id = null, address_template_group = null }

  directions = { for direction in ["ingress", "egress"] : direction => {
    for name, group in var.groups : name => flatten([
      for rule in group[direction] : [
        for other in concat(
          [for block in rule.cidr_blocks : merge(local.nobody, { cidr_block = block })],
          [for block in rule.ipv6_cidr_blocks : merge(local.nobody, { ipv6_cidr_block = block })],
          [for other in rule.groups : merge(local.nobody, { source_security_id = tencentcloud_security_group.this[other].id })],
          [for id in rule.security_group_ids : merge(local.nobody, { source_security_id = id })],
          [for id in rule.address_template_ids : merge(local.nobody, { address_template_id = id })],
          [for id in rule.address_template_group_ids : merge(local.nobody, { address_template_group = id })],
          ) : [
          for port in rule.ports : merge(other, {
            action                 = rule.action
            protocol               = rule.service_template_id == null && rule.service_template_group_id == null ? rule.protocol : null
            port                   = rule.service_template_id == null && rule.service_template_group_id == null ? port : null
            service_template_id    = rule.service_template_id
            service_template_group = rule.service_template_group_id
            description            = rule.description
          })
        ]
      ]
    ])
  } }
}

resource "tencentcloud_security_group" "this" {
  for_each = var.groups

  name        = "${var.name}-${each.key}"
  description = each.value.description
  tags        = var.tags
}

# All rules of a group: those that somebody adds elsewhere are taken away again.
resource "tencentcloud_security_group_rule_set" "this" {
  for_each = var.groups

  security_group_id = tencentcloud_security_group.this[each.key].id

  dynamic "ingress" {
    for_each = local.directions.ingress[each.key]

    content {
      action                 = ingress.value.action
      protocol               = ingress.value.protocol
      port                   = ingress.value.port
      cidr_block             = ingress.value.cidr_block
      ipv6_cidr_block        = ingress.value.ipv6_cidr_block
      source_security_id     = ingress.value.source_security_id
      address_template_id    = ingress.value.address_template_id
      address_template_group = ingress.value.address_template_group
      service_template_id    = ingress.value.service_template_id
      service_template_group = ingress.value.service_template_group
      description            = ingress.value.description
    }
  }

  dynamic "egress" {
    for_each = local.directions.egress[each.key]

    content {
      action                 = egress.value.action
      protocol               = egress.value.protocol
      port                   = egress.value.port
      cidr_block             = egress.value.cidr_block
      ipv6_cidr_block        = egress.value.ipv6_cidr_block
      source_security_id     = egress.value.source_security_id
      address_template_id    = egress.value.address_template_id
      address_template_group = egress.value.address_template_group
      service_template_id    = egress.value.service_template_id
      service_template_group = egress.value.service_template_group
      description            = egress.value.description
    }
  }
}
