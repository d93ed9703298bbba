# A MongoDB replica set that only the network reaches: over TLS, encrypted, backed up, its password generated.

locals {
  port = 27017

  # The zones in turn, so that the loss of one leaves a majority. The last node is hidden: it takes the backups.
  zones = [for index in range(var.node_count) : var.multi_zone ? var.zones[index % 3] : var.zones[0]]

  allowed_cidr_blocks = coalesce(var.allowed_cidr_blocks, data.tencentcloud_vpc_instances.this[*].instance_list[0].cidr_block)
  backup_methods      = { logical = 0, physical = 1, snapshot = 3 }
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

resource "random_password" "administrator" {
  length      = 30
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  # Allowed by MongoDB on Tencent Cloud, and safe in a connection URL.
  override_special = "_"
}

resource "tencentcloud_security_group" "this" {
  name        = var.name
  description = "MongoDB ${var.name}"
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
      description = "MongoDB"
    }
  }
}

resource "tencentcloud_mongodb_instance" "this" {
  instance_name   = var.name
  available_zone  = var.zones[0]
  vpc_id          = var.vpc_id
  subnet_id       = var.subnet_id
  security_groups = [tencentcloud_security_group.this.id]
  charge_type     = var.prepaid_months == null ? "POSTPAID_BY_HOUR" : "PREPAID"
  prepaid_period  = var.prepaid_months
  auto_renew_flag = var.prepaid_months == null ? null : 1

  engine_version         = "MONGO_${replace(var.engine_version, ".", "")}_WT"
  machine_type           = var.machine_type
  cpu                    = var.cpu
  memory                 = var.memory_gb
  volume                 = var.disk_gb
  node_num               = var.node_count
  availability_zone_list = var.multi_zone ? local.zones : null
  hidden_zone            = var.multi_zone ? local.zones[var.node_count - 1] : null
  password               = random_password.administrator.result

  data_encryption       = var.encryption_enabled ? "TDE" : "No_Encryption"
  encryption_key_source = !var.encryption_enabled ? null : var.kms_key_id == null ? "auto" : "manual"
  key_id                = var.kms_key_id
  kms_region            = var.kms_key_id == null ? null : var.region

  # Another size is prepared at once, and switched to when the window says so: connections break at that moment.
  maintenance_start = var.maintenance_window.start
  maintenance_end   = var.maintenance_window.end
  in_maintenance    = var.switch_in_maintenance_window ? 1 : 0

  tags = var.tags

  # Without its rules the group would let in nobody, but a rule that fails must not leave an instance behind it.
  depends_on = [tencentcloud_security_group_rule_set.this]

  lifecycle {
    # It counts when the instance is bought; the provider refuses another value afterwards.
    ignore_changes = [prepaid_period]
  }
}

resource "tencentcloud_mongodb_instance_ssl" "this" {
  instance_id = tencentcloud_mongodb_instance.this.id
  enable      = var.tls_enabled
}

resource "tencentcloud_mongodb_instance_backup_rule" "this" {
  instance_id             = tencentcloud_mongodb_instance.this.id
  backup_method           = local.backup_methods[var.backup_method]
  backup_time             = var.backup_hour
  backup_retention_period = var.backup_retention_days
  oplog_expired_days      = var.oplog_retention_days
  long_term_unit          = one(var.long_term_backups[*].unit)
  long_term_active_days   = var.long_term_backups == null ? null : join(",", var.long_term_backups.days)
  long_term_expired_days  = one(var.long_term_backups[*].retention_days)
  notify                  = true

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mongodb_instance_ssl.this]
}

resource "tencentcloud_mongodb_instance_params" "this" {
  count = length(var.parameters) > 0 ? 1 : 0

  instance_id = tencentcloud_mongodb_instance.this.id

  dynamic "instance_params" {
    for_each = var.parameters

    content {
      key   = instance_params.key
      value = instance_params.value
    }
  }

  depends_on = [tencentcloud_mongodb_instance_backup_rule.this]
}
