# A PostgreSQL instance that only the network reaches: over TLS, encrypted, backed up, protected from deletion, its password generated.

locals {
  port = 5432

  multi_zone          = coalesce(var.multi_zone, length(var.zones) >= 2)
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

resource "random_password" "root" {
  length      = 32
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  # Allowed by PostgreSQL on Tencent Cloud, and safe in a connection URL.
  override_special = "_-"
}

resource "tencentcloud_security_group" "this" {
  name        = var.name
  description = "PostgreSQL ${var.name}"
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
      description = "PostgreSQL"
    }
  }
}

resource "tencentcloud_postgresql_instance" "this" {
  name              = var.name
  availability_zone = var.zones[0]
  vpc_id            = var.vpc_id
  subnet_id         = var.subnet_id
  security_groups   = [tencentcloud_security_group.this.id]
  charge_type       = var.prepaid_months == null ? "POSTPAID_BY_HOUR" : "PREPAID"
  period            = var.prepaid_months
  auto_renew_flag   = var.prepaid_months == null ? null : 1

  db_major_version  = var.major_version
  db_kernel_version = var.kernel_version
  charset           = "UTF8"
  cpu               = var.cpu
  memory            = var.memory_gb
  storage           = var.storage_gb
  storage_type      = var.storage_type
  root_user         = "root"
  root_password     = random_password.root.result

  # Another size, kernel or zone is prepared at once, and switched to when the window says so: connections break at that moment.
  wait_switch = var.switch_in_maintenance_window ? 2 : 0

  public_access_switch = false
  delete_protection    = var.deletion_protection
  need_support_tde     = var.encryption_enabled ? 1 : 0
  kms_key_id           = var.kms_key_id

  dynamic "db_node_set" {
    for_each = local.multi_zone ? { Primary = var.zones[0], Standby = var.zones[1] } : {}

    content {
      role = db_node_set.key
      zone = db_node_set.value
    }
  }

  tags = var.tags

  # Without its rules the group would let in nobody, but a rule that fails must not leave an instance behind it.
  depends_on = [tencentcloud_security_group_rule_set.this]
}

resource "tencentcloud_postgresql_backup_plan_config" "this" {
  db_instance_id               = tencentcloud_postgresql_instance.this.id
  min_backup_start_time        = "02:00:00"
  max_backup_start_time        = "05:00:00"
  backup_period                = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
  base_backup_retention_period = var.backup_retention_days
  log_backup_retention_period  = var.backup_retention_days
}

resource "tencentcloud_postgresql_time_window" "this" {
  db_instance_id      = tencentcloud_postgresql_instance.this.id
  maintain_week_days  = var.maintenance_window.week_days
  maintain_start_time = var.maintenance_window.start
  maintain_duration   = var.maintenance_window.hours

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_postgresql_instance_ssl_config.this]
}

# Those that only a restart puts into force wait for one.
resource "tencentcloud_postgresql_parameters" "this" {
  count = length(var.parameters) > 0 ? 1 : 0

  db_instance_id = tencentcloud_postgresql_instance.this.id

  dynamic "param_list" {
    for_each = var.parameters

    content {
      name           = param_list.key
      expected_value = param_list.value
    }
  }

  depends_on = [tencentcloud_postgresql_time_window.this]
}

resource "tencentcloud_postgresql_instance_ssl_config" "this" {
  db_instance_id  = tencentcloud_postgresql_instance.this.id
  ssl_enabled     = var.tls_enabled
  connect_address = var.tls_enabled ? tencentcloud_postgresql_instance.this.private_access_ip : null

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_postgresql_backup_plan_config.this]
}
