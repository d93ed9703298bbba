output "id" {
  description = "ID of the Grafana."
  value       = azurerm_dashboard_grafana.this.id
}

output "name" {
  description = "Name of the Grafana, as az grafana takes it."
  value       = azurerm_dashboard_grafana.this.name
}

output "endpoint" {
  description = "Address at which people open it."
  value       = azurerm_dashboard_grafana.this.endpoint
}

output "principal_id" {
  description = "Object ID of the identity with which it reads data sources."
  value       = azurerm_dashboard_grafana.this.identity[0].principal_id
}

output "outbound_ips" {
  description = "Addresses from which it connects, with deterministic_outbound_ip_enabled."
  value       = azurerm_dashboard_grafana.this.outbound_ip
}
