# Read only where the caller does not say who may reach the nodes.
data "tencentcloud_vpc_instances" "this" {
  count = var.allowed_cidr_blocks == null ? 1 : 0

  vpc_id = var.vpc_id

  lifecycle {
    postcondition {
      condition     = length(self.instance_list) == 1
      error_message = "There is no VPC ${var.vpc_id} in this region."
    }
  }
}

locals {
  allowed_cidr_blocks = coalesce(var.allowed_cidr_blocks, data.tencentcloud_vpc_instances.this[*].instance_list[0].cidr_block)
}

resource "tencentcloud_security_group" "nodes" {
  name        = "${var.name}-nodes"
  description = "Nodes of TKE cluster ${var.name}"
  tags        = var.tags
}

resource "tencentcloud_security_group_rule_set" "nodes" {
  security_group_id = tencentcloud_security_group.nodes.id

  dynamic "ingress" {
    for_each = local.allowed_cidr_blocks

    content {
      action      = "ACCEPT"
      cidr_block  = ingress.value
      protocol    = "ALL"
      port        = "ALL"
      description = "Nodes, pods, control plane and private load balancers"
    }
  }

  dynamic "ingress" {
    for_each = var.load_balancer_client_cidr_blocks

    content {
      action      = "ACCEPT"
      cidr_block  = ingress.value
      protocol    = "TCP"
      port        = "30000-32768"
      description = "Clients of public load balancers"
    }
  }

  egress {
    action      = "ACCEPT"
    cidr_block  = "0.0.0.0/0"
    protocol    = "ALL"
    port        = "ALL"
    description = "Everything may go out"
  }
}

resource "tencentcloud_security_group" "api" {
  count = length(var.public_api_cidr_blocks) > 0 ? 1 : 0

  name        = "${var.name}-api"
  description = "Public endpoint of the API server of TKE cluster ${var.name}"
  tags        = var.tags
}

resource "tencentcloud_security_group_rule_set" "api" {
  count = length(var.public_api_cidr_blocks) > 0 ? 1 : 0

  security_group_id = tencentcloud_security_group.api[0].id

  dynamic "ingress" {
    for_each = var.public_api_cidr_blocks

    content {
      action      = "ACCEPT"
      cidr_block  = ingress.value
      protocol    = "TCP"
      port        = "443"
      description = "API server"
    }
  }
}
