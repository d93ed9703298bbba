# A managed Kubernetes cluster (AKS): people and workloads log in with Entra, the API server is private, nodes scale and upgrade themselves.

locals {
  # What has the options that modules share: diagnostics, lock and roles.
  resource_id  = azurerm_kubernetes_cluster.this.id
  diagnosed_id = local.resource_id
}

resource "azurerm_kubernetes_cluster" "this" {
  name                = var.name
  location            = var.location
  resource_group_name = var.resource_group_name
  dns_prefix          = var.name
  kubernetes_version  = var.kubernetes_version
  sku_tier            = var.sku_tier

  private_cluster_enabled             = var.private_cluster_enabled
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = var.private_dns_zone == null ? null : var.private_dns_zone.id
  run_command_enabled                 = var.run_command_enabled

  local_account_disabled    = true
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  disk_encryption_set_id = var.disk_encryption_set == null ? null : var.disk_encryption_set.id

  azure_policy_enabled         = var.azure_policy_enabled
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 168

  automatic_upgrade_channel = var.automatic_upgrade_channel
  node_os_upgrade_channel   = "NodeImage"

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    tenant_id              = var.tenant_id
    admin_group_object_ids = var.admin_group_object_ids
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.control_plane.id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.kubelet.client_id
    object_id                 = azurerm_user_assigned_identity.kubelet.principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.kubelet.id
  }

  dynamic "api_server_access_profile" {
    for_each = var.private_cluster_enabled ? [] : [var.allowed_ip_ranges]

    content {
      authorized_ip_ranges = api_server_access_profile.value
    }
  }

  # Pods have addresses of their own, so that the subnet only has to hold the nodes.
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    pod_cidr            = var.pod_cidr
    service_cidr        = var.service_cidr
    dns_service_ip      = cidrhost(var.service_cidr, 10)
    outbound_type       = var.outbound_type
    load_balancer_sku   = "standard"
  }

  default_node_pool {
    name                         = "system"
    vm_size                      = var.system_node_vm_size
    auto_scaling_enabled         = true
    min_count                    = var.system_node_count_min
    max_count                    = var.system_node_count_max
    vnet_subnet_id               = var.subnet_id
    zones                        = var.zones
    os_sku                       = "AzureLinux"
    os_disk_size_gb              = var.node_disk_gb
    max_pods                     = var.max_pods_per_node
    node_public_ip_enabled       = false
    host_encryption_enabled      = var.host_encryption_enabled
    only_critical_addons_enabled = length(var.node_pools) > 0 # then workloads have nodes of their own
    orchestrator_version         = var.kubernetes_version
    temporary_name_for_rotation  = "systemtmp"
    tags                         = var.tags

    upgrade_settings {
      max_surge = "33%"
    }
  }

  # Required by version 5 of the provider.
  node_provisioning_profile {
    mode = "Manual"
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }

  dynamic "oms_agent" {
    for_each = local.container_logs[*].log_analytics_workspace_id

    content {
      log_analytics_workspace_id      = oms_agent.value
      msi_auth_for_monitoring_enabled = true
    }
  }

  dynamic "microsoft_defender" {
    for_each = var.defender == null ? [] : [var.defender.log_analytics_workspace_id]

    content {
      log_analytics_workspace_id = microsoft_defender.value
    }
  }

  # The agent that sends what Prometheus would collect to an Azure Monitor workspace, as the data collection rule of the cluster says.
  dynamic "monitor_metrics" {
    for_each = var.managed_prometheus_enabled ? [1] : []

    content {}
  }

  dynamic "workload_autoscaler_profile" {
    for_each = var.keda_enabled || var.vertical_pod_autoscaler_enabled ? [true] : []

    content {
      keda_enabled                    = var.keda_enabled
      vertical_pod_autoscaler_enabled = var.vertical_pod_autoscaler_enabled
    }
  }

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = var.maintenance_window.day_of_week
    start_time  = var.maintenance_window.start_time
    utc_offset  = var.maintenance_window.utc_offset
    duration    = var.maintenance_window.duration_hours
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = var.maintenance_window.day_of_week
    start_time  = var.maintenance_window.start_time
    utc_offset  = var.maintenance_window.utc_offset
    duration    = var.maintenance_window.duration_hours
  }

  tags = var.tags

  # Volumes and addresses go with the cluster. To delete it, take the call of this module away: then there is no rule left that forbids it.
  lifecycle {
    prevent_destroy = true

    # How many there are is for the autoscaler to say.
    ignore_changes = [default_node_pool[0].node_count]
  }

  depends_on = [
    azurerm_role_assignment.control_plane_disk_encryption_set,
    azurerm_role_assignment.control_plane_kubelet,
    azurerm_role_assignment.control_plane_network,
    azurerm_role_assignment.control_plane_private_dns_zone,
    azurerm_role_assignment.control_plane_subnet,
    azurerm_role_assignment.pull,
  ]
}
