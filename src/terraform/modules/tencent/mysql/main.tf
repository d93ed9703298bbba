# A MySQL instance that only the network reaches: over TLS, with a standby, backed up, protected from deletion, its password generated.

locals {
  multi_zone          = coalesce(var.multi_zone, length(var.zones) >= 2)
  allowed_cidr_blocks = coalesce(var.allowed_cidr_blocks, data.tencentcloud_vpc_instances.this[*].instance_list[0].cidr_block)

  window_end = format("%02d:%s", tonumber(substr(var.maintenance_window.start, 0, 2)) + var.maintenance_window.hours, substr(var.maintenance_window.start, 3, 2))
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

  # Allowed by MySQL on Tencent Cloud, and safe in a connection URL.
  override_special = "_-"
}

resource "tencentcloud_security_group" "this" {
  name        = var.name
  description = "MySQL ${var.name}"
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
      port        = "3306"
      description = "MySQL"
    }
  }
}

resource "tencentcloud_mysql_instance" "this" {
  instance_name     = var.name
  availability_zone = var.zones[0]
  vpc_id            = var.vpc_id
  subnet_id         = var.subnet_id
  security_groups   = [tencentcloud_security_group.this.id]
  internet_service  = 0
  intranet_port     = 3306
  charge_type       = var.prepaid_months == null ? "POSTPAID" : "PREPAID"
  prepaid_period    = var.prepaid_months
  auto_renew_flag   = var.prepaid_months == null ? 0 : 1

  engine_version = var.engine_version
  device_type    = var.exclusive_resources ? "EXCLUSIVE" : "UNIVERSAL"
  cpu            = var.cpu
  mem_size       = var.memory_mb
  volume_size    = var.storage_gb
  root_password  = random_password.root.result

  # Names and texts of all languages, unless a parameter says otherwise.
  parameters = merge({ character_set_server = "utf8mb4" }, var.parameters)

  slave_deploy_mode = local.multi_zone ? 1 : 0
  first_slave_zone  = local.multi_zone ? var.zones[1] : null
  second_slave_zone = var.standby_count < 2 ? null : local.multi_zone ? element(var.zones, min(2, length(var.zones) - 1)) : var.zones[0]
  slave_sync_mode   = index(["async", "semi_sync", "strong_sync"], var.replication_mode)

  # Another size is prepared at once, and switched to when the window says so: connections break at that moment.
  wait_switch = var.switch_in_maintenance_window ? 1 : 0

  destroy_protect = var.deletion_protection ? "on" : "off"

  tags = var.tags

  # Without its rules the group would let in nobody, but a rule that fails must not leave an instance behind it.
  depends_on = [tencentcloud_security_group_rule_set.this]
}

resource "tencentcloud_mysql_backup_policy" "this" {
  mysql_id         = tencentcloud_mysql_instance.this.id
  backup_model     = "physical"
  backup_time      = "02:00-06:00"
  retention_period = var.backup_retention_days
  binlog_period    = var.backup_retention_days
}

# Copies of the backups in other regions, for the day on which this one is lost.
resource "tencentcloud_mysql_remote_backup_config" "this" {
  count = var.remote_backup == null ? 0 : 1

  instance_id        = tencentcloud_mysql_instance.this.id
  remote_backup_save = var.remote_backup.enabled ? "on" : "off"
  remote_binlog_save = var.remote_backup.enabled && var.remote_backup.binary_log_included ? "on" : "off"
  remote_region      = var.remote_backup.regions
  expire_days        = var.remote_backup.retention_days

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mysql_backup_policy.this]
}

resource "tencentcloud_mysql_ssl" "this" {
  instance_id = tencentcloud_mysql_instance.this.id
  status      = var.tls_enabled ? "ON" : "OFF"

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mysql_backup_policy.this, tencentcloud_mysql_remote_backup_config.this]
}

resource "tencentcloud_mysql_time_window" "this" {
  instance_id    = tencentcloud_mysql_instance.this.id
  time_ranges    = ["${var.maintenance_window.start}-${local.window_end}"]
  weekdays       = var.maintenance_window.week_days
  max_delay_time = 10

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mysql_ssl.this]
}

# There is no way back, so taking it away changes nothing.
resource "tencentcloud_mysql_instance_encryption_operation" "this" {
  count = var.encryption_enabled ? 1 : 0

  instance_id = tencentcloud_mysql_instance.this.id
  key_id      = var.kms_key_id
  key_region  = var.kms_key_id == null ? null : var.region

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mysql_time_window.this]
}

resource "tencentcloud_mysql_backup_encryption_status" "this" {
  count = var.encryption_enabled ? 1 : 0

  instance_id       = tencentcloud_mysql_instance.this.id
  encryption_status = "on"

  # Backups are encrypted with the key of the instance.
  depends_on = [tencentcloud_mysql_instance_encryption_operation.this]
}

# Who did what, as the service sees it.
resource "tencentcloud_mysql_audit_service" "this" {
  count = var.audit == null ? 0 : 1

  instance_id         = tencentcloud_mysql_instance.this.id
  log_expire_day      = var.audit.retention_days
  high_log_expire_day = min(var.audit.retention_days, 7)
  audit_all           = length(var.audit.rule_template_ids) == 0
  rule_template_ids   = length(var.audit.rule_template_ids) == 0 ? null : var.audit.rule_template_ids

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mysql_backup_encryption_status.this]
}

# What the server complains of, and which statements took long.
resource "tencentcloud_mysql_cls_log_attachment" "this" {
  for_each = var.logs == null ? {} : var.logs.topic_ids

  instance_id      = tencentcloud_mysql_instance.this.id
  log_type         = each.key == "slow_query" ? "slowlog" : "error"
  create_log_set   = false
  log_set          = var.logs.log_set_id
  create_log_topic = false
  log_topic        = each.value
  create_index     = false
  cls_region       = var.region

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mysql_audit_service.this, tencentcloud_mysql_backup_encryption_status.this]
}
