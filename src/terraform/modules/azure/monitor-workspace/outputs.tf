output "id" {
  description = "ID of the workspace, as rules and Grafana take it."
  value       = azurerm_monitor_workspace.this.id
}

output "name" {
  description = "Name of the workspace."
  value       = azurerm_monitor_workspace.this.name
}

output "query_endpoint" {
  description = "Address at which the metrics are asked for in PromQL, with a token of Entra."
  value       = azurerm_monitor_workspace.this.query_endpoint
}

output "data_collection_endpoint_id" {
  description = "ID of the endpoint that clusters send to."
  value       = azurerm_monitor_data_collection_endpoint.this.id
}

output "data_collection_rule_id" {
  description = "ID of the rule by which clusters send, for clusters that are joined elsewhere."
  value       = azurerm_monitor_data_collection_rule.this.id
}
