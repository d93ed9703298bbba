# A Redis instance that only the network reaches: over TLS, replicated, backed up, its password generated.

locals {
  port = 6379

  # Numbers of the standard architecture.
  type_ids = {
    "5.0" = 8
    "6.2" = 15
    "7.0" = 17
  }

  allowed_cidr_blocks = coalesce(var.allowed_cidr_blocks, data.tencentcloud_vpc_instances.this[*].instance_list[0].cidr_block)
}

# Read only where the caller does not say who may connect.
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

resource "random_password" "default" {
  # Redis on Tencent Cloud takes at most 16 characters.
  length      = 16
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  # Allowed by Redis on Tencent Cloud, and safe in a connection URL.
  override_special = "_-"
}

resource "tencentcloud_security_group" "this" {
  name        = var.name
  description = "Redis ${var.name}"
  tags        = var.tags
}

resource "tencentcloud_security_group_rule_set" "this" {
  security_group_id = tencentcloud_security_group.this.id

  dynamic "ingress" {
    for_each = local.allowed_cidr_blocks

    content {
      action      = "ACCEPT"
      cidr_block  = ingress.value
      protocol    = "TCP"
      port        = tostring(local.port)
      description = "Redis"
    }
  }
}

resource "tencentcloud_redis_instance" "this" {
  name              = var.name
  availability_zone = var.zones[0]
  vpc_id            = var.vpc_id
  subnet_id         = var.subnet_id
  security_groups   = [tencentcloud_security_group.this.id]
  charge_type       = "POSTPAID"

  type_id            = local.type_ids[var.engine_version]
  mem_size           = var.memory_gb * 1024
  redis_shard_num    = 1
  redis_replicas_num = var.replica_count
  replica_zone_ids   = length(var.replica_zone_ids) > 0 ? var.replica_zone_ids : null
  port               = local.port
  password           = random_password.default.result

  wan_address_switch = "close"

  # Redis has no deletion protection: a deleted instance stays in the recycle bin, from where it can be brought back.
  force_delete = false

  tags = var.tags

  # Without its rules the group would let in nobody, but a rule that fails must not leave an instance behind it.
  depends_on = [tencentcloud_security_group_rule_set.this]
}

resource "tencentcloud_redis_backup_config" "this" {
  redis_id    = tencentcloud_redis_instance.this.id
  backup_time = var.backup_window
}

resource "tencentcloud_redis_ssl" "this" {
  instance_id = tencentcloud_redis_instance.this.id
  ssl_config  = var.tls_enabled ? "enabled" : "disabled"

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_redis_backup_config.this]
}
