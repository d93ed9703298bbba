# External Secrets of TKE: that of its makers has no provider for SSM.
resource "tencentcloud_kubernetes_addon" "external_secrets" {
  count = var.external_secrets_addon ? 1 : 0

  cluster_id = tencentcloud_kubernetes_cluster.this.id
  addon_name = "external-secrets" # the newest version when it is installed, which then stays

  timeouts {
    create = "10m"
    delete = "10m"
  }

  depends_on = [
    tencentcloud_kubernetes_native_node_pool.this,
    tencentcloud_kubernetes_node_pool.this,
  ]
}
