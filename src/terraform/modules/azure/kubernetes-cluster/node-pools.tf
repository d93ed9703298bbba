resource "azurerm_kubernetes_cluster_node_pool" "this" {
  for_each = { for pool in var.node_pools : pool.name => pool }

  name                        = each.key
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.this.id
  mode                        = "User"
  vm_size                     = each.value.vm_size
  auto_scaling_enabled        = true
  min_count                   = each.value.node_count_min
  max_count                   = each.value.node_count_max
  vnet_subnet_id              = var.subnet_id
  zones                       = var.zones
  os_sku                      = "AzureLinux"
  os_disk_size_gb             = var.node_disk_gb
  max_pods                    = var.max_pods_per_node
  node_public_ip_enabled      = false
  host_encryption_enabled     = var.host_encryption_enabled
  node_labels                 = each.value.labels
  node_taints                 = each.value.taints
  orchestrator_version        = var.kubernetes_version
  temporary_name_for_rotation = "${substr(each.key, 0, 9)}tmp"

  # Machines that Azure may take back at any time, at the price of the day.
  priority        = each.value.spot ? "Spot" : "Regular"
  eviction_policy = each.value.spot ? "Delete" : null
  spot_max_price  = each.value.spot ? -1 : null

  # Machines that may vanish are not surged.
  dynamic "upgrade_settings" {
    for_each = each.value.spot ? [] : ["33%"]

    content {
      max_surge = upgrade_settings.value
    }
  }

  tags = var.tags

  lifecycle {
    # How many there are is for the autoscaler to say.
    ignore_changes = [node_count]
  }
}
