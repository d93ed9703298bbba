# Copies of the instance that only answer queries, each at an address of its own.
resource "tencentcloud_mysql_readonly_instance" "this" {
  for_each = var.read_replicas

  master_instance_id = tencentcloud_mysql_instance.this.id
  instance_name      = "${var.name}-${each.key}"
  zone               = coalesce(each.value.zone, var.zones[0])
  vpc_id             = var.vpc_id
  subnet_id          = coalesce(each.value.subnet_id, var.subnet_id)
  security_groups    = [tencentcloud_security_group.this.id]
  intranet_port      = 3306
  charge_type        = "POSTPAID"
  device_type        = var.exclusive_resources ? "EXCLUSIVE" : "UNIVERSAL"
  cpu                = coalesce(each.value.cpu, var.cpu)
  mem_size           = coalesce(each.value.memory_mb, var.memory_mb)
  volume_size        = coalesce(each.value.storage_gb, var.storage_gb)
  wait_switch        = var.switch_in_maintenance_window ? 1 : 0
  tags               = var.tags

  # A replica is made from a backup of an instance that is left alone meanwhile.
  depends_on = [tencentcloud_mysql_audit_service.this, tencentcloud_mysql_backup_encryption_status.this]
}

resource "tencentcloud_mysql_ssl" "read" {
  for_each = var.read_replicas

  ro_group_id = tencentcloud_mysql_readonly_instance.this[each.key].ro_group_id
  status      = var.tls_enabled ? "ON" : "OFF"
}

# A replica has a window of its own.
resource "tencentcloud_mysql_time_window" "read" {
  for_each = var.read_replicas

  instance_id = tencentcloud_mysql_readonly_instance.this[each.key].id
  time_ranges = tencentcloud_mysql_time_window.this.time_ranges
  weekdays    = tencentcloud_mysql_time_window.this.weekdays

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_mysql_ssl.read]

  lifecycle {
    ignore_changes = [max_delay_time] # which primaries have
  }
}
