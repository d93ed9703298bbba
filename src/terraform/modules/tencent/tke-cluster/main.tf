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
  cluster_os           = "tlinux3.1x86_64" # TencentOS Server 3.1; the provider's default is still 2.4
  deletion_protection  = var.deletion_protection
  instance_delete_mode = "terminate"

  log_agent {
    enabled = var.logging_enabled
  }

  cluster_audit {
    enabled = var.logging_enabled
  }

  event_persistence {
    enabled = var.logging_enabled
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

# Nodes are made apart from the cluster: whatever the cluster itself lists of its nodes cannot change without a new cluster.
resource "tencentcloud_kubernetes_node_pool" "this" {
  name       = "default"
  cluster_id = tencentcloud_kubernetes_cluster.this.id
  vpc_id     = var.vpc_id
  subnet_ids = local.subnet_ids

  min_size                 = var.node_count_min
  max_size                 = var.node_count_max
  enable_auto_scale        = true
  multi_zone_subnet_policy = "EQUALITY"
  deletion_protection      = var.deletion_protection
  delete_keep_instance     = false

  auto_scaling_config {
    instance_type              = var.node_instance_type
    system_disk_type           = "CLOUD_PREMIUM"
    system_disk_size           = var.node_disk_gb
    public_ip_assigned         = false
    orderly_security_group_ids = [tencentcloud_security_group.nodes.id]
    enhanced_security_service  = true
    enhanced_monitor_service   = true
    key_ids                    = length(var.ssh_key_ids) > 0 ? var.ssh_key_ids : null
    password                   = one(random_password.nodes[*].result)
  }

  tags = var.tags

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

# An endpoint can only be opened once there are nodes.
resource "tencentcloud_kubernetes_cluster_endpoint" "this" {
  cluster_id                      = tencentcloud_kubernetes_cluster.this.id
  cluster_intranet                = true
  cluster_intranet_subnet_id      = var.subnet_id
  cluster_internet                = length(var.public_api_cidr_blocks) > 0
  cluster_internet_security_group = one(tencentcloud_security_group.api[*].id)

  depends_on = [
    tencentcloud_kubernetes_node_pool.this,
    tencentcloud_security_group_rule_set.api,
  ]
}
