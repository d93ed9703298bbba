output "resource_group_name" {
  description = "Name of the resource group of the storage account and of the identities."
  value       = azurerm_resource_group.state.name
}

output "storage_account_name" {
  description = "Name of the storage account, as the backend of every root module uses it."
  value       = azurerm_storage_account.state.name
}

output "access_log_workspace_id" {
  description = "ID of the Log Analytics workspace that knows who read and wrote which state (table StorageBlobLogs)."
  value       = azurerm_log_analytics_workspace.access.id
}

output "containers" {
  description = "Container that holds the states of each environment."
  value       = { for name, environment in var.environments : name => azurerm_storage_container.state[environment.container].name }
}

output "tenant_id" {
  description = "ID of the tenant in which jobs of CI log in."
  value       = var.tenant_id
}

output "client_ids" {
  description = "ID with which a job of CI logs in as each identity: not a secret, for the variables of the CI system."
  value       = { for name, identity in azurerm_user_assigned_identity.ci : name => identity.client_id }
}

output "principal_ids" {
  description = "Object ID of each identity, for role assignments."
  value       = { for name, identity in azurerm_user_assigned_identity.ci : name => identity.principal_id }
}

output "backend_config" {
  description = "The configuration of the backend that keeps the state of this root module in the storage account."
  value       = <<-EOT
    resource_group_name  = "${azurerm_resource_group.state.name}"
    storage_account_name = "${azurerm_storage_account.state.name}"
    container_name       = "${local.bootstrap_container}"
    key                  = "azure-storage/terraform.tfstate"
    use_azuread_auth     = true
    subscription_id      = "${var.subscription_id}"
    tenant_id            = "${var.tenant_id}"
    environment          = "${var.cloud}"
  EOT
}
