# Nodes are made apart from the cluster: whatever the cluster itself lists of its nodes cannot change without a new cluster.
#
# What cannot change without a new pool is part of the name of a pool. So another pool can be made beside the old one, and is there before
# that one goes. No pool is protected from deletion, which would refuse just that: a deployment asks before it deletes one.

locals {
  default_node_pool = {
    instance_type         = var.node_instance_type
    backup_instance_types = var.node_backup_instance_types
    count_min             = var.node_count_min
    count_max             = var.node_count_max
    subnet_ids            = null
    os                    = null
    system_disk_type      = "CLOUD_PREMIUM"
    system_disk_gb        = var.node_disk_gb
    data_disks            = []
    spot_max_price        = null
    prepaid_months        = null
    labels                = var.node_labels
    annotations           = {}
    taints                = []
    kubelet_args          = []
  }
  node_pools = merge(var.default_node_pool_enabled ? { default = local.default_node_pool } : {}, var.node_pools)

  node_pool_names = {
    for name, pool in local.node_pools : name => "${name}-${substr(sha1(jsonencode([
      pool.instance_type, coalesce(pool.subnet_ids, local.subnet_ids), pool.data_disks, pool.kubelet_args, var.ssh_key_ids,
    ])), 0, 7)}"
  }
  native_node_pool_names = {
    for name, pool in var.native_node_pools : name => "${name}-${substr(sha1(jsonencode([
      pool.instance_types, pool.system_disk_type, pool.system_disk_gb, pool.prepaid_months,
    ])), 0, 7)}"
  }
  serverless_node_pool_names = {
    for name, pool in var.serverless_node_pools : name => "${name}-${substr(sha1(jsonencode(coalesce(pool.subnet_ids, local.subnet_ids))), 0, 7)}"
  }
}

resource "tencentcloud_kubernetes_node_pool" "this" {
  for_each = local.node_pools

  name       = local.node_pool_names[each.key]
  cluster_id = tencentcloud_kubernetes_cluster.this.id
  vpc_id     = var.vpc_id
  subnet_ids = coalesce(each.value.subnet_ids, local.subnet_ids)

  min_size                 = each.value.count_min
  max_size                 = each.value.count_max
  enable_auto_scale        = true
  multi_zone_subnet_policy = "EQUALITY"
  node_os                  = coalesce(each.value.os, var.node_os)
  deletion_protection      = false
  delete_keep_instance     = false

  labels = each.value.labels

  dynamic "annotations" {
    for_each = each.value.annotations

    content {
      name  = annotations.key
      value = annotations.value
    }
  }

  dynamic "taints" {
    for_each = each.value.taints

    content {
      key    = taints.value.key
      value  = taints.value.value
      effect = taints.value.effect
    }
  }

  auto_scaling_config {
    instance_type              = each.value.instance_type
    backup_instance_types      = length(each.value.backup_instance_types) > 0 ? each.value.backup_instance_types : null
    system_disk_type           = each.value.system_disk_type
    system_disk_size           = each.value.system_disk_gb
    public_ip_assigned         = false
    orderly_security_group_ids = [tencentcloud_security_group.nodes.id]
    enhanced_security_service  = true
    enhanced_monitor_service   = true
    key_ids                    = length(var.ssh_key_ids) > 0 ? var.ssh_key_ids : null
    password                   = one(random_password.nodes[*].result)

    instance_charge_type                    = each.value.prepaid_months != null ? "PREPAID" : each.value.spot_max_price != null ? "SPOTPAID" : null
    instance_charge_type_prepaid_period     = each.value.prepaid_months
    instance_charge_type_prepaid_renew_flag = each.value.prepaid_months == null ? null : "NOTIFY_AND_AUTO_RENEW"
    spot_instance_type                      = each.value.spot_max_price == null ? null : "one-time"
    spot_max_price                          = each.value.spot_max_price

    dynamic "data_disk" {
      for_each = each.value.data_disks

      content {
        disk_type            = data_disk.value.type
        disk_size            = data_disk.value.size_gb
        delete_with_instance = true
        encrypt              = data_disk.value.encrypted
      }
    }
  }

  dynamic "node_config" {
    for_each = length(each.value.data_disks) + length(each.value.kubelet_args) > 0 ? [each.value] : []

    content {
      extra_args = length(node_config.value.kubelet_args) > 0 ? node_config.value.kubelet_args : null

      dynamic "data_disk" {
        for_each = node_config.value.data_disks

        content {
          disk_type             = data_disk.value.type
          disk_size             = data_disk.value.size_gb
          file_system           = data_disk.value.file_system
          mount_target          = data_disk.value.mount_target
          auto_format_and_mount = true
        }
      }
    }
  }

  tags = var.tags

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [tencentcloud_security_group_rule_set.nodes]
}

# Nodes that TKE looks after: it repairs them, and its scheduler packs them.
resource "tencentcloud_kubernetes_native_node_pool" "this" {
  for_each = var.native_node_pools

  name                = local.native_node_pool_names[each.key]
  cluster_id          = tencentcloud_kubernetes_cluster.this.id
  type                = "Native"
  deletion_protection = false

  native {
    instance_types           = each.value.instance_types
    instance_charge_type     = each.value.prepaid_months == null ? "POSTPAID_BY_HOUR" : "PREPAID"
    security_group_ids       = [tencentcloud_security_group.nodes.id]
    subnet_ids               = coalesce(each.value.subnet_ids, local.subnet_ids)
    key_ids                  = length(var.ssh_key_ids) > 0 ? var.ssh_key_ids : null
    auto_repair              = each.value.auto_repair
    health_check_policy_name = each.value.health_check_policy
    enable_autoscaling       = true
    kubelet_args             = length(each.value.kubelet_args) > 0 ? each.value.kubelet_args : null

    dynamic "instance_charge_prepaid" {
      for_each = each.value.prepaid_months == null ? [] : [each.value.prepaid_months]

      content {
        period     = instance_charge_prepaid.value
        renew_flag = "NOTIFY_AND_AUTO_RENEW"
      }
    }

    dynamic "management" {
      for_each = length(each.value.kernel_args) > 0 ? [each.value.kernel_args] : []

      content {
        kernel_args = management.value
      }
    }

    scaling {
      min_replicas  = each.value.count_min
      max_replicas  = each.value.count_max
      create_policy = "ZoneEquality"
    }

    system_disk {
      disk_type = each.value.system_disk_type
      disk_size = each.value.system_disk_gb
    }

    dynamic "data_disks" {
      for_each = each.value.data_disks

      content {
        disk_type             = data_disks.value.type
        disk_size             = data_disks.value.size_gb
        file_system           = data_disks.value.file_system
        mount_target          = data_disks.value.mount_target
        encrypt               = data_disks.value.encrypted ? "ENCRYPT" : null
        auto_format_and_mount = true
      }
    }
  }

  dynamic "labels" {
    for_each = each.value.labels

    content {
      name  = labels.key
      value = labels.value
    }
  }

  dynamic "annotations" {
    for_each = each.value.annotations

    content {
      name  = annotations.key
      value = annotations.value
    }
  }

  dynamic "taints" {
    for_each = each.value.taints

    content {
      key    = taints.value.key
      value  = taints.value.value
      effect = taints.value.effect
    }
  }

  tags {
    resource_type = "machine"

    dynamic "tags" {
      for_each = var.tags

      content {
        key   = tags.key
        value = tags.value
      }
    }
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [tencentcloud_security_group_rule_set.nodes]
}

# Nodes without machines: every pod on them is a machine of its own, billed while it runs. No DaemonSet runs there, so that neither network
# policies nor what else works on nodes reaches these pods.
resource "tencentcloud_kubernetes_serverless_node_pool" "this" {
  for_each = var.serverless_node_pools

  name               = local.serverless_node_pool_names[each.key]
  cluster_id         = tencentcloud_kubernetes_cluster.this.id
  security_group_ids = [tencentcloud_security_group.nodes.id]
  labels             = each.value.labels

  dynamic "serverless_nodes" {
    for_each = coalesce(each.value.subnet_ids, local.subnet_ids)

    content {
      display_name = "${each.key}-${serverless_nodes.key}"
      subnet_id    = serverless_nodes.value
    }
  }

  dynamic "taints" {
    for_each = each.value.taints

    content {
      key    = taints.value.key
      value  = taints.value.value
      effect = taints.value.effect
    }
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [tencentcloud_security_group_rule_set.nodes]
}

# The service accepts no node without a way to log in.
resource "random_password" "nodes" {
  count = length(var.ssh_key_ids) > 0 ? 0 : 1

  length           = 16
  min_lower        = 1
  min_upper        = 1
  min_numeric      = 1
  min_special      = 1
  override_special = "-+="
}

# There was one pool once.
moved {
  from = tencentcloud_kubernetes_node_pool.this
  to   = tencentcloud_kubernetes_node_pool.this["default"]
}
