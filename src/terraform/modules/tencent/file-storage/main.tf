# A file system (CFS) that machines and pods of a network mount together, with snapshots every night, and rules that say who may mount it.

locals {
  is_turbo = contains(["TB", "TP"], var.storage_type)

  # The network alone, unless rules say otherwise.
  rules = coalesce(var.rules, tomap({
    network = { cidr_block = one(data.tencentcloud_vpc_instances.this[*].instance_list[0].cidr_block), read_only = false, user_mapping = "root_squash", priority = 100 }
  }))
}

# Read only where the caller does not say who may mount it.
data "tencentcloud_vpc_instances" "this" {
  count = var.rules == null ? 1 : 0

  vpc_id = var.vpc_id

  lifecycle {
    postcondition {
      condition     = length(self.instance_list) == 1
      error_message = "There is no VPC ${var.vpc_id} in this region."
    }
  }
}

resource "tencentcloud_cfs_access_group" "this" {
  name        = var.name
  description = "File system ${var.name}"
}

resource "tencentcloud_cfs_access_rule" "this" {
  for_each = local.rules

  access_group_id = tencentcloud_cfs_access_group.this.id
  auth_client_ip  = each.value.cidr_block
  priority        = each.value.priority
  rw_permission   = each.value.read_only ? "RO" : "RW"
  user_permission = each.value.user_mapping
}

resource "tencentcloud_cfs_file_system" "this" {
  name              = var.name
  availability_zone = var.zones[0]
  access_group_id   = tencentcloud_cfs_access_group.this.id
  vpc_id            = local.is_turbo ? null : var.vpc_id
  subnet_id         = local.is_turbo ? null : var.subnet_id
  mount_ip          = var.mount_address
  storage_type      = var.storage_type
  protocol          = local.is_turbo ? "TURBO" : "NFS"
  capacity          = local.is_turbo ? var.capacity_gb : null
  net_interface     = var.ccn == null ? "VPC" : "CCN"
  ccn_id            = one(var.ccn[*].id)
  cidr_block        = one(var.ccn[*].cidr_block)
  tags              = var.tags

  timeouts {
    create = "30m"
    update = "30m"
  }

  # Nobody mounts a file system that has no rules yet, and a rule that fails must not leave one behind it.
  depends_on = [tencentcloud_cfs_access_rule.this]
}

resource "tencentcloud_cfs_auto_snapshot_policy" "this" {
  count = var.snapshots_enabled ? 1 : 0

  policy_name   = var.name
  hour          = join(",", var.snapshots.hours)
  interval_days = length(var.snapshots.week_days) > 0 ? null : var.snapshots.interval_days
  day_of_week   = length(var.snapshots.week_days) > 0 ? join(",", var.snapshots.week_days) : null
  alive_days    = var.snapshots.retention_days
}

resource "tencentcloud_cfs_auto_snapshot_policy_attachment" "this" {
  count = var.snapshots_enabled ? 1 : 0

  auto_snapshot_policy_id = tencentcloud_cfs_auto_snapshot_policy.this[0].id
  file_system_ids         = tencentcloud_cfs_file_system.this.id
}
