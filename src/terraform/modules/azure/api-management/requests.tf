# The service sends what it sees of every call to Application Insights by its identity, and no key. Of what is said in calls it sends nothing.
resource "azurerm_role_assignment" "requests" {
  count = var.application_insights == null ? 0 : 1

  scope                = var.application_insights.component_id
  role_definition_name = "Monitoring Metrics Publisher"
  principal_id         = azurerm_api_management.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_api_management_logger" "requests" {
  count = var.application_insights == null ? 0 : 1

  name                = "requests"
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  resource_id         = var.application_insights.component_id

  application_insights {
    connection_string  = var.application_insights.connection_string
    identity_client_id = "SystemAssigned"
  }

  depends_on = [azurerm_role_assignment.requests]
}

resource "azurerm_api_management_diagnostic" "requests" {
  count = var.application_insights == null ? 0 : 1

  identifier                = "applicationinsights"
  resource_group_name       = var.resource_group_name
  api_management_name       = azurerm_api_management.this.name
  api_management_logger_id  = azurerm_api_management_logger.requests[0].id
  sampling_percentage       = var.application_insights.sampling_percentage
  always_log_errors         = true
  log_client_ip             = var.application_insights.log_client_ip
  verbosity                 = "information"
  http_correlation_protocol = "W3C"
}
