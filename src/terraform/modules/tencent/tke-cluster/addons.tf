# Further add-ons of TKE, such as those for disks and file systems.
resource "tencentcloud_kubernetes_addon" "this" {
  for_each = var.addons

  cluster_id    = tencentcloud_kubernetes_cluster.this.id
  addon_name    = each.key
  addon_version = each.value.version
  raw_values    = each.value.values

  timeouts {
    create = "10m"
    update = "10m"
    delete = "10m"
  }

  depends_on = [
    tencentcloud_kubernetes_native_node_pool.this,
    tencentcloud_kubernetes_node_pool.this,
  ]
}
