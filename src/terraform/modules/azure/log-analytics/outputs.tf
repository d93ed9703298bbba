output "id" {
  description = "ID of the workspace, as diagnostic settings take it."
  value       = azurerm_log_analytics_workspace.this.id
}

output "name" {
  description = "Name of the workspace."
  value       = azurerm_log_analytics_workspace.this.name
}

output "workspace_id" {
  description = "ID that queries name the workspace by."
  value       = azurerm_log_analytics_workspace.this.workspace_id
}
