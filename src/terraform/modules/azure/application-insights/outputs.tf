output "id" {
  description = "ID of the component, as functions and API gateways take it."
  value       = azurerm_application_insights.this.id
}

output "name" {
  description = "Name of the component."
  value       = azurerm_application_insights.this.name
}

output "app_id" {
  description = "ID that queries name the component by."
  value       = azurerm_application_insights.this.app_id
}

output "connection_string" {
  description = "Where services send what they see: APPLICATIONINSIGHTS_CONNECTION_STRING. It opens the component where keys are allowed (local_authentication_enabled), and only names it otherwise."
  value       = azurerm_application_insights.this.connection_string
  sensitive   = true
}

output "web_test_ids" {
  description = "IDs of the web tests by name, as alerts take them."
  value       = { for name, test in azurerm_application_insights_standard_web_test.this : name => test.id }
}
