# A managed Grafana inside of a VPC that reads managed Prometheus instances. People open it from the console, or with the password of its administrator.

resource "random_password" "admin" {
  count = var.local_administrator_enabled ? 1 : 0

  length      = 20
  min_lower   = 1
  min_upper   = 1
  min_numeric = 1
  min_special = 1

  override_special = "_-"
}

resource "tencentcloud_monitor_grafana_instance" "this" {
  instance_name         = var.name
  vpc_id                = var.vpc_id
  subnet_ids            = var.subnet_ids
  grafana_init_password = one(random_password.admin[*].result)
  enable_internet       = var.public_access_enabled
  is_destroy            = false
  tags                  = var.tags
}

# Who may come over the internet.
resource "tencentcloud_monitor_grafana_whitelist_config" "this" {
  count = var.public_access_enabled ? 1 : 0

  instance_id = tencentcloud_monitor_grafana_instance.this.id
  whitelist   = var.allowed_cidr_blocks
}

resource "tencentcloud_monitor_tmp_manage_grafana_attachment" "this" {
  for_each = var.prometheus_ids

  grafana_id  = tencentcloud_monitor_grafana_instance.this.id
  instance_id = each.value
}
