# Copies of the instance that only answer queries, behind one address of their own.
resource "tencentcloud_postgresql_readonly_group" "this" {
  count = length(var.read_replicas) > 0 ? 1 : 0

  master_db_instance_id = tencentcloud_postgresql_instance.this.id
  name                  = "${var.name}-read"
  project_id            = 0
  vpc_id                = var.vpc_id
  subnet_id             = var.subnet_id
  security_groups_ids   = [tencentcloud_security_group.this.id]

  # One that lags behind gets no more queries, unless it is the last.
  replay_lag_eliminate        = 1
  max_replay_lag              = var.read_replica_max_lag_seconds * 1000
  replay_latency_eliminate    = 0
  max_replay_latency          = 512
  min_delay_eliminate_reserve = 1

  # The instance accepts one change at a time.
  depends_on = [tencentcloud_postgresql_time_window.this]
}

resource "tencentcloud_postgresql_readonly_instance_v2" "this" {
  for_each = var.read_replicas

  master_db_instance_id = tencentcloud_postgresql_instance.this.id
  read_only_group_id    = tencentcloud_postgresql_readonly_group.this[0].id
  name                  = "${var.name}-${each.key}"
  zone                  = coalesce(each.value.zone, var.zones[0])
  spec_code             = each.value.spec_code
  storage               = coalesce(each.value.storage_gb, var.storage_gb)
  vpc_id                = var.vpc_id
  subnet_id             = var.subnet_id
  security_group_ids    = [tencentcloud_security_group.this.id]
  instance_charge_type  = "POSTPAID_BY_HOUR"
  deletion_protection   = false
  tags                  = var.tags
}
