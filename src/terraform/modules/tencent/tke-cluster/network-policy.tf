# TKE keeps NetworkPolicies and does nothing with them before this add-on (kube-router) enforces them on the nodes.
resource "tencentcloud_kubernetes_addon" "network_policy" {
  count = var.network_policy_addon == "" ? 0 : 1

  cluster_id = tencentcloud_kubernetes_cluster.this.id
  addon_name = var.network_policy_addon # the newest version when it is installed, which then stays

  timeouts {
    create = "10m"
    delete = "10m"
  }

  # It runs on every node.
  depends_on = [
    tencentcloud_kubernetes_native_node_pool.this,
    tencentcloud_kubernetes_node_pool.this,
  ]
}
