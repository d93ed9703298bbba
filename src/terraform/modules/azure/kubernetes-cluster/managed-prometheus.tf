# The agent of Managed Prometheus sends what a rule of a Monitor workspace tells it to.
resource "azurerm_monitor_data_collection_rule_association" "prometheus" {
  count = var.managed_prometheus == null ? 0 : 1

  name                    = "prometheus"
  target_resource_id      = azurerm_kubernetes_cluster.this.id
  data_collection_rule_id = var.managed_prometheus.data_collection_rule_id
}
