# A managed Kubernetes cluster (TKE) with private nodes that scale, an encrypted store, logs and audit, and a private API endpoint.

locals {
  subnet_ids = distinct(concat([var.subnet_id], var.additional_subnet_ids))

  # One address of the block for each Service.
  max_services = pow(2, 32 - tonumber(split("/", var.service_cidr)[1]))
}

# Pods get addresses of the VPC (VPC-CNI). So no address block of pods can overlap with the VPC, and what admits the
# VPC, such as a database, admits the pods.
resource "tencentcloud_kubernetes_cluster" "this" {
  cluster_name               = var.name
  cluster_version            = var.kubernetes_version
  cluster_deploy_type        = "MANAGED_CLUSTER"
  cluster_level              = var.cluster_level
  auto_upgrade_cluster_level = true

  vpc_id                  = var.vpc_id
  network_type            = "VPC-CNI"
  eni_subnet_ids          = local.subnet_ids
  service_cidr            = var.service_cidr
  cluster_max_service_num = local.max_services
  cluster_max_pod_num     = 64

  container_runtime    = "containerd"
  cluster_os           = var.node_os
  deletion_protection  = var.deletion_protection
  instance_delete_mode = "terminate"

  log_agent {
    enabled = var.logging_enabled
  }

  cluster_audit {
    enabled    = var.logging_enabled
    log_set_id = var.log_set_id
    topic_id   = var.audit_log_topic_id
  }

  event_persistence {
    enabled    = var.logging_enabled
    log_set_id = var.log_set_id
    topic_id   = var.event_log_topic_id
  }

  dynamic "node_pool_global_config" {
    for_each = var.autoscaler == null ? [] : [var.autoscaler]

    content {
      expander                       = node_pool_global_config.value.expander
      is_scale_in_enabled            = node_pool_global_config.value.scale_in_enabled
      max_concurrent_scale_in        = node_pool_global_config.value.max_concurrent_scale_in
      scale_in_delay                 = node_pool_global_config.value.scale_in_delay_minutes
      scale_in_unneeded_time         = node_pool_global_config.value.scale_in_unneeded_minutes
      scale_in_utilization_threshold = node_pool_global_config.value.scale_in_utilization_percent
      ignore_daemon_sets_utilization = true
      skip_nodes_with_local_storage  = false
      skip_nodes_with_system_pods    = true
    }
  }

  tags = var.tags
}

resource "tencentcloud_kubernetes_encryption_protection" "this" {
  count = var.secrets_encryption_enabled ? 1 : 0

  cluster_id = tencentcloud_kubernetes_cluster.this.id

  kms_configuration {
    key_id     = var.kms_key_id
    kms_region = var.region
  }
}

# An endpoint can only be opened once there are nodes.
resource "tencentcloud_kubernetes_cluster_endpoint" "this" {
  cluster_id                      = tencentcloud_kubernetes_cluster.this.id
  cluster_intranet                = true
  cluster_intranet_subnet_id      = var.subnet_id
  cluster_internet                = length(var.public_api_cidr_blocks) > 0
  cluster_internet_security_group = one(tencentcloud_security_group.api[*].id)

  depends_on = [
    tencentcloud_kubernetes_native_node_pool.this,
    tencentcloud_kubernetes_node_pool.this,
    tencentcloud_security_group_rule_set.api,
  ]
}
