# A Redis instance that only the network reaches: over TLS, replicated, backed up, its password generated.

locals {
  port = 6379

  # Numbers of the standard architecture, and of the clustered one.
  type_ids         = { "5.0" = 8, "6.2" = 15, "7.0" = 17 }
  cluster_type_ids = { "5.0" = 9, "6.2" = 16, "7.0" = 18 }

  # The zones after that of the master in turn, by their numbers.
  zone_numbers     = { for zone in flatten(data.tencentcloud_availability_zones_by_product.redis[*].zones) : zone.name => tonumber(zone.id) }
  computed_zones   = [for index in range(var.replica_count) : var.zones[(index + 1) % length(var.zones)]]
  replica_zone_ids = length(var.replica_zone_ids) > 0 || !var.multi_zone ? var.replica_zone_ids : [for zone in local.computed_zones : local.zone_numbers[zone]]

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

# Read only where the replicas live in zones whose numbers the caller does not say.
data "tencentcloud_availability_zones_by_product" "redis" {
  count = var.multi_zone && length(var.replica_zone_ids) == 0 ? 1 : 0

  product = "redis"

  lifecycle {
    postcondition {
      condition     = alltrue([for zone in var.zones : contains(self.zones[*].name, zone)])
      error_message = "Redis is not on sale in all of ${join(", ", var.zones)}: give other zones, or replica_zone_ids."
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
  charge_type       = var.prepaid_months == null ? "POSTPAID" : "PREPAID"
  prepaid_period    = var.prepaid_months
  auto_renew_flag   = var.prepaid_months == null ? null : 1

  type_id            = var.shard_count == null ? local.type_ids[var.engine_version] : local.cluster_type_ids[var.engine_version]
  mem_size           = var.memory_gb * 1024
  redis_shard_num    = coalesce(var.shard_count, 1)
  redis_replicas_num = var.replica_count
  replica_zone_ids   = length(local.replica_zone_ids) > 0 ? local.replica_zone_ids : null
  replicas_read_only = var.replicas_read_only
  port               = local.port
  password           = random_password.default.result

  wan_address_switch = "close"

  # Another version or other zones are prepared at once, and switched to when the window says so: connections break at that moment.
  wait_switch = var.switch_in_maintenance_window ? 1 : 2

  # Redis has no deletion protection: a deleted instance stays in the recycle bin, from where it can be brought back.
  force_delete = false

  tags = var.tags

  # Without its rules the group would let in nobody, but a rule that fails must not leave an instance behind it.
  depends_on = [tencentcloud_security_group_rule_set.this]

  lifecycle {
    # It counts when the instance is bought; afterwards another value would be another instance.
    ignore_changes = [auto_renew_flag]
  }
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

resource "tencentcloud_redis_maintenance_window" "this" {
  instance_id = tencentcloud_redis_instance.this.id
  start_time  = var.maintenance_window.start
  end_time    = var.maintenance_window.end

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_redis_ssl.this]
}

resource "tencentcloud_redis_param" "this" {
  count = length(var.parameters) > 0 ? 1 : 0

  instance_id     = tencentcloud_redis_instance.this.id
  instance_params = var.parameters

  depends_on = [tencentcloud_redis_maintenance_window.this]
}
