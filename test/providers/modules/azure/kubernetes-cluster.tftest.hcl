mock_provider "azurerm" {}

variables {
  name                = "shop-prod"
  location            = "westeurope"
  resource_group_name = "rg-shop-prod"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod/subnets/nodes"
}

run "defaults" {
  command = plan

  assert {
    condition = (
      azurerm_kubernetes_cluster.this.local_account_disabled
      && azurerm_kubernetes_cluster.this.azure_active_directory_role_based_access_control[0].azure_rbac_enabled
      && azurerm_kubernetes_cluster.this.private_cluster_enabled
      && !azurerm_kubernetes_cluster.this.private_cluster_public_fqdn_enabled
      && !azurerm_kubernetes_cluster.this.run_command_enabled
      && azurerm_kubernetes_cluster.this.oidc_issuer_enabled
      && azurerm_kubernetes_cluster.this.workload_identity_enabled
    )
    error_message = "The cluster must be private and know people and workloads by Entra only."
  }

  assert {
    condition     = !azurerm_kubernetes_cluster.this.default_node_pool[0].only_critical_addons_enabled && azurerm_kubernetes_cluster.this.network_profile[0].dns_service_ip == "172.20.0.10"
    error_message = "Without other nodes, those of the system run the workloads."
  }

  assert {
    condition     = length(azurerm_monitor_diagnostic_setting.this) == 0 && nonsensitive(output.public_kubeconfig) == ""
    error_message = "A private cluster has no public kubeconfig."
  }
}

run "everything" {
  command = plan

  variables {
    tenant_id               = "00000000-0000-0000-0000-000000000002"
    admin_group_object_ids  = ["00000000-0000-0000-0000-000000000003"]
    private_cluster_enabled = false
    allowed_ip_ranges       = ["203.0.113.0/24"]
    kubernetes_version      = "1.34"
    zones                   = ["1", "2", "3"]
    maintenance_window      = { day_of_week = "Saturday", utc_offset = "+08:00" }
    container_registry_ids  = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.ContainerRegistry/registries/shop"]
    logging                 = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop" }
    node_pools = [
      { name = "apps", vm_size = "Standard_D4ds_v5", node_count_max = 20 },
      { name = "batchworkers", vm_size = "Standard_D8ds_v5", node_count_min = 0, spot = true, labels = { work = "batch" }, taints = ["batch=true:NoSchedule"] },
    ]
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.api_server_access_profile[0].authorized_ip_ranges == toset(["203.0.113.0/24"])
    error_message = "Only the given addresses may reach the API server."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.default_node_pool[0].only_critical_addons_enabled
    error_message = "Workloads have nodes of their own."
  }

  assert {
    condition = (
      azurerm_kubernetes_cluster_node_pool.this["batchworkers"].priority == "Spot"
      && azurerm_kubernetes_cluster_node_pool.this["batchworkers"].temporary_name_for_rotation == "batchworktmp"
      && length(azurerm_kubernetes_cluster_node_pool.this["batchworkers"].upgrade_settings) == 0
      && azurerm_kubernetes_cluster_node_pool.this["apps"].eviction_policy == null
    )
    error_message = "Spot nodes are spot nodes, and others are not."
  }

  assert {
    condition     = toset(azurerm_monitor_diagnostic_setting.this[0].enabled_log[*].category) == toset(["guard", "kube-apiserver", "kube-audit-admin"])
    error_message = "The audit log must be kept."
  }

  assert {
    condition     = length(azurerm_kubernetes_cluster.this.oms_agent) == 1 && length(azurerm_monitor_data_collection_rule_association.this) == 1
    error_message = "The logs of containers must be kept."
  }

  assert {
    condition     = azurerm_role_assignment.pull[0].role_definition_name == "AcrPull"
    error_message = "Nodes must be able to pull."
  }
}

run "refuses_an_open_api_server" {
  command = plan

  variables {
    private_cluster_enabled = false
  }

  expect_failures = [var.allowed_ip_ranges]
}

run "refuses_the_whole_internet" {
  command = plan

  variables {
    private_cluster_enabled = false
    allowed_ip_ranges       = ["0.0.0.0/0"]
  }

  expect_failures = [var.allowed_ip_ranges]
}

run "refuses_a_patch_version" {
  command = plan

  variables {
    kubernetes_version = "1.34.1"
  }

  expect_failures = [var.kubernetes_version]
}

run "refuses_a_pool_name_with_capitals" {
  command = plan

  variables {
    node_pools = [{ name = "Batch", vm_size = "Standard_D4ds_v5" }]
  }

  expect_failures = [var.node_pools]
}

run "with_what_others_keep" {
  command = plan

  variables {
    private_dns_zone                = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-hub/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io" }
    disk_encryption_set             = { id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Compute/diskEncryptionSets/shop" }
    keda_enabled                    = true
    vertical_pod_autoscaler_enabled = true
    managed_prometheus_enabled      = true
    defender                        = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop" }
    logging                         = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop", categories = [] }
    diagnostics                     = { log_analytics_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.OperationalInsights/workspaces/shop", log_categories = ["guard"] }
  }

  assert {
    condition = (
      azurerm_role_assignment.control_plane_private_dns_zone[0].role_definition_name == "Private DNS Zone Contributor"
      && azurerm_role_assignment.control_plane_network[0].scope == "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop-prod/providers/Microsoft.Network/virtualNetworks/shop-prod"
      && azurerm_role_assignment.control_plane_disk_encryption_set[0].role_definition_name == "Reader"
    )
    error_message = "The cluster must be able to enter its name and to encrypt its disks."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.workload_autoscaler_profile[0].keda_enabled && length(azurerm_kubernetes_cluster.this.monitor_metrics) == 1 && length(azurerm_kubernetes_cluster.this.microsoft_defender) == 1
    error_message = "KEDA, Managed Prometheus and Defender must be on."
  }

  assert {
    condition     = length(azurerm_monitor_diagnostic_setting.this) == 0
    error_message = "A log is kept once."
  }
}
